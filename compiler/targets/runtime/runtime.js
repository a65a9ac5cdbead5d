// ── calculate ──

/**
 * The result of a clause for the facts given, on a date (ISO text; default: the last day of the validity).
 * Throws FactError with every fault of the facts.
 */
export function calc(clauseId, facts, options = undefined) {
  if (options !== undefined && (!isPlain(options) || Object.keys(options).some((name) => name !== "date"))) {
    throw new TypeError("calc(clauseId, facts, { date }): the third argument is an object with nothing but a date");
  }
  const clause = CALCS.get(clauseId);
  if (clause === undefined) {
    const isText = typeof clauseId === "string";
    const near = isText ? hint(clauseId, CALCS.keys()) : "";
    throw new FactError([makeFault("T0615", [isText ? clauseId : show(clauseId)], { hint: near })]);
  }
  if (options === undefined) {
    const values = readQuickly(clause, clauseId, facts);
    if (values !== null) return clause.calc(values, clause.last);
  }
  const faults = [];
  const on = collecting(faults, () => parseDate(options?.date, clause.last));
  const values = collecting(faults, () => readFacts(FACTS[clauseId], fed(clauseId, facts)));
  if (faults.length) throw new FactError(faults);
  return clause.calc(values, on);
}

// What `read` gives; the faults of a FactError go into `faults`.
function collecting(faults, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FactError)) throw error;
    faults.push(...error.faults);
    return null;
  }
}

// The facts, those of other clauses turned into the fact that they feed.
function fed(clauseId, facts) {
  const own = FACTS[clauseId].map((of) => of.name);
  for (const [name, source] of isPlain(facts) ? CALCS.get(clauseId).feeds : []) {
    const asked = FACTS[source].map((of) => of.name);
    const theirs = asked.filter((of) => !own.includes(of));
    const given = Object.entries(facts).filter(([key]) => asked.includes(key));
    const listed = given.map(([key]) => key).filter((key) => theirs.includes(key));
    const stated = Object.hasOwn(facts, name);
    if (stated && listed.length) {
      throw new FactError([makeFault("T0616", [name], { clause: source, listed: listed.join("、") })]);
    }
    if (stated || !given.length || (theirs.length && !listed.length)) continue;
    const rest = Object.entries(facts).filter(([key]) => !theirs.includes(key));
    facts = Object.fromEntries([...rest, [name, calc(source, Object.fromEntries(given)).value]]);
  }
  return facts;
}

// ── runtime: errors ──

/** The facts of one call cannot be calculated with; `faults` holds every reason, in the order of declaration. */
export class FactError extends Error {
  constructor(faults) {
    const all = Object.freeze([...faults]);
    super(all[0].message);
    this.name = "FactError";
    this.faults = all;
    this.code = all[0].code;
    this.fact = all[0].fact;
  }

  toString() {
    return this.faults.map((fault) => fault.message).join("\n");
  }
}

// The fault `code` at `path`; `texts` fill its words: one text, or a Chinese and an English one.
function makeFault(code, path, texts) {
  const words = FAULT_WORDS[code].map((words, language) =>
    words.replace(/\{(\w+)\}/g, (_, key) => {
      const text = key === "at" ? place(path, language) : texts[key];
      return typeof text === "string" ? text : text[language];
    }),
  );
  return fault(code, path[0], words[0], words[1]);
}

function fault(code, fact, message, messageEn) {
  return Object.freeze({ code, fact, message, messageEn });
}

// Throws where checks [holds, code, fact, message, messageEn] do not hold, with one fault for each fact: the first,
// since what follows of one fact mostly follows from it.
function refuse(checks) {
  const faults = new Map();
  for (const [holds, ...said] of checks) if (!holds && !faults.has(said[1])) faults.set(said[1], fault(...said));
  if (faults.size) throw new FactError(faults.values());
}

// Words for a path: 「检测记录」第2项的「日期」.
function place(path, language) {
  let said = "";
  for (const part of path) {
    if (typeof part === "number") said += language === 0 ? `第${part}项` : ` item ${part}`;
    else if (language === 0) said += `${said && "的"}「${visible(part)}」`;
    else said += `${said && " "}“${visible(part)}”`;
  }
  return said;
}

// `text` cut to `limit` characters; control, format (bidi) and separator characters are written as escapes.
function visible(text, limit = 40) {
  const characters = [...text.slice(0, 2 * limit + 2)];
  const shown = characters.slice(0, limit).map((c) => (c !== " " && /[\p{C}\p{Z}]/u.test(c) ? escaped(c) : c));
  return shown.join("") + (characters.length > limit ? "…" : "");
}

