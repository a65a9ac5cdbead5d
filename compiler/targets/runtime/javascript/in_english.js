// ── runtime: what an explanation says in English ──

const LANGUAGE = "en";

// A quantity for people, in a unit that is given in English: 2,600,000 yuan, 12.5 mu, 5%, 1 month, about 33.3333%; one
// divided by nothing cannot be shown. Behind a word of the unit stands (s) where it has a plural.
function shownQuantity(numerator, denominator, unit) {
  if (denominator <= 0n) return "(cannot be calculated)";
  if (unit === CLOCK) {
    const all = (numerator * 60n) / denominator;
    const [hours, minutes] = [all / 60n, String(all % 60n).padStart(2, "0")];
    return hours > 24n ? `${hours - 24n}:${minutes} the next day` : `${hours}:${minutes}`;
  }
  if (unit === "%") numerator *= 100n;
  const places = unit === "yuan" ? 2n : 4n;
  const about = (numerator * 10n ** places) % denominator === 0n ? "" : "about ";
  const said = about + inThrees(decimalText(numerator, denominator, places), unit);
  if (unit === "%") return said + unit;
  const called = unit.replace(/\((e?s)\)/g, (_, plural) => (numerator === denominator ? "" : plural));
  return `${said} ${called}`.trimEnd();
}

// Digits in groups of three, of yuan with two decimals or none; a year of the calendar as it is.
function inThrees(digits, unit) {
  if (unit === "year(s)" && /^[12][0-9]{3}$/.test(digits)) return digits;
  const [whole, decimals] = digits.split(".");
  const grouped = whole.replace(/(?<=[0-9])(?=([0-9]{3})+$)/g, ",");
  if (decimals === undefined) return grouped;
  return `${grouped}.${unit === "yuan" ? decimals.padEnd(2, "0") : decimals}`;
}

// Whether something holds.
function shownTruth(value) {
  return value ? "yes" : "no";
}

// A date.
function shownDay(day) {
  return isoDate(calendarDay(day));
}

// A text that somebody gave.
function shownText(text) {
  return `“${visible(text)}”`;
}

// The rule, and the words of the document that it stands on.
function openingLines(clause, title, citation) {
  return [`Rule ${clause} ${title}`, `Basis: “${citation}”`];
}

// Why nothing is payable on a date outside the validity; no line inside it.
function dateLines(on, first, last) {
  if (on === null || (first <= on && on <= last)) return [];
  const valid = `${isoDate(first)} to ${isoDate(last)}`;
  return [`The date of the claim, ${isoDate(on)}, is outside the period of validity (${valid})`];
}

// What the authority approved, in 分, under a ceiling.
function approvedLine(approved) {
  return `Approved amount ${shownQuantity(approved, 100n, "yuan")}: the lower of it and the ceiling counts`;
}

// The last line: the value with its unit, or that the conditions are not met.
function resultLine(heading, unit, pays, value) {
  if (typeof value === "boolean") return value ? "Result: qualifies" : "Result: does not qualify";
  if (!pays) return `Result: the conditions are not met, ${heading} ${shownQuantity(0n, 1n, unit)}`;
  return `Result: ${heading} ${shownOutcome(unit, value)}`;
}

function shownOutcome(unit, value) {
  if (Array.isArray(value)) return value.map((part) => shownOutcome(unit, part)).join("; ") || "none";
  if (typeof value === "object") {
    return Object.entries(value).map(([name, part]) => `${name} ${shownOutcome(unit, part)}`).join("; ");
  }
  return shownQuantity(...fractionOfText(value), unit);
}
