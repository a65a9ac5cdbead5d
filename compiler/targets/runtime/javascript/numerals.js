// ── runtime: numerals ──

// A fraction is [numerator, denominator], both BigInt, the denominator above zero, not reduced.

const NUMERAL_LENGTH_MAX = 40;
const HALF_WIDTH = new Map([..."０１２３４５６７８９．，％＋－−〇"].map((c, i) => [c, "0123456789.,%+--零"[i]]));
const DIGITS = "零一二三四五六七八九";
const SIZES = new Map([["十", 10n], ["百", 100n], ["千", 1000n], ["万", 10n ** 4n], ["亿", 10n ** 8n]]);
const MAGNITUDE = "([十百千]?[万亿]|万亿|[百千])?";

// A numeral that cannot be read; `reason` says why in Chinese and in English.
class NumeralError extends Error {
  constructor(...reason) {
    super(reason[0]);
    this.reason = reason;
  }
}

// The number that `text` writes: 1,000 · -2.5亿 · 1亿2000万 · 二十万三千 · 两 · 零点五 · 半.
function readNumeral(text) {
  let plain = halfWidth(text);
  const sign = /^[-负]/.test(plain) ? -1n : 1n;
  plain = plain.replace(/^[-负+]/, "");
  if (plain === "半") return [sign, 2n];
  const [above, below] = /^[^\x00-\x7f]/.test(plain) ? readChinese(plain) : readArabic(plain);
  return [sign * above, below];
}

const RATIO_SUFFIXES = [
  ["%", 100n], ["‰", 1000n], ["‱", 10000n], ["个百分点", 100n], ["倍", 1n],
  ["个基点", 10000n], ["BP", 10000n], ["bp", 10000n],
];

// The ratio that `text` writes: 2% · 5‰ · 百分之二 · 三分之一 · 2/3 · 六五折 · 三成 · 1.5倍 · 一半 · 2个百分点 · 150个基点 ·
// 150BP; null for none.
function readRatio(text) {
  const plain = halfWidth(text);
  for (const [suffix, parts] of RATIO_SUFFIXES) {
    if (plain.endsWith(suffix)) {
      const [above, below] = readNumeral(plain.slice(0, -suffix.length));
      return [above, below * parts];
    }
  }
  const split = plain.indexOf("分之");
  if (split >= 0) {
    const given = plain.slice(0, split);
    const [whole, part] = SIZES.has(given) ? [SIZES.get(given), 1n] : readNumeral(given);
    if (whole < 2n * part || whole % part !== 0n) {
      throw new NumeralError("“分之”前面应是大于一的整数", "a whole number above one must stand before 分之");
    }
    const [above, below] = readNumeral(plain.slice(split + 2));
    return [above * part, below * whole];
  }
  const parted = /^([1-9][0-9]*)[/／]([1-9][0-9]*)$/.exec(plain);
  if (parted) return [BigInt(parted[1]), BigInt(parted[2])];
  if (plain.endsWith("折")) return readTenths(plain, /^([1-9])(?:[.点]?([0-9]))?折$/);
  if (/[0-9一二两三四五六七八九]成/.test(plain)) return readTenths(plain, /^([1-9])成([1-9])?$/);
  return plain === "一半" ? [1n, 2n] : null;
}

// Tenths and hundredths by their digits: 九折 and 9折 are 9/10, 六五折 and 6.5折 are 65/100, 三成 is 3/10.
function readTenths(text, pattern) {
  const digits = text.replaceAll("两", "二").replace(/[零一二三四五六七八九]/g, (c) => String(DIGITS.indexOf(c)));
  const parts = pattern.exec(digits);
  if (!parts) throw new NumeralError("应写作九折、六五折、三成、三成五这样", "write 九折, 六五折, 三成 or 三成五");
  return [BigInt(parts[1] + (parts[2] || "0")), 100n];
}

