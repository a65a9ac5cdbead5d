// ── runtime: telling ──

// The lines that are told, filled in. A value is a quantity [numerator, denominator, unit], whether something holds, a
// text, or for each item of a list its own values. A line is a text with {0}, {1} … for values; or such a text and numbers
// of values that must hold (~3: that the fourth does not); or the number of a list, a text for each of its items, in which
// {#} is which one it is, and what must hold.
function tell(lines, values) {
  const told = [];
  const texts = values.map(shownValue);
  for (const line of lines) {
    const parts = typeof line === "string" ? [line] : line;
    const [each, text, ...when] = typeof parts[0] === "number" ? parts : [null, ...parts];
    if (!when.every((at) => (at >= 0 ? values[at] : !values[~at]))) continue;
    for (const [place, filled] of (each === null ? [texts] : values[each].map((item) => item.map(shownValue))).entries()) {
      const said = (found, at) => (found === "{#}" ? String(place + 1) : at === undefined ? found[0] : filled[at]);
      told.push(text.replace(/\{\{|\}\}|\{#\}|\{(\d+)\}/g, said));
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
  const { heading, valid } = CALCS.get(clause);
  if (valid !== null) lines.unshift(...dateLines(on, ...valid));
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
  if (Array.isArray(value)) return value.map((part) => shownOutcome(unit, part)).join("、") || "无";
  if (typeof value === "object") {
    return Object.entries(value).map(([name, part]) => name + shownOutcome(unit, part)).join("、");
  }
  const [whole, decimals = ""] = String(value).split(".");
  return formatQuantity(BigInt(whole + decimals), 10n ** BigInt(decimals.length), unit);
}
