// ── runtime: errors ──

/** One thing wrong: a stable code, the fact it is about, and the words. */
public static final class Fault implements Serializable {
  private static final long serialVersionUID = 1;
  private final String code;
  private final String fact;
  private final String message;
  private final String messageEn;

  private Fault(String code, String fact, String message, String messageEn) {
    this.code = code;
    this.fact = fact;
    this.message = message;
    this.messageEn = messageEn;
  }

  public String code() {
    return code;
  }

  public String fact() {
    return fact;
  }

  public String message() {
    return message;
  }

  public String messageEn() {
    return messageEn;
  }

  @Override
  public String toString() {
    return message;
  }
}

/** The facts of one call cannot be calculated with; {@code faults} holds every reason, in the order of declaration. */
public static final class FactError extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final Fault[] faults;

  private FactError(List<Fault> faults) {
    super(faults.stream().map(Fault::message).collect(Collectors.joining("\n")));
    this.faults = faults.toArray(new Fault[0]);
  }

  public List<Fault> faults() {
    return List.of(faults);
  }

  /** The code of the first fault. */
  public String code() {
    return faults[0].code;
  }

  /** The fact that the first fault is about. */
  public String fact() {
    return faults[0].fact;
  }
}

// A fact, or a place inside one: behind it the number of an item (from 1) or the name of a field.
private static final class Place {
  final Place within;
  final Object part;

  Place(Place within, Object part) {
    this.within = within;
    this.part = part;
  }

  static Place of(String fact) {
    return new Place(null, fact);
  }

  String fact() {
    return within == null ? (String) part : within.fact();
  }

  // 「检测记录」第2项的「日期」.
  String words(boolean isEnglish) {
    String said = within == null ? "" : within.words(isEnglish);
    if (!(part instanceof String)) return said + (isEnglish ? " item " + part : "第" + part + "项");
    String name = visible((String) part);
    if (isEnglish) return said + (said.isEmpty() ? "" : " ") + "“" + name + "”";
    return said + (said.isEmpty() ? "" : "的") + "「" + name + "」";
  }
}

// Words in Chinese and in English.
private static String[] both(String chinese, String english) {
  return new String[] {chinese, english};
}

// The fault `key` (of FAULT_WORDS) at a place; `texts` fill its words: each a name, then one text or `both`.
private static Fault fault(String key, Place place, Object... texts) {
  String[] said = new String[2];
  for (int language = 0; language < 2; language += 1) {
    Map<String, String> filled = new HashMap<>();
    filled.put("at", place.words(language == 1));
    for (int at = 0; at < texts.length; at += 2) {
      Object text = texts[at + 1];
      filled.put((String) texts[at], text instanceof String[] ? ((String[]) text)[language] : (String) text);
    }
    said[language] = filled(FAULT_WORDS.get(key)[language], filled);
  }
  return new Fault(key.split(" ")[0], place.fact(), said[0], said[1]);
}

private static FactError refused(String key, Place place, Object... texts) {
  return new FactError(List.of(fault(key, place, texts)));
}

private static final Pattern NAMED = Pattern.compile("\\{(\\w+)\\}");

// Words with the texts put in for {name}.
private static String filled(String words, Map<String, String> texts) {
  return NAMED.matcher(words).replaceAll(found -> Matcher.quoteReplacement(texts.get(found.group(1))));
}

// What checks do not hold: one fault for each fact, the first, since what follows of one fact mostly follows from it.
private static final class Checks {
  private final Map<String, Fault> faults = new LinkedHashMap<>();

  void that(boolean holds, String code, String fact, String message, String messageEn) {
    if (!holds) faults.putIfAbsent(fact, new Fault(code, fact, message, messageEn));
  }

  FactError refused() {
    return new FactError(List.copyOf(faults.values()));
  }
}

private static String visible(String text) {
  return visible(text, 40);
}

// `text` cut to `limit` characters; control, format (bidi) and separator characters are written as escapes.
private static String visible(String text, int limit) {
  StringBuilder shown = new StringBuilder();
  int at = 0;
  for (int count = 0; at < text.length() && count < limit; count += 1) {
    int character = text.codePointAt(at);
    at += Character.charCount(character);
    if (isSeen(character)) shown.appendCodePoint(character);
    else shown.append(character < 0x10000 ? String.format("\\u%04x", character) : String.format("\\U%08x", character));
  }
  return at < text.length() ? shown.append("…").toString() : shown.toString();
}

