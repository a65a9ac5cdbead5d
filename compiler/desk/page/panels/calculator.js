// The calculator of the rule under the cursor, as the guide has it: its form, each step, the curve.

import { fill, h, tell } from "desk/dom";
import { say } from "desk/words";
import { frame } from "desk/panels/frame";

export function calculator({ state, ask }) {
  const place = h("div", { class: "framed" });
  const { made, show } = frame(say("calculator"));
  let of = "";
  const draw = async () => {
    if (state.panel !== "calculator" || !state.isFresh) return;
    const clause = state.rule || state.lastRule;
    if (!clause) {
      fill(place, h("p", { class: "quiet" }, say("no_rule")));
      return;
    }
    if (!state.found.clauses.includes(clause)) {
      fill(place, h("p", { class: "quiet" }, say("broken_rule", { id: clause })));
      of = "";
      return;
    }
    const key = `${clause} ${state.key}`;
    if (key === of) return;
    const was = of;
    of = key;
    const page = await ask("calculator", { clause }, { latest: "calculator" });
    if (!page || of !== key) return;
    show(page);
    if (!place.contains(made)) fill(place, made);
    if (was.startsWith(`${clause} `)) tell(say("refreshed"));
  };
  state.on("found", draw);
  state.on("rule", draw);
  state.on("panel", draw);
  return place;
}
