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
  if (typeof value === "boolean") return shownTruth(value);
  if (typeof value === "string") return value;
  return typeof value[2] === "string" ? shownQuantity(...value) : "";
}

// The whole explanation around the lines of the case.
function told(clause, on, pays, value, lines, approved = null) {
  const { title, citation, unit } = CLAUSES[clause];
  const { heading, toldUnit, valid } = CALCS.get(clause);
  if (valid !== null) lines.unshift(...dateLines(on, ...valid));
  if (approved !== null && pays) lines.push(approvedLine(approved));
  return [...openingLines(clause, title, citation), ...lines, resultLine(heading, toldUnit ?? unit, pays, value)];
}

// A number as it is given, as a fraction.
function fractionOfText(value) {
  const [whole, decimals = ""] = String(value).split(".");
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length)];
}
