// ── calculate ──

/**
 * The result of a clause for the facts given, on the last day of the validity. Throws FactError with every fault of the facts.
 *
 * <p>A fact may be a Long, Integer, Short, Byte, BigInteger, BigDecimal, String ("3000万元"), Boolean, LocalDate, a List or an
 * array, a Map; never a double.
 */
public static Result calc(String clause, Map<String, ?> facts) {
  return calculated(clause, facts, null);
}

/** Likewise, on a date; null is the last day of the validity. */
public static Result calc(String clause, Map<String, ?> facts, LocalDate date) {
  return calculated(clause, facts, date);
}

/** Likewise, on a date in ISO text: 2025-03-01. */
public static Result calc(String clause, Map<String, ?> facts, String date) {
  return calculated(clause, facts, date);
}

private static Result calculated(String id, Map<?, ?> facts, Object date) {
  Clause clause = CLAUSES.get(id == null ? "" : id);
  if (clause == null) {
    String[] near = id == null ? NO_HINT : hint(id, CLAUSES.keySet());
    throw refused("T0615", Place.of(asName(id)), "hint", near);
  }
  Case made = clause.started.get();
  made.on = date == null ? clause.usualDay : readDate(date);
  if (facts != null && (made.on != NO_DAY || date == null) && isQuick(made, facts)) return made.worked();
  made = clause.started.get();
  List<Fault> faults = new ArrayList<>();
  try {
    made.on = parseDate(date, clause.usualDay);
  } catch (FactError error) {
    faults.addAll(error.faults());
  }
  try {
    made.takes(readFacts(clause.facts, fed(clause, facts)));
  } catch (FactError error) {
    faults.addAll(error.faults());
  }
  if (!faults.isEmpty()) throw new FactError(faults);
  return made.worked();
}

private static boolean isQuick(Case made, Map<?, ?> facts) {
  try {
    return made.reads(facts);
  } catch (ClassCastException | NullPointerException error) {
    // From a map that does not take such names.
    return false;
  }
}

// The facts, those of other clauses turned into the fact that they feed; what several of these ask for serves them all.
private static Map<?, ?> fed(Clause clause, Map<?, ?> given) {
  if (clause.feeds.isEmpty() || given == null) return given;
  Map<Object, Object> facts = new LinkedHashMap<>(given);
  List<String> own = clause.names();
  Set<String> needed = new HashSet<>();
  clause.feeds.forEach((name, source) -> {
    if (!facts.containsKey(name)) needed.addAll(theirs(source, own));
  });
  Map<String, Object> made = new LinkedHashMap<>();
  Set<String> used = new HashSet<>();
  clause.feeds.forEach((name, source) -> {
    List<String> asked = CLAUSES.get(source).names();
    List<String> only = theirs(source, own);
    Map<String, Object> known = new LinkedHashMap<>();
    facts.forEach((key, value) -> {
      if (key instanceof String && asked.contains(key)) known.put((String) key, value);
    });
    made.forEach((key, value) -> {
      if (asked.contains(key)) known.put(key, value);
    });
    List<String> listed = known.keySet().stream().filter(only::contains).collect(Collectors.toList());
    if (!facts.containsKey(name)) {
      if (known.isEmpty() || listed.isEmpty() && !only.isEmpty()) return;
      made.put(name, calc(source, known).value());
      used.addAll(only);
      return;
    }
    listed.removeAll(needed);
    if (!listed.isEmpty()) throw refused("T0616", Place.of(name), "clause", source, "listed", String.join("、", listed));
  });
  facts.keySet().removeAll(used);
  facts.putAll(made);
  return facts;
}

// The facts of a clause that another one does not have.
private static List<String> theirs(String source, List<String> own) {
  return CLAUSES.get(source).names().stream().filter(name -> !own.contains(name)).collect(Collectors.toList());
}
