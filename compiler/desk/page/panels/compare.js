// What changed since another version: article by article the words of both, and what becomes of those who apply.

import { fill, h, tell } from "desk/dom";
import { say } from "desk/words";
import { chosen, download } from "desk/files";

// How a verdict looks: for the good of those who apply, against it, or neither.
const TONES = { "more generous": "good", new: "good", "less generous": "bad", gone: "bad", equal: "quiet", "other period": "quiet" };
const SHOWN = { up: "good", accepted: "good", down: "bad", refused: "bad" };
const NUMBER = /([0-9][0-9.,]*(?:%|‰|万亿元|亿元|万元|元|[\u4e00-\u9fff]{0,2}))/;

export function compare({ state, ask, go, texts, stem }) {
  const place = h("div", { class: "compare" });
  let found = null;
  let of = "";
  let isBusy = false;

  const choose = async () => {
    const old = await texts(await chosen());
    if (!old?.length) return;
    isBusy = true;
    draw();
    const key = state.key;
    try {
      found = await ask("compare", { old: old.map(({ name, text }) => ({ name, text })) });
      of = key;
    } finally {
      isBusy = false;
      draw();
    }
  };
  const save = () => {
    const name = `${stem()}-${say("compare_file")}.md`;
    download(name, new TextEncoder().encode(found.text));
    tell(say("saved", { name }));
  };
  const printed = () => {
    for (const each of place.querySelectorAll("details")) each.open = true;
    print();
  };
  const ruleOf = (id) => state.outline?.outline.rules.find((each) => each.id === id);
  const jump = (to, name) => (to ? h("button", { class: "quiet-button jump", onclick: () => go(to) }, say(name)) : null);

  const rule = (each) => h("section", { class: "verdict" },
    h("header", {}, h("h4", {}, each.name), h("span", { class: `chip ${TONES[each.verdict] ?? "warn"}` }, each.said), jump(each.clause && ruleOf(each.clause), "compare_rule")),
    each.examples.length ? h("ul", {}, each.examples.map(({ shows, said }) => h("li", {}, h("b", { class: SHOWN[shows] ?? "warn" }, say(`compare_${shows}`)), " ", said))) : null,
    each.notes.map((note) => h("p", { class: "quiet" }, note)),
    each.differences.length ? h("details", {}, h("summary", {}, say("compare_differences")), differences(each.differences)) : null);
  const row = (each) => {
    const [was, now] = each.names;
    const name = each.outside || (each.names.every((said) => !said) ? say("compare_loose") : was && now && was !== now ? `${was} → ${now}` : now || was);
    return h("section", { class: "changed" },
      h("header", {}, h("h3", {}, name), each.said ? h("span", { class: "chip" }, each.said) : null, jump(each.place, "compare_go")),
      each.paragraphs.map(pair), each.rules.map(rule));
  };
  const result = () => {
    const [equal, moved] = found.unchanged;
    const [old, now] = found.faulty;
    return [
      h("dl", { class: "versions" }, found.titles.map((title, at) => [h("dt", {}, say(at ? "compare_new" : "compare_old")), h("dd", {}, title || say("compare_untitled"))])),
      found.counts[0] ? h("p", {}, say("compare_articles"), found.counts[0]) : null,
      found.counts[1] ? h("p", {}, say("compare_rules"), found.counts[1]) : null,
      old ? h("p", { class: "warn" }, say("compare_faulty_old", { count: old })) : null,
      now ? h("p", { class: "warn" }, say("compare_faulty_new", { count: now })) : null,
      found.agreements.length ? h("section", { class: "changed" }, h("header", {}, h("h3", {}, say("compare_policy"))), differences(found.agreements)) : null,
      found.rows.length ? found.rows.map(row) : h("p", { class: "fine" }, say("compare_none")),
      equal ? h("p", { class: "quiet" }, say("compare_equal", { count: equal })) : null,
      moved ? h("p", { class: "quiet" }, say("compare_moved", { count: moved })) : null,
    ];
  };
  const draw = () => {
    if (state.panel !== "compare") return;
    fill(place,
      h("p", { class: "quiet no-print" }, say("compare_hint")),
      h("p", { class: "bar no-print" }, h("button", { class: "go", disabled: isBusy, onclick: choose }, say("compare_open")), " ",
        found ? [h("button", { class: "quiet-button", onclick: save }, say("compare_save")), " ", h("button", { class: "quiet-button", onclick: printed }, say("print"))] : null),
      isBusy ? h("p", { class: "quiet", role: "status" }, say("comparing")) : null,
      found && of !== state.key ? h("p", { class: "quiet" }, say("stale")) : null,
      found && !isBusy ? result() : null);
  };
  state.on("panel", draw);
  state.on("text", draw);
  return place;
}

/** A paragraph as it was and as it is: what went is struck out, what came is underlined; where there is only one, nothing is marked. */
function pair(words) {
  const isOf = (sign) => words.some(([kind]) => kind === sign || kind === "=");
  const side = (sign, name, tag) => (isOf(sign) ? h("div", { class: "side-text" }, h("b", { class: "which" }, say(name)),
    h("p", {}, words.filter(([kind]) => kind === "=" || kind === sign).map(([kind, text]) => (kind === "=" || words.length === 1 ? text : h(tag, {}, numbered(text)))))) : null);
  return h("div", { class: "pair" }, side("-", "compare_old", "del"), side("+", "compare_new", "ins"));
}

/** Numbers stand out in what changed. */
const numbered = (text) => text.split(NUMBER).map((part, at) => (at % 2 ? h("b", { class: "number" }, part) : part));

const differences = (all) => h("dl", { class: "differences" }, all.map(({ what, words }) => [h("dt", {}, what), h("dd", {}, pair(words))]));
