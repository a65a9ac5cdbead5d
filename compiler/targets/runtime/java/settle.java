// ── runtime: settle ──

private static final List<String> COUNTED = List.of("奖补", "减免");
private static final String SAME_MATTER_NAME = "同一事项";

/** What is paid of several claims of one enterprise, and why the rest is not. Every map is in the order of the document. */
public static final class Settlement {
  private final BigDecimal total;
  private final String kind;
  private final Map<String, BigDecimal> subtotals = new LinkedHashMap<>();
  private final LocalDate date;
  private final Map<String, Result> paid;
  private final Map<String, List<String>> dropped;
  private final Map<String, Result> refused = new LinkedHashMap<>();
  private final Map<String, Result> others = new LinkedHashMap<>();
  private final Map<String, Result> results;

  private Settlement(Map<String, Result> results, Map<String, Result> paid, Map<String, List<String>> dropped) {
    this.results = results;
    this.paid = paid;
    this.dropped = dropped;
    results.forEach((name, one) -> {
      if (!paid.containsKey(name) && !dropped.containsKey(name)) (isCounted(one) ? refused : others).put(name, one);
    });
    BigInteger sum = BigInteger.ZERO;
    for (String form : COUNTED) {
      BigInteger fen = paid.values().stream().filter(one -> one.form().equals(form)).map(one -> fenOf(one)).reduce(BigInteger.ZERO, BigInteger::add);
      subtotals.put(form, new BigDecimal(fen, 2));
      sum = sum.add(fen);
    }
    total = new BigDecimal(sum, 2);
    kind = paid.values().stream().anyMatch(one -> one.kind().equals("上限")) ? "上限" : "定额";
    Set<LocalDate> days = new HashSet<>();
    results.values().forEach(one -> days.add(one.date()));
    date = days.size() == 1 ? days.iterator().next() : null;
  }

  /** In yuan, with two decimals. */
  public BigDecimal total() {
    return total;
  }

  /** 上限 where something paid is a ceiling (the authority decides up to it), else 定额. */
  public String kind() {
    return kind;
  }

  /** Of 奖补 and of 减免. */
  public Map<String, BigDecimal> subtotals() {
    return Collections.unmodifiableMap(subtotals);
  }

  /** The date of the claims, where they have one in common; else null. */
  public LocalDate date() {
    return date;
  }

  /** The names of all claims. */
  public List<String> claims() {
    return List.copyOf(results.keySet());
  }

  public Map<String, Result> paid() {
    return Collections.unmodifiableMap(paid);
  }

  /** By name, the names of the claims paid instead. */
  public Map<String, List<String>> dropped() {
    return Collections.unmodifiableMap(dropped);
  }

  /** Not eligible, or 0. */
  public Map<String, Result> refused() {
    return Collections.unmodifiableMap(refused);
  }

  /** What never counts: 核算, 资格, 交纳. */
  public Map<String, Result> others() {
    return Collections.unmodifiableMap(others);
  }

  public Map<String, Result> results() {
    return Collections.unmodifiableMap(results);
  }

  /** What is paid, what is not and why, line by line. */
  public List<String> summary() {
    List<String> parts = new ArrayList<>();
    subtotals.forEach((form, amount) -> parts.add(inWords("part", "form", inWords(form), "amount", shownYuan(amount))));
    List<String> lines = new ArrayList<>();
    String heading = kind.equals("上限") ? "total, up to" : "total";
    lines.add(inWords(heading, "amount", shownYuan(total), "parts", String.join(inWords("comma"), parts)));
    section(lines, "paid", paid.keySet(), (name, one) -> claimed(one));
    section(lines, "dropped", dropped.keySet(), (name, one) -> instead(name, one));
    section(lines, "refused", refused.keySet(), (name, one) -> notPaid(one));
    section(lines, "others", others.keySet(), (name, one) -> lastTold(one));
    return List.copyOf(lines);
  }

  /** The summary, then the explanation of every claim. */
  public List<String> trace() {
    List<String> lines = new ArrayList<>(summary());
    results.forEach((name, one) -> {
      lines.addAll(List.of("", "【" + name + "】"));
      lines.addAll(one.trace());
    });
    return List.copyOf(lines);
  }

  public String explain() {
    return String.join("\n", trace());
  }

  /** Throws IllegalArgumentException for another language than the class is compiled with. */
  public String explain(String lang) {
    inOwnLanguage(lang);
    return explain();
  }

  /** Everything in forms that JSON has. */
  public Map<String, Object> toMap() {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("answer", "settlement");
    said.put("version", 1);
    said.put("total", total.toPlainString());
    said.put("kind", kind);
    said.put("subtotals", asPlain(subtotals));
    said.put("date", date == null ? null : date.toString());
    said.put("claims", claims());
    said.put("paid", asMaps(paid));
    said.put("dropped", dropped());
    said.put("refused", asMaps(refused));
    said.put("others", asMaps(others));
    said.put("trace", trace());
    return said;
  }

  private void section(List<String> lines, String heading, Set<String> names, BiFunction<String, Result, String> said) {
    if (names.isEmpty()) return;
    lines.add(inWords(heading));
    names.forEach(name -> lines.add(inWords("row", "name", name, "said", said.apply(name, results.get(name)))));
  }

