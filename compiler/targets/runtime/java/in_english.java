// ── runtime: what an explanation says in English ──

private static final String LANGUAGE = "en";

// A quantity for people, in a unit that is given in English: 2,600,000 yuan, 12.5 mu, 5%, 1 month, about 33.3333%; one divided by
// nothing cannot be shown. Behind a word of the unit stands (s) where it has a plural.
private static String shownQuantity(BigInteger above, BigInteger below, String unit) {
  if (below.signum() <= 0) return "(cannot be calculated)";
  if (unit.equals(CLOCK)) {
    long all = above.multiply(BigInteger.valueOf(60)).divide(below).longValue();
    String minutes = String.format(":%02d", all % 60);
    return all / 60 > 24 ? all / 60 - 24 + minutes + " the next day" : all / 60 + minutes;
  }
  BigInteger size = unit.equals("%") ? above.multiply(BigInteger.valueOf(100)) : above;
  int places = unit.equals("yuan") ? 2 : 4;
  boolean isExact = size.multiply(BigInteger.TEN.pow(places)).remainder(below).signum() == 0;
  String said = (isExact ? "" : "about ") + inThrees(decimalText(size, below, places), unit);
  if (unit.equals("%")) return said + unit;
  return strip(said + " " + unit.replaceAll("\\((e?s)\\)", above.equals(below) ? "" : "$1"));
}

// Digits in groups of three, of yuan with two decimals or none; a year of the calendar as it is.
private static String inThrees(String digits, String unit) {
  if (unit.equals("year(s)") && digits.matches("[12][0-9]{3}")) return digits;
  int point = digits.indexOf('.');
  String whole = point < 0 ? digits : digits.substring(0, point);
  String decimals = point < 0 ? "" : digits.substring(point);
  if (unit.equals("yuan") && decimals.length() == 2) decimals += "0";
  return whole.replaceAll("(?<=[0-9])(?=([0-9]{3})+$)", ",") + decimals;
}

// Whether something holds.
private static String shownTruth(boolean value) {
  return value ? "yes" : "no";
}

// A date.
private static String shownDay(long day) {
  return isoDate(day);
}

// A text that somebody gave.
private static String shownText(String text) {
  return "“" + visible(text) + "”";
}

// The rule, and the words of the document that it stands on.
private static List<String> openingLines(String clause, String title, String citation) {
  return List.of("Rule " + clause + " " + title, "Basis: “" + citation + "”");
}

// Why nothing is payable on a date outside the validity; no line inside it.
private static List<String> dateLines(long on, long first, long last) {
  if (on == NO_DAY || first <= on && on <= last) return List.of();
  String valid = isoDate(first) + " to " + isoDate(last);
  return List.of("The date of the claim, " + isoDate(on) + ", is outside the period of validity (" + valid + ")");
}

// What the authority approved, in 分, under a ceiling.
private static String approvedLine(BigInteger approved) {
  String amount = shownQuantity(approved, BigInteger.valueOf(100), "yuan");
  return "Approved amount " + amount + ": the lower of it and the ceiling counts";
}

// The last line: the value with its unit, or that the conditions are not met.
private static String resultLine(String heading, String unit, boolean pays, Object value) {
  if (value instanceof Boolean) return (boolean) value ? "Result: qualifies" : "Result: does not qualify";
  String nothing = shownQuantity(BigInteger.ZERO, BigInteger.ONE, unit);
  if (!pays) return "Result: the conditions are not met, " + heading + " " + nothing;
  return "Result: " + heading + " " + shownOutcome(unit, value);
}

private static String shownOutcome(String unit, Object value) {
  if (value instanceof List) {
    String parts = ((List<?>) value).stream().map(part -> shownOutcome(unit, part)).collect(Collectors.joining("; "));
    return parts.isEmpty() ? "none" : parts;
  }
  if (!(value instanceof Map)) return shownNumber((BigDecimal) value, unit);
  List<String> parts = new ArrayList<>();
  ((Map<?, ?>) value).forEach((name, part) -> parts.add(name + " " + shownOutcome(unit, part)));
  return String.join("; ", parts);
}
