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
  return allocated(applicants, null, null, null, null, null);
}

/** Likewise, of a budget of one's own (null: BUDGET). */
public static Allocation allocate(Map<String, ?> applicants, Object budget) {
  return allocated(applicants, budget, null, null, null, null);
}

/** Likewise, with the score of each applicant, which is needed where the policy pays by score. */
public static Allocation allocate(Map<String, ?> applicants, Object budget, Map<String, ?> scores) {
  return allocated(applicants, budget, scores, null, null, null);
}

/** Likewise, on a date; null is the last day of each validity. */
public static Allocation allocate(Map<String, ?> applicants, Object budget, Map<String, ?> scores, LocalDate date) {
  return allocated(applicants, budget, scores, date, null, null);
}

/** Likewise, on a date in ISO text. */
public static Allocation allocate(Map<String, ?> applicants, Object budget, Map<String, ?> scores, String date) {
  return allocated(applicants, budget, scores, date, null, null);
}

/**
 * Likewise; null is none. {@code sameMatter}: applicant → sets of names of its claims, of each of which one is paid.
 * {@code approved}: applicant → claim → what was approved under a ceiling, without which a ceiling then takes no money.
 */
public static Allocation allocate(
    Map<String, ?> applicants, Object budget, Map<String, ?> scores, LocalDate date, Map<String, ?> sameMatter, Map<String, ?> approved) {
  return allocated(applicants, budget, scores, date, sameMatter, approved);
}

/** Likewise, on a date in ISO text. */
public static Allocation allocate(
    Map<String, ?> applicants, Object budget, Map<String, ?> scores, String date, Map<String, ?> sameMatter, Map<String, ?> approved) {
  return allocated(applicants, budget, scores, date, sameMatter, approved);
}

// ── one enterprise ──

private static Settlement settleClaims(Map<?, ?> claims, Collection<?> sameMatter, Object date) {
  Objects.requireNonNull(claims, "claims");
  Objects.requireNonNull(sameMatter, "sameMatter");
  long on = parseDate(date, NO_DAY);
  List<Fault> faults = new ArrayList<>();
  Map<String, String> clauses = clausesOf(claims, faults);
  List<String[]> exclusions = exclusionsOf(claims, clauses, sameMatter, faults);
  if (!faults.isEmpty()) throw new FactError(faults);
  Map<String, List<Fault>> faulty = new LinkedHashMap<>();
  Map<String, Result> results = resultsOf(claims, clauses, on == NO_DAY ? null : dateOf(on), faulty);
  faulty.forEach((name, found) -> {
    String said = visible(name);
    for (Fault one : found) {
      if (one.code.equals("T0550")) continue;
      faults.add(new Fault(one.code, name + "：" + one.fact, said + "：" + one.message, said + ": " + one.messageEn));
    }
  });
  if (!faulty.isEmpty()) throw new FactError(faults);
  return bestSettlement(results, exclusions);
}

// Which claims are the same matter, in pairs: by the policy, and by the caller, whose faults go to the others.
private static List<String[]> exclusionsOf(Map<?, ?> claims, Map<String, String> clauses, Collection<?> sameMatter, List<Fault> faults) {
  List<String[]> exclusions = new ArrayList<>();
  for (List<String> matter : SAME_MATTER) declared(matter, clauses, exclusions);
  int number = 0;
  for (Object names : sameMatter) {
    number += 1;
    exclusions.addAll(pairsOf(namesOf(names, String.valueOf(number), claims, faults)));
  }
  return exclusions;
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
  return inOrder(found);
}