  private String instead(String name, Result one) {
    List<String> rivals = new ArrayList<>();
    for (String other : dropped.get(name)) {
      rivals.add(inWords("rival", "name", other, "amount", shownFen(fenOf(results.get(other)))));
    }
    return inWords("instead", "what", claimed(one), "rivals", String.join(inWords("list comma"), rivals));
  }
}

private static Map<String, Object> asMaps(Map<String, Result> results) {
  Map<String, Object> found = new LinkedHashMap<>();
  results.forEach((name, one) -> found.put(name, one.toMap()));
  return found;
}

// The selection of `results` that pays most, where of each pair of names in `exclusions` one at most is paid.
private static Settlement bestSettlement(Map<String, Result> results, List<String[]> exclusions) {
  List<String> names = new ArrayList<>();
  results.forEach((name, one) -> {
    if (isCounted(one) && fenOf(one).signum() > 0) names.add(name);
  });
  Map<String, Integer> index = new HashMap<>();
  List<BigInteger> weights = new ArrayList<>();
  List<BigInteger> rivals = new ArrayList<>();
  for (String name : names) {
    index.put(name, index.size());
    weights.add(fenOf(results.get(name)));
    rivals.add(BigInteger.ZERO);
  }
  int count = 0;
  for (String[] pair : exclusions) {
    Integer one = index.get(pair[0]);
    Integer other = index.get(pair[1]);
    if (one == null || other == null || one.equals(other)) continue;
    rivals.set(one, rivals.get(one).setBit(other));
    rivals.set(other, rivals.get(other).setBit(one));
    count += 1;
  }
  Map<String, Result> paid = new LinkedHashMap<>();
  List<Integer> chosen;
  try {
    chosen = bestOf(weights, rivals);
  } catch (TooManyExclusions error) {
    throw refused("T0625", Place.of(SAME_MATTER_NAME), "claims", String.valueOf(names.size()), "pairs", String.valueOf(count));
  }
  for (int place : chosen) paid.put(names.get(place), results.get(names.get(place)));
  Map<String, List<String>> dropped = new LinkedHashMap<>();
  for (String name : names) {
    if (paid.containsKey(name)) continue;
    BigInteger excluded = rivals.get(index.get(name));
    dropped.put(name, chosen.stream().filter(excluded::testBit).map(names::get).collect(Collectors.toUnmodifiableList()));
  }
  return new Settlement(results, paid, dropped);
}

private static boolean isCounted(Result one) {
  return COUNTED.contains(one.form()) && one.unit().equals("元");
}

// What a result pays, in 分.
private static BigInteger fenOf(Result one) {
  return one.eligible() ? fenIn(one.value()) : BigInteger.ZERO;
}

private static BigInteger fenIn(Object value) {
  if (value instanceof BigDecimal) return cents((BigDecimal) value);
  Collection<?> parts = value instanceof Map ? ((Map<?, ?>) value).values() : (List<?>) value;
  return parts.stream().map(part -> fenIn(part)).reduce(BigInteger.ZERO, BigInteger::add);
}

private static String claimed(Result one) {
  String key = SETTLING_WORDS.containsKey(one.kind()) ? one.kind() : "titled";
  return inWords(key, "title", one.title(), "amount", shownFen(fenOf(one)));
}

private static String lastTold(Result one) {
  String last = one.trace().get(one.trace().size() - 1);
  String sign = inWords("result");
  return inWords("titled", "title", one.title(), "amount", last.startsWith(sign) ? last.substring(sign.length()) : last);
}

// The lines of the explanation that say why, else that the amount is 0.
private static String notPaid(Result one) {
  if (one.eligible()) return inWords("titled", "title", one.title(), "amount", inWords("zero"));
  List<String> why = new ArrayList<>();
  for (String line : one.trace().subList(0, one.trace().size() - 1)) {
    // A line that begins with a space says by how much the one before it failed.
    boolean isFurther = !line.isEmpty() && isSpace(line.charAt(0));
    if (isFurther || line.contains(inWords("fails")) || line.contains(inWords("too late"))) why.add(strip(line));
  }
  String said = why.isEmpty() ? inWords("not eligible") : String.join(inWords("semicolon"), why);
  return inWords("titled", "title", one.title(), "amount", said);
}

// An amount in yuan, with two decimals at most, in 分.
private static BigInteger cents(BigDecimal yuan) {
  return yuan.movePointRight(2).toBigIntegerExact();
}

private static String shownFen(BigInteger fen) {
  return shownQuantity(fen, BigInteger.valueOf(100), inWords("yuan"));
}

private static String shownYuan(BigDecimal yuan) {
  return shownFen(cents(yuan));
}

// Words of a settlement or an allocation, filled in: each a name, then its text.
private static String inWords(String key, String... texts) {
  Map<String, String> filled = new HashMap<>();
  for (int at = 0; at < texts.length; at += 2) filled.put(texts[at], texts[at + 1]);
  return filled(SETTLING_WORDS.get(key), filled);
}
