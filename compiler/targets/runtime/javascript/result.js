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

// The parts, in order, as far as they come to no more than the limit.
function usedUp(parts, limit) {
  let left = limit;
  return parts.map((part) => {
    const paid = part < left ? part : left;
    left -= paid;
    return paid;
  });
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

  explain(lang = LANGUAGE) {
    inOwnLanguage(lang);
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
