// ── runtime: facts ──

// A number is held as a whole number of its smallest part (分): a long where its whole range is one, or else a Wide. An option is
// held as its place in the list, a date as its day. UNSURE is what no fact is held as.

private static final long UNSURE = Long.MIN_VALUE;
private static final BigInteger LIMIT = BigInteger.TEN.pow(15);
private static final int ITEMS_MAX = 1_000_000;
private static final int MULTIPLIERS_MOST = 1000;
// The unit of 时刻: hours after midnight.
private static final String CLOCK = "时刻";

/** What may be given for a fact. */
public static final class FactType {
  private final String name;
  private final String kind;
  private String unit = "";
  private int decimals;
  private boolean isNegative;
  private Wide low;
  private Wide high;
  private List<String> options = List.of();
  private boolean isOrdered;
  private Object usual;
  private boolean isOptional;
  private FactType item;
  private List<FactType> fields = List.of();
  private Integer length;
  // Worked out once, for speed: how many parts are one, the least and the greatest that may be held; in whole units what surely is in
  // between; and what the words behind digits multiply them by.
  private long scale = 1;
  private Wide least;
  private Wide most;
  private boolean isLong = true;
  private boolean isClock;
  private long leastLong;
  private long mostLong;
  private long leastWhole;
  private long mostWhole;
  private final Map<String, long[]> multipliers = new ConcurrentHashMap<>();

  private FactType(String name, String kind) {
    this.name = name;
    this.kind = kind;
  }

  private static FactType number(String name, String unit, int decimals) {
    FactType made = new FactType(name, "number");
    made.unit = unit;
    made.decimals = decimals;
    // 时刻 is held in minutes, a number of it is of hours.
    made.isClock = unit.equals(CLOCK);
    made.scale = made.isClock ? 60 : BigInteger.TEN.pow(decimals).longValue();
    return made.bounded(null, null);
  }

  private static FactType truth(String name) {
    return new FactType(name, "boolean");
  }

  private static FactType day(String name) {
    return new FactType(name, "date").bounded(null, null);
  }

  private static FactType text(String name) {
    return new FactType(name, "text");
  }

  private static FactType option(String name, String... options) {
    FactType made = new FactType(name, "option");
    made.options = List.of(options);
    return made;
  }

  private static FactType list(String name, FactType item) {
    FactType made = new FactType(name, "list");
    made.item = item;
    return made;
  }

  private static FactType record(String name, FactType... fields) {
    FactType made = new FactType(name, "record");
    made.fields = List.of(fields);
    return made;
  }

  private FactType andNegative() {
    isNegative = true;
    return bounded(low, high);
  }

  // As they are held; null for none.
  private FactType bounded(Wide low, Wide high) {
    this.low = low;
    this.high = high;
    Wide widest = kind.equals("date") ? wide(LAST_DAY) : Wide.of(LIMIT.multiply(BigInteger.valueOf(scale)).subtract(BigInteger.ONE));
    least = isNegative ? widest.negated() : kind.equals("date") ? Wide.ONE : Wide.ZERO;
    if (low != null) least = most(least, low);
    most = high == null ? widest : least(widest, high);
    isLong = least.isLong() && most.isLong();
    leastLong = Math.max(clamped(least), UNSURE + 1);
    mostLong = clamped(most);
    leastWhole = -Math.floorDiv(-leastLong, scale);
    mostWhole = Math.floorDiv(mostLong, scale);
    return this;
  }

  private FactType inOrder() {
    isOrdered = true;
    return this;
  }

  private FactType orElse(Object held) {
    usual = held;
    return this;
  }

  private FactType orNone() {
    isOptional = true;
    return this;
  }

  private FactType ofLength(int items) {
    length = items;
    return this;
  }

  public String name() {
    return name;
  }

  /** number, boolean, option, date, text, list or record. */
  public String kind() {
    return kind;
  }

  /** Of a number: 元, 亩, % …; none for a whole number. */
  public String unit() {
    return unit;
  }

