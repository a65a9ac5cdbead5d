// The Markdown that the compiler writes, as elements: headings, paragraphs, lists, tables, and the words that went or came.

import { h } from "desk/dom";

const INLINE = /<(del|ins)>(.*?)<\/\1>|\*\*(.+?)\*\*|`([^`]+)`|<br>|\\([\\`*_{}[\]()#+\-.!|<>~&])|&(lt|gt|amp|quot|#\d+);/g;
const NAMED = { lt: "<", gt: ">", amp: "&", quot: '"' };

function inline(text) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(at, match.index));
    at = match.index + match[0].length;
    const [, tag, changed, bold, code, escaped, entity] = match;
    if (tag) parts.push(h(tag, {}, inline(changed)));
    else if (bold) parts.push(h("b", {}, inline(bold)));
    else if (code) parts.push(h("code", {}, code));
    else if (escaped) parts.push(escaped);
    else if (entity) parts.push(NAMED[entity] ?? String.fromCodePoint(Number(entity.slice(1))));
    else parts.push(h("br"));
  }
  return [...parts, text.slice(at)];
}

const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim());

export function markdown(text) {
  const made = h("div");
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    const heading = /^(#{1,4}) (.*)/.exec(line);
    if (heading) made.append(h(`h${heading[1].length + 1}`, {}, inline(heading[2])));
    else if (line.startsWith("|") && /^\|[ :|-]+\|$/.test(lines[at + 1] ?? "")) {
      const head = cells(line);
      const rows = [];
      for (at += 2; lines[at]?.startsWith("|"); at++) rows.push(cells(lines[at]));
      at--;
      made.append(h("div", { class: "wide" }, h("table", {}, h("thead", {}, h("tr", {}, head.map((cell) => h("th", {}, inline(cell))))),
        h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, inline(cell)))))))));
    } else if (/^\s*[-*] /.test(line)) {
      const items = [];
      for (; /^\s*[-*] /.test(lines[at] ?? ""); at++) items.push(h("li", {}, inline(lines[at].replace(/^\s*[-*] /, ""))));
      at--;
      made.append(h("ul", {}, items));
    } else if (line.startsWith(">")) made.append(h("blockquote", {}, inline(line.replace(/^> ?/, ""))));
    else if (line.trim()) made.append(h("p", {}, inline(line)));
  }
  return made;
}
