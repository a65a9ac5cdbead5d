// ── runtime: numerals ──

// A fraction of whole numbers, the lower one above zero; not reduced.
private static final class Fraction {
  final BigInteger above;
  final BigInteger below;

  Fraction(BigInteger above, BigInteger below) {
    this.above = above;
    this.below = below;
  }

  static Fraction of(BigInteger whole) {
    return new Fraction(whole, BigInteger.ONE);
  }

  static Fraction of(long above, long below) {
    return new Fraction(BigInteger.valueOf(above), BigInteger.valueOf(below));
  }

  Fraction times(BigInteger size) {
    return new Fraction(above.multiply(size), below);
  }

  Fraction times(Fraction other) {
    return new Fraction(above.multiply(other.above), below.multiply(other.below));
  }

  Fraction over(Fraction other) {
    return new Fraction(above.multiply(other.below), below.multiply(other.above));
  }
}

// A value that cannot be read: why, in both languages. It is caught before it leaves the module, and needs no trace.
private static final class NumeralError extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String[] reason;

  NumeralError(String chinese, String english) {
    super(chinese, null, false, false);
    this.reason = both(chinese, english);
  }
}

private static final int NUMERAL_LENGTH_MAX = 40;
private static final String DIGITS = "零一二三四五六七八九";
private static final String SIZES = "十百千万亿";
private static final long[] SIZE_OF = {10, 100, 1000, 10_000, 100_000_000};
private static final String MAGNITUDE = "([十百千]?[万亿]|万亿|[百千])?";
private static final Pattern COMPOUND = Pattern.compile("(?:([0-9]+)亿)?([0-9]{1,4})万([0-9]{4})?");
private static final Pattern ARABIC = Pattern.compile("([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\\.([0-9]+))?" + MAGNITUDE);
private static final Pattern DECIMALS = Pattern.compile("([" + DIGITS + "]+)" + MAGNITUDE);
private static final Pattern PARTED = Pattern.compile("([1-9][0-9]*)[/／]([1-9][0-9]*)");
private static final Pattern OFF = Pattern.compile("([1-9])(?:[.点]?([0-9]))?折");
private static final Pattern TENTHS = Pattern.compile("([1-9])成([1-9])?");

// The number that `text` writes: 1,000 · -2.5亿 · 1亿2000万 · 二十万三千 · 两 · 零点五 · 半.
private static Fraction readNumeral(String text) {
  String plain = halfWidth(text);
  boolean isNegative = plain.startsWith("-") || plain.startsWith("负");
  if (isNegative || plain.startsWith("+")) plain = plain.substring(1);
  Fraction size;
  if (plain.equals("半")) size = Fraction.of(1, 2);
  else size = plain.isEmpty() || plain.charAt(0) < 128 ? readArabic(plain) : readChinese(plain);
  return isNegative ? size.times(BigInteger.ONE.negate()) : size;
}

private static final Object[][] RATIO_SUFFIXES = {
  {"%", 100L}, {"‰", 1000L}, {"‱", 10000L}, {"个百分点", 100L}, {"倍", 1L}, {"个基点", 10000L}, {"BP", 10000L}, {"bp", 10000L},
};

// The ratio that `text` writes: 2% · 5‰ · 百分之二 · 三分之一 · 2/3 · 六五折 · 三成 · 1.5倍 · 一半 · 2个百分点 · 150个基点 · 150BP;
// null for none.
private static Fraction readRatio(String text) {
  String plain = halfWidth(text);
  for (Object[] suffix : RATIO_SUFFIXES) {
    String word = (String) suffix[0];
    if (!plain.endsWith(word)) continue;
    return readNumeral(plain.substring(0, plain.length() - word.length())).times(Fraction.of(1, (long) suffix[1]));
  }
  int split = plain.indexOf("分之");
  if (split >= 0) {
    String given = plain.substring(0, split);
    Fraction whole = given.length() == 1 && SIZES.contains(given) ? Fraction.of(magnitude(given)) : readNumeral(given);
    boolean isWhole = whole.above.remainder(whole.below).signum() == 0;
    if (!isWhole || whole.above.compareTo(whole.below.shiftLeft(1)) < 0) {
      throw new NumeralError("“分之”前面应是大于一的整数", "a whole number above one must stand before 分之");
    }
    return readNumeral(plain.substring(split + 2)).over(whole);
  }
  Matcher parted = PARTED.matcher(plain);
  if (parted.matches()) return new Fraction(new BigInteger(parted.group(1)), new BigInteger(parted.group(2)));
  if (plain.endsWith("折")) return readTenths(plain, OFF);
  for (int at = plain.indexOf('成'); at >= 0; at = plain.indexOf('成', at + 1)) {
    if (at > 0 && "0123456789一二两三四五六七八九".indexOf(plain.charAt(at - 1)) >= 0) return readTenths(plain, TENTHS);
  }
  return plain.equals("一半") ? Fraction.of(1, 2) : null;
}

// Tenths and hundredths by their digits: 九折 and 9折 are 9/10, 六五折 and 6.5折 are 65/100, 三成 is 3/10.
private static Fraction readTenths(String text, Pattern pattern) {
  StringBuilder digits = new StringBuilder();
  for (char character : text.replace('两', '二').toCharArray()) {
    int digit = DIGITS.indexOf(character);
    if (digit >= 0) digits.append(digit);
    else digits.append(character);
  }
  Matcher parts = pattern.matcher(digits);
  if (!parts.matches()) throw new NumeralError("应写作九折、六五折、三成、三成五这样", "write 九折, 六五折, 三成 or 三成五");
  return Fraction.of(Long.parseLong(parts.group(1) + (parts.group(2) == null ? "0" : parts.group(2))), 100);
}