  /** How many decimals a number may have. */
  public int decimals() {
    return decimals;
  }

  public boolean negative() {
    return isNegative;
  }

  /** The least that may be given, as {@code value} of a result is, or a date; null where nothing is said. */
  public Object low() {
    return low == null ? null : plain(isLong ? (Object) low.low : low);
  }

  /** The greatest. */
  public Object high() {
    return high == null ? null : plain(isLong ? (Object) high.low : high);
  }

  public List<String> options() {
    return options;
  }

  /** Whether the options go from low to high. */
  public boolean ordered() {
    return isOrdered;
  }

  /** What is taken where it is left out, as it may be given; null where there is no such value. */
  public Object defaultValue() {
    return usual == null ? null : plain(usual);
  }

  public boolean optional() {
    return isOptional;
  }

  /** Of a list: what its items are. */
  public FactType item() {
    return item;
  }

  /** Of a record: its fields, in their order. */
  public List<FactType> fields() {
    return fields;
  }

  /** Of a list: how many items it must have; null for any number. */
  public Integer length() {
    return length;
  }

  @Override
  public String toString() {
    return name + " (" + kind + ")";
  }

  // What is held, in a form in which it may be given.
  private Object plain(Object held) {
    switch (kind) {
      case "number":
        BigInteger parts = held instanceof Wide ? ((Wide) held).exact() : BigInteger.valueOf((long) held);
        return isClock ? clockText(parts) : new BigDecimal(parts, decimals);
      case "date":
        return dateOf((long) held);
      case "option":
        return options.get((int) (long) held);
      case "list":
        return Arrays.stream((Object[]) held).map(item::plain).collect(Collectors.toUnmodifiableList());
      case "record":
        List<Object> values = new ArrayList<>();
        for (int at = 0; at < fields.size(); at += 1) values.add(fields.get(at).plain(field(held, at)));
        return List.copyOf(values);
      default:
        return held;
    }
  }

  // ── quickly ──

  // What a value is held as where that is plain to see; UNSURE, or null, elsewhere.
  // INVARIANT: what these give, `read` would give; whatever they are not sure of, and every fault, they leave to that.

  private long asNumber(Object value) {
    if (value instanceof Long) return ofWhole((long) value);
    if (value instanceof Integer) return ofWhole((int) value);
    if (value instanceof BigDecimal) return ofDecimal((BigDecimal) value);
    if (value instanceof BigInteger && ((BigInteger) value).bitLength() < 63) return ofWhole(((BigInteger) value).longValue());
    if (value instanceof String) return ofDigits((String) value);
    return UNSURE;
  }

  private long ofWhole(long value) {
    return leastWhole <= value && value <= mostWhole ? value * scale : UNSURE;
  }

  private long within(long held) {
    return leastLong <= held && held <= mostLong ? held : UNSURE;
  }

  private long ofDecimal(BigDecimal value) {
    int missing = decimals - value.scale();
    if (missing < 0 || value.scale() < 0 || value.precision() + missing > 18 || isClock) return UNSURE;
    return within((missing == 0 ? value.scaleByPowerOfTen(decimals) : value.movePointRight(decimals)).longValue());
  }

  // Digits with at most one point, and words behind them. What the words multiply by is remembered, by how many of the digits are
  // decimals: for amounts in 分, 1000000 behind 3000万元, 100000 behind 2.5万元.
  private long ofDigits(String text) {
    int size = text.length();
    if (size > NUMERAL_LENGTH_MAX) return UNSURE;
    long digits = 0;
    int point = -1;
    int end = 0;
    for (; end < size; end += 1) {
      char character = text.charAt(end);
      if (character >= '0' && character <= '9') digits = digits * 10 + (character - '0');
      else if (character == '.' && point < 0) point = end;
      else break;
    }
    if (end == 0 || end > 18 || point == 0 || point == end - 1) return UNSURE;
    String words = end == size ? "" : text.substring(end);
    long[] sizes = multipliers.get(words);
    if (sizes == null) sizes = multipliersOf(words);
    int places = point < 0 ? 0 : end - point - 1;
    if (places >= sizes.length || digits != 0 && sizes[places] > Long.MAX_VALUE / digits) return UNSURE;
    return within(digits * sizes[places]);
  }

