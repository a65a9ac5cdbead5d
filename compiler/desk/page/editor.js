// The editor: CodeMirror with the marks of a policy, the messages where they are, and the words of the compiler.

import { EditorState, Compartment, RangeSetBuilder } from "@codemirror/state";
import {
  EditorView, keymap, lineNumbers, highlightActiveLine, highlightActiveLineGutter, drawSelection, Decoration, ViewPlugin, hoverTooltip,
} from "@codemirror/view";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { searchKeymap, search, highlightSelectionMatches } from "@codemirror/search";
import { setDiagnostics, lintGutter, lintKeymap } from "@codemirror/lint";
import { autocompletion, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { lang } from "desk/words";

const PHRASES = {
  Find: "查找", Replace: "替换", next: "下一个", previous: "上一个", all: "全部", "match case": "区分大小写", "by word": "整词",
  regexp: "正则", replace: "替换", "replace all": "全部替换", close: "关闭", "Control character": "控制字符",
  Diagnostics: "问题", "No diagnostics": "没有问题", "current match": "当前", "on line": "在第", Completions: "可以写",
  "Go to line": "转到行", go: "转到", "replaced match on line $": "已替换第$行", "replaced $ matches": "已替换$处",
};

const BLOCK = /【([^】\n]*)】/g;
// At the beginning of a line: what is set in below a heading is its items.
const HEADING = /^[一-鿿]{2,10}(?:（[^）\n]*）)?：/g;
const QUOTE = /“[^”\n]*”/g;
const NUMBER = /[0-9][0-9,.]*(?:%|‰|万亿元|亿元|万元|元|万|亿|家|人|年|个月|月|日|天|亩|平方米|公斤|吨|件|台|项|次|岁)?/g;

const MARKS = { block: "cm-block", heading: "cm-heading", quote: "cm-quote", number: "cm-number" };
const DECORATIONS = Object.fromEntries(Object.entries(MARKS).map(([name, value]) => [name, Decoration.mark({ class: value })]));
const RULE_LINE = Decoration.line({ class: "cm-in-rule" });

/** Which lines stand in a block, and where its words are. */
function marked(view) {
  const builder = new RangeSetBuilder();
  const { doc } = view.state;
  const text = doc.toString();
  const blocks = blocksOf(text);
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = doc.lineAt(at);
      const isIn = blocks.some((block) => block.from <= line.from && line.from < block.to);
      if (isIn) builder.add(line.from, line.from, RULE_LINE);
      const found = [];
      const every = (pattern, name) => {
        for (const match of line.text.matchAll(new RegExp(pattern.source, "g"))) {
          found.push([line.from + match.index, line.from + match.index + match[0].length, name]);
        }
      };
      every(BLOCK, "block");
      if (isIn) {
        every(HEADING, "heading");
        every(QUOTE, "quote");
        every(NUMBER, "number");
      }
      found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
      let last = line.from;
      for (const [start, end, name] of found) {
        if (start < last) continue;
        builder.add(start, end, DECORATIONS[name]);
        last = end;
      }
      at = line.to + 1;
    }
  }
  return builder.finish();
}

const BEGINS_LINE = /(?:^|\n)[ \t　]*$/;

/** The blocks of a text, from their heads to 【完】. */
export function blocksOf(text) {
  const found = [];
  let open = null;
  for (const match of text.matchAll(BLOCK)) {
    if (match[1].trim() === "完") {
      if (open) found.push({ ...open, to: match.index + match[0].length });
      open = null;
    } else if (/^(规则|草稿|政策|定义|指标|不计算|容许)/.test(match[1].trim()) && BEGINS_LINE.test(text.slice(0, match.index))) {
      open = { from: match.index, head: match[1].trim() };
    }
  }
  return found;
}

