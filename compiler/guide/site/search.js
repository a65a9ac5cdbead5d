// Search without a server: every word that is typed must stand somewhere in an entry, in the middle of a sentence too.
// White space, full or half width and case do not count.

(function () {
  "use strict";

  const { words, entries } = window.tiaowenSearch;
  const MOST = 60;
  // How much of a text is shown around the first hit.
  const BEFORE = 24;
  const AFTER = 96;
  let read;

  // One character for each, so that places stay places.
  function folded(text) {
    return [...text.matchAll(/[\s\S]/g)]
      .map(([char]) => {
        const code = char.charCodeAt(0);
        return (code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char).toLowerCase()[0];
      })
      .join("");
  }

  // A text to be searched, with the way back to its characters.
  function searched(text) {
    const back = [];
    let plain = "";
    for (const { 0: char, index } of folded(text).matchAll(/\S/g)) {
      plain += char;
      back.push(index);
    }
    return { text, plain, back };
  }

  function all() {
    read ??= entries.map(([kind, title, where, address, text], order) => ({
      kind,
      where,
      address,
      order,
      title: searched(title),
      text: searched(text),
    }));
    return read;
  }

  function places(of, word) {
    const found = [];
    for (let at = of.plain.indexOf(word); at >= 0; at = of.plain.indexOf(word, at + word.length)) {
      found.push([of.back[at], of.back[at + word.length - 1] + 1]);
    }
    return found;
  }

  const WEIGHT = { rule: 5, article: 3, fact: 2, goal: 1 };

  function matching(wanted) {
    const found = [];
    for (const entry of all()) {
      const inTitle = wanted.filter((word) => entry.title.plain.includes(word)).length;
      const isFound = wanted.every((word) => entry.title.plain.includes(word) || entry.text.plain.includes(word));
      if (isFound) found.push({ entry, score: inTitle * 2 + (WEIGHT[entry.kind] ?? 0) });
    }
    return found.sort((one, other) => other.score - one.score || one.entry.order - other.entry.order);
  }

  // Where nothing has a word as it is: by its pairs of characters, of which most must be there.
  function near(wanted) {
    const pairs = wanted.flatMap((word) =>
      word.length < 3 ? [word] : [...word.slice(1)].map((_, at) => word.slice(at, at + 2)),
    );
    const found = [];
    for (const entry of all()) {
      const held = pairs.filter((pair) => entry.title.plain.includes(pair) || entry.text.plain.includes(pair)).length;
      if (held * 10 >= pairs.length * 6) found.push({ entry, score: held });
    }
    found.sort((one, other) => other.score - one.score || one.entry.order - other.entry.order);
    return { pairs, found };
  }

  // ── what is shown ──

  // The text from ``start`` to ``end`` with its hits marked.
  function marked(of, wanted, start = 0, end = of.text.length) {
    const parts = document.createDocumentFragment();
    const hits = wanted.flatMap((word) => places(of, word)).sort((one, other) => one[0] - other[0]);
    let at = start;
    for (const [from, to] of hits) {
      if (from < at || to > end) continue;
      parts.append(of.text.slice(at, from));
      const mark = document.createElement("mark");
      mark.textContent = of.text.slice(from, to);
      parts.append(mark);
      at = to;
    }
    parts.append(of.text.slice(at, end));
    return parts;
  }

  function excerpt(of, wanted) {
    const first = Math.min(...wanted.flatMap((word) => places(of, word)).map(([from]) => from), of.text.length);
    const isHit = first < of.text.length;
    const start = isHit ? Math.max(0, first - BEFORE) : 0;
    const end = Math.min(of.text.length, (isHit ? first : 0) + AFTER);
    const parts = marked(of, wanted, start, end);
    if (start > 0) parts.prepend("…");
    if (end < of.text.length) parts.append("…");
    return parts;
  }

  function element(name, className, ...content) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  }

  function item({ entry }, wanted) {
    const link = document.createElement("a");
    link.href = entry.address;
    link.append(element("span", "found-kind", words[entry.kind]), element("span", "found-title", marked(entry.title, wanted)));
    if (entry.where) link.append(element("span", "found-where", entry.where));
    link.append(element("span", "found-text", excerpt(entry.text, wanted)));
    return element("li", "", link);
  }

  function said(key, count) {
    return words[key].replace("{count}", String(count));
  }

  function show(box, list, status) {
    let wanted = [...new Set(folded(box.value).split(/\s+/).filter(Boolean))];
    list.replaceChildren();
    if (!wanted.length) {
      status.textContent = "";
      return;
    }
    let found = matching(wanted);
    let key = "found";
    if (!found.length) {
      const tried = near(wanted);
      wanted = tried.pairs;
      found = tried.found;
      key = found.length ? "nearly" : "none";
    }
    list.append(...found.slice(0, MOST).map((each) => item(each, wanted)));
    status.textContent = said(key, found.length) + (found.length > MOST ? `　${said("more", MOST)}` : "");
  }

  // ── the page ──

  function start() {
    const form = document.getElementById("search");
    const box = document.getElementById("q");
    const list = document.getElementById("results");
    const status = document.getElementById("found");
    const update = () => {
      show(box, list, status);
      // so that it is still there for who comes back from a result
      history.replaceState({ ...history.state, asked: box.value }, "");
    };
    const links = () => [...list.querySelectorAll("a")];
    box.addEventListener("input", update);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      update();
      links()[0]?.focus();
    });
    form.parentElement.addEventListener("keydown", (event) => {
      const listed = links();
      const at = listed.indexOf(document.activeElement);
      if (event.key === "ArrowDown" && at + 1 < listed.length) listed[at + 1].focus();
      else if (event.key === "ArrowUp" && at >= 0) (listed[at - 1] ?? box).focus();
      else if (event.key === "Escape") {
        box.value = "";
        update();
        box.focus();
      } else return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      box.focus();
    });
    const asked = history.state?.asked ?? new URLSearchParams(location.search).get("q");
    if (asked) {
      box.value = asked;
      update();
      box.focus();
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