  private long[] multipliersOf(String words) {
    List<Long> sizes = new ArrayList<>();
    if (LINEAR.matcher(words).matches()) {
      try {
        Fraction one = readQuantity(this, strip("1" + words));
        BigInteger above = one.above.multiply(BigInteger.valueOf(scale));
        BigInteger[] parts = above.divideAndRemainder(one.below);
        while (parts[1].signum() == 0 && parts[0].bitLength() < 63) {
          sizes.add(parts[0].longValue());
          parts = parts[0].divideAndRemainder(BigInteger.TEN);
        }
      } catch (Refusal refusal) {
        sizes.clear();
      }
    }
    long[] found = sizes.stream().mapToLong(size -> size).toArray();
    if (found.length > 0 && multipliers.size() < MULTIPLIERS_MOST) multipliers.put(words, found);
    return found;
  }

  private Wide asBig(Object value) {
    long held = asNumber(value);
    return held == UNSURE ? (Wide) alone(value) : wide(held);
  }

  // 1 or 0.
  private long asTruth(Object value) {
    if (value instanceof Boolean) return (boolean) value ? 1 : 0;
    return "是".equals(value) ? 1 : "否".equals(value) ? 0 : UNSURE;
  }

  private long asOption(Object value) {
    int at = value instanceof String ? options.indexOf(value) : -1;
    return at < 0 ? UNSURE : at;
  }

  private long asDay(Object value) {
    long day = readDate(value);
    return day == NO_DAY ? UNSURE : within(day);
  }

  private String asText(Object value) {
    return value instanceof String ? (String) value : null;
  }

  private Object[] asList(Object value) {
    return (Object[]) alone(value);
  }

  // What the full reader finds no fault with; null elsewhere.
  private Object alone(Object value) {
    List<Fault> faults = new ArrayList<>();
    Object held = read(value, Place.of(name), faults);
    return faults.isEmpty() ? held : null;
  }

  private Object quick(Object value) {
    long held = UNSURE;
    switch (kind) {
      case "number":
        held = asNumber(value);
        return held == UNSURE ? null : isLong ? (Object) held : wide(held);
      case "boolean":
        held = asTruth(value);
        return held == UNSURE ? null : (Object) (held != 0);
      case "option":
        held = asOption(value);
        break;
      case "date":
        held = asDay(value);
        break;
      case "text":
        return asText(value);
      default:
    }
    return held == UNSURE ? null : (Object) held;
  }

  // ── closely ──

  // The whole meaning of what may be given; what is wrong with it goes into `faults`, and what is returned then is never used.
  private Object read(Object value, Place place, List<Fault> faults) {
    if (value == null && isOptional) return null;
    List<?> items = listOf(value);
    if (kind.equals("list") && items != null) {
      if (items.size() > ITEMS_MAX || length != null && items.size() != length) {
        int most = length == null ? ITEMS_MAX : length;
        String[] range = length == null ? both("不超过" + most + "项", "at most " + most + " items") : both("是" + most + "项", most + " items");
        faults.add(fault("T0610", place, "range", range, "shown", both(items.size() + "项", items.size() + " items")));
        return null;
      }
      Object[] held = new Object[items.size()];
      int at = 0;
      for (Object part : items) {
        held[at] = item.quick(part);
        at += 1;
        if (held[at - 1] == null) held[at - 1] = item.read(part, new Place(place, at), faults);
      }
      return held;
    }
    try {
      if (kind.equals("record") && (value instanceof Map || items != null)) {
        Map<?, ?> given = nameFields(value, items);
        Object[] held = new Object[fields.size()];
        for (int at = 0; at < held.length; at += 1) held[at] = fields.get(at).readNamed(given, place, faults);
        return held;
      }
      return readSimple(value);
    } catch (Refusal refusal) {
      List<Object> texts = new ArrayList<>(List.of("shown", show(value)));
      texts.addAll(refusal.texts);
      faults.add(fault(refusal.code, place, texts.toArray()));
      return null;
    }
  }