private static final String FULL = "０１２３４５６７８９．，％＋－−〇";
private static final String HALF = "0123456789.,%+--零";

private static String halfWidth(String text) {
  if (text.codePointCount(0, text.length()) > NUMERAL_LENGTH_MAX) {
    throw new NumeralError("数字太长，超过" + NUMERAL_LENGTH_MAX + "个字", "longer than " + NUMERAL_LENGTH_MAX + " characters");
  }
  StringBuilder plain = new StringBuilder();
  for (char character : text.toCharArray()) {
    int at = FULL.indexOf(character);
    plain.append(at < 0 ? character : HALF.charAt(at));
  }
  return plain.toString();
}

private static Fraction readArabic(String text) {
  Matcher compound = COMPOUND.matcher(text);
  if (compound.matches() && (compound.group(1) != null || compound.group(3) != null)) {
    // 1亿2000万, 3万5000
    BigInteger large = new BigInteger(compound.group(1) == null ? "0" : compound.group(1)).multiply(magnitude("亿"));
    long rest = Long.parseLong(compound.group(2)) * 10000;
    rest += compound.group(3) == null ? 0 : Long.parseLong(compound.group(3));
    return Fraction.of(large.add(BigInteger.valueOf(rest)));
  }
  Matcher parts = ARABIC.matcher(text);
  if (!parts.matches()) {
    if (text.indexOf(',') >= 0) throw new NumeralError("千分位逗号应每三位一个", "commas must part groups of three digits");
    throw new NumeralError("不是数字", "not a number");
  }
  String decimals = parts.group(2) == null ? "" : parts.group(2);
  BigInteger digits = new BigInteger(parts.group(1).replace(",", "") + decimals);
  return new Fraction(digits.multiply(magnitude(parts.group(3))), BigInteger.TEN.pow(decimals.length()));
}

// What a numeral with 百, 千, 万, 千万, 亿, 万亿 … behind it is multiplied by; 1 for none.
private static BigInteger magnitude(String word) {
  BigInteger size = BigInteger.ONE;
  for (char character : (word == null ? "" : word).toCharArray()) {
    size = size.multiply(BigInteger.valueOf(SIZE_OF[SIZES.indexOf(character)]));
  }
  return size;
}

private static Fraction readChinese(String text) {
  int split = text.indexOf('点');
  if (split < 0) return Fraction.of(readWhole(text));
  Matcher decimals = DECIMALS.matcher(text.substring(split + 1));
  if (!decimals.matches()) throw new NumeralError("“点”后面应逐位写数字", "digits must follow 点");
  StringBuilder digits = new StringBuilder();
  for (char digit : decimals.group(1).toCharArray()) digits.append(DIGITS.indexOf(digit));
  BigInteger below = BigInteger.TEN.pow(digits.length());
  BigInteger above = readWhole(text.substring(0, split)).multiply(below).add(new BigInteger(digits.toString()));
  return new Fraction(above.multiply(magnitude(decimals.group(2))), below);
}

// A whole number in 汉字: read loosely, then held against its proper writing, which refuses 二十百 and 一千五.
private static BigInteger readWhole(String text) {
  String usual = text.equals("两") ? "二" : text.replaceAll("(?<!十)两(?=[百千万亿])", "二");
  usual = usual.replaceAll("(?<=[百零])十|^十", "一十").replaceAll("^(?=[百千])", "一");
  BigInteger total = BigInteger.ZERO;
  BigInteger section = BigInteger.ZERO;
  BigInteger digit = BigInteger.ZERO;
  for (char character : usual.toCharArray()) {
    int size = SIZES.indexOf(character);
    if (DIGITS.indexOf(character) >= 0) {
      digit = BigInteger.valueOf(DIGITS.indexOf(character));
      continue;
    }
    if (size < 0) throw new NumeralError("不是数字", "not a number");
    BigInteger times = BigInteger.valueOf(SIZE_OF[size]);
    if (character == '亿') total = total.add(section).add(digit).multiply(times);
    else if (character == '万') total = total.add(section.add(digit).multiply(times));
    else section = section.add(digit.multiply(times));
    if (character == '亿' || character == '万') section = BigInteger.ZERO;
    digit = BigInteger.ZERO;
  }
  total = total.add(section).add(digit);
  if (!usual.equals(writeWhole(total, false)) && !usual.equals(writeWhole(total, true))) {
    throw new NumeralError("汉字数字应写全，如二十万三千、一千零五十", "write it in full, as 二十万三千");
  }
  return total;
}

// `number` in 汉字, 十 as 一十: 二十万三千; `linked` puts 零 behind 万 and 亿 there too: 二十万零三千.
private static String writeWhole(BigInteger number, boolean linked) {
  for (int at = SIZES.length() - 1; at >= 0; at -= 1) {
    BigInteger size = BigInteger.valueOf(SIZE_OF[at]);
    if (number.compareTo(size) < 0) continue;
    BigInteger[] parts = number.divideAndRemainder(size);
    BigInteger low = parts[1];
    boolean isFar = low.compareTo(size.divide(BigInteger.TEN)) < 0;
    boolean isLinked = linked && SIZE_OF[at] >= 10_000 && parts[0].mod(BigInteger.TEN).signum() == 0;
    String rest = low.signum() == 0 ? "" : (isFar || isLinked ? "零" : "") + writeWhole(low, linked);
    return writeWhole(parts[0], linked) + SIZES.charAt(at) + rest;
  }
  return DIGITS.substring(number.intValue(), number.intValue() + 1);
}
