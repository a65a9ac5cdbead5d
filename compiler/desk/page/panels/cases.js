// The worked cases of the rule under the cursor: another one is typed in, from the start or from one of those in the table.

import { fill, h, tell } from "desk/dom";
import { lang, say } from "desk/words";

const NONE = "无";

export function cases({ state, ask, put }) {
  const place = h("div", { class: "cases" });
  const typed = new Map();
  let of = "";
  const draw = async () => {
    if (state.panel !== "cases" || !state.isFresh) return;
    const clause = state.rule || state.lastRule;
    if (!clause || !state.found.clauses.includes(clause)) {
      of = "";
      fill(place, h("p", { class: "quiet" }, clause ? say("broken_rule", { id: clause }) : say("no_rule")));
      return;
    }
    const key = `${clause} ${state.key}`;
    if (key === of) return;
    of = key;
    const found = await ask("cases", { clause }, { latest: "cases" });
    if (!found || of !== key) return;
    const row = (each) => h("tr", { class: each.fault ? "fails" : "" },
      found.facts.map(({ name }) => h("td", {}, shown(each.facts[name]))),
      h("td", { class: "said" }, each.said.join("；") || "—"),
      h("td", {}, each.fault ? h("span", { class: "bad" }, say("case_fails")) : h("span", { class: "good" }, say("case_holds")),
        each.fault ? h("p", {}, each.fault.title) : null,
        each.lines.length ? h("details", {}, h("summary", {}, say("steps")), h("ol", {}, each.lines.map((line) => h("li", {}, line)))) : null,
        h("button", { class: "quiet-button", onclick: () => again(clause, found.facts, each.facts) }, say("case_again"))));
    fill(place,
      h("h2", {}, say("rule", { id: clause })),
      form(clause, found.facts),
      h("h3", {}, say("case_all", { count: found.cases.length })),
      found.cases.length === 0 ? h("p", { class: "quiet" }, say("case_none")) : h("div", { class: "wide" }, h("table", {},
        h("thead", {}, h("tr", {}, found.facts.map(({ name }) => h("th", { scope: "col" }, name)), h("th", { scope: "col" }, say("case_said")), h("th", { scope: "col" }, say("case_worked")))),
        h("tbody", {}, found.cases.map(row)))));
  };

  /** The facts of a case in the form, to be changed into another. */
  const again = (clause, facts, given) => {
    const kept = Object.fromEntries(facts.filter(({ name }) => given[name] !== undefined && !isRecords(given[name])).map(({ name }) => [name, typeof given[name] === "boolean" ? (given[name] ? "是" : "否") : shown(given[name])]));
    typed.set(clause, kept);
    const old = place.querySelector(".case-form");
    const made = form(clause, facts);
    old.replaceWith(made);
    place.parentElement.scrollTop = 0;
    made.querySelector("input, select")?.focus();
  };

  const form = (clause, facts) => {
    const kept = typed.get(clause) ?? {};
    typed.set(clause, kept);
    const out = h("div", { class: "worked", "aria-live": "polite" });
    const fields = facts.map((fact) => {
      const id = `case-${fact.name}`;
      const change = (event) => { kept[fact.name] = event.target.value; };
      const options = fact.kind === "boolean" ? ["是", "否"] : fact.kind === "option" ? fact.options : null;
      const input = options
        ? h("select", { id, onchange: change }, h("option", { value: "" }, ""), options.map((option) => h("option", { value: option }, fact.kind === "boolean" ? yesNo(option === "是") : option)))
        : h("input", { id, type: "text", oninput: change, placeholder: fact.kind === "list" ? say("case_list", { each: fact.expected }) : fact.expected, autocomplete: "off", disabled: hasFields(fact) });
      input.value = kept[fact.name] ?? "";
      const note = hasFields(fact) ? say("case_fields") : fact.required ? "" : fact.left_out;
      return h("p", { class: "field" }, h("label", { for: id }, fact.name), input, note ? h("span", { class: "quiet" }, note) : null);
    });
    const work = async (event) => {
      event.preventDefault();
      const given = {};
      for (const { name, kind } of facts) {
        const value = (kept[name] ?? "").trim();
        if (value) given[name] = kind !== "list" ? value : value === NONE ? [] : value.split("、");
      }
      const answer = await ask("calculate", { clause, facts: given }, { isRaw: true });
      if (answer.faults) {
        fill(out, h("ul", { class: "bad" }, answer.faults.map((fault) => h("li", {}, lang === "en" ? fault.message_en : fault.message))));
        return;
      }
      // The rule, its words, each step, the result.
      const [, , ...steps] = answer.answer.trace;
      const sentence = caseOf(facts, given, answer.answer);
      fill(out,
        h("p", { class: "sum" }, steps.pop()),
        h("ol", {}, steps.map((line) => h("li", {}, line))),
        sentence ? h("p", {}, h("code", {}, sentence), " ", h("button", {
          type: "button", class: "fix", title: say("case_put_hint"),
          onclick: () => { put(clause, sentence); tell(say("case_put_hint")); },
        }, say("case_put"))) : null);
    };
    return h("form", { class: "case-form", onsubmit: work }, h("h3", {}, say("case_new")), h("div", { class: "fields" }, fields),
      h("p", {}, h("button", { class: "go" }, say("case_work"))), out);
  };
  state.on("found", draw);
  state.on("rule", draw);
  state.on("panel", draw);
  return place;
}

function shown(value) {
  if (value === undefined || value === null) return "—";
  if (typeof value === "boolean") return yesNo(value);
  if (!Array.isArray(value)) return typeof value === "object" ? Object.values(value).map(shown).join(" ") : String(value);
  return value.length ? value.map(shown).join("、") : NONE;
}

const yesNo = (value) => (lang === "en" ? (value ? "yes" : "no") : value ? "是" : "否");
const isRecords = (value) => Array.isArray(value) && value.some((each) => typeof each === "object");
const hasFields = ({ item }) => Boolean(item?.fields.length);

/** The sentence of a worked case, where its facts and its result have plain words: 甲10万元，是乙，得3万元. */
function caseOf(facts, given, { value, unit, eligible, form }) {
  const parts = [];
  for (const { name, kind, unit: own } of facts) {
    if (!(name in given)) continue;
    if (kind === "boolean") parts.push(given[name] === "是" ? name : `非${name}`);
    else if (kind === "list") parts.push(`${name}${given[name].join("、") || NONE}`);
    else parts.push(`${name}${given[name]}${kind === "number" && own && /^[\d,.]+$/.test(given[name]) ? own : ""}`);
  }
  if (parts.length === 0 || Array.isArray(value) || (typeof value === "object" && value !== null)) return "";
  if (form === "资格") return `${parts.join("，")}，${value ? "得是" : "得否"}`;
  if (!eligible && form === "奖补") return `${parts.join("，")}的，不予补助`;
  const plain = String(value).replace(/\.00$/, "").replace(/(\.\d)0$/, "$1");
  return `${parts.join("，")}，得${inWan(plain, unit)}`;
}

/** 1500000 元 as 150万元, without a fraction lost: the point is moved in the text. */
function inWan(text, unit) {
  const [whole, part = ""] = text.replace("-", "").split(".");
  if (unit !== "元" || whole.length < 5) return `${text}${unit}`;
  const moved = part.length ? part : "";
  const tail = (whole.slice(-4) + moved).replace(/0+$/, "");
  return `${text.startsWith("-") ? "-" : ""}${whole.slice(0, -4)}${tail ? `.${tail}` : ""}万元`;
}
