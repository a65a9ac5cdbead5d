// ── runtime: results ──

/** What is known of a clause before it is calculated. */
public static final class Clause {
  private final String id;
  private final String title;
  private final String citation;
  private final String form;
  private final String kind;
  private final String unit;
  // What its result is called, and its unit, in the language of explanations.
  private final String heading;
  private final String toldUnit;
  // The first and the last day of its validity, and the day that is taken where none is given; NO_DAY for none.
  private final long first;
  private final long last;
  private final long usualDay;
  private final Supplier<Case> started;
  // The facts that other clauses may work out: the fact, and that clause.
  private final Map<String, String> feeds = new LinkedHashMap<>();
  private final List<FactType> facts;

  private Clause(String[] said, long first, long last, long usualDay, Supplier<Case> started, String[] feeds, FactType[] facts) {
    id = said[0];
    title = said[1];
    citation = said[2];
    form = said[3];
    kind = said[4];
    unit = said[5];
    heading = said[6];
    toldUnit = said[7];
    this.first = first;
    this.last = last;
    this.usualDay = usualDay;
    this.started = started;
    for (int at = 0; at < feeds.length; at += 2) this.feeds.put(feeds[at], feeds[at + 1]);
    this.facts = List.of(facts);
  }

  public String title() {
    return title;
  }

  /** The words of the document that it stands on. */
  public String citation() {
    return citation;
  }

  /** 奖补, 减免, 交纳, 核算 or 资格. */
  public String form() {
    return form;
  }

  /** 定额, 上限, 核算 or 资格. */
  public String kind() {
    return kind;
  }

  public String unit() {
    return unit;
  }

  @Override
  public String toString() {
    return id + " " + title;
  }

  private List<String> names() {
    return facts.stream().map(FactType::name).collect(Collectors.toList());
  }

  // The whole explanation around the lines of the case.
  private List<String> told(Case told) {
    List<String> lines = new ArrayList<>(openingLines(id, title, citation));
    if (first != NO_DAY) lines.addAll(dateLines(told.on, first, last));
    List<Line> said = new ArrayList<>();
    told.says(said);
    lines.addAll(tell(said, told.values()));
    if (told.approved != null && told.pays) lines.add(approvedLine(BigInteger.valueOf(told.approved)));
    lines.add(resultLine(heading, toldUnit, told.pays, told.value));
    return List.copyOf(lines);
  }
}

// One calculation of a clause: its facts, what follows of them, and what is told of it.
private abstract static class Case {
  // The day of the claim (NO_DAY for none), whether all conditions hold and whether anything is paid, the amount as n / d, what comes of it, and 核定金额 in 分.
  long on;
  boolean held;
  boolean pays;
  Wide n = Wide.ZERO;
  Wide d = Wide.ONE;
  Object value;
  Long approved;

  // Reads the facts where they are all there, nothing else is, and each is plain to see; else it says no.
  abstract boolean reads(Map<?, ?> f);

  // Takes the facts as they are held.
  abstract void takes(Object[] v);

  abstract Result worked();

  abstract void says(List<Line> to);

  abstract Object[] values();

  // Nothing yet.
  final void nothing() {
    n = Wide.ZERO;
    d = Wide.ONE;
  }

  // What the authority approved, where that is less.
  final void lowered() {
    if (!pays || approved == null || wide(approved).times(d).compareTo(n.times(wide(100))) >= 0) return;
    n = wide(approved);
    d = wide(100);
  }

  // The amount in whole parts, of which so many are one; rounded.
  final Wide rounded(long parts, RoundingMode mode) {
    return n.times(wide(parts)).dividedBy(d, mode);
  }

  // Likewise, to whole steps of so many parts.
  final Wide rounded(long parts, long step, RoundingMode mode) {
    return n.times(wide(parts)).dividedBy(d.times(wide(step)), mode).times(wide(step));
  }
}

/** The result of one clause. */
public static final class Result {
  private final Clause about;
  private final Object value;
  private final String kind;
  private final boolean eligible;
  private final Case told;
  private volatile List<String> trace;

  private Result(Clause about, String kind, boolean eligible, Case told) {
    this.about = about;
    this.value = told.value;
    this.kind = kind;
    this.eligible = eligible;
    this.told = told;
  }

  public String policy() {
    return TITLE;
  }

  /** The SHA-256 of the policy's text. */
  public String policyHash() {
    return SOURCE_SHA256;
  }

  public String compiler() {
    return COMPILER_VERSION;
  }

  /** The id of the clause. */
  public String clause() {
    return about.id;
  }

  public String title() {
    return about.title;
  }

  public String citation() {
    return about.citation;
  }

  /**
   * A BigDecimal (money with two decimals, in yuan; a ratio with eight; a count), a Boolean (资格), a List of BigDecimal (several
   * amounts, in order), or a Map of them by their names.
   */
  public Object value() {
    return value;
  }