  // Reads the value given under the name of this fact, or takes its default.
  private Object readNamed(Map<?, ?> facts, Place within, List<Fault> faults) {
    Place place = new Place(within, name);
    if (facts.containsKey(name)) {
      Object value = facts.get(name);
      Object held = quick(value);
      return held != null ? held : read(value, place, faults);
    }
    if (usual == null && !isOptional) {
      String[] words = expected();
      String[] reason = both("没有填，应填" + words[0], "left out; " + words[1] + " is expected");
      faults.add(fault(within == null ? "T0601" : "T0613", place, "expected", words, "reason", reason));
    }
    return usual;
  }

  // The fields of a record by name, from a map or from a list in their declared order.
  private Map<?, ?> nameFields(Object value, List<?> items) {
    List<String> names = fields.stream().map(FactType::name).collect(Collectors.toList());
    if (items != null) {
      if (items.size() != names.size()) {
        String zh = "应有" + names.size() + "个值（" + listing(names) + "），填的是" + items.size() + "个";
        String en = names.size() + " values expected (" + listing(names) + "), not " + items.size();
        throw new Refusal("T0613", "reason", both(zh, en));
      }
      Map<Object, Object> named = new HashMap<>();
      for (int at = 0; at < items.size(); at += 1) named.put(names.get(at), items.get(at));
      return named;
    }
    // A map of another order or of other names may not know what it is asked.
    Map<Object, Object> named = new LinkedHashMap<>((Map<?, ?>) value);
    for (Object given : named.keySet()) {
      if (given instanceof String && names.contains(given)) continue;
      String[] near = given instanceof String ? hint((String) given, names) : NO_HINT;
      throw new Refusal("T0613", "reason", both("没有" + show(given) + "这一项" + near[0], "no field " + show(given) + near[1]));
    }
    return named;
  }

  private Object readSimple(Object value) {
    String text = value instanceof String ? (String) value : null;
    switch (kind) {
      case "number":
        BigInteger parts = BigInteger.valueOf(scale);
        if (value instanceof BigDecimal && !isClock) return ofAnyDecimal((BigDecimal) value);
        if (value instanceof BigInteger) return held(((BigInteger) value).multiply(parts), false);
        if (isWhole(value)) return held(BigInteger.valueOf(((Number) value).longValue()).multiply(parts), false);
        if (text == null) break;
        Fraction exact = readQuantity(this, strip(text));
        BigInteger[] found = exact.above.multiply(parts).divideAndRemainder(exact.below);
        boolean isBetween = found[1].signum() != 0;
        return held(isBetween && exact.above.signum() < 0 ? found[0].subtract(BigInteger.ONE) : found[0], isBetween);
      case "boolean":
        if (asTruth(value) != UNSURE) return asTruth(value) != 0;
        break;
      case "date":
        long day = readDate(value);
        if (day == NO_DAY) throw new Refusal("T0612", "shown", shownDate(value));
        return held(BigInteger.valueOf(day), false);
      case "text":
        if (text != null) return text;
        break;
      case "option":
        if (text == null) break;
        if (options.contains(text)) return (long) options.indexOf(text);
        throw new Refusal("T0609", "listed", listing(options), "hint", hint(text, options));
      default:
    }
    throw new Refusal(value instanceof Double || value instanceof Float ? "T0604" : "T0603", "expected", expected());
  }

  // Enormous exponents cost nothing.
  private Object ofAnyDecimal(BigDecimal value) {
    if (value.signum() == 0) return held(BigInteger.ZERO, false);
    if ((long) value.precision() - value.scale() > 21) throw new Refusal("T0608");
    if ((long) value.precision() - value.scale() < -9) return held(value.signum() < 0 ? BigInteger.ONE.negate() : BigInteger.ZERO, true);
    BigDecimal parts = value.movePointRight(decimals);
    BigDecimal below = parts.setScale(0, RoundingMode.FLOOR);
    return held(below.toBigInteger(), below.compareTo(parts) != 0);
  }

