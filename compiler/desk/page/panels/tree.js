// The document: chapters, articles with how much of each is bound by rules, rules with what is wrong in them.

import { fill, h } from "desk/dom";
import { say } from "desk/words";

export function tree({ state, go }) {
  const place = h("nav", { class: "tree", "aria-label": say("tree") });
  const draw = () => {
    const { found } = state;
    if (!found || !state.outline) return;
    const { outline, bound } = state.outline;
    const faults = new Map();
    for (const { file, line, severity, allowed } of found.diagnostics) {
      if (allowed || severity === "hint") continue;
      faults.set(`${file}:${line}`, severity);
    }
    const next = ({ file, line }) => Math.min(...outline.rules.filter((other) => other.file === file && other.line > line).map((other) => other.line - 1), Infinity);
    const worst = (rule, end) => {
      let told = "";
      for (const [at, severity] of faults) {
        const [file, line] = [at.slice(0, at.lastIndexOf(":")), Number(at.slice(at.lastIndexOf(":") + 1))];
        if (file === rule.file && line >= rule.line && line <= end) told = severity === "error" ? "error" : told || "warning";
      }
      return told;
    };
    const articles = [...outline.articles, ...outline.annexes.flatMap((annex) => annex.articles)];
    const rules = new Map(outline.rules.map((rule) => [rule.id, rule]));
    const shown = new Set();
    const item = (id) => {
      const rule = rules.get(id);
      if (!rule) return null;
      shown.add(id);
      const mark = worst(rule, next(rule));
      return h("li", {}, h("button", {
        class: `rule ${mark}`, "aria-current": state.rule === id ? "true" : null, onclick: () => go(rule),
      }, h("span", { class: "number" }, id), " ", rule.title));
    };
    const items = [];
    const head = (kind, found) => {
      if (found) items.push(h("li", { class: kind }, h("button", { onclick: () => go(found) }, `${found.label}${found.heading}`)));
    };
    let [chapter, section] = [null, null];
    articles.forEach((article, index) => {
      if (article.chapter !== chapter) {
        [chapter, section] = [article.chapter, null];
        head("chapter", outline.chapters.find((each) => each.label === chapter));
      }
      if (article.section !== section) {
        section = article.section;
        head("section", outline.sections.find((each) => each.label === section && each.chapter === chapter));
      }
      const { numbers, bound: held } = bound[index];
      const meter = numbers === 0 ? null : h("span", {
        class: held === numbers ? "meter full" : "meter", title: say("bound", { bound: held, numbers }),
        role: "img", "aria-label": say("bound", { bound: held, numbers }),
        style: `--part: ${Math.round((1000 * held) / numbers) / 10}%`,
      });
      items.push(h("li", { class: "article" },
        h("button", { onclick: () => go(article) }, h("span", { class: "label" }, article.label), h("span", { class: "name" }, article.heading), meter),
        h("ul", {}, article.rules.map(item))));
    });
    const left = outline.rules.filter(({ id }) => !shown.has(id)).map(({ id }) => item(id));
    fill(place,
      h("p", { class: "document-title" }, outline.title ? `《${outline.title}》` : ""),
      articles.length === 0 ? h("p", { class: "quiet" }, say("no_articles")) : null,
      h("ul", {}, items, left));
  };
  state.on("outline", draw);
  state.on("rule", draw);
  return place;
}
