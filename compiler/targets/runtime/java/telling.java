// ── runtime: telling ──

// A line of an explanation: a text with {0}, {1} … for values, told where the values `when` hold (~3: the fourth does not); with
// `each` (the number of a list, else -1) for each of its items, in which {#} is which one it is.
private static final class Line {
  final int each;
  final String text;
  final int[] when;

  Line(int each, String text, int[] when) {
    this.each = each;
    this.text = text;
    this.when = when;
  }
}

private static Line line(String text, int... when) {
  return new Line(-1, text, when);
}

private static Line each(int list, String text, int... when) {
  return new Line(list, text, when);
}

// A quantity of an explanation.
private static final class Quantity {
  final BigInteger above;
  final BigInteger below;
  final String unit;

  Quantity(BigInteger above, BigInteger below, String unit) {
    this.above = above;
    this.below = below;
    this.unit = unit;
  }
}

private static Quantity quantity(Wide above, Wide below, String unit) {
  return new Quantity(above.exact(), below.exact(), unit);
}

private static String option(String[] options, long place) {
  return options[(int) place];
}

private static <T> Object[][] ofItems(T[] items, Function<T, Object[]> values) {
  return Arrays.stream(items).map(values).toArray(Object[][]::new);
}

private static final Pattern PLACES = Pattern.compile("\\{\\{|\\}\\}|\\{#\\}|\\{(\\d+)\\}");

// The lines that are told, filled in. A value is a quantity, whether something holds, a text, or for each item of a list its own
// values.
private static List<String> tell(List<Line> lines, Object[] values) {
  List<String> told = new ArrayList<>();
  String[] texts = new String[values.length];
  for (Line line : lines) {
    if (!Arrays.stream(line.when).allMatch(at -> at >= 0 ? (boolean) values[at] : !(boolean) values[~at])) continue;
    if (line.each < 0) {
      told.add(said(line.text, values, texts, 0));
      continue;
    }
    int number = 0;
    for (Object[] of : (Object[][]) values[line.each]) {
      number += 1;
      told.add(said(line.text, of, new String[of.length], number));
    }
  }
  return told;
}

// The text with its values, which are put into words when they are first told.
private static String said(String text, Object[] values, String[] texts, int number) {
  Matcher found = PLACES.matcher(text);
  StringBuilder said = new StringBuilder();
  int from = 0;
  while (found.find()) {
    said.append(text, from, found.start());
    from = found.end();
    if (found.group(1) == null) {
      said.append(found.group().equals("{#}") ? String.valueOf(number) : found.group().substring(1));
      continue;
    }
    int at = Integer.parseInt(found.group(1));
    if (texts[at] == null) texts[at] = shownValue(values[at]);
    said.append(texts[at]);
  }
  return said.append(text, from, text.length()).toString();
}

private static String shownValue(Object value) {
  if (value instanceof Boolean) return shownTruth((boolean) value);
  if (value instanceof String) return (String) value;
  Quantity quantity = (Quantity) value;
  return shownQuantity(quantity.above, quantity.below, quantity.unit);
}

private static String shownNumber(BigDecimal value, String unit) {
  return shownQuantity(value.unscaledValue(), BigInteger.TEN.pow(value.scale()), unit);
}

// Throws where another language is asked for than the class has.
private static void inOwnLanguage(String lang) {
  if (LANGUAGE.equals(lang)) return;
  throw new IllegalArgumentException("explained in " + LANGUAGE + " only; compile the policy with --lang " + lang);
}
