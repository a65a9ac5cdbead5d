// ── runtime: allocate ──

/** How a policy shares out a budget. */
public static final class SharingRule {
  private final String order;
  private final Integer places;
  private final BigDecimal cap;
  private final BigDecimal step;
  private final String remainder;
  private final boolean partial;

  private SharingRule(String order, Integer places, String cap, String step, String remainder, boolean partial) {
    this.order = order;
    this.places = places;
    this.cap = cap == null ? null : new BigDecimal(cap);
    this.step = new BigDecimal(step);
    this.remainder = remainder;
    this.partial = partial;
  }

  /** pro_rata, applied or score. */
  public String order() {
    return order;
  }

  /** So many applicants at most; null for any number. */
  public Integer places() {
    return places;
  }

  /** The most for one, in yuan; null for none. */
  public BigDecimal cap() {
    return cap;
  }

  /** A share in proportion is rounded down to this, in yuan. */
  public BigDecimal step() {
    return step;
  }

  /** What rounding leaves: kept, or largest (it goes to the largest share). */
  public String remainder() {
    return remainder;
  }

  /** Whether the last in order is paid what is left. */
  public boolean partial() {
    return partial;
  }
}

// What holds where a policy does not say how a budget is shared out.
private static final SharingRule IN_PROPORTION = new SharingRule("pro_rata", null, null, "0.01", "kept", true);

/** A budget shared out, by applicant, in the order of application. Amounts are yuan with two decimals. */
public static final class Allocation {
  private final BigDecimal budget;
  private final BigDecimal remainder;
  private final Map<String, BigDecimal> shares;
  private final Map<String, BigDecimal> due;
  private final Map<String, List<String>> reasons;
  private final Map<String, Map<String, List<Fault>>> refused = new LinkedHashMap<>();
  private final Map<String, Map<String, BigDecimal>> unapproved = new LinkedHashMap<>();

  private Allocation(
      Map<String, Owed> owed,
      Map<String, BigInteger> due,
      Map<String, BigInteger> shares,
      BigInteger budget,
      Map<String, List<String>> reasons) {
    owed.forEach((name, each) -> {
      if (!each.refused.isEmpty()) refused.put(name, Collections.unmodifiableMap(each.refused));
      if (!each.unapproved.isEmpty()) unapproved.put(name, inYuan(each.unapproved));
    });
    this.budget = new BigDecimal(budget, 2);
    this.remainder = new BigDecimal(budget.subtract(sumOf(shares.values())), 2);
    this.shares = inYuan(shares);
    this.due = inYuan(due);
    this.reasons = reasons;
  }

  public BigDecimal budget() {
    return budget;
  }

  public BigDecimal remainder() {
    return remainder;
  }

  public List<String> applicants() {
    return List.copyOf(shares.keySet());
  }

  public Map<String, BigDecimal> shares() {
    return shares;
  }

  public Map<String, BigDecimal> due() {
    return due;
  }

  /** How each share came about. */
  public Map<String, List<String>> reasons() {
    return Collections.unmodifiableMap(reasons);
  }

  /** Applicant → claims that cannot be read → what is wrong with them. */
  public Map<String, Map<String, List<Fault>>> refused() {
    return Collections.unmodifiableMap(refused);
  }

  /** Applicant → ceilings of which nothing is approved, and which take no money. */
  public Map<String, Map<String, BigDecimal>> unapproved() {
    return Collections.unmodifiableMap(unapproved);
  }

  /** How all shares came about. */
  public String explain() {
    List<String> lines = new ArrayList<>();
    shares.keySet().forEach(name -> lines.add(explain(name)));
    lines.add(inWords("left", "budget", shownYuan(budget), "left", shownYuan(remainder)));
    return String.join("\n", lines);
  }

  /** How the share of one came about. */
  public String explain(String applicant) {
    if (!reasons.containsKey(applicant)) {
      throw new IllegalArgumentException("explain(applicant): " + show(applicant) + " has not applied");
    }
    List<String> lines = new ArrayList<>(List.of(inWords("applicant", "name", applicant)));
    reasons.get(applicant).forEach(said -> lines.add(inWords("reason", "said", said)));
    return String.join("\n", lines);
  }

  /** Everything in forms that JSON has. */
  public Map<String, Object> toMap() {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("answer", "allocation");
    said.put("version", 1);
    said.put("budget", budget.toPlainString());
    said.put("remainder", remainder.toPlainString());
    said.put("applicants", applicants());
    said.put("shares", asPlain(shares));
    said.put("due", asPlain(due));
    said.put("reasons", reasons());
    Map<String, Object> faulty = new LinkedHashMap<>();
    refused.forEach((name, claims) -> {
      Map<String, Object> found = new LinkedHashMap<>();
      claims.forEach((claim, faults) -> found.put(claim, faults.stream().map(one -> asMap(one)).collect(Collectors.toList())));
      faulty.put(name, found);
    });
    Map<String, Object> open = new LinkedHashMap<>();
    unapproved.forEach((name, ceilings) -> open.put(name, asPlain(ceilings)));
    if (!faulty.isEmpty()) said.put("refused", faulty);
    if (!open.isEmpty()) said.put("unapproved", open);
    return said;
  }
}