const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--card)", color: "var(--ink)" },
  ".cm-scroller": { fontFamily: "var(--text)", fontSize: "15px", lineHeight: "1.85", overflow: "auto" },
  ".cm-content": { padding: "16px 0 40vh", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 20px 0 12px" },
  ".cm-gutters": { backgroundColor: "var(--card)", color: "var(--muted)", border: "0", fontFamily: "var(--mono)", fontSize: "12px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--tint) 55%, transparent)" },
  ".cm-in-rule": { backgroundColor: "color-mix(in srgb, var(--sunk) 70%, transparent)", boxShadow: "inset 3px 0 0 var(--line)" },
  ".cm-block": { color: "var(--accent)", fontWeight: "600" },
  ".cm-heading": { color: "var(--link)", fontWeight: "600" },
  ".cm-quote": { fontFamily: "var(--official)", color: "var(--muted)" },
  ".cm-number": { color: "var(--good)", fontVariantNumeric: "tabular-nums" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--mark) !important" },
  ".cm-searchMatch, .cm-selectionMatch": { backgroundColor: "var(--mark)", outline: "1px solid var(--edge)" },
  ".cm-searchMatch-selected": { outline: "2px solid var(--link)" },
  ".cm-searchMatch, .cm-searchMatch *, .cm-selectionMatch, .cm-selectionMatch *, .cm-quote .cm-searchMatch, .cm-quote .cm-selectionMatch": { color: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-panels": { backgroundColor: "var(--sunk)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panels input, .cm-panels button": { font: "inherit", color: "inherit" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--card)", border: "1px solid var(--edge)", borderRadius: "4px" },
  ".cm-textfield": { backgroundColor: "var(--card)", border: "1px solid var(--edge)", borderRadius: "4px" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "6px", maxWidth: "min(36rem, 90vw)" },
  ".cm-diagnostic": { whiteSpace: "pre-wrap", padding: "6px 12px", lineHeight: "1.6" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--link)" },
  ".cm-diagnosticAction": { backgroundColor: "var(--link)", color: "var(--card)", borderRadius: "4px", padding: "2px 10px", marginTop: "4px" },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--text)", fontSize: "14px", maxHeight: "16em" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "3px 10px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--link)", color: "var(--card)" },
  ".cm-hover": { padding: "6px 12px", maxInlineSize: "32rem", lineHeight: "1.6" },
  ".cm-completionDetail": { marginLeft: "1.5em", fontStyle: "normal", color: "var(--muted)" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
});

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/** A place that the compiler counts in characters, of which some take two places here; and back. */
export const unitsAt = (text, characters) => (PAIR.test(text) ? [...text].slice(0, characters).join("").length : characters);
export const charactersAt = (text, units) => units - (text.slice(0, units).match(PAIR)?.length ?? 0);

// Behind these marks something new may stand, which is offered without being asked for.
const OFFERED_BEHIND = /[：；，“【】\n]\s*$/;

/** Where something is still to be written in what was put in: behind the first heading under which nothing stands. */
const firstBlank = (text) => {
  const found = text.search(/：\n(?! )/);
  return found < 0 ? null : found + 1;
};

/** Goes to the heading in the next line, if nothing stands there yet. */
function wentOn(view) {
  const { doc, selection } = view.state;
  const { number } = doc.lineAt(selection.main.head);
  const next = number < doc.lines ? doc.line(number + 1) : null;
  const isBlank = next !== null && /^[ \t　]*[一-鿿]{2,10}(?:（[^）\n]*）)?：[ \t　]*$/.test(next.text);
  if (isBlank) view.dispatch({ selection: { anchor: next.to }, scrollIntoView: true });
  return isBlank;
}

export class Editor {
  #view;
  #phrases = new Compartment();
  #isLoading = false;

