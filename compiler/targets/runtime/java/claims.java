// ── runtime: claims ──

/**
 * What is paid of several claims of one enterprise, by name: the best selection. A name is the id of a clause, or id#text for a
 * further claim of it; what belongs to it are its facts. Throws FactError with every fault of all claims.
 */
public static Settlement settle(Map<String, ?> claims) {
  return settleClaims(claims, List.of(), null);
}

/** Likewise, where of each set of names in {@code sameMatter}, too, one at most is paid. */
public static Settlement settle(Map<String, ?> claims, Collection<?> sameMatter) {
  return settleClaims(claims, sameMatter, null);
}

/** Likewise, on a date; null is the last day of each validity. */
public static Settlement settle(Map<String, ?> claims, Collection<?> sameMatter, LocalDate date) {
  return settleClaims(claims, sameMatter, date);
}

/** Likewise, on a date in ISO text. */
public static Settlement settle(Map<String, ?> claims, Collection<?> sameMatter, String date) {
  return settleClaims(claims, sameMatter, date);
}

/**
 * BUDGET shared out by SHARING among applicants, each with claims, in the order of the map: a LinkedHashMap, since a HashMap has
 * none. Throws FactError.
 */
public static Allocation allocate(Map<String, ?> applicants) {
  return allocated(applicants, null, null, null);
}

/** Likewise, of a budget of one's own (null: BUDGET). */
public static Allocation allocate(Map<String, ?> applicants, Object budget) {
  return allocated(applicants, budget, null, null);
}

/** Likewise, with the score of each applicant, which is needed where the policy pays by score. */
public static Allocation allocate(Map<String, ?> applicants, Object budget, Map<String, ?> scores) {
  return allocated(applicants, budget, scores, null);
}

/** Likewise, on a date; null is the last day of each validity. */
public static Allocation allocate(Map<String, ?> applicants, Object budget, Map<String, ?> scores, LocalDate date) {
  return allocated(applicants, budget, scores, date);
}

/** Likewise, on a date in ISO text. */
public static Allocation allocate(Map<String, ?> applicants, Object budget, Map<String, ?> scores, String date) {
  return allocated(applicants, budget, scores, date);
}

// ── one enterprise ──

private static Settlement settleClaims(Map<?, ?> claims, Collection<?> sameMatter, Object date) {
  Objects.requireNonNull(claims, "claims");
  Objects.requireNonNull(sameMatter, "sameMatter");
  long on = parseDate(date, NO_DAY);
  List<Fault> faults = new ArrayList<>();
  Map<String, String> clauses = clausesOf(claims, faults);
  List<String[]> exclusions = new ArrayList<>();
  for (List<String> matter : SAME_MATTER) declared(matter, clauses, exclusions);
  int number = 0;
  for (Object names : sameMatter) {
    number += 1;
    exclusions.addAll(pairsOf(namesOf(names, String.valueOf(number), claims, faults)));
  }
  if (!faults.isEmpty()) throw new FactError(faults);
  return bestSettlement(resultsOf(claims, clauses, on == NO_DAY ? null : dateOf(on)), exclusions);
}

// The clause of each claim, in the order of the document; of one clause the claim that bears its bare name, then the others as they
// were given.
private static Map<String, String> clausesOf(Map<?, ?> claims, List<Fault> faults) {
  Map<String, String> found = new LinkedHashMap<>();
  claims.forEach((name, facts) -> {
    String clause = name instanceof String ? clauseOf((String) name) : null;
    if (clause == null) {
      String[] near = name instanceof String ? hint((String) name, CLAUSES.keySet()) : NO_HINT;
      faults.add(fault("T0615", Place.of(asName(name)), "hint", near));
    } else if (facts instanceof Map) {
      found.put((String) name, clause);
    } else {
      faults.add(fault("T0603 claim", Place.of((String) name)));
    }
  });
  List<String> order = new ArrayList<>(CLAUSES.keySet());
  Map<String, Integer> places = new HashMap<>();
  for (int at = 0; at < order.size(); at += 1) places.put(order.get(at), 2 * at);
  List<String> names = new ArrayList<>(found.keySet());
  names.sort(Comparator.comparing(name -> places.get(found.get(name)) + (name.equals(found.get(name)) ? 0 : 1)));
  Map<String, String> sorted = new LinkedHashMap<>();
  for (String name : names) sorted.put(name, found.get(name));
  return sorted;
}

