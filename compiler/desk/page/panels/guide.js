// The guide as it will look: its pages, in a frame; links among them stay in it.

import { fill, h } from "desk/dom";
import { say } from "desk/words";
import { frame } from "desk/panels/frame";

export function guide({ state, ask }) {
  const place = h("div", { class: "framed" });
  const { made, show } = frame(say("guide"));
  let files = null;
  let of = "";
  let at = "index.html";

  const open = (name) => {
    if (!files[name]) return;
    at = name;
    show(whole(files, name));
    made.onload = () => {
      made.contentDocument.addEventListener("click", (event) => {
        const link = event.target.closest?.("a[href]");
        const href = link?.getAttribute("href") ?? "";
        if (!href || href.startsWith("#")) return;
        event.preventDefault();
        const [path, anchor] = href.split("#");
        open(resolved(at, path));
        if (anchor) made.addEventListener("load", () => made.contentDocument.getElementById(decodeURIComponent(anchor))?.scrollIntoView(), { once: true });
      });
    };
  };

  const make = async () => {
    if (!state.found?.passed) {
      draw();
      return;
    }
    fill(place, h("p", { class: "quiet" }, say("guide_making")));
    const key = state.key;
    files = await ask("guide", {});
    of = key;
    if (!files[at]) at = "index.html";
    draw();
    open(at);
  };

  const draw = () => {
    if (state.panel !== "guide") return;
    const button = h("button", { class: "go", onclick: make, disabled: !state.found?.passed }, files ? say("guide_again") : say("guide_make"));
    const stale = files && of !== state.key;
    fill(place, [
      !files || stale ? h("p", { class: "bar" }, button, " ", stale ? h("span", { class: "quiet" }, say("stale")) : null,
        state.found?.passed ? null : h("span", { class: "quiet" }, say("guide_needs"))) : null,
      files ? made : null]);
  };
  const redraw = () => {
    // The frame loses what it shows when it is moved.
    const had = place.contains(made);
    draw();
    if (files && had) open(at);
  };
  state.on("found", () => { if (state.panel === "guide" && (!files || of !== state.key)) redraw(); });
  state.on("panel", redraw);
  return place;
}

function resolved(from, path) {
  const parts = from.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return decodeURIComponent(parts.join("/"));
}

/** A page of the guide with its styles and scripts in it. */
function whole(files, name) {
  return files[name]
    .replace(/<link rel="stylesheet" href="([^"]+)">/g, (all, href) => `<style>${files[resolved(name, href)] ?? ""}</style>`)
    .replace(/<script src="([^"]+)"[^>]*><\/script>/g, (all, src) => {
      const text = files[resolved(name, src)];
      return text === undefined ? "" : `<script type="module">${text.replaceAll("</script", "<\\/script")}</script>`;
    });
}
