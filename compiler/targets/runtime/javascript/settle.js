// ── runtime: settle ──

const COUNTED = ["奖补", "减免"];
const SAME_MATTER_NAME = "同一事项";

// What is paid of several claims, and why the rest is not; plain data as a Result is. `claims` are all names in the order of
// the document: an object lists names that are whole numbers first.
class Settlement {
  #results;
  #summary = null;
  #trace = null;

  constructor(results, paid, dropped) {
    const rest = [...results].filter(([name]) => !paid.has(name) && !dropped.has(name));
    const inFen = COUNTED.map((form) => [form, sumOf([...paid.values()].filter((one) => one.form === form).map(fenOf))]);
    const days = new Set([...results.values()].map((one) => one.date));
    this.#results = results;
    this.total = inYuan(sumOf(inFen.map(([, fen]) => fen)));
    this.kind = [...paid.values()].some((one) => one.kind === "上限") ? "上限" : "定额";
    this.subtotals = named(inFen.map(([form, fen]) => [form, inYuan(fen)]));
    this.date = days.size === 1 ? [...days][0] : null;
    this.claims = Object.freeze([...results.keys()]);
    this.paid = named(paid);
    this.dropped = named(dropped);
    this.refused = named(rest.filter(([, one]) => isCounted(one)));
    this.others = named(rest.filter(([, one]) => !isCounted(one)));
    this.results = named(results);
    Object.defineProperty(this, "summary", Settlement.#ownSummary);
    Object.defineProperty(this, "trace", Settlement.#ownTrace);
    Object.freeze(this);
  }

  static #ownSummary = {
    enumerable: true,
    get() {
      return (this.#summary ??= Object.freeze(this.#summed()));
    },
  };

  static #ownTrace = {
    enumerable: true,
    get() {
      const each = () => [...this.#results].flatMap(([name, one]) => ["", `【${name}】`, ...one.trace]);
      return (this.#trace ??= Object.freeze([...this.summary, ...each()]));
    },
  };

  explain(lang = LANGUAGE) {
    inOwnLanguage(lang);
    return this.trace.join("\n");
  }

  to_dict() {
    const { total, kind, subtotals, date, claims, dropped, trace } = this;
    const [paid, refused, others] = [this.paid, this.refused, this.others].map((found) =>
      Object.fromEntries(Object.entries(found).map(([name, one]) => [name, one.to_dict()])),
    );
    const said = { total, kind, subtotals, date, claims, paid, dropped, refused, others, trace };
    return { answer: "settlement", version: 1, ...said };
  }

  toJSON() {
    return this.to_dict();
  }

  #summed() {
    const amount = (text) => shownFen(cents(text));
    const parts = COUNTED.map((form) => inWords("part", { form: inWords(form), amount: amount(this.subtotals[form]) }));
    const total = this.kind === "上限" ? "total, up to" : "total";
    const section = (heading, found, said) => {
      const names = this.claims.filter((name) => Object.hasOwn(found, name));
      const rows = names.map((name) => inWords("row", { name, said: said(name, this.results[name]) }));
      return rows.length ? [inWords(heading), ...rows] : [];
    };
    return [
      inWords(total, { amount: amount(this.total), parts: parts.join(inWords("comma")) }),
      ...section("paid", this.paid, (_, one) => claimed(one)),
      ...section("dropped", this.dropped, (name, one) => this.#instead(name, one)),
      ...section("refused", this.refused, (_, one) => notPaid(one)),
      ...section("others", this.others, (_, one) => lastTold(one)),
    ];
  }

  #instead(name, one) {
    const rival = (other) => inWords("rival", { name: other, amount: shownFen(fenOf(this.results[other])) });
    return inWords("instead", { what: claimed(one), rivals: this.dropped[name].map(rival).join(inWords("list comma")) });
  }
}

// The selection of `results` (a Map) that pays most, where of each pair of names in `exclusions` one at most is paid.
function bestSettlement(results, exclusions) {
  const names = [...results.keys()].filter((name) => isCounted(results.get(name)) && fenOf(results.get(name)) > 0n);
  const index = new Map(names.map((name, place) => [name, place]));
  const rivals = names.map(() => 0n);
  let count = 0;
  for (const [one, other] of exclusions) {
    if (one === other || !index.has(one) || !index.has(other)) continue;
    rivals[index.get(one)] |= 1n << BigInt(index.get(other));
    rivals[index.get(other)] |= 1n << BigInt(index.get(one));
    count += 1;
  }
  let chosen;
  try {
    chosen = bestOf(names.map((name) => fenOf(results.get(name))), rivals).map((place) => names[place]);
  } catch (error) {
    if (!(error instanceof TooManyExclusions)) throw error;
    throw new FactError([makeFault("T0625", [SAME_MATTER_NAME], { claims: String(names.length), pairs: String(count) })]);
  }
  const paid = new Map(chosen.map((name) => [name, results.get(name)]));
  const excludes = (name, other) => (rivals[index.get(name)] >> BigInt(index.get(other))) & 1n;
  const dropped = names
    .filter((name) => !paid.has(name))
    .map((name) => [name, Object.freeze(chosen.filter((other) => excludes(name, other)))]);
  return new Settlement(results, paid, new Map(dropped));
}

function isCounted(one) {
  return COUNTED.includes(one.form) && one.unit === "元";
}

// What a result pays, in 分.
function fenOf(one) {
  const sum = (value) => (typeof value === "string" ? cents(value) : sumOf(Object.values(value).map(sum)));
  return one.eligible ? sum(one.value) : 0n;
}

function claimed(one) {
  const key = Object.hasOwn(SETTLING_WORDS, one.kind) ? one.kind : "titled";
  return inWords(key, { title: one.title, amount: shownFen(fenOf(one)) });
}

function lastTold(one) {
  const [last, sign] = [one.trace.at(-1), inWords("result")];
  return inWords("titled", { title: one.title, amount: last.startsWith(sign) ? last.slice(sign.length) : last });
}

// The lines of the explanation that say why, else that the amount is 0.
function notPaid(one) {
  if (one.eligible) return inWords("titled", { title: one.title, amount: inWords("zero") });
  const signs = [inWords("fails"), inWords("too late")];
  // A line that begins with a space says by how much the one before it failed.
  const isWhy = (line) => signs.some((sign) => line.includes(sign)) || (line !== "" && strip(line[0]) === "");
  const why = one.trace.slice(0, -1).filter(isWhy).map(strip).join(inWords("semicolon"));
  return inWords("titled", { title: one.title, amount: why || inWords("not eligible") });
}

// An amount in yuan, with two decimals, in 分; and back; and as people read it.
function cents(text) {
  return BigInt(text.replace(".", ""));
}

function inYuan(fen) {
  return rounded(fen, 100n, 2n);
}

function shownFen(fen) {
  return shownQuantity(fen, 100n, inWords("yuan"));
}

// Words of a settlement or an allocation, filled in.
function inWords(key, texts = {}) {
  return SETTLING_WORDS[key].replace(/\{(\w+)\}/g, (_, name) => texts[name]);
}

// Throws where another language is asked for than the module has.
function inOwnLanguage(lang) {
  if (lang !== LANGUAGE) throw new RangeError(`explained in ${LANGUAGE} only; compile the policy with --lang ${lang}`);
}

function sumOf(numbers) {
  return numbers.reduce((sum, one) => sum + one, 0n);
}

// Entries as a frozen object.
function named(entries) {
  return Object.freeze(Object.fromEntries(entries));
}
