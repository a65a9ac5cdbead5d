// What is wrong, each with its place, its reason and what to do; what can be mended is mended by a click.

import { fill, h } from "desk/dom";
import { say } from "desk/words";

const ORDER = ["error", "warning", "hint"];

export function problems({ state, go, mend, act }) {
  const place = h("div", { class: "problems" });
  /** To the place, and to what can be done there, which is shown first. */
  const look = (each) => {
    go(each);
    place.parentElement.scrollTop = 0;
  };
  const draw = () => {
    const { found } = state;
    if (!found) {
      fill(place, h("p", { class: "quiet" }, say("checking")));
      return;
    }
    const told = [...found.diagnostics].sort((one, other) =>
      (one.allowed !== null) - (other.allowed !== null) || ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));
    const edits = told.filter(({ edit, allowed }) => edit && !allowed).map(({ edit }) => edit);
    fill(place,
      edits.length > 1 ? h("p", {}, h("button", { class: "quiet-button", onclick: () => mend(edits) }, say("apply_all", { count: edits.length }))) : null,
      state.actions.length ? h("section", { class: "actions" }, h("h2", {}, say("actions")), h("ul", {}, state.actions.slice(0, 8).map((each) =>
        h("li", {}, h("button", { class: "quiet-button", disabled: state.actionsOf !== state.key, onclick: () => act(each) }, each.title))))) : null,
      found.clauses.length === 0 && found.passed && state.actions.length === 0 && state.text.trim() ? h("section", { class: "actions" }, h("h2", {}, say("next")), h("p", {}, say("next_rule"))) : null,
      told.length === 0 ? h("p", { class: "fine" }, say("none")) : null,
      h("ol", {}, told.map((each) => h("li", { class: `problem ${each.allowed ? "allowed" : each.severity}` },
        h("button", { class: "where", onclick: () => go(each), disabled: each.line === null },
          h("span", { class: "severity" }, say(each.severity)), " ", h("code", {}, each.code), " ",
          each.line === null ? "" : say("line", each)),
        h("p", { class: "what" }, each.title),
        each.reason ? h("p", {}, h("b", {}, say("reason")), each.reason) : null,
        each.suggestion ? h("p", {}, h("b", {}, say("suggestion")), each.suggestion) : null,
        each.allowed ? h("p", { class: "quiet" }, say("allowed", { reason: each.allowed })) : null,
        each.edit && !each.allowed ? h("p", {}, h("button", { class: "fix", onclick: () => mend([each.edit]) },
          each.edit.replacement === "" ? say("remove") : say("apply", { text: each.edit.replacement.trim() }))) : null,
        each.edit || each.allowed || each.line === null || each.severity === "hint" ? null : h("p", {}, h("button", { class: "quiet-button", onclick: () => look(each) }, say("look")))))));
  };
  state.on("found", draw);
  state.on("actions", draw);
  // What was offered for the text before is not done to another.
  state.on("text", () => {
    for (const button of place.querySelectorAll(".actions button, .fix")) button.disabled = true;
  });
  draw();
  return place;
}