// 7.1 and 7.1#二期 are claims of 7.1. An id may itself have a #: the longest that is a clause counts.
private static String clauseOf(String name) {
  for (int end = name.length(); end >= 0; end = end > 0 ? name.lastIndexOf('#', end - 1) : -1) {
    if (CLAUSES.containsKey(name.substring(0, end))) return name.substring(0, end);
  }
  return null;
}

// The names of a set; its faults go to the others.
private static Set<String> namesOf(Object set, String number, Map<?, ?> claims, List<Fault> faults) {
  Set<String> found = new LinkedHashSet<>();
  List<?> given = listOf(set);
  Place place = Place.of(SAME_MATTER_NAME);
  if (given == null) faults.add(fault("T0623 set", place, "number", number));
  for (Object name : given == null ? List.of() : given) {
    if (!(name instanceof String)) {
      faults.add(fault("T0623 name", place, "number", number, "shown", show(name)));
    } else if (claims.containsKey(name)) {
      found.add((String) name);
    } else {
      String shown = visible((String) name);
      List<String> known = new ArrayList<>();
      for (Object claim : claims.keySet()) if (claim instanceof String) known.add((String) claim);
      String[] near = hint((String) name, known);
      faults.add(fault("T0623 claim", place, "number", number, "shown", both("「" + shown + "」", "“" + shown + "”"), "hint", near));
    }
  }
  return found;
}

private static List<String[]> pairsOf(Collection<String> names) {
  List<String> once = new ArrayList<>(new LinkedHashSet<>(names));
  List<String[]> pairs = new ArrayList<>();
  for (int at = 0; at < once.size(); at += 1) {
    for (String other : once.subList(at + 1, once.size())) pairs.add(new String[] {once.get(at), other});
  }
  return pairs;
}

// The claims of clauses that the policy declares to be the same matter, in pairs. Two claims of one clause are not: they are further
// claims, about something else, unless the caller says so.
private static void declared(List<String> matter, Map<String, String> clauses, List<String[]> exclusions) {
  for (String[] pair : pairsOf(matter)) {
    clauses.forEach((name, clause) -> {
      if (!clause.equals(pair[0])) return;
      clauses.forEach((rival, other) -> {
        if (other.equals(pair[1])) exclusions.add(new String[] {name, rival});
      });
    });
  }
}

// The result of each claim, in the order of `clauses`; what feeds another is calculated first.
private static Map<String, Result> resultsOf(Map<?, ?> claims, Map<String, String> clauses, LocalDate on) {
  Map<String, Result> results = new HashMap<>();
  Map<String, List<Fault>> faults = new HashMap<>();
  for (String name : clauses.keySet()) workOut(name, claims, clauses, on, results, faults);
  List<Fault> all = new ArrayList<>();
  Map<String, Result> found = new LinkedHashMap<>();
  for (String name : clauses.keySet()) {
    all.addAll(faults.getOrDefault(name, List.of()));
    found.put(name, results.get(name));
  }
  if (!faults.isEmpty()) throw new FactError(all);
  return found;
}

private static void workOut(
    String name, Map<?, ?> claims, Map<String, String> clauses, LocalDate on, Map<String, Result> results, Map<String, List<Fault>> faults) {
  if (results.containsKey(name) || faults.containsKey(name)) return;
  Map<Object, Object> facts = new LinkedHashMap<>((Map<?, ?>) claims.get(name));
  Set<String> unknown = new HashSet<>();
  feedersOf(name, new HashSet<>(facts.keySet()), clauses).forEach((fact, feeder) -> {
    workOut(feeder, claims, clauses, on, results, faults);
    if (results.containsKey(feeder)) facts.put(fact, results.get(feeder).value());
    else unknown.add(fact);
  });
  try {
    results.put(name, calculated(clauses.get(name), facts, on));
  } catch (FactError error) {
    List<Fault> own = new ArrayList<>();
    for (Fault one : error.faults()) {
      // What a faulty claim should have given is missing through no fault of this one.
      if (unknown.contains(one.fact)) continue;
      String said = visible(name);
      own.add(new Fault(one.code, name + "：" + one.fact, said + "：" + one.message, said + ": " + one.messageEn));
    }
    faults.put(name, own);
  }
}

