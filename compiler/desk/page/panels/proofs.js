// What rules promise, proved or refuted with a case.

import { fill, h } from "desk/dom";
import { say } from "desk/words";

const SAID = { proved: ["proved", "good"], refuted: ["refuted", "bad"], "not decided": ["undecided", "warn"] };

export function proofs({ state, ask }) {
  const place = h("div", { class: "proofs" });
  const results = new Map();
  let of = "";
  let isStopped = true;
  let now = "";

  const run = async (clauses) => {
    isStopped = false;
    const key = state.key;
    if (of !== key) results.clear();
    of = key;
    for (const [index, clause] of clauses.entries()) {
      if (isStopped || state.key !== key) break;
      now = say("proving", { done: index + 1, all: clauses.length, id: clause });
      draw();
      results.set(clause, await ask("prove", { clause }));
    }
    isStopped = true;
    now = "";
    draw();
  };

  const draw = () => {
    if (state.panel !== "proofs") return;
    const clauses = state.found?.clauses ?? [];
    const one = state.rule || state.lastRule;
    const counts = { proved: 0, refuted: 0, "not decided": 0 };
    const lists = [...results].map(([clause, found]) => {
      const promises = (found?.shown ?? []).filter(({ status }) => SAID[status]);
      for (const { status } of promises) counts[status]++;
      return h("section", {}, h("h3", {}, say("rule", { id: clause })), h("ul", {}, promises.map((each) => h("li", {},
        h("span", { class: SAID[each.status][1] }, say(SAID[each.status][0])), " ", each.promise,
        each.status !== "proved" && each.reason ? h("span", { class: "quiet" }, ` · ${each.reason}`) : null,
        each.lines.map((line) => h("p", { class: "case" }, line))))));
    });
    fill(place, [
      h("p", { class: "bar" },
        one && clauses.includes(one) ? h("button", { class: "go", disabled: !isStopped, onclick: () => run([one]) }, say("prove_one", { id: one })) : null, " ",
        h("button", { class: "quiet-button", disabled: !isStopped || clauses.length === 0, onclick: () => run(clauses) }, say("prove_all")), " ",
        isStopped ? null : h("button", { class: "quiet-button", onclick: () => { isStopped = true; } }, say("stop"))),
      now ? h("p", { class: "quiet", "aria-live": "polite" }, now) : null,
      results.size && of !== state.key ? h("p", { class: "quiet" }, say("stale")) : null,
      results.size ? h("p", { class: "totals" }, Object.entries(counts).filter(([, count]) => count).map(([status, count]) => h("span", { class: SAID[status][1] }, `${say(SAID[status][0])} ${count}　`))) : h("p", { class: "quiet" }, say("proofs_none")),
      ...lists]);
  };
  state.on("found", draw);
  state.on("rule", draw);
  state.on("panel", draw);
  return place;
}