private static Map<String, Object> asMap(Fault fault) {
  Map<String, Object> said = new LinkedHashMap<>();
  said.put("code", fault.code());
  said.put("fact", fault.fact());
  said.put("message", fault.message());
  said.put("message_en", fault.messageEn());
  return said;
}

private static Map<String, BigDecimal> inYuan(Map<String, BigInteger> fen) {
  Map<String, BigDecimal> found = new LinkedHashMap<>();
  fen.forEach((name, amount) -> found.put(name, new BigDecimal(amount, 2)));
  return Collections.unmodifiableMap(found);
}

private static BigInteger sumOf(Collection<BigInteger> amounts) {
  return amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
}

// A budget in 分 being shared out, of what is owed; `scores` are needed where the rule orders by them.
private static final class Sharing {
  private final SharingRule rule;
  private final BigInteger budget;
  private final Map<String, Owed> owed;
  private final Map<String, BigInteger> due = new LinkedHashMap<>();
  private final Map<String, BigInteger> wanted;
  private final Map<String, List<String>> reasons = new LinkedHashMap<>();

  Sharing(Map<String, Owed> owed, BigInteger budget, SharingRule rule) {
    this.rule = rule;
    this.budget = budget;
    this.owed = owed;
    owed.forEach((name, each) -> {
      reasons.put(name, new ArrayList<>());
      each.refused.forEach((claim, faults) -> {
        for (Fault one : faults) {
          tell(name, "claim refused", "claim", claim, "fault", LANGUAGE.equals("en") ? one.messageEn : one.message);
        }
      });
      each.unapproved.forEach((claim, ceiling) -> tell(name, "not approved", "claim", claim, "ceiling", shownFen(ceiling)));
      due.put(name, sumOf(each.paid.values()));
      tell(name, "due", "amount", shownFen(due.get(name)));
    });
    wanted = new LinkedHashMap<>(due);
  }

  Allocation shared(Map<String, Wide> scores) {
    BigInteger cap = rule.cap == null ? null : cents(rule.cap);
    due.forEach((name, amount) -> {
      if (cap == null || amount.compareTo(cap) <= 0) return;
      wanted.put(name, cap);
      tell(name, "cap", "cap", shownFen(cap));
    });
    List<String> order = new ArrayList<>(wanted.keySet());
    if (rule.order.equals("score")) {
      order.sort((one, other) -> scores.get(other).compareTo(scores.get(one)));
      for (int place = 0; place < order.size(); place += 1) tell(order.get(place), "place", "place", String.valueOf(place + 1));
    }
    for (String name : rule.places == null || rule.places >= order.size() ? List.<String>of() : order.subList(rule.places, order.size())) {
      tell(name, "no place", "places", rule.places.toString());
      wanted.put(name, BigInteger.ZERO);
    }
    Map<String, BigInteger> shares = wanted;
    if (sumOf(wanted.values()).compareTo(budget) > 0) shares = rule.order.equals("pro_rata") ? inProportion(order) : oneByOne(order);
    shares.forEach((name, amount) -> tell(name, "share", "amount", shownFen(amount)));
    return new Allocation(owed, due, shares, budget, reasons);
  }

  private void tell(String name, String key, String... texts) {
    reasons.get(name).add(inWords(key, texts));
  }

  private Map<String, BigInteger> inProportion(List<String> order) {
    BigInteger total = sumOf(wanted.values());
    BigInteger step = cents(rule.step);
    Map<String, BigInteger> shares = new LinkedHashMap<>();
    wanted.forEach((name, amount) -> {
      shares.put(name, amount.multiply(budget).divide(total.multiply(step)).multiply(step));
      if (amount.signum() > 0) tell(name, "in proportion", "total", shownFen(total), "budget", shownFen(budget));
    });
    if (rule.remainder.equals("largest")) {
      String first = order.get(0);
      for (String name : order) if (shares.get(name).compareTo(shares.get(first)) > 0) first = name;
      BigInteger rest = budget.subtract(sumOf(shares.values()));
      BigInteger left = rest.min(wanted.get(first).subtract(shares.get(first)));
      shares.put(first, shares.get(first).add(left));
      tell(first, "remainder", "left", shownFen(left));
    }
    return shares;
  }

  private Map<String, BigInteger> oneByOne(List<String> order) {
    Map<String, BigInteger> shares = new LinkedHashMap<>();
    wanted.keySet().forEach(name -> shares.put(name, BigInteger.ZERO));
    BigInteger left = budget;
    for (String name : order) {
      BigInteger amount = wanted.get(name);
      if (amount.compareTo(left) > 0) {
        tell(name, "not enough", "left", shownFen(left));
        amount = rule.partial ? left : BigInteger.ZERO;
      }
      shares.put(name, amount);
      left = left.subtract(amount);
    }
    return shares;
  }
}