function halfWidth(text) {
  if (text.length > 2 * NUMERAL_LENGTH_MAX || [...text].length > NUMERAL_LENGTH_MAX) {
    const limit = String(NUMERAL_LENGTH_MAX);
    throw new NumeralError(`数字太长，超过${limit}个字`, `longer than ${limit} characters`);
  }
  return [...text].map((c) => HALF_WIDTH.get(c) ?? c).join("");
}

function readArabic(text) {
  const compound = /^(?:([0-9]+)亿)?([0-9]{1,4})万([0-9]{4})?$/.exec(text);
  if (compound && (compound[1] || compound[3])) {
    // 1亿2000万, 3万5000
    return [BigInt(compound[1] ?? 0) * 10n ** 8n + BigInt(compound[2]) * 10n ** 4n + BigInt(compound[3] ?? 0), 1n];
  }
  const parts = new RegExp(`^([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\\.([0-9]+))?${MAGNITUDE}$`).exec(text);
  if (!parts) {
    if (text.includes(",")) {
      throw new NumeralError("千分位逗号应每三位一个", "commas must part groups of three digits");
    }
    throw new NumeralError("不是数字", "not a number");
  }
  const decimals = parts[2] ?? "";
  return [BigInt(parts[1].replaceAll(",", "") + decimals) * magnitude(parts[3]), 10n ** BigInt(decimals.length)];
}

// What a numeral with 百, 千, 万, 千万, 亿, 万亿 … behind it is multiplied by; 1 for none.
function magnitude(word) {
  return [...(word ?? "")].reduce((size, character) => size * SIZES.get(character), 1n);
}

function readChinese(text) {
  const split = text.indexOf("点");
  if (split < 0) return [readWhole(text), 1n];
  const decimals = new RegExp(`^([${DIGITS}]+)${MAGNITUDE}$`).exec(text.slice(split + 1));
  if (!decimals) throw new NumeralError("“点”后面应逐位写数字", "digits must follow 点");
  const below = 10n ** BigInt(decimals[1].length);
  const digits = [...decimals[1]].map((digit) => DIGITS.indexOf(digit)).join("");
  return [(readWhole(text.slice(0, split)) * below + BigInt(digits)) * magnitude(decimals[2]), below];
}

// A whole number in 汉字: read loosely, then held against its proper writing, which refuses 二十百 and 一千五.
function readWhole(text) {
  let usual = text.replace(/^两$/, "二").replace(/(^|[^十])两(?=[百千万亿])/g, "$1二");
  usual = usual.replace(/(^|[百零])十/g, "$1一十").replace(/^(?=[百千])/, "一");
  let [total, section, digit] = [0n, 0n, 0n];
  for (const character of usual) {
    const size = SIZES.get(character);
    if (DIGITS.includes(character)) digit = BigInt(DIGITS.indexOf(character));
    else if (size === undefined) throw new NumeralError("不是数字", "not a number");
    else if (size < 10000n) [section, digit] = [section + digit * size, 0n];
    else if (character === "万") [total, section, digit] = [total + (section + digit) * size, 0n, 0n];
    else [total, section, digit] = [(total + section + digit) * size, 0n, 0n];
  }
  total += section + digit;
  if (usual !== writeWhole(total, false) && usual !== writeWhole(total, true)) {
    throw new NumeralError("汉字数字应写全，如二十万三千、一千零五十", "write it in full, as 二十万三千");
  }
  return total;
}

// `number` in 汉字, 十 as 一十: 二十万三千; `linked` puts 零 behind 万 and 亿 there too: 二十万零三千.
function writeWhole(number, linked) {
  for (const [word, size] of [...SIZES].reverse()) {
    if (number >= size) {
      const [high, low] = [number / size, number % size];
      const gap = low < size / 10n || (linked && size >= 10000n && high % 10n === 0n);
      return writeWhole(high, linked) + word + (low ? (gap ? "零" : "") + writeWhole(low, linked) : "");
    }
  }
  return DIGITS[Number(number)];
}