  /** The value, where it is one number; throws IllegalStateException where it is not. */
  public BigDecimal amount() {
    if (value instanceof BigDecimal) return (BigDecimal) value;
    throw new IllegalStateException(about.id + ": value() is no number");
  }

  public String unit() {
    return about.unit;
  }

  /** 定额, 上限, 核定, 核算 or 资格. */
  public String kind() {
    return kind;
  }

  /** 奖补, 减免, 交纳, 核算 or 资格. */
  public String form() {
    return about.form;
  }

  /** Whether all conditions hold, on a day within the validity. */
  public boolean eligible() {
    return eligible;
  }

  /** The day for which it was worked out; null for none. */
  public LocalDate date() {
    return told.on == NO_DAY ? null : dateOf(told.on);
  }

  /** The explanation, line by line; it is worked out when it is first asked for. */
  public List<String> trace() {
    List<String> lines = trace;
    if (lines == null) {
      lines = about.told(told);
      trace = lines;
    }
    return lines;
  }

  /** The explanation as one text, in the language that the class is compiled with. */
  public String explain() {
    return String.join("\n", trace());
  }

  /** Likewise; throws IllegalArgumentException for another language, zh or en. */
  public String explain(String lang) {
    inOwnLanguage(lang);
    return explain();
  }

  /** Everything in forms that JSON has: numbers as text, lists, maps, Boolean; in a fixed order. */
  public Map<String, Object> toMap() {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("policy", TITLE);
    said.put("policy_hash", SOURCE_SHA256);
    said.put("compiler", COMPILER_VERSION);
    said.put("clause", about.id);
    said.put("citation", about.citation);
    said.put("value", asPlain(value));
    said.put("unit", about.unit);
    said.put("kind", kind);
    said.put("form", about.form);
    said.put("eligible", eligible);
    said.put("date", told.on == NO_DAY ? null : isoDate(told.on));
    said.put("trace", trace());
    return said;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Result)) return false;
    Result one = (Result) other;
    boolean isSame = about == one.about && kind.equals(one.kind) && eligible == one.eligible;
    return isSame && told.on == one.told.on && value.equals(one.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(about.id, kind, eligible, told.on, value);
  }

  @Override
  public String toString() {
    return about.id + " " + asPlain(value) + about.unit + " (" + kind + (eligible ? ")" : ", not eligible)");
  }
}

private static Object asPlain(Object value) {
  if (value instanceof BigDecimal) return ((BigDecimal) value).toPlainString();
  if (value instanceof List) return ((List<?>) value).stream().map(part -> asPlain(part)).collect(Collectors.toList());
  if (!(value instanceof Map)) return value;
  Map<String, Object> plain = new LinkedHashMap<>();
  ((Map<?, ?>) value).forEach((name, part) -> plain.put((String) name, asPlain(part)));
  return plain;
}

// Whole parts, of which so many are one, with all of `places` decimals, rounded half away from zero.
private static BigDecimal decimal(Wide whole, long parts, int places) {
  long size = places == 2 ? 100 : 100_000_000;
  Wide found = parts == size ? whole : whole.times(wide(size)).dividedBy(wide(parts), RoundingMode.HALF_UP);
  return found.isLong() ? BigDecimal.valueOf(found.low, places) : new BigDecimal(found.exact(), places);
}

private static BigDecimal money(Wide whole, long parts) {
  return decimal(whole, parts, 2);
}

private static BigDecimal ratio(Wide whole, long parts) {
  return decimal(whole, parts, 8);
}

// A count or another quantity: at most four decimals.
private static BigDecimal count(Wide whole, long parts) {
  if (parts == 1) return whole.isLong() ? BigDecimal.valueOf(whole.low) : new BigDecimal(whole.exact());
  return new BigDecimal(decimalText(whole.exact(), BigInteger.valueOf(parts), 4));
}

private static List<Object> written(Collection<Wide> parts, Function<Wide, BigDecimal> written) {
  return parts.stream().map(written).collect(Collectors.toUnmodifiableList());
}

private static Map<String, Object> named(String[] names, List<Object> values) {
  Map<String, Object> found = new LinkedHashMap<>();
  for (int at = 0; at < names.length; at += 1) found.put(names[at], values.get(at));
  return Collections.unmodifiableMap(found);
}

// The last part is what the others leave of the whole.
private static void remaining(List<Wide> parts, Wide whole) {
  Wide rest = whole;
  for (Wide part : parts.subList(0, parts.size() - 1)) rest = rest.minus(part);
  parts.set(parts.size() - 1, rest);
}

// The parts, in order, as far as they come to no more than the limit.
private static List<Wide> usedUp(List<Wide> parts, Wide limit) {
  List<Wide> paid = new ArrayList<>();
  Wide left = limit;
  for (Wide part : parts) {
    Wide taken = least(part, left);
    left = left.minus(taken);
    paid.add(taken);
  }
  return paid;
}
