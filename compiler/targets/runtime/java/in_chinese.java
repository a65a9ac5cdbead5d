// ── runtime: what an explanation says in Chinese ──

private static final String LANGUAGE = "zh";

// A quantity for people; one divided by nothing cannot be shown.
private static String shownQuantity(BigInteger above, BigInteger below, String unit) {
  return below.signum() > 0 ? formatQuantity(above, below, unit) : "（不能计算）";
}

// Whether something holds.
private static String shownTruth(boolean value) {
  return value ? "（是）" : "（否）";
}

// A date.
private static String shownDay(long day) {
  return "「" + isoDate(day) + "」";
}

// A text that somebody gave.
private static String shownText(String text) {
  return "「" + visible(text) + "」";
}

// The rule, and the words of the document that it stands on.
private static List<String> openingLines(String clause, String title, String citation) {
  return List.of("规则 " + clause + " " + title, "依据：“" + citation + "”");
}

// Why nothing is payable on a date outside the validity; no line inside it.
private static List<String> dateLines(long on, long first, long last) {
  if (on == NO_DAY || first <= on && on <= last) return List.of();
  return List.of("申报日期 " + isoDate(on) + " 不在有效期（" + isoDate(first) + " 至 " + isoDate(last) + "）内");
}

// What the authority approved, in 分, under a ceiling.
private static String approvedLine(BigInteger approved) {
  return "核定金额" + formatQuantity(approved, BigInteger.valueOf(100), "元") + "，按核定金额与上限中较低者";
}

// The last line: the value with its unit, or that the conditions are not met.
private static String resultLine(String heading, String unit, boolean pays, Object value) {
  if (value instanceof Boolean) return (boolean) value ? "结果：符合" : "结果：不符合";
  return pays ? "结果：" + heading + shownOutcome(unit, value) : "结果：不符合条件，" + heading + "0" + unit;
}

private static String shownOutcome(String unit, Object value) {
  if (value instanceof List) {
    String parts = ((List<?>) value).stream().map(part -> shownOutcome(unit, part)).collect(Collectors.joining("、"));
    return parts.isEmpty() ? "无" : parts;
  }
  if (!(value instanceof Map)) return shownNumber((BigDecimal) value, unit);
  List<String> parts = new ArrayList<>();
  ((Map<?, ?>) value).forEach((name, part) -> parts.add(name + shownOutcome(unit, part)));
  return String.join("、", parts);
}