  // The number of parts where it is what the fact may be; `isBetween` where there are more decimals than allowed.
  private Object held(BigInteger parts, boolean isBetween) {
    if (kind.equals("number")) {
      if (parts.abs().compareTo(LIMIT.multiply(BigInteger.valueOf(scale))) >= 0) throw new Refusal("T0608");
      if (isBetween) {
        String[] allowed = both("最多" + decimals + "位小数", "may have at most " + decimals + " decimals");
        throw new Refusal("T0606", "allowed", decimals > 0 ? allowed : both("应是整数", "must be a whole number"));
      }
      if (parts.signum() < 0 && !isNegative) throw new Refusal("T0607");
    }
    Wide held = Wide.of(parts);
    boolean isAbove = low == null || low.compareTo(held) <= 0;
    if (isAbove && (high == null || held.compareTo(high) <= 0)) return isLong ? (Object) held.low : held;
    String from = shownBound(low);
    String to = shownBound(high);
    if (low != null && high != null) {
      throw new Refusal("T0610", "range", both("在" + from + "至" + to + "之间", "from " + from + " to " + to));
    }
    throw new Refusal("T0610", "range", low != null ? both("不低于" + from, "at least " + from) : both("不高于" + to, "at most " + to));
  }

  private String shownBound(Wide bound) {
    if (bound == null) return "";
    return kind.equals("date") ? isoDate(bound.low) : formatQuantity(bound.exact(), BigInteger.valueOf(scale), unit);
  }

  // What should have been given, in words.
  private String[] expected() {
    switch (kind) {
      case "number":
        if (unit.equals("元")) return both("金额，如 3000万元", "an amount of money such as 3000万元");
        if (unit.equals("%")) return both("比例，如 20%", "a ratio such as 20%");
        if (isClock) return both("时刻，写作 19:00", "a time of day, written 19:00");
        if (unit.isEmpty()) return decimals > 0 ? both("系数，如 1.2", "a number such as 1.2") : both("整数", "a whole number");
        return both("数量，单位" + visible(unit), "a quantity in " + visible(unit));
      case "option":
        return both(listing(options) + "之一", "one of " + listing(options));
      case "boolean":
        return both("是或否", "是 or 否 (true or false)");
      case "date":
        return both("日期，写作 2025-03-01", "a date, written 2025-03-01");
      case "text":
        return both("文字", "text");
      case "list":
        return both("一列值，没有的填空列", "a list, empty where there is none");
      default:
        return both("各项名称和值", "a mapping of names to values");
    }
  }
}

// Why one value cannot be read: a code, and the texts of its fault.
private static final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String code;
  private final transient List<Object> texts;

  Refusal(String code, Object... texts) {
    super(code, null, false, false);
    this.code = code;
    this.texts = List.of(texts);
  }
}

// A list or an array as a list; null for anything else.
private static List<?> listOf(Object value) {
  if (value instanceof List) return (List<?>) value;
  if (value instanceof Object[]) return Arrays.asList((Object[]) value);
  if (value instanceof long[]) return Arrays.stream((long[]) value).boxed().collect(Collectors.toList());
  if (value instanceof int[]) return Arrays.stream((int[]) value).boxed().collect(Collectors.toList());
  return null;
}

// What facts are held as, in the order of their types. Throws FactError with all faults: declared facts in that order, then unknown
// names.
private static Object[] readFacts(List<FactType> types, Map<?, ?> given) {
  if (given == null) throw refused("T0603", Place.of("填报"), "expected", FactType.record("填报").expected(), "shown", show(null));
  // A map of another order or of other names may not know what it is asked.
  Map<Object, Object> facts = new LinkedHashMap<>(given);
  List<Fault> faults = new ArrayList<>();
  Object[] held = new Object[types.size()];
  List<String> names = new ArrayList<>();
  for (int at = 0; at < held.length; at += 1) {
    held[at] = types.get(at).readNamed(facts, null, faults);
    names.add(types.get(at).name());
  }
  Set<String> known = new HashSet<>(names);
  int count = 0;
  for (Object name : facts.keySet()) {
    if (known.contains(name)) continue;
    // Looking for near names is slow; whoever has many unknown names does not need more of it.
    String[] near = count < 20 && name instanceof String ? hint((String) name, names) : NO_HINT;
    faults.add(fault("T0602", Place.of(asName(name)), "hint", near));
    count += 1;
  }
  if (!faults.isEmpty()) throw new FactError(faults);
  return held;
}