  /** `changed` is told of a new text, `moved` of where the cursor is; `complete` gives what may stand at a place (in characters of
   *  the text), `hover` what stands there, as an element. */
  constructor(parent, { changed, moved, complete, hover, label }) {
    const completed = async ({ state, pos, explicit }) => {
      const text = state.doc.toString();
      if (!explicit && !OFFERED_BEHIND.test(text.slice(Math.max(0, pos - 12), pos))) return null;
      const items = await complete(charactersAt(text, pos));
      if (!items?.length) return null;
      const options = items.map(({ label: shown, detail, change }, at) => ({
        label: shown, detail, boost: -at,
        apply: (view) => {
          const from = unitsAt(text, change.range.start);
          view.dispatch({
            changes: { from, to: Math.max(from, view.state.selection.main.head), insert: change.text },
            selection: { anchor: from + (firstBlank(change.text) ?? change.text.length) }, userEvent: "input.complete",
          });
          if (firstBlank(change.text) !== null || (change.text.endsWith("。") && wentOn(view))) startCompletion(view);
        },
      }));
      return { from: unitsAt(text, items[0].change.range.start), options, filter: false };
    };
    const hovered = hoverTooltip(async (view, pos) => {
      const text = view.state.doc.toString();
      const found = await hover(charactersAt(text, pos));
      if (!found) return null;
      return {
        pos: unitsAt(text, found.range.start), end: unitsAt(text, found.range.end), above: true,
        create: () => ({ dom: found.element }),
      };
    }, { hoverTime: 500 });
    const told = EditorView.updateListener.of((update) => {
      if (update.docChanged && !this.#isLoading) changed(update.state.doc.toString());
      if (update.docChanged || update.selectionSet) moved(update.state.selection.main.head);
    });
    this.extensions = [
      lineNumbers(), highlightActiveLine(), highlightActiveLineGutter(), drawSelection(), history(), lintGutter(),
      search({ top: true }), highlightSelectionMatches(), EditorView.lineWrapping, look, told,
      autocompletion({ override: [completed], icons: false }), hovered,
      ViewPlugin.fromClass(class {
        constructor(view) {
          this.decorations = marked(view);
        }
        update(update) {
          if (update.docChanged || update.viewportChanged) this.decorations = marked(update.view);
        }
      }, { decorations: (plugin) => plugin.decorations }),
      keymap.of([...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
      this.#phrases.of(EditorState.phrases.of(lang === "en" ? {} : PHRASES)),
    ];
    this.#view = new EditorView({ parent, state: this.#stateOf("") });
  }

  #stateOf(text) {
    return EditorState.create({ doc: text, extensions: this.extensions });
  }

  get text() {
    return this.#view.state.doc.toString();
  }

  /** Where the cursor is, in characters. */
  get cursor() {
    return charactersAt(this.text, this.#view.state.selection.main.head);
  }

  /** Another text, with a history of its own. */
  load(text) {
    this.#isLoading = true;
    this.#view.setState(this.#stateOf(text));
    this.#isLoading = false;
  }

  focus() {
    this.#view.focus();
  }

  /** Where a line and column of the compiler are (columns in characters, of which some take two places here). */
  at(line, column) {
    const { doc } = this.#view.state;
    if (line > doc.lines) return doc.length;
    const found = doc.line(line);
    return Math.min(found.from + [...found.text].slice(0, column - 1).join("").length, found.to);
  }

  /** Of a place of which only the line is known, where the line begins. */
  place({ line, column = 1, end_line: endLine = line, end_column: endColumn = column }) {
    const from = this.at(line ?? 1, column ?? 1);
    return { from, to: Math.max(from, this.at(endLine ?? 1, endColumn ?? 1)) };
  }

  go(from, to = from) {
    this.#view.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: "center" }),
    });
    this.#view.focus();
  }

  /** Changes at once, to be undone at once. */
  edit(changes) {
    this.#view.dispatch({ changes, userEvent: "input.fix", scrollIntoView: true });
  }

  /** Changes whose places are in characters. */
  change(changes) {
    const { text } = this;
    const made = changes.map(({ range, text: insert }) => ({ from: unitsAt(text, range.start), to: unitsAt(text, range.end), insert }));
    this.edit(made);
    const [{ from, insert }] = made;
    const blank = firstBlank(insert);
    if (made.length > 1 || !insert.includes("\n")) return;
    // A block that was put in is looked at, and written on where something is left to be said.
    this.go(from + (blank ?? insert.search(/\S/)));
    if (blank !== null) startCompletion(this.#view);
  }

  /** The whole text, of which only what differs is changed. */
  replace(text) {
    const old = this.text;
    let start = 0;
    while (start < old.length && start < text.length && old[start] === text[start]) start++;
    let end = 0;
    while (end < old.length - start && end < text.length - start && old.at(-1 - end) === text.at(-1 - end)) end++;
    if (old !== text) this.edit({ from: start, to: old.length - end, insert: text.slice(start, text.length - end) });
  }

  show(diagnostics) {
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
  }

  speak() {
    this.#view.dispatch({ effects: this.#phrases.reconfigure(EditorState.phrases.of(lang === "en" ? {} : PHRASES)) });
  }
}
