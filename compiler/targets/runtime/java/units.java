// ── runtime: units ──

// A unit: canonical words with their powers, and how many canonical units one of it is.
private static final class Unit {
  final Map<String, Integer> powers;
  final Fraction factor;

  Unit(Map<String, Integer> powers, Fraction factor) {
    this.powers = powers;
    this.factor = factor;
  }

  boolean isSameDimension(Unit other) {
    Set<String> words = new HashSet<>(powers.keySet());
    words.addAll(other.powers.keySet());
    return words.stream().allMatch(word -> powers.getOrDefault(word, 0).equals(other.powers.getOrDefault(word, 0)));
  }
}

private static final Map<String, Unit> UNITS = new HashMap<>();

static {
  for (String word : UNIT_WORDS.split(" ")) UNITS.put(word, new Unit(Map.of(word, 1), Fraction.of(1, 1)));
  String[] scaled = SCALED_UNITS.split(" ");
  for (int at = 0; at < scaled.length; at += 3) {
    String[] size = scaled[at + 2].split("/");
    Fraction factor = Fraction.of(Long.parseLong(size[0]), size.length > 1 ? Long.parseLong(size[1]) : 1);
    UNITS.put(scaled[at], new Unit(Map.of(scaled[at + 1], 1), factor));
  }
}

// The unit that `text` writes, or null: 万元 · 元/家·年 · 万平方米 · 个月; `extra` are further words that count things.
private static Unit parseUnit(String text, Collection<String> extra) {
  if (text.codePointCount(0, text.length()) > 60) return null;
  Map<String, Integer> powers = new HashMap<>();
  Fraction factor = Fraction.of(1, 1);
  String[] sides = text.split("[/／∕]", -1);
  for (int at = 0; at < sides.length; at += 1) {
    for (String word : sides[at].split("[·•・･⋅*×]", -1)) {
      Unit part = parseWord(strip(word), extra);
      if (part == null) return null;
      factor = at > 0 ? factor.over(part.factor) : factor.times(part.factor);
      int sign = at > 0 ? -1 : 1;
      part.powers.forEach((of, power) -> powers.merge(of, sign * power, Integer::sum));
    }
  }
  return new Unit(powers, factor);
}

private static final Pattern SIZED = Pattern.compile("(百万|千万|万亿|[百千万亿])(.*)", Pattern.DOTALL);

private static Unit parseWord(String word, Collection<String> extra) {
  if (UNITS.containsKey(word)) return UNITS.get(word);
  if (!word.isEmpty() && extra.contains(word)) return new Unit(Map.of(word, 1), Fraction.of(1, 1));
  if (word.startsWith("个") && word.codePointCount(0, word.length()) > 2) return parseWord(word.substring(1), extra);
  Matcher sized = SIZED.matcher(word);
  if (!sized.matches()) return null;
  Unit rest = parseWord(sized.group(2), extra);
  return rest == null ? null : new Unit(rest.powers, rest.factor.times(magnitude(sized.group(1))));
}