private static String asName(Object name) {
  return name instanceof String ? (String) name : show(name);
}

private static final Pattern CLOCK_TIME =
    Pattern.compile("(次日|第二天)?([0-9]{1,2})(?:[:：]([0-5][0-9])|[时点](?:([0-5]?[0-9])分?|(半))?)");

// A time of day, as hours after midnight: 19:30, 19时30分, 次日2:00; null where it is none.
private static Fraction readClock(String text) {
  Matcher found = CLOCK_TIME.matcher(strip(text));
  if (!found.matches()) return null;
  int hours = Integer.parseInt(found.group(2));
  String written = found.group(3) != null ? found.group(3) : found.group(4) != null ? found.group(4) : "0";
  int minutes = found.group(5) != null ? 30 : Integer.parseInt(written);
  if (hours > 24 || hours == 24 && minutes > 0) return null;
  int all = hours * 60 + minutes + (found.group(1) != null ? 1440 : 0);
  return all <= 2880 ? Fraction.of(all, 60) : null;
}

// Minutes after midnight as people write them: 19:30; of the day after, 次日2:00.
private static String clockText(BigInteger minutes) {
  long hours = minutes.longValue() / 60;
  String rest = String.format("%02d", minutes.longValue() % 60);
  return (hours > 24 ? "次日" + (hours - 24) : String.valueOf(hours)) + ":" + rest;
}

// Words behind a number that only multiply it: no further number, and no tenths or n-ths.
private static final Pattern LINEAR = Pattern.compile("(?!.*分之)[^-+－＋−0-9０-９,，.．负半零〇一二两三四五六七八九十点折成]*", Pattern.DOTALL);
private static final Pattern IN_DIGITS = Pattern.compile("[-+－＋−0-9０-９,，.．负半零〇一二两三四五六七八九十百千万亿点]*");
private static final Pattern LARGE_UNIT = Pattern.compile("[百千]?[万亿].*", Pattern.DOTALL);
private static final Pattern LARGE = Pattern.compile(".*[万亿]", Pattern.DOTALL);
private static final Pattern LARGE_THOUSAND = Pattern.compile(".*[万亿]千", Pattern.DOTALL);
private static final Pattern WITH_DIGIT = Pattern.compile(".*[0-9].*", Pattern.DOTALL);

// The number that a text gives, in the unit of a fact.
private static Fraction readQuantity(FactType of, String text) {
  if (of.unit.equals(CLOCK)) {
    Fraction clock = readClock(text);
    if (clock == null) throw new Refusal("T0611", "reason", both("时刻写作 19:00", "a time of day is written 19:00"));
    return clock;
  }
  try {
    Fraction ratio = readRatio(text);
    if (of.unit.equals("%")) return ratio != null ? ratio : readNumeral(text);
    if (ratio != null && of.unit.isEmpty() && of.decimals > 0 && text.endsWith("倍")) return ratio;
    Matcher digits = IN_DIGITS.matcher(text);
    int end = digits.lookingAt() ? digits.end() : 0;
    // 100万 of what is counted in 万元 may be either.
    boolean isOpen = LARGE_UNIT.matcher(of.unit).matches() && LARGE.matcher(strip(text)).matches();
    // 3万平方米 is 3万 of 平方米, but 3千米 is 3 of 千米, and 3万千瓦时 no 3万千 of 瓦时: the longest number first, then one
    // character less.
    for (int split = end; ratio == null && !isOpen && split > 0 && split >= end - 1; split -= 1) {
      Fraction factor = conversion(strip(text.substring(split)), of.unit);
      boolean isThousand = split == end && LARGE_THOUSAND.matcher(text.substring(0, end)).matches();
      if (factor != null && !isThousand) return readNumeral(strip(text.substring(0, split))).times(factor);
    }
    // Throws where the number is what is wrong, as it is where digits come back behind the unit (1e30).
    if (ratio == null) readNumeral(WITH_DIGIT.matcher(text.substring(end)).matches() ? text : strip(text.substring(0, end)));
  } catch (NumeralError wrong) {
    throw new Refusal("T0611", "reason", wrong.reason);
  }
  String unit = visible(of.unit);
  if (!unit.isEmpty()) throw new Refusal("T0605", "unit", both("的单位应为" + unit, "in " + unit));
  String[] whole = both("应是整数，不带单位", "a whole number without a unit");
  throw new Refusal("T0605", "unit", of.decimals > 0 ? both("应不带单位", "a number without a unit") : whole);
}