// The facts that a claim leaves to a claim of the clause that they are 取自: the claim of the same #text, else the only one.
private static Map<String, String> feedersOf(String name, Set<Object> given, Map<String, String> clauses) {
  Clause clause = CLAUSES.get(clauses.get(name));
  Map<String, String> found = new LinkedHashMap<>();
  clause.feeds.forEach((fact, source) -> {
    if (given.contains(fact) || theirs(source, clause.names()).stream().anyMatch(given::contains)) return;
    List<String> made = clauses.keySet().stream().filter(other -> clauses.get(other).equals(source)).collect(Collectors.toList());
    String same = source + name.substring(clause.id.length());
    if (made.contains(same)) found.put(fact, same);
    else if (made.size() == 1) found.put(fact, made.get(0));
  });
  return found;
}

// ── many applicants ──

private static final FactType BUDGET_TYPE = FactType.number("预算", "元", 2);
private static final FactType SCORE_TYPE = FactType.number("得分", "", 4).andNegative();
// Maps that do not keep an order.
private static final Set<Class<?>> WITHOUT_ORDER =
    Set.of(HashMap.class, Hashtable.class, ConcurrentHashMap.class, Map.of(1, 1, 2, 2).getClass());

private static Allocation allocated(Map<?, ?> applicants, Object budget, Map<?, ?> scores, Object date) {
  Objects.requireNonNull(applicants, "applicants");
  if (applicants.size() > 1 && WITHOUT_ORDER.contains(applicants.getClass())) {
    throw new IllegalArgumentException("allocate(applicants): such a map does not keep the order of application; give a LinkedHashMap");
  }
  SharingRule rule = SHARING == null ? IN_PROPORTION : SHARING;
  List<Fault> faults = new ArrayList<>();
  BigInteger pot = budgetOf(budget, faults);
  Map<String, BigInteger> due = new LinkedHashMap<>();
  applicants.forEach((applicant, theirs) -> {
    try {
      if (!(theirs instanceof Map)) throw refused("T0620 claims", Place.of(asName(applicant)));
      due.put(asName(applicant), cents(settleClaims((Map<?, ?>) theirs, List.of(), date).total()));
    } catch (FactError error) {
      for (Fault one : error.faults()) faults.add(ofApplicant(applicant, one));
    }
  });
  Map<String, Wide> read = rule.order.equals("score") ? scoresOf(applicants, scores, faults) : null;
  if (!faults.isEmpty()) throw new FactError(faults);
  return new Sharing(due, pot, rule).shared(read);
}

// In 分.
private static BigInteger budgetOf(Object given, List<Fault> faults) {
  if (given == null && BUDGET != null) return cents(BUDGET);
  if (given == null) faults.add(fault("T0620 budget", Place.of(BUDGET_TYPE.name)));
  Object held = given == null ? null : BUDGET_TYPE.read(given, Place.of(BUDGET_TYPE.name), faults);
  return held == null ? BigInteger.ZERO : BigInteger.valueOf((long) held);
}

// The score of each applicant, in ten-thousandths.
private static Map<String, Wide> scoresOf(Map<?, ?> applicants, Map<?, ?> given, List<Fault> faults) {
  Map<Object, Object> scores = given == null ? new HashMap<>() : new LinkedHashMap<>(given);
  Place place = Place.of(SCORE_TYPE.name);
  for (Object name : scores.keySet()) {
    if (!applicants.containsKey(name)) faults.add(fault("T0620 stranger", place, "name", visible(asName(name))));
  }
  Map<String, Wide> read = new HashMap<>();
  for (Object name : applicants.keySet()) {
    if (!scores.containsKey(name)) {
      faults.add(fault("T0620 score", place, "name", visible(asName(name))));
      continue;
    }
    List<Fault> found = new ArrayList<>();
    Object held = SCORE_TYPE.read(scores.get(name), place, found);
    for (Fault one : found) faults.add(ofApplicant(name, one));
    if (found.isEmpty()) read.put(asName(name), (Wide) held);
  }
  return read;
}

// The fault with the applicant's name in front.
private static Fault ofApplicant(Object applicant, Fault one) {
  String said = visible(asName(applicant));
  return new Fault(one.code, one.fact, said + "：" + one.message, said + ": " + one.messageEn);
}
