// ── runtime: what an explanation says in Chinese ──

const LANGUAGE = "zh";

// A quantity for people; one divided by nothing cannot be shown.
function shownQuantity(numerator, denominator, unit) {
  return denominator > 0n ? formatQuantity(numerator, denominator, unit) : "（不能计算）";
}

// Whether something holds.
function shownTruth(value) {
  return value ? "（是）" : "（否）";
}

// A date.
function shownDay(day) {
  return `「${isoDate(calendarDay(day))}」`;
}

// A text that somebody gave.
function shownText(text) {
  return `「${visible(text)}」`;
}

// The rule, and the words of the document that it stands on.
function openingLines(clause, title, citation) {
  return [`规则 ${clause} ${title}`, `依据：“${citation}”`];
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
  if (Array.isArray(value)) return value.map((part) => shownOutcome(unit, part)).join("、") || "无";
  if (typeof value === "object") {
    return Object.entries(value).map(([name, part]) => name + shownOutcome(unit, part)).join("、");
  }
  return formatQuantity(...fractionOfText(value), unit);
}