// How many of `wanted` one `given` is (no unit is the wanted one); null where it is another dimension.
private static Fraction conversion(String given, String wanted) {
  if (given.isEmpty() || given.equals(wanted)) return Fraction.of(1, 1);
  // A unit of the policy's own is known here by its name alone; 万元 is none.
  List<String> declared = new ArrayList<>();
  for (String word : wanted.split("[/／·•]", -1)) if (parseUnit(word, List.of()) == null) declared.add(word);
  Unit source = parseUnit(given, declared);
  Unit target = parseUnit(wanted, declared);
  if (wanted.isEmpty() || source == null || target == null || !source.isSameDimension(target)) return null;
  return source.factor.over(target.factor);
}

private static Object shownDate(Object value) {
  if (!(value instanceof Date)) return show(value);
  return both("Date 对象（那是一个时刻，在不同时区是不同的日子）", "a Date object (a moment, on other days in other time zones)");
}

// `above / below` of `unit` for people: 3000万元, 1.25亿元, 12345.67元, 2.5%, 12亩, 约33.3333%.
private static String formatQuantity(BigInteger above, BigInteger below, String unit) {
  if (unit.equals(CLOCK)) return clockText(above.multiply(BigInteger.valueOf(60)).divide(below));
  if (unit.equals("%")) above = above.multiply(BigInteger.valueOf(100));
  int places = unit.equals("元") ? 2 : 4;
  if (unit.equals("元") || unit.startsWith("元/")) {
    for (String name : List.of("亿", "万")) {
      BigInteger part = below.multiply(magnitude(name));
      boolean isLarge = above.abs().compareTo(part) >= 0;
      if (isLarge && above.multiply(BigInteger.valueOf(100)).remainder(part).signum() == 0) {
        return decimalText(above, part, 2) + name + unit;
      }
    }
  }
  boolean isExact = above.multiply(BigInteger.TEN.pow(places)).remainder(below).signum() == 0;
  return (isExact ? "" : "约") + decimalText(above, below, places) + unit;
}

// The fraction in digits, rounded half away from zero to `places` decimals, without trailing zeros.
private static String decimalText(BigInteger above, BigInteger below, int places) {
  BigDecimal found = new BigDecimal(above).divide(new BigDecimal(below), places, RoundingMode.HALF_UP);
  return found.signum() == 0 ? "0" : found.stripTrailingZeros().toPlainString();
}

// `text` without the white space around it.
private static String strip(String text) {
  int start = 0;
  int end = text.length();
  while (start < end && isSpace(text.charAt(start))) start += 1;
  while (start < end && isSpace(text.charAt(end - 1))) end -= 1;
  return text.substring(start, end);
}

private static boolean isSpace(char character) {
  if (character <= ' ') return character == ' ' || character >= '\t' && character <= '\r' || character >= '\u001c';
  return character == '\u0085' || Character.getType(character) == Character.SPACE_SEPARATOR || character == '\u2028' || character == '\u2029';
}
