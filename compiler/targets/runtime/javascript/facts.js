// ── runtime: facts ──

// A number is held as a whole number of its smallest part (分): BigInt, or Number where `small` says that its whole range
// is safe. An option is held as its place in the list, a date as its day since 0001-01-01, which is day 1.

const LIMIT = 10n ** 15n;
const ITEMS_MAX = 1000000;
// The unit of 时刻: hours after midnight.
const CLOCK = "时刻";

// A time of day, as hours after midnight: 19:30, 19时30分, 次日2:00; null where it is none.
function readClock(text) {
  const found = /^(次日|第二天)?([0-9]{1,2})(?:[:：]([0-5][0-9])|[时点](?:([0-5]?[0-9])分?|(半))?)$/.exec(strip(text));
  if (found === null || Number(found[2]) > 24) return null;
  const minutes = found[5] ? 30 : Number(found[3] ?? found[4] ?? 0);
  if (found[2] === "24" && minutes) return null;
  const all = Number(found[2]) * 60 + minutes + (found[1] ? 1440 : 0);
  return all <= 2880 ? [BigInt(all), 60n] : null;
}

// Minutes after midnight as people write them: 19:30; of the day after, 次日2:00.
function clockText(minutes) {
  const [hours, rest] = [minutes / 60n, minutes % 60n];
  return `${hours > 24n ? "次日" : ""}${hours > 24n ? hours - 24n : hours}:${String(rest).padStart(2, "0")}`;
}

function factType(given) {
  const usual = {
    unit: "", decimals: 0, negative: false, low: null, high: null, options: [], ordered: false, default: null,
    optional: false, small: false, item: null, fields: [], length: null,
  };
  // 时刻 is held in minutes, a number of it is of hours.
  return frozen({ ...usual, ...given, scale: given.unit === "时刻" ? 60n : 10n ** BigInt(given.decimals ?? 0) });
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
  if (unit === CLOCK) return clockText((numerator * 60n) / denominator);
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
    if (value.length > ITEMS_MAX || value.length !== (of.length ?? value.length)) {
      const [most, given] = [of.length ?? ITEMS_MAX, value.length].map((size) => [`${size}项`, `${size} items`]);
      const range = of.length === null ? [`不超过${most[0]}`, `at most ${most[1]}`] : [`是${most[0]}`, most[1]];
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
  if (of.unit === CLOCK) {
    const clock = readClock(text);
    if (clock === null) throw new Refusal("T0611", { reason: ["时刻写作 19:00", "a time of day is written 19:00"] });
    return clock;
  }
  try {
    const ratio = readRatio(text);
    if (of.unit === "%") return ratio ?? readNumeral(text);
    if (ratio !== null && of.unit === "" && of.decimals && text.endsWith("倍")) return ratio;
    // 3万平方米 is 3万 of 平方米, but 3千米 is 3 of 千米, and 3万千瓦时 no 3万千 of 瓦时: the longest number first, then one
    // character less.
    const end = /^[-+－＋−0-9０-９,，.．负半零〇一二两三四五六七八九十百千万亿点]*/.exec(text)[0].length;
    // 100万 of what is counted in 万元 may be either.
    const isOpen = /^[百千]?[万亿]/.test(of.unit) && /[万亿]$/.test(strip(text));
    for (const split of ratio === null && !isOpen ? [end, end - 1] : []) {
      const factor = split > 0 ? conversion(strip(text.slice(split)), of.unit) : null;
      if (factor !== null && !(split === end && /[万亿]千$/.test(text.slice(0, end)))) {
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
  const whole = ["应是整数，不带单位", "a whole number without a unit"];
  const bare = of.decimals ? ["应不带单位", "a number without a unit"] : whole;
  const words = unit ? [`的单位应为${unit}`, `in ${unit}`] : bare;
  throw new Refusal("T0605", { unit: words });
}

// How many of `wanted` one `given` is (no unit is the wanted one); null where it is another dimension.
function conversion(given, wanted) {
  if (!given || given === wanted) return [1n, 1n];
  // A unit of the policy's own is known here by its name alone; 万元 is none.
  const declared = wanted.split(/[/／·•]/).filter((word) => parseUnit(word, []) === null);
  const [source, target] = [parseUnit(given, declared), parseUnit(wanted, declared)];
  if (!wanted || source === null || target === null || !isSameDimension(source, target)) return null;
  return [source.factor[0] * target.factor[1], source.factor[1] * target.factor[0]];
}

// What should have been given, in words.
function expected(of) {
  if (of.kind === "number") {
    if (of.unit === "元") return ["金额，如 3000万元", "an amount of money such as 3000万元"];
    if (of.unit === "%") return ["比例，如 20%", "a ratio such as 20%"];
    if (of.unit === CLOCK) return ["时刻，写作 19:00", "a time of day, written 19:00"];
    if (of.unit === "") return of.decimals ? ["系数，如 1.2", "a number such as 1.2"] : ["整数", "a whole number"];
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
