// The policy in other forms, saved as files.

import { fill, h, tell } from "desk/dom";
import { say } from "desk/words";
import { download } from "desk/files";
import { zipped } from "desk/zip";

// The name of a form, and how its file ends.
const FORMS = [["docx", ".docx"], ["text", ".docx"], ["md", ".md"], ["site", ".zip"], ["html", ".html"], ["workbook", ".xlsx"], ["javascript", ".mjs"], ["python", ".py"], ["java", ".java"]];

export function exporting({ state, ask, stem }) {
  const place = h("div", { class: "export" });
  const told = h("div", { "aria-live": "polite" });
  const make = async (form, suffix) => {
    fill(told, h("p", { class: "quiet" }, say("export_making")));
    const name = form === "java" ? "Policy" : stem();
    const found = await ask("export", { form, file: `${name}${form === "site" ? "" : suffix}` });
    const files = Object.entries(found.files);
    fill(told, h("ul", {}, found.diagnostics.map((each) => h("li", { class: each.severity === "error" ? "bad" : "" }, `${each.title} ${each.suggestion ?? ""}`))));
    if (files.length === 0) return;
    give(files.map(([path, data]) => [path, bytes(data)]), name);
  };
  /** Of several files one: a browser asks before it saves many. */
  const give = (files, name) => {
    const [[path, data]] = files.length > 1 ? [[`${name}.zip`, zipped(files)]] : files;
    download(path, data);
    tell(say("saved", { name: path }));
  };
  const draw = () => {
    if (state.panel !== "export") return;
    fill(place,
      h("p", { class: "quiet" }, say("export_hint")),
      state.found?.passed ? null : h("p", { class: "bad" }, say("guide_needs")),
      h("ul", { class: "forms" },
        h("li", {}, h("button", { class: "quiet-button", onclick: () => give(state.files.map(({ name, text }) => [name, new TextEncoder().encode(text)]), stem()) }, say("export_policy"))),
        FORMS.map(([form, suffix]) => h("li", {}, h("button", { class: "quiet-button", disabled: !state.found?.passed, onclick: () => make(form, suffix) }, say(`export_${form}`))))),
      h("p", { class: "quiet" }, say("export_pdf")), told);
  };
  state.on("found", draw);
  state.on("panel", draw);
  return place;
}

const bytes = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
