// The page: its bar, its panels, and how they hear of each other.

import { Compiler } from "desk/compiler";
import { h, tell } from "desk/dom";
import { Editor, blocksOf } from "desk/editor";
import { example } from "desk/example";
import { chosen, dropped, saved } from "desk/files";
import { served, settings } from "desk/served";
import { Kept } from "desk/kept";
import { State } from "desk/state";
import { markdown } from "desk/markdown";
import { lang, say, speak } from "desk/words";
import { brought } from "desk/panels/brought";
import { calculator } from "desk/panels/calculator";
import { cases } from "desk/panels/cases";
import { compare } from "desk/panels/compare";
import { exporting } from "desk/panels/export";
import { guide } from "desk/panels/guide";
import { problems } from "desk/panels/problems";
import { proofs } from "desk/panels/proofs";
import { tree } from "desk/panels/tree";

const PANELS = [["problems", problems], ["calculator", calculator], ["cases", cases], ["guide", guide], ["proofs", proofs], ["compare", compare], ["export", exporting]];
const PAUSE = 250;

class Failure extends Error {
  constructor(faults) {
    super(faults.map(({ message }) => message).join("；"));
    this.faults = faults;
  }
}

export async function start() {
  const compiler = new Compiler((what) => status(say("starting", { what: say(`start_${what}`) })));
  const state = new State();
  state.kept = settings?.served ? null : new Kept();
  // Before anything can be typed.
  const begun = await state.kept?.begun();
  offered(compiler);
  speak(lang);
  document.title = say("title");

  const filesNow = () => state.files.map(({ name, text }) => ({ name, text }));
  const ask = async (call, given = {}, { latest = "", isRaw = false } = {}) => {
    try {
      const found = await compiler.ask(call, { files: filesNow(), lang, ...given }, { latest });
      if (isRaw || found === null) return found;
      if (found.faults) throw new Failure(found.faults);
      return found.answer;
    } catch (error) {
      if (!(error instanceof Failure)) tell(say("failed", { what: String(error.message).split("\n").at(-1).slice(0, 200) }));
      throw error;
    }
  };

  // ── the frame ──
  const statusLine = h("p", { id: "status", role: "status" });
  function status(text, kind = "") {
    statusLine.textContent = text;
    statusLine.className = kind;
  }
  const picked = h("select", { id: "file", "aria-label": say("text"), onchange: (event) => show(Number(event.target.value)) });
  const button = (name, onclick, given = {}) => h("button", { type: "button", class: "bar-button", onclick, ...given }, say(name));
  const bar = h("header", { class: "bar-top" },
    h("h1", {}, say("title")), picked,
    h("div", { class: "buttons" },
      button("open", open, { title: say("open_hint") }), button("save", save, { title: "Ctrl+S" }), button("draft", draft, { title: say("draft_hint") }), button("tidy", tidy),
      button("anew", anew), button("language", otherLanguage)),
    statusLine);
  const editorPlace = h("div", { class: "editor", id: "panel-text" });
  const context = { state, ask, go, mend, put, stem, act, texts, reread };
  const bodies = PANELS.map(([name, made]) => h("div", { class: "panel", role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, tabindex: "0", hidden: true }, name === "problems" ? brought(context) : null, made(context)));
  const tabs = [["text", null], ["tree", null], ...PANELS].map(([name]) => h("button", {
    type: "button", role: "tab", id: `tab-${name}`, class: name === "text" || name === "tree" ? "narrow-only" : "", "aria-controls": `panel-${name}`,
    "aria-selected": "false", tabindex: "-1", onclick: () => choose(name),
  }, say(name), name === "problems" ? h("span", { class: "count", id: "count" }) : null));
  const tabList = h("div", { class: "tabs", role: "tablist", "aria-label": say("title"), onkeydown: (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const seen = tabs.filter((tab) => tab.offsetParent !== null);
    const next = seen[(seen.indexOf(document.activeElement) + step + seen.length) % seen.length];
    next.focus();
    next.click();
  } }, tabs);
  const aside = h("aside", { class: "side", id: "panel-tree", "aria-label": say("tree") }, tree(context));
  const told = h("p", { id: "told", role: "status", "aria-live": "polite" });
  document.getElementById("desk").replaceChildren(
    bar, aside, h("main", { class: "work" }, h("div", { class: "text" }, editorPlace),
      h("section", { class: "panels", "aria-label": say("problems") }, tabList, bodies)),
    h("footer", { class: "foot" }, h("span", {}, say("private")), h("span", {}, say("search"))), told);

  const editor = new Editor(editorPlace, {
    label: say("text"),
    changed: (text) => state.write(text),
    moved: (at) => {
      offer();
      const inside = blocksOf(state.text).find(({ from, to, head }) => from <= at && at <= to && head.startsWith("规则"));
      const rule = inside ? inside.head.replace(/^规则\s*/, "").trim() : "";
      if (rule === state.rule) return;
      state.rule = rule;
      if (rule) state.lastRule = rule;
      state.tell("rule");
    },
    complete: (at) => assist("completion", { at }, "completion"),
    hover: async (at) => {
      const found = await assist("hover", { at }, "hover");
      if (!found) return null;
      const element = markdown(found.text);
      element.className = "cm-hover";
      return { range: found.range, element };
    },
  });

  /** What editors ask of the compiler, of the file that is shown. */
  function assist(service, asked, latest) {
    return ask("assist", { service, asked: { file: state.file.name, ...asked } }, { latest }).catch(() => null);
  }

  // ── what is done ──
  function choose(name) {
    state.panel = name;
    const desk = document.getElementById("desk");
    desk.dataset.panel = name;
    for (const tab of tabs) {
      const isIt = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(isIt));
      tab.tabIndex = isIt ? 0 : -1;
    }
    for (const body of bodies) body.hidden = body.id !== `panel-${name}`;
    state.tell("panel");
  }
  function show(index) {
    state.active = index;
    picked.value = String(index);
    editor.load(state.text);
    state.tell("shown");
    marks();
  }
  function go(place) {
    const index = state.files.findIndex(({ name }) => name === place.file);
    if (index >= 0 && index !== state.active) show(index);
    if (getComputedStyle(tabs[0]).display !== "none") choose("text");
    const { from, to } = editor.place(place);
    editor.go(from, to);
  }
  function mend(edits) {
    // The places are those of the text that was checked.
    if (!state.isFresh) return;
    const here = edits.filter(({ file }) => file === state.file.name || file === null);
    if (here.length === 0) {
      go(edits[0]);
      mend(edits);
      return;
    }
    const changes = here.map((edit) => ({ ...editor.place(edit), insert: edit.replacement })).sort((one, other) => one.from - other.from);
    editor.edit(changes.filter((each, at) => at === 0 || each.from >= changes[at - 1].to));
    editor.focus();
  }
  function act({ changes }) {
    const other = changes.find(({ range }) => range.file !== state.file.name);
    if (other) show(state.files.findIndex(({ name }) => name === other.range.file));
    editor.change(changes.filter(({ range }) => range.file === state.file.name));
    editor.focus();
  }
  /** A worked case, as the last sentence of 算例 in a rule. */
  function put(clause, sentence) {
    const block = blocksOf(state.text).find(({ head }) => head.replace(/^规则\s*/, "").trim() === clause);
    if (!block) return;
    const text = state.text.slice(block.from, block.to);
    const head = /^[ \t　]*算例：/m.exec(text);
    const start = head ? head.index + head[0].length : text.lastIndexOf("【完】");
    const end = head ? start + text.slice(start).search(/\n[一-鿿]{2,10}(?:（[^）\n]*）)?：|\s*【完】/) : start;
    const before = text.slice(0, end).trimEnd();
    const to = block.from + before.length;
    if (!head) editor.edit({ from: to, to: block.from + end, insert: `\n算例：${sentence}。\n` });
    else if (before.endsWith("：")) editor.edit({ from: to, to, insert: `${sentence}。` });
    else {
      const stop = /[。；]$/.test(before) ? 1 : 0;
      const lines = /算例：\s*\n/.test(text) ? "\n  " : "";
      editor.edit({ from: to - stop, to, insert: `；${lines}${sentence}。` });
    }
  }
  function stem() {
    return state.files[0].name.replace(/\.[^.]+$/, "") || "policy";
  }
  function otherLanguage() {
    const next = lang === "en" ? "zh" : "en";
    state.keepNow();
    speak(next);
    const to = new URL(location.href);
    to.searchParams.set("lang", next);
    location.assign(to);
  }
  async function open() {
    await take(await chosen());
  }
  /** A document as its text; null, and it is told why, where it cannot be read. */
  async function readIn(name, data, changes) {
    const found = await ask("bring", { name, data, changes });
    if (found.diagnostics.length === 0) return { name: name.replace(/\.[^.]+$/, ".policy"), text: found.text, brought: { ...found, name, data, changes } };
    tell(found.diagnostics.map(({ title, suggestion }) => `${title}${suggestion ? `。${suggestion}` : ""}`).join("；"), { isLong: true });
    return null;
  }
  /** Files that were chosen as texts, documents among them; null where one cannot be read. */
  async function texts(files) {
    const found = [];
    for (const file of files) {
      const data = file.document && btoa(Array.from(file.document, (byte) => String.fromCharCode(byte)).join(""));
      const taken = data ? await readIn(file.name, data, "accepted") : file;
      if (taken?.text === null) tell(say("not_text", file), { isLong: true });
      if (!taken || taken.text === null) return null;
      found.push(taken);
    }
    return found;
  }
  /** Files that were opened; where one cannot be read nothing changes. */
  async function take(files) {
    const found = await texts(files);
    if (!found?.length) return;
    const documents = found.filter((file) => file.brought);
    state.take(found.map(({ brought: _, ...file }) => file), {
      isSaved: documents.length === 0, brought: documents.map((file) => ({ ...file.brought, file: file.name })),
    });
    if (documents.length) choose("problems");
  }
  /** A document that is open, with its tracked changes read otherwise. */
  async function reread(one, changes) {
    const found = await readIn(one.name, one.data, changes);
    const file = state.files.find(({ name }) => name === one.file);
    if (!found || file?.text !== one.text) return;
    state.brought = state.brought.map((each) => (each === one ? { ...found.brought, file: one.file } : each));
    if (file !== state.file) show(state.files.indexOf(file));
    editor.replace(found.text);
    state.tell("brought");
  }
  /** Drafts under the sentences that pay: they are read by a person before anything is calculated of them. */
  async function draft() {
    const { texts, drafted, unread } = await ask("draft");
    for (const file of state.files) if (file !== state.file) file.text = texts[file.name];
    editor.replace(texts[state.file.name]);
    tell(say(drafted + unread ? "drafted" : "draft_none", { drafted, unread }), { isLong: true });
  }
  async function save() {
    for (const file of state.files) {
      const told_ = settings?.served && file.hash ? await served.save(file) : await saved(file);
      if (told_) {
        tell(told_, { isLong: true });
        return;
      }
    }
    state.isSaved = true;
    state.keep();
    tell(say("saved", { name: state.files.map(({ name }) => name).join("、") }));
    state.tell("saved");
  }
  async function tidy() {
    const texts = await ask("format");
    const isNew = state.files.some(({ name, text }) => texts[name] !== text);
    for (const file of state.files) if (file !== state.file) file.text = texts[file.name];
    editor.replace(texts[state.file.name]);
    tell(say(isNew ? "tidied" : "tidy_none"));
  }
  let isSure = 0;
  function anew(event) {
    if (Date.now() - isSure > 5000 && state.text.trim()) {
      isSure = Date.now();
      tell(say("anew_sure"));
      return;
    }
    event.target.blur();
    state.take([{ name: say("example_name"), text: example }], { isSaved: true });
  }

  // ── what follows from a change ──
  let timer = 0;
  const check = async () => {
    const key = state.key;
    status(say("checking"));
    const found = await ask("check", {}, { latest: "check" }).catch(() => null);
    if (!found) return;
    state.found = found;
    state.checked = key;
    marks();
    state.tell("found");
    const outline = await ask("outline", {}, { latest: "outline" }).catch(() => null);
    if (!outline) return;
    Object.assign(state, { outline, outlined: key });
    marks();
    state.tell("outline");
    offer();
  };
  /** What can be done where the cursor is. */
  let offering = 0;
  function offer() {
    clearTimeout(offering);
    offering = setTimeout(async () => {
      if (!state.isFresh) return;
      const at = editor.cursor;
      const key = state.key;
      const found = await assist("actions", { start: at, end: at }, "actions");
      if (found) Object.assign(state, { actions: found, actionsOf: key });
      state.tell("actions");
    }, 500);
  }
  function marks() {
    const { found } = state;
    if (!found || state.checked !== state.key) return;
    const mine = found.diagnostics.filter(({ file, allowed }) => file === state.file.name && !allowed);
    editor.show(mine.map((each) => ({
      ...editor.place(each),
      severity: { error: "error", warning: "warning", hint: "info" }[each.severity],
      message: [each.title, each.reason && say("reason") + each.reason, each.suggestion && say("suggestion") + each.suggestion].filter(Boolean).join("\n"),
      actions: each.edit ? [{ name: each.edit.replacement ? say("apply", { text: each.edit.replacement.trim() }) : say("remove"), apply: () => mend([each.edit]) }] : [],
    })).sort((one, other) => one.from - other.from));
    const errors = found.diagnostics.filter(({ severity, allowed }) => severity === "error" && !allowed).length;
    const rest = found.diagnostics.filter(({ severity, allowed }) => severity === "warning" && !allowed).length;
    const count = document.getElementById("count");
    count.textContent = errors + rest ? String(errors + rest) : "";
    count.className = errors ? "count error" : "count";
    // The title stands at the head of the articles.
    const read = (state.outline?.read ?? "").replace(/《.*》，|“.*”, /, "");
    const kept = state.isSaved ? "" : say(state.isKept ? "unsaved" : "unkept");
    status(`${kept && !state.isKept ? `${kept}　· ` : ""}${read}${kept && state.isKept ? `　· ${kept}` : ""}`, errors || (kept && !state.isKept) ? "bad" : "good");
    statusLine.title = kept && say(state.isKept ? "unsaved_hint" : "unkept_hint");
  }
  state.on("text", () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  });
  state.on("files", () => {
    picked.replaceChildren(...state.files.map(({ name }, at) => h("option", { value: String(at) }, name)));
    picked.hidden = state.files.length < 1;
    show(0);
  });
  state.on("saved", marks);
  state.on("kept", () => {
    marks();
    if (!state.isKept) tell(say("unkept_hint"), { isLong: true });
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
    }
  });
  window.addEventListener("beforeunload", (event) => {
    state.keepNow();
    // Nobody else has it: the browser asks whether it may go.
    if (!state.isSaved && (!state.kept || !state.isKept)) event.preventDefault();
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", async (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    await take(await dropped(event.dataTransfer));
  });

  choose("problems");
  if (settings?.served) {
    state.take(await served.files());
    served.watch(state, (file, text) => {
      // What nobody has changed here is taken; over what was written here it is asked.
      if (state.isSaved) {
        if (file === state.file) editor.replace(text);
        else file.text = text;
        state.isSaved = true;
        tell(say("changed_outside", file));
      } else tell(say("changed_both", file), { isLong: true });
    });
  } else {
    const { work, more } = begun;
    state.take(work?.files ?? [{ name: say("example_name"), text: example }], { isSaved: work?.isSaved ?? true });
    if (work?.active && work.active < work.files.length) show(work.active);
    state.keepNow();
    const said = [work && !work.isSaved && say("kept"), more && say("kept_more", { count: more })].filter(Boolean);
    if (said.length && state.isKept) tell(said.join("；"), { isLong: more > 0 });
  }
  window.tiaowenDesk = { state };
  editor.focus();
  document.getElementById("desk").removeAttribute("aria-busy");
  await compiler.ready;
}

/** What others may call from outside: the same answers as the command line has. */
function offered(compiler) {
  const files = (text) => (Array.isArray(text) ? text : [{ name: "草稿.policy", text }]);
  const said = (found) => {
    if (found.faults) throw new Failure(found.faults);
    return found.answer;
  };
  window.tiaowen = {
    check: async (text) => said(await compiler.ask("check", { files: files(text), lang })).diagnostics,
    calc: async (text, clause, facts) => said(await compiler.ask("calculate", { files: files(text), clause, facts, lang })),
    prove: async (text) => said(await compiler.ask("prove", { files: files(text), lang })),
  };
}
