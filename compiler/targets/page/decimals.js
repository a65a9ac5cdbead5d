// ── page: decimals ──

// Amounts stay text from the input to the calculator: no Number ever holds one.

// Digits as one types them, [sign, whole part, decimals]; null where they are not plain (汉字, a unit behind them).
function digitsOf(text) {
  if (text.length > NUMERAL_LENGTH_MAX) return null;
  const parts = /^([-+]?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/.exec(halfWidth(strip(text)));
  if (!parts || !(parts[2] || parts[3])) return null;
  return [parts[1] === "-" ? "-" : "", (parts[2] ?? "0").replaceAll(",", ""), parts[3] ?? ""];
}

// `text` times 10 ^ places, in digits and nothing more; null where it is not plain.
function movedPoint(text, places) {
  const parts = digitsOf(text);
  if (parts === null) return null;
  let [sign, whole, decimals] = parts;
  for (; places > 0; places -= 1) [whole, decimals] = [whole + (decimals[0] ?? "0"), decimals.slice(1)];
  for (; places < 0; places += 1) {
    const last = whole.length - 1;
    [whole, decimals] = [whole.slice(0, last) || "0", (whole[last] ?? "0") + decimals];
  }
  whole = whole.replace(/^0+(?=\d)/, "");
  decimals = decimals.replace(/0+$/, "");
  return sign + whole + (decimals && `.${decimals}`);
}

// 1234567.50 as 1,234,567.50.
function inGroups(text) {
  const [whole, decimals] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

// The value of a result as one text: amounts and counts in digits ("700000.00", "12"), several joined by ";" ("1000.00;2500.00"),
// named ones with their names ("第一年=1000.00;第二年=500.00"), 资格 as "true" or "false".
function canonical(value) {
  if (Array.isArray(value)) return value.map(canonical).join(";");
  if (typeof value !== "object") return String(value);
  return Object.entries(value).map(([name, part]) => `${name}=${canonical(part)}`).join(";");
}

// The value of a result for people, in a unit as the module tells it.
function shownValueOf(value, unit) {
  return typeof value === "boolean" ? say(value ? "holds" : "holdsNot") : shownOutcome(unit, value);
}

// The sum of several amounts for people; null for one.
function shownSum(value, unit) {
  if (typeof value !== "object" || unit === "%") return null;
  const parts = Object.values(value).map(fractionOfText);
  return parts.length > 1 ? shownQuantity(...sumFractions(parts), unit) : null;
}

// The unit of a clause's result as the module tells it.
function toldUnit(clause) {
  return CALCS.get(clause).toldUnit ?? CLAUSES[clause].unit;
}
