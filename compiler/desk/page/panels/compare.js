// What changed since another version, as the comparison's own page tells it.

import { fill, h } from "desk/dom";
import { say } from "desk/words";
import { chosen } from "desk/files";
import { markdown } from "desk/markdown";

export function compare({ state, ask }) {
  const result = h("div", { class: "markdown" });
  const choose = async () => {
    const old = await chosen();
    if (old.length === 0) return;
    fill(result, h("p", { class: "quiet" }, say("comparing")));
    const found = await ask("compare", { old: old.map(({ name, text }) => ({ name, text })) });
    fill(result, markdown(found.text));
  };
  return h("div", { class: "compare" },
    h("p", { class: "quiet" }, say("compare_hint")),
    h("p", {}, h("button", { class: "go", onclick: choose }, say("compare_open"))), result);
}