function escaped(character) {
  const code = character.codePointAt(0);
  const digits = code.toString(16);
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

// A given value for a message. Never longer than a line, never the text that a foreign object makes of itself.
function show(value) {
  if (typeof value === "string") return `“${visible(value)}”`;
  if (typeof value === "bigint") {
    const size = value < 0n ? -value : value;
    if (size < 10n ** 40n) return String(value);
    const hex = size.toString(16);
    const bits = hex.length * 4 - Math.clz32(parseInt(hex[0], 16)) + 28;
    return `${value < 0n ? "-" : ""}10^${Math.floor((bits * 30103) / 100000)}`;
  }
  if (typeof value === "function" || typeof value === "symbol") return typeof value;
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "Array" : value instanceof Date ? "Date" : "Object";
}

// Names joined by 、, the first `limit` of them.
function listing(names, limit = 12) {
  const shown = names.slice(0, limit).map((name) => visible(name));
  return shown.join("、") + (names.length > limit ? "……" : "");
}

// Chinese and English words that offer the known name nearest to `name`; empty where none is near.
function hint(name, names) {
  const given = [...name.slice(0, 120)].slice(0, 60);
  let near = null;
  let best = 0.5;
  for (const known of names) {
    const characters = [...known];
    const length = characters.length + given.length;
    const ratio = length ? (2 * sameCharacters(characters, given)) / length : 1;
    if (ratio > best || (ratio === best && (near === null || isBehind(known, near)))) [near, best] = [known, ratio];
  }
  return near === null ? ["", ""] : [`，是不是「${visible(near)}」？`, `; did you mean “${visible(near)}”?`];
}

function isBehind(one, other) {
  const [a, b] = [[...one], [...other]];
  const at = a.findIndex((character, index) => character !== b[index]);
  return at >= 0 && (at >= b.length || a[at].codePointAt(0) > b[at].codePointAt(0));
}

// How many characters two texts share (Ratcliff and Obershelp): the longest common part, then left and right of it.
function sameCharacters(one, other) {
  let [size, start, otherStart] = [0, 0, 0];
  let before = new Map();
  one.forEach((character, i) => {
    const runs = new Map();
    other.forEach((otherCharacter, j) => {
      if (character !== otherCharacter) return;
      const run = (before.get(j - 1) ?? 0) + 1;
      runs.set(j, run);
      if (run > size) [size, start, otherStart] = [run, i - run + 1, j - run + 1];
    });
    before = runs;
  });
  if (size === 0) return 0;
  const left = sameCharacters(one.slice(0, start), other.slice(0, otherStart));
  return size + left + sameCharacters(one.slice(start + size), other.slice(otherStart + size));
}

// ── runtime: whole numbers ──

// Rounded down, divisor above zero. The remainder and the difference are exact, so the quotient is.
function floorDiv(numerator, divisor) {
  const rest = numerator % divisor;
  return (numerator - rest) / divisor - (rest < 0 ? 1 : 0);
}

function floorDivBig(numerator, divisor) {
  return numerator / divisor - (numerator % divisor < 0n ? 1n : 0n);
}

function least(one, other, ...more) {
  const found = other < one ? other : one;
  return more.length === 0 ? found : least(found, ...more);
}

function most(one, other, ...more) {
  const found = other > one ? other : one;
  return more.length === 0 ? found : most(found, ...more);
}

// The `count` largest.
function largest(values, count) {
  return values.sort((one, other) => (one < other ? 1 : one > other ? -1 : 0)).slice(0, count);
}

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

// ── runtime: units ──

// A unit is a map of canonical words to their powers, and how many canonical units one of it is (a fraction).
const UNITS = new Map(UNIT_WORDS.split(" ").map((word) => [word, { powers: new Map([[word, 1]]), factor: [1n, 1n] }]));
for (const [, word, of, above, below] of SCALED_UNITS.matchAll(/(\S+) (\S+) (\d+)(?:\/(\d+))?/g)) {
  UNITS.set(word, { powers: new Map([[of, 1]]), factor: [BigInt(above), BigInt(below ?? 1)] });
}

// The unit that `text` writes, or null: 万元 · 元/家·年 · 万平方米 · 个月; `extra` are further words that count things.
function parseUnit(text, extra) {
  if (text.length > 120 || [...text].length > 60) return null;
  const powers = new Map();
  let [above, below] = [1n, 1n];
  for (const [index, side] of text.split(/[/／∕]/).entries()) {
    for (const word of side.split(/[·•・･⋅*×]/)) {
      const part = parseWord(strip(word), extra);
      if (part === null) return null;
      const [times, by] = index ? [part.factor[1], part.factor[0]] : part.factor;
      [above, below] = [above * times, below * by];
      for (const [of, power] of part.powers) powers.set(of, (powers.get(of) ?? 0) + (index ? -power : power));
    }
  }
  return { powers, factor: [above, below] };
}

function parseWord(word, extra) {
  if (UNITS.has(word)) return UNITS.get(word);
  if (word && extra.includes(word)) return { powers: new Map([[word, 1]]), factor: [1n, 1n] };
  if (word.startsWith("个") && [...word].length > 2) return parseWord(word.slice(1), extra);
  const size = /^(?:百万|千万|万亿|[百千万亿])/.exec(word);
  const rest = size && parseWord(word.slice(size[0].length), extra);
  return rest && { powers: rest.powers, factor: [rest.factor[0] * magnitude(size[0]), rest.factor[1]] };
}

function isSameDimension(one, other) {
  const words = [...one.powers.keys(), ...other.powers.keys()];
  return words.every((word) => (one.powers.get(word) ?? 0) === (other.powers.get(word) ?? 0));
}

// ── runtime: facts ──

// A number is held as a whole number of its smallest part (分): BigInt, or Number where `small` says that its whole range
// is safe. An option is held as its place in the list, a date as its day since 0001-01-01, which is day 1.

const LIMIT = 10n ** 15n;
const ITEMS_MAX = 1000000;

function factType(given) {
  const usual = {
    unit: "", decimals: 0, negative: false, low: null, high: null, options: [], ordered: false, default: null,
    optional: false, small: false, item: null, fields: [],
  };
  return frozen({ ...usual, ...given, scale: 10n ** BigInt(given.decimals ?? 0) });
}

// The value and everything in it frozen.
function frozen(value) {
  if (typeof value !== "object" || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

// What reads a fact quickly: its type, and of a number its scale, its least and greatest value (in Numbers; those beyond
// them are left to the full reader), and what the words behind its digits multiply them by. Made once for each type.
const READERS = new WeakMap();

function readerOf(of) {
  let reader = READERS.get(of);
  if (reader === undefined) {
    const most = Math.min(Number(of.high ?? LIMIT * of.scale - 1n), Number.MAX_SAFE_INTEGER);
    const least = Math.max(Number(of.low ?? -most), of.negative ? -most : 0);
    reader = { of, kind: of.kind, isSmall: of.small, scale: Number(of.scale), least, most, multipliers: new Map() };
    READERS.set(of, reader);
  }
  return reader;
}

// What the facts of a clause are held as, in the order of their types, where they are all there and nothing else is; null
// where not, or where one of them has a fault: then the full reader says what.
function readQuickly(clause, clauseId, facts) {
  if (!isPlain(facts)) return null;
  clause.readers ??= FACTS[clauseId].map(readerOf);
  const { readers } = clause;
  const values = clause.given(facts);
  let count = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (value !== undefined) {
      const held = quick(readers[index], value);
      values[index] = held === undefined ? alone(readers[index].of, value) : held;
      count += 1;
    } else {
      const { of } = readers[index];
      values[index] = of.default === null && !of.optional ? undefined : of.default;
    }
    if (values[index] === undefined) return null;
  }
  // Inherited names count here, so that the full reader sees facts that have any.
  for (const _ in facts) count -= 1;
  return count === 0 ? values : null;
}

// One fact by the full reader; undefined where that finds a fault.
function alone(of, value) {
  const faults = [];
  const held = readClosely(of, value, [of.name], faults);
  return faults.length ? undefined : held;
}

// What `value` is held as where that is plain to see; undefined elsewhere. INVARIANT: what this gives, readClosely would
// give; whatever it is not sure of, and every fault, it leaves to that.
function quick(reader, value) {
  if (reader.kind === "number") {
    let held = NaN;
    if (typeof value === "number") held = Number.isInteger(value) ? value * reader.scale : NaN;
    else if (typeof value === "string") held = inDigits(value, reader);
    else if (typeof value === "bigint") held = Number(value) * reader.scale;
    // A whole number that is safe was exact on its way, too.
    if (!(held >= reader.least && held <= reader.most)) return undefined;
    return reader.isSmall ? held + 0 : BigInt(held); // + 0: never -0
  }
  if (reader.kind === "boolean") {
    if (typeof value === "boolean") return value;
    return value === "是" ? true : value === "否" ? false : undefined;
  }
  if (typeof value !== "string") return undefined;
  if (reader.kind === "text") return value;
  const place = reader.kind === "option" ? reader.of.options.indexOf(value) : -1;
  return place < 0 ? undefined : place;
}

// What digits with at most one point, and words behind them, are held as; NaN for all else. What the words multiply by is
// remembered, by how many of the digits are decimals: for amounts in 分, 1000000 behind 3000万元, 100000 behind 2.5万元.
function inDigits(text, reader) {
  const { length } = text;
  let digits = 0;
  let point = -1;
  let end = 0;
  for (; end < length; end += 1) {
    const code = text.charCodeAt(end);
    if (code >= 48 && code <= 57) digits = digits * 10 + (code - 48);
    else if (code === 46 && point < 0) point = end;
    else break;
  }
  if (end === 0 || point === 0 || point === end - 1 || length > NUMERAL_LENGTH_MAX) return NaN;
  const words = end === length ? "" : text.slice(end);
  const sizes = reader.multipliers.get(words) ?? multipliersOf(words, reader);
  const size = sizes[point < 0 ? 0 : end - point - 1];
  return size === undefined ? NaN : digits * size;
}

const MULTIPLIERS_MOST = 1000;
// Words behind a number that only multiply it: no further number, and no tenths or n-ths.
const LINEAR = /^(?!.*分之)[^-+－＋−0-9０-９,，.．负半零〇一二两三四五六七八九十点折成]*$/su;

function multipliersOf(words, { of, multipliers }) {
  const sizes = [];
  if (!LINEAR.test(words)) return sizes;
  try {
    let [above, below] = readQuantity(of, strip(`1${words}`));
    above *= of.scale;
    for (; above % below === 0n && above / below <= LIMIT; below *= 10n) sizes.push(Number(above / below));
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
  }
  if (sizes.length && multipliers.size < MULTIPLIERS_MOST) multipliers.set(words, sizes);
  return sizes;
}

// Reads `facts` by their names, for all names of `types`, in that order. Throws FactError with all faults: declared facts
// in the order of `types`, then unknown names.
function readFacts(types, facts) {
  if (!isPlain(facts)) {
    throw new FactError([makeFault("T0603", ["填报"], { expected: expected({ kind: "record" }), shown: show(facts) })]);
  }
  const faults = [];
  const values = types.map((of) => readNamed(of, facts, [of.name], faults));
  const names = types.map((of) => of.name);
  const unknown = Object.keys(facts).filter((given) => !names.includes(given));
  for (const [count, given] of unknown.entries()) {
    // Looking for near names is slow; whoever has many unknown names does not need more of it.
    faults.push(makeFault("T0602", [given], { hint: count < 20 ? hint(given, names) : "" }));
  }
  if (faults.length) throw new FactError(faults);
  return values;
}

// An object with nothing but its own properties: a literal, or what JSON.parse gives.
function isPlain(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

// The day of ISO text; null for anything else.
function readDate(value) {
  const parts = typeof value === "string" ? /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(value) : null;
  if (!parts || parts[1] === "0000") return null;
  const day = dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  return isoDate(day) === value ? day : null;
}

function dayOf(year, month, dayOfMonth) {
  return new Date(0).setUTCFullYear(year, month - 1, dayOfMonth) / 86400000 + 719163;
}

// The day that was asked for last, and its text: mostly the last day of the validity.
let [lastDay, lastText] = [NaN, ""];

function isoDate(day) {
  if (day !== lastDay) [lastDay, lastText] = [day, new Date((day - 719163) * 86400000).toISOString().slice(0, 10)];
  return lastText;
}

// The 申报日期 of a call as a day, `usual` for none. Throws FactError.
function parseDate(value, usual) {
  if (value === undefined || value === null) return usual;
  const day = readDate(value);
  if (day === null) throw new FactError([makeFault("T0612", ["申报日期"], { shown: showDate(value) })]);
  return day;
}

function showDate(value) {
  if (!(value instanceof Date)) return show(value);
  return ["Date 对象（那是一个时刻，在不同时区是不同的日子）", "a Date object (a moment, on other days in other time zones)"];
}

// `numerator / denominator` of `unit` for people: 3000万元, 1.25亿元, 12345.67元, 2.5%, 12亩, 约33.3333%.
function formatQuantity(numerator, denominator, unit) {
  if (unit === "%") numerator *= 100n;
  const places = unit === "元" ? 2n : 4n;
  if (unit === "元" || unit.startsWith("元/")) {
    for (const [name, size] of [["亿", 10n ** 8n], ["万", 10n ** 4n]]) {
      const part = size * denominator;
      const isLarge = numerator >= part || -numerator >= part;
      if (isLarge && (numerator * 100n) % part === 0n) return decimalText(numerator, part, 2n) + name + unit;
    }
  }
  const mark = (numerator * 10n ** places) % denominator === 0n ? "" : "约";
  return mark + decimalText(numerator, denominator, places) + unit;
}

// The fraction in digits, rounded half away from zero to `places` decimals, without trailing zeros.
function decimalText(numerator, denominator, places) {
  return rounded(numerator, denominator, places).replace(/0+$/, "").replace(/\.$/, "");
}

// Why one value cannot be read: a code and the texts of its fault.
class Refusal extends Error {
  constructor(code, texts) {
    super(code);
    this.code = code;
    this.texts = texts;
  }
}

// Reads one value; what is wrong with it goes into `faults`, and what is returned then is never used.
function readValue(of, value, path, faults) {
  const held = quick(readerOf(of), value);
  return held === undefined ? readClosely(of, value, path, faults) : held;
}

// The whole meaning of what may be given, and every fault of it.
function readClosely(of, value, path, faults) {
  if (value === null && of.optional) return null;
  if (of.kind === "list" && of.item && Array.isArray(value)) {
    if (value.length > ITEMS_MAX) {
      const [most, given] = [ITEMS_MAX, value.length].map((size) => [`${size}项`, `${size} items`]);
      const range = [`不超过${most[0]}`, `at most ${most[1]}`];
      faults.push(makeFault("T0610", path, { range, shown: given }));
      return null;
    }
    return Array.from(value, (part, index) => readValue(of.item, part, [...path, index + 1], faults));
  }
  try {
    if (of.kind === "record" && (isPlain(value) || Array.isArray(value))) {
      const fields = nameFields(of, value);
      return of.fields.map((part) => readNamed(part, fields, [...path, part.name], faults));
    }
    return readSimple(of, value);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    faults.push(makeFault(refusal.code, path, { shown: show(value), ...refusal.texts }));
    return null;
  }
}

// Reads the value given under the name of `of`, or takes its default; undefined is nothing given.
function readNamed(of, facts, path, faults) {
  const value = Object.hasOwn(facts, of.name) ? facts[of.name] : undefined;
  if (value !== undefined) return readValue(of, value, path, faults);
  if (of.default === null && !of.optional) {
    const words = expected(of);
    const reason = [`没有填，应填${words[0]}`, `left out; ${words[1]} is expected`];
    faults.push(makeFault(path.length > 1 ? "T0613" : "T0601", path, { expected: words, reason }));
  }
  return of.default;
}

// The fields of a record by name, from an object or from an array in their declared order.
function nameFields(of, value) {
  const names = of.fields.map((part) => part.name);
  if (Array.isArray(value)) {
    if (value.length === names.length) {
      const fields = Object.create(null);
      names.forEach((name, index) => (fields[name] = value[index]));
      return fields;
    }
    const zh = `应有${names.length}个值（${listing(names)}），填的是${value.length}个`;
    const en = `${names.length} values expected (${listing(names)}), not ${value.length}`;
    throw new Refusal("T0613", { reason: [zh, en] });
  }
  for (const given of Object.keys(value)) {
    if (!names.includes(given)) {
      const [near, nearEn] = hint(given, names);
      throw new Refusal("T0613", { reason: [`没有${show(given)}这一项${near}`, `no field ${show(given)}${nearEn}`] });
    }
  }
  return value;
}

function readSimple(of, value) {
  const isText = typeof value === "string";
  const isWhole = typeof value === "bigint" || Number.isSafeInteger(value);
  if (of.kind === "number") {
    if (isWhole) return bounded(of, BigInt(value) * of.scale, 0n);
    if (isText) {
      const [above, below] = readQuantity(of, strip(value));
      return bounded(of, floorDivBig(above * of.scale, below), (above * of.scale) % below);
    }
  } else if (of.kind === "boolean") {
    if (typeof value === "boolean") return value;
    if (value === "是" || value === "否") return value === "是";
  } else if (of.kind === "date") {
    const day = readDate(value);
    if (day === null) throw new Refusal("T0612", { shown: showDate(value) });
    return bounded(of, day, 0n);
  } else if (isText && of.kind === "text") {
    return value;
  } else if (isText && of.kind === "option") {
    if (of.options.includes(value)) return of.options.indexOf(value);
    throw new Refusal("T0609", { listed: listing(of.options), hint: hint(value, of.options) });
  }
  throw new Refusal(typeof value === "number" && !isWhole ? "T0604" : "T0603", { expected: expected(of) });
}

// `scaled` where it is what the fact may be; `rest` is not 0 where there are more decimals than allowed.
function bounded(of, scaled, rest) {
  if (of.kind === "number") {
    if (scaled >= LIMIT * of.scale || -scaled >= LIMIT * of.scale) throw new Refusal("T0608", {});
    if (rest) {
      const allowed = [`最多${of.decimals}位小数`, `may have at most ${of.decimals} decimals`];
      throw new Refusal("T0606", { allowed: of.decimals ? allowed : ["应是整数", "must be a whole number"] });
    }
    if (scaled < 0n && !of.negative) throw new Refusal("T0607", {});
  }
  if ((of.low === null || of.low <= scaled) && (of.high === null || scaled <= of.high)) {
    return of.small ? Number(scaled) : scaled;
  }
  const [low, high] = [of.low, of.high].map((bound) => {
    if (bound === null) return "";
    return of.kind === "date" ? isoDate(bound) : formatQuantity(BigInt(bound), of.scale, of.unit);
  });
  if (low && high) throw new Refusal("T0610", { range: [`在${low}至${high}之间`, `from ${low} to ${high}`] });
  throw new Refusal("T0610", { range: low ? [`不低于${low}`, `at least ${low}`] : [`不高于${high}`, `at most ${high}`] });
}

// The number that a text gives, in the unit of `of`.
function readQuantity(of, text) {
  try {
    const ratio = readRatio(text);
    if (of.unit === "%") return ratio ?? readNumeral(text);
    // 3万平方米 is 3万 of 平方米, but 3千瓦 is 3 of 千瓦: the longest number first, then one character less.
    const end = /^[-+－＋−0-9０-９,，.．负半零〇一二两三四五六七八九十百千万亿点]*/.exec(text)[0].length;
    for (const split of ratio === null ? [end, end - 1] : []) {
      const factor = split > 0 ? conversion(strip(text.slice(split)), of.unit) : null;
      if (factor !== null) {
        const [above, below] = readNumeral(strip(text.slice(0, split)));
        return [above * factor[0], below * factor[1]];
      }
    }
    // Throws where the number is what is wrong, as it is where digits come back behind the unit (1e30).
    if (ratio === null) readNumeral(/[0-9]/.test(text.slice(end)) ? text : strip(text.slice(0, end)));
  } catch (wrong) {
    if (!(wrong instanceof NumeralError)) throw wrong;
    throw new Refusal("T0611", { reason: wrong.reason });
  }
  const unit = visible(of.unit);
  const words = unit ? [`的单位应为${unit}`, `in ${unit}`] : ["应是整数，不带单位", "a whole number without a unit"];
  throw new Refusal("T0605", { unit: words });
}

// How many of `wanted` one `given` is (no unit is the wanted one); null where it is another dimension.
function conversion(given, wanted) {
  if (!given || given === wanted) return [1n, 1n];
  const declared = wanted.split(/[/／·•]/); // a unit of the policy's own is known here by its name alone
  const [source, target] = [parseUnit(given, declared), parseUnit(wanted, declared)];
  if (!wanted || source === null || target === null || !isSameDimension(source, target)) return null;
  return [source.factor[0] * target.factor[1], source.factor[1] * target.factor[0]];
}

// What should have been given, in words.
function expected(of) {
  if (of.kind === "number") {
    if (of.unit === "元") return ["金额，如 3000万元", "an amount of money such as 3000万元"];
    if (of.unit === "%") return ["比例，如 20%", "a ratio such as 20%"];
    if (of.unit === "") return ["整数", "a whole number"];
    return [`数量，单位${visible(of.unit)}`, `a quantity in ${visible(of.unit)}`];
  }
  if (of.kind === "option") return [`${listing(of.options)}之一`, `one of ${listing(of.options)}`];
  return {
    boolean: ["是或否", "是 or 否 (true or false)"],
    date: ["日期，写作 2025-03-01", "a date, written 2025-03-01"],
    text: ["文字", "text"],
    list: ["一列值，没有的填空列", "a list, empty where there is none"],
    record: ["各项名称和值", "a mapping of names to values"],
  }[of.kind];
}

// `text` without the white space around it, in one pass.
function strip(text) {
  let [start, end] = [0, text.length];
  while (start < end && /[\s\x1c-\x1f\x85]/.test(text[start]) && text[start] !== "\ufeff") start += 1;
  while (start < end && /[\s\x1c-\x1f\x85]/.test(text[end - 1]) && text[end - 1] !== "\ufeff") end -= 1;
  return text.slice(start, end);
}

// ── runtime: groups ──

// The records that agree in the fields `keys`, in the order in which each group first occurs.
function groupsBy(items, keys) {
  const groups = new Map();
  for (const item of items) {
    const key = JSON.stringify(keys.map((index) => String(item[index])));
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return [...groups.values()];
}

// The records of each month ("2025-03"), by the day in field `key`; a month without any is empty.
function groupsByMonth(items, key, months) {
  const groups = new Map(months.map((month) => [month, []]));
  for (const item of items) groups.get(isoDate(item[key]).slice(0, 7))?.push(item);
  return [...groups.values()];
}

// The sum of fractions that come as [key, value], keys being fractions too: of the `top` with the largest keys (the first
// ones, among equals), or of all. A fraction over nothing counts as 0.
function sumFractions(items, top) {
  const parts = items.map((pair) => pair.map(([above, below]) => (below > 0n ? [above, below] : [0n, 1n])));
  if (top !== null) {
    const byKey = ([[a, b]], [[c, d]]) => (a * d < c * b ? 1 : a * d > c * b ? -1 : 0);
    parts.sort(byKey).splice(top);
  }
  return parts.reduce(([a, b], [, [c, d]]) => reduced(a * d + c * b, b * d), [0n, 1n]);
}

function reduced(above, below) {
  let [one, other] = [below, above < 0n ? -above : above];
  while (other) [one, other] = [other, one % other];
  return [above / one, below / one];
}

// ── runtime: calendar ──

// The day for which a result is calculated, for a clause that counts with it. Throws FactError without one.
function dayOfClaim(on) {
  if (on !== null) return on;
  throw new FactError([makeFault("T0601", ["申报日期"], { expected: expected({ kind: "date" }) })]);
}

// The first or last day that a date can be, for one beyond it.
function calendarDay(day) {
  return Math.min(Math.max(day, 1), dayOf(9999, 12, 31));
}

// The same day of the month, `months` later; the last day of a month that is too short for it. Beyond the years that a
// date can have, the last day there is.
function shiftMonths(day, months) {
  const [year, month, dayOfMonth] = isoDate(calendarDay(day)).split("-").map(Number);
  const shifted = year * 12 + month - 1 + months;
  if (shifted < 12 || shifted >= 120000) return months < 0 ? 1 : dayOf(9999, 12, 31);
  const [shiftedYear, shiftedMonth] = [floorDiv(shifted, 12), (shifted % 12) + 1];
  return Math.min(dayOf(shiftedYear, shiftedMonth, dayOfMonth), dayOf(shiftedYear, shiftedMonth + 1, 0));
}

// Whole months from `first` to `last`, below zero where `last` is earlier: a month is whole on the same day of the month
// (or the last day of a shorter one).
function monthsBetween(first, last) {
  if (last < first) return -monthsBetween(last, first);
  const [[year, month], [lastYear, lastMonth]] = [first, last].map((day) => isoDate(calendarDay(day)).split("-").map(Number));
  const months = (lastYear - year) * 12 + lastMonth - month;
  return shiftMonths(first, months) <= last ? months : months - 1;
}

// ── runtime: results ──

// The fraction with all of its `places` decimals, rounded half away from zero: an amount in yuan has two.
function rounded(numerator, denominator, places) {
  if (denominator === 100n && places === 2n && numerator >= 0n && numerator <= Number.MAX_SAFE_INTEGER) {
    const cents = Number(numerator);
    const rest = cents % 100;
    return `${(cents - rest) / 100}.${rest < 10 ? "0" : ""}${rest}`;
  }
  const whole = roundWhole(numerator * 10n ** places, denominator, "half_up");
  const digits = String(whole < 0n ? -whole : whole).padStart(Number(places) + 1, "0");
  const point = digits.length - Number(places);
  return `${whole < 0n ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
}

// The fraction as a whole number: half away from zero (half_up), away from zero (up) or towards it (down).
function roundWhole(numerator, denominator, mode) {
  const added = mode === "half_up" ? denominator : mode === "up" ? 2n * denominator - 2n : 0n;
  const size = ((numerator < 0n ? -numerator : numerator) * 2n + added) / (2n * denominator);
  return numerator < 0n ? -size : size;
}

// A count or another quantity: a Number where it is whole and safe, text (at most four decimals) elsewhere.
function number(numerator, denominator) {
  if (numerator % denominator !== 0n) return decimalText(numerator, denominator, 4n);
  const whole = Number(numerator / denominator);
  return Number.isSafeInteger(whole) ? whole : String(numerator / denominator);
}

function result(clause, value, kind, eligible, on, tell) {
  return new Result(clause, CLAUSES[clause], value, kind, eligible, on === null ? null : isoDate(on), tell);
}

// The result of one clause, plain data: what is copied from it (by {...result}, structuredClone, JSON) has all of it, the
// explanation too. `trace` (the explanation, line by line) is worked out when first asked for.
class Result {
  #tell;
  #trace = null;

  constructor(clause, { title, citation, unit, form }, value, kind, eligible, date, tell) {
    this.policy = TITLE;
    this.policy_hash = SOURCE_SHA256;
    this.compiler = COMPILER_VERSION;
    this.clause = clause;
    this.title = title;
    this.citation = citation;
    this.value = value;
    this.unit = unit;
    this.kind = kind;
    this.form = form;
    this.eligible = eligible;
    this.date = date;
    this.#tell = tell;
    Object.defineProperty(this, "trace", Result.#own);
    Object.freeze(this);
  }

  static #own = {
    enumerable: true,
    get() {
      return (this.#trace ??= Object.freeze(this.#tell()));
    },
  };

  explain() {
    return this.trace.join("\n");
  }

  to_dict() {
    const { title, trace, ...said } = this;
    return { ...said, value: asText(this.value), trace: [...trace] };
  }

  toJSON() {
    return this.to_dict();
  }
}

function asText(value) {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, asText(part)]));
}

// ── runtime: telling ──

// The lines that are told, filled in. A value is a quantity [numerator, denominator, unit], whether something holds, a
// text, or for each item of a list its own values. A line is a text with {0}, {1} … for values; or such a text and numbers
// of values that must hold (~3: that the fourth does not); or the number of a list, a text for each of its items, and what
// must hold.
function tell(lines, values) {
  const told = [];
  const texts = values.map(shownValue);
  for (const line of lines) {
    const parts = typeof line === "string" ? [line] : line;
    const [each, text, ...when] = typeof parts[0] === "number" ? parts : [null, ...parts];
    if (!when.every((at) => (at >= 0 ? values[at] : !values[~at]))) continue;
    for (const filled of each === null ? [texts] : values[each].map((item) => item.map(shownValue))) {
      told.push(text.replace(/\{\{|\}\}|\{(\d+)\}/g, (found, at) => (at === undefined ? found[0] : filled[at])));
    }
  }
  return told;
}

// A value as people read it; of a list, nothing.
function shownValue(value) {
  if (typeof value === "boolean") return value ? "（是）" : "（否）";
  if (typeof value === "string") return value;
  return typeof value[2] === "string" ? shownQuantity(...value) : "";
}

// A date for people.
function shownDay(day) {
  return `「${isoDate(calendarDay(day))}」`;
}

// A text that somebody gave, for people.
function shownText(text) {
  return `「${visible(text)}」`;
}

// The whole explanation around the lines of the case.
function told(clause, on, pays, value, lines, approved = null) {
  const { title, citation, unit } = CLAUSES[clause];
  const { heading, valid, before } = CALCS.get(clause);
  if (valid !== null) lines.splice(before, 0, ...dateLines(on, ...valid));
  if (approved !== null && pays) lines.push(approvedLine(approved));
  return [`规则 ${clause} ${title}`, `依据：“${citation}”`, ...lines, resultLine(heading, unit, pays, value)];
}

// A quantity for people; one divided by nothing cannot be shown.
function shownQuantity(numerator, denominator, unit) {
  return denominator > 0n ? formatQuantity(numerator, denominator, unit) : "（不能计算）";
}

// Why nothing is payable on a date outside the validity; no line inside it.
function dateLines(on, first, last) {
  if (on === null || (first <= on && on <= last)) return [];
  return [`申报日期 ${isoDate(on)} 不在有效期（${isoDate(first)} 至 ${isoDate(last)}）内`];
}

// What the authority approved, in 分, under a ceiling.
function approvedLine(approved) {
  return `核定金额${formatQuantity(approved, 100n, "元")}，按核定金额与上限中较低者`;
}

// The last line: the value with its unit, or that the conditions are not met.
function resultLine(heading, unit, pays, value) {
  if (typeof value === "boolean") return value ? "结果：符合" : "结果：不符合";
  return pays ? `结果：${heading}${shownOutcome(unit, value)}` : `结果：不符合条件，${heading}0${unit}`;
}

function shownOutcome(unit, value) {
  if (Array.isArray(value)) return value.map((part) => shownOutcome(unit, part)).join("、");
  if (typeof value === "object") {
    return Object.entries(value).map(([name, part]) => name + shownOutcome(unit, part)).join("、");
  }
  const [whole, decimals = ""] = String(value).split(".");
  return formatQuantity(BigInt(whole + decimals), 10n ** BigInt(decimals.length), unit);
}