private static Map<String, String> inOrder(Map<String, String> found) {
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

// The result of each claim, in the order of `clauses`, or its faults; what feeds another is calculated first.
private static Map<String, Result> resultsOf(
    Map<?, ?> claims, Map<String, String> clauses, LocalDate on, Map<String, List<Fault>> faulty) {
  Map<String, Result> results = new HashMap<>();
  Map<String, List<Fault>> faults = new HashMap<>();
  for (String name : clauses.keySet()) workOut(name, claims, clauses, on, results, faults);
  Map<String, Result> found = new LinkedHashMap<>();
  for (String name : clauses.keySet()) {
    if (results.containsKey(name)) found.put(name, results.get(name));
    else faulty.put(name, faults.get(name));
  }
  return found;
}

private static void workOut(
    String name, Map<?, ?> claims, Map<String, String> clauses, LocalDate on, Map<String, Result> results, Map<String, List<Fault>> faults) {
  if (results.containsKey(name) || faults.containsKey(name)) return;
  Map<Object, Object> facts = new LinkedHashMap<>((Map<?, ?>) claims.get(name));
  Map<String, String> unknown = new LinkedHashMap<>();
  feedersOf(name, new HashSet<>(facts.keySet()), clauses).forEach((fact, feeder) -> {
    workOut(feeder, claims, clauses, on, results, faults);
    if (results.containsKey(feeder)) facts.put(fact, results.get(feeder).value());
    else unknown.put(fact, feeder);
  });
  List<Fault> fed = new ArrayList<>();
  unknown.forEach((fact, feeder) -> fed.add(fault("T0550", Place.of(fact), "claim", visible(feeder))));
  try {
    Result made = calculated(clauses.get(name), facts, on);
    if (fed.isEmpty()) results.put(name, made);
    else faults.put(name, fed);
  } catch (FactError error) {
    List<Fault> own = new ArrayList<>();
    for (Fault one : error.faults()) {
      // What a faulty claim should have given is missing through no fault of this one.
      if (!unknown.containsKey(one.fact)) own.add(one);
    }
    own.addAll(fed);
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

private static Allocation allocated(
    Map<?, ?> applicants, Object budget, Map<?, ?> scores, Object date, Map<?, ?> sameMatter, Map<?, ?> approved) {
  Objects.requireNonNull(applicants, "applicants");
  if (applicants.size() > 1 && WITHOUT_ORDER.contains(applicants.getClass())) {
    throw new IllegalArgumentException("allocate(applicants): such a map does not keep the order of application; give a LinkedHashMap");
  }
  SharingRule rule = SHARING == null ? IN_PROPORTION : SHARING;
  List<Fault> faults = new ArrayList<>();
  BigInteger pot = budgetOf(budget, faults);
  Map<String, Owed> owed = owedOf(applicants, date, sameMatter, approved, faults);
  Map<String, Wide> read = rule.order.equals("score") ? scoresOf(applicants, scores, faults) : null;
  if (!faults.isEmpty()) throw new FactError(faults);
  return new Sharing(owed, pot, rule).shared(read);
}

private static final String APPROVED_NAME = "核定金额";

// What is due to one applicant, by claim: in 分; those that are refused; ceilings of which nothing is approved.
private static final class Owed {
  final Map<String, BigInteger> paid = new LinkedHashMap<>();
  final Map<String, List<Fault>> refused = new LinkedHashMap<>();
  final Map<String, BigInteger> unapproved = new LinkedHashMap<>();
}

private static Map<String, Owed> owedOf(
    Map<?, ?> applicants, Object date, Map<?, ?> sameMatter, Map<?, ?> approved, List<Fault> faults) {
  Map<String, Owed> owed = new LinkedHashMap<>();
  LocalDate on;
  try {
    long day = parseDate(date, NO_DAY);
    on = day == NO_DAY ? null : dateOf(day);
  } catch (FactError error) {
    faults.addAll(error.faults());
    return owed;
  }
  Map<?, ?> sets = byApplicant(SAME_MATTER_NAME, applicants, sameMatter, faults);
  Map<?, ?> register = byApplicant(APPROVED_NAME, applicants, approved, faults);
  applicants.forEach((applicant, theirs) -> {
    try {
      if (!(theirs instanceof Map)) throw refused("T0620 claims", Place.of(asName(applicant)));
      Map<?, ?> claims = (Map<?, ?>) theirs;
      Map<?, ?> made = approved == null ? claims : withApproved(claims, register.get(applicant));
      Object given = sets.containsKey(applicant) ? sets.get(applicant) : List.of();
      owed.put(asName(applicant), owedTo(made, given, on, approved != null));
    } catch (FactError error) {
      for (Fault one : error.faults()) faults.add(ofApplicant(applicant, one));
    }
  });
  return owed;
}

// What is given for each applicant; nothing of those that have not applied.
private static Map<?, ?> byApplicant(String name, Map<?, ?> applicants, Map<?, ?> given, List<Fault> faults) {
  if (given == null) return Map.of();
  for (Object applicant : given.keySet()) {
    if (!applicants.containsKey(applicant)) faults.add(fault("T0620 stranger", Place.of(name), "name", visible(asName(applicant))));
  }
  return given;
}

// The claims with what the register has for them.
private static Map<?, ?> withApproved(Map<?, ?> claims, Object register) {
  Place place = Place.of(APPROVED_NAME);
  if (register == null) return claims;
  if (!(register instanceof Map)) throw refused("T0551 amounts", place, "shown", show(register));
  Map<Object, Object> made = new LinkedHashMap<>(claims);
  List<Fault> faults = new ArrayList<>();
  ((Map<?, ?>) register).forEach((name, amount) -> {
    String said = name instanceof String ? visible((String) name) : show(name);
    String clause = name instanceof String ? clauseOf((String) name) : null;
    Object facts = claims.get(name);
    if (!claims.containsKey(name)) {
      List<String> known = new ArrayList<>();
      for (Object claim : claims.keySet()) if (claim instanceof String) known.add((String) claim);
      String[] near = name instanceof String ? hint((String) name, known) : NO_HINT;
      faults.add(fault("T0551 claim", place, "claim", said, "hint", near));
    } else if (clause != null && !CLAUSES.get(clause).names().contains(APPROVED_NAME)) {
      faults.add(fault("T0551 ceiling", place, "claim", said));
    } else if (facts instanceof Map && ((Map<?, ?>) facts).containsKey(APPROVED_NAME)) {
      faults.add(fault("T0551 twice", place, "claim", said));
    } else if (facts instanceof Map && amount != null) {
      Map<Object, Object> more = new LinkedHashMap<>((Map<?, ?>) facts);
      more.put(APPROVED_NAME, amount);
      made.put(name, more);
    }
  });
  if (!faults.isEmpty()) throw new FactError(faults);
  return made;
}

private static Owed owedTo(Map<?, ?> claims, Object given, LocalDate on, boolean isByRegister) {
  List<?> sameMatter = listOf(given);
  if (sameMatter == null) throw refused("T0551 sets", Place.of(SAME_MATTER_NAME), "shown", show(given));
  Owed owed = new Owed();
  Map<String, String> known = new LinkedHashMap<>();
  claims.forEach((name, facts) -> {
    List<Fault> wrong = new ArrayList<>();
    Map<Object, Object> one = new LinkedHashMap<>();
    one.put(name, facts);
    known.putAll(clausesOf(one, wrong));
    if (!wrong.isEmpty()) owed.refused.put(asName(name), wrong);
  });
  Map<String, String> clauses = inOrder(known);
  List<Fault> faults = new ArrayList<>();
  List<String[]> exclusions = exclusionsOf(claims, clauses, sameMatter, faults);
  if (!faults.isEmpty()) throw new FactError(faults);
  Map<String, Result> sure = resultsOf(claims, clauses, on, owed.refused);
  for (String name : new ArrayList<>(sure.keySet())) {
    // A ceiling that nobody has approved yet stands in nobody's way.
    if (!isByRegister || !sure.get(name).kind().equals("上限") || !isCounted(sure.get(name))) continue;
    BigInteger ceiling = fenOf(sure.remove(name));
    if (ceiling.signum() > 0) owed.unapproved.put(name, ceiling);
  }
  bestSettlement(sure, exclusions).paid().forEach((name, one) -> owed.paid.put(name, fenOf(one)));
  return owed;
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