private static boolean isSeen(int character) {
  switch (Character.getType(character)) {
    case Character.CONTROL:
    case Character.FORMAT:
    case Character.SURROGATE:
    case Character.PRIVATE_USE:
    case Character.UNASSIGNED:
    case Character.LINE_SEPARATOR:
    case Character.PARAGRAPH_SEPARATOR:
      return false;
    case Character.SPACE_SEPARATOR:
      return character == ' ';
    default:
      return true;
  }
}

// A given value for a message. Never longer than a line, never the text that a foreign object makes of itself.
private static String show(Object value) {
  if (value instanceof String) return "“" + visible((String) value) + "”";
  if (value instanceof BigInteger) return shownWhole((BigInteger) value);
  if (value instanceof BigDecimal) {
    BigInteger digits = ((BigDecimal) value).unscaledValue();
    return digits.bitLength() > 4096 ? shownWhole(digits) : visible(value.toString());
  }
  if (value == null || value instanceof Number && isOfJava(value) || value instanceof Boolean) return String.valueOf(value);
  if (value instanceof LocalDate) return value.toString();
  if (value instanceof List) return "List";
  if (value instanceof Map) return "Map";
  return value.getClass().isArray() ? "Array" : visible(value.getClass().getSimpleName());
}

private static boolean isOfJava(Object number) {
  return isWhole(number) || number instanceof Double || number instanceof Float;
}

private static boolean isWhole(Object number) {
  return number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte;
}

private static String shownWhole(BigInteger value) {
  if (value.abs().compareTo(BigInteger.TEN.pow(40)) < 0) return value.toString();
  return (value.signum() < 0 ? "-" : "") + "10^" + value.abs().bitLength() * 30103L / 100000;
}

// Names joined by 、, the first twelve of them.
private static String listing(List<String> names) {
  String shown = names.stream().limit(12).map(name -> visible(name)).collect(Collectors.joining("、"));
  return names.size() > 12 ? shown + "……" : shown;
}

private static final String[] NO_HINT = both("", "");

// Words that offer the known name nearest to `name`; empty where none is near.
private static String[] hint(String name, Collection<String> names) {
  int[] all = name.codePoints().limit(60).toArray();
  String near = null;
  int best = 0;
  int of = 1;
  for (String known : names) {
    int[] characters = known.codePoints().toArray();
    int same = 2 * sameCharacters(characters, 0, characters.length, all, 0, all.length);
    int length = characters.length + all.length;
    if (length == 0) {
      same = 1;
      length = 1;
    }
    // Of names as near as each other the last one in the order of their characters.
    int compared = Long.compare((long) same * of, (long) best * length);
    if (2 * same >= length && (near == null || compared > 0 || compared == 0 && isBehind(characters, near))) {
      near = known;
      best = same;
      of = length;
    }
  }
  return near == null ? NO_HINT : both("，是不是「" + visible(near) + "」？", "; did you mean “" + visible(near) + "”?");
}

private static boolean isBehind(int[] one, String other) {
  return Arrays.compare(one, other.codePoints().toArray()) > 0;
}

// How many characters two texts share (Ratcliff and Obershelp): the longest common part, then left and right of it.
private static int sameCharacters(int[] one, int start, int end, int[] other, int from, int to) {
  int size = 0;
  int at = start;
  int place = from;
  int[] before = new int[to - from + 1];
  for (int i = start; i < end; i += 1) {
    int[] runs = new int[to - from + 1];
    for (int j = from; j < to; j += 1) {
      if (one[i] != other[j]) continue;
      int run = before[j - from] + 1;
      runs[j - from + 1] = run;
      if (run > size) {
        size = run;
        at = i - run + 1;
        place = j - run + 1;
      }
    }
    before = runs;
  }
  if (size == 0) return 0;
  int left = sameCharacters(one, start, at, other, from, place);
  return size + left + sameCharacters(one, at + size, end, other, place + size, to);
}
