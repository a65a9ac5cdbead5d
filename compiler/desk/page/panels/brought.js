// What was read of the documents that were opened, and what was not; tracked changes are read as accepted or as refused.

import { fill, h } from "desk/dom";
import { say } from "desk/words";

const SHOWN = 5;

export function brought({ state, reread }) {
  const place = h("div", { class: "brought", "aria-live": "polite" });
  const words = (all) => all.slice(0, SHOWN).map((each) => `“${each.length > 30 ? `${each.slice(0, 30)}……` : each}”`).join("、") + (all.length > SHOWN ? say("left_more", { count: all.length - SHOWN }) : "");
  const choice = (each) => {
    const isChanged = state.files.find(({ name }) => name === each.file)?.text !== each.text;
    const option = (changes) => h("label", {}, h("input", {
      type: "radio", name: `tracked-${each.file}`, checked: each.changes === changes, disabled: isChanged, onchange: () => reread(each, changes),
    }), " ", say(`tracked_${changes}`));
    return h("fieldset", {}, h("legend", {}, say("tracked")), option("accepted"), option("refused"), isChanged ? h("p", { class: "quiet" }, say("tracked_changed")) : null);
  };
  const draw = () => fill(place, state.brought.map((each) => h("section", { class: "actions" },
    h("h2", {}, say("brought", each)),
    h("p", {}, h("b", {}, each.read)),
    each.said.length ? h("p", {}, say("brought_said", { said: each.said.join("、") })) : null,
    each.left.length ? h("p", { class: "warn" }, say("left_out", { left: each.left.join("、") })) : null,
    each.words.length ? h("p", { class: "quiet" }, say("left_words", { words: words(each.words) })) : null,
    each.tracked ? choice(each) : null,
    h("p", {}, h("button", { class: "quiet-button", onclick: () => { state.brought = state.brought.filter((other) => other !== each); draw(); } }, say("brought_fine"))))));
  state.on("files", draw);
  state.on("brought", draw);
  // A text that was changed is not read again over what was written.
  state.on("found", () => { if (state.brought.some(({ tracked }) => tracked)) draw(); });
  return place;
}
