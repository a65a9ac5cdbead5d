// ── page: the result of a clause ──

// What is shown of a result: { element, show(result), fail(faults, fields), wait(words) }.
function outcomeOf() {
  const output = make("output", { class: "calc-value", "data-result": true, "aria-live": "polite" });
  const detail = make("p", { class: "calc-detail" });
  const badges = make("ul", { class: "calc-badges" });
  const missing = make("div", { class: "calc-missing", "data-missing": true, hidden: true });
  const lines = make("ol", { class: "calc-lines", "data-explain": true });
  const explain = make("details", { class: "calc-explain", open: true, hidden: true }, make("summary", {}, say("explain")), lines);
  const head = make("div", { class: "calc-head" }, output, detail, badges);
  const element = make("div", { class: "calc-outcome" }, head, missing, explain);
  const parts = { output, detail, badges, missing, lines, explain, element };
  return {
    element,
    missing,
    show: (result) => showResult(parts, result),
    fail: (faults, fields) => showFaults(parts, faults, fields),
    wait: (words) => {
      nothing(parts);
      put(parts.output, words);
    },
  };
}

function nothing({ output, detail, badges, missing, lines, explain, element }) {
  output.removeAttribute("value");
  element.dataset.state = "open";
  put(detail, "");
  badges.replaceChildren();
  missing.hidden = explain.hidden = true;
  missing.replaceChildren();
  lines.replaceChildren();
}

function showResult(parts, result) {
  const { output, detail, badges, missing, lines, explain, element } = parts;
  const { clause, value, kind, form, eligible, trace } = result;
  const unit = toldUnit(clause);
  output.setAttribute("value", canonical(value));
  element.dataset.state = eligible ? "eligible" : "refused";
  const shown = shownValueOf(value, unit);
  output.classList.toggle("calc-long", shown.length > (SPOKEN ? 24 : 12));
  put(output, shown);
  put(detail, detailOf(value, unit));
  const caps = [...new Set(trace.map((line) => CAP_LINE.exec(line)?.[1]).filter(Boolean))];
  const said = [
    form === "资格" || (eligible && (form === "核算" || form === "交纳")) ? null : [say(eligible ? "eligible" : "notEligible"), eligible ? "good" : "bad"],
    kind === "上限" && eligible ? [say("ceiling"), "warn"] : null,
    kind === "核定" ? [say("approved"), "good"] : null,
    ...(eligible ? caps : []).map((limit) => [say("capped", { limit }), "warn"]),
  ];
  badges.replaceChildren(...said.filter(Boolean).map(([words, tone]) => make("li", { "data-tone": tone }, words)));
  explain.hidden = false;
  lines.replaceChildren(...trace.map(lineOf));
  const lacking = trace.filter((_, at) => partOf(trace, at) === "lack");
  showList(missing, say("missing"), lacking.map((line) => line.trim()));
}

function showList(place, title, texts) {
  place.hidden = texts.length === 0;
  place.replaceChildren(...(texts.length ? [make("h4", {}, title), make("ul", {}, texts.map((text) => make("li", {}, text)))] : []));
}

function lineOf(line, at, all) {
  return make("li", { "data-part": partOf(all, at) }, line);
}

// What a line of an explanation says: about the rule (what it is, its quote), a step, an item of the step before it, what a
// condition that does not hold lacks, or the result.
function partOf(lines, at) {
  if (at < 2) return "about";
  if (at === lines.length - 1) return "result";
  if (!INDENTED.test(lines[at])) return "step";
  const step = lines.slice(0, at).findLast((line) => !INDENTED.test(line));
  return NOT_HELD.test(step) ? "lack" : "item";
}

// All digits of an amount, or the sum of several.
function detailOf(value, unit) {
  const sum = shownSum(value, unit);
  if (sum !== null) return say("sum", { value: sum });
  return !SPOKEN && unit === MONEY && /\d{5}/.test(value) ? say("inYuan", { value: inGroups(value) }) : "";
}

// Says what has to be put right, and what has still to be filled in, each a way to its input.
function showFaults(parts, faults, fields) {
  nothing(parts);
  put(parts.output, "—");
  parts.missing.hidden = false;
  const jump = (name, words) => {
    const field = fields.find((each) => each.name === name);
    return field ? button(words, () => field.focus(), { class: "calc-jump", "data-jump": name }) : words;
  };
  const wrong = faults.filter(({ code }) => code !== "T0601").map((fault) => make("li", {}, jump(fault.fact, faultWords(fault))));
  const names = [...new Set(faults.filter(({ code }) => code === "T0601").map(({ fact }) => fact))];
  parts.missing.replaceChildren(
    ...(wrong.length ? [make("p", {}, say("toMend", { count: wrong.length })), make("ul", {}, wrong)] : []),
    ...(names.length ? [make("p", {}, say("toFill", { count: names.length }), names.map((name) => jump(name, name)))] : []),
  );
}
