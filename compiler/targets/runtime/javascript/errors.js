// ── runtime: errors ──

/** The facts of one call cannot be calculated with; `faults` holds every reason, in the order of declaration. */
export class FactError extends Error {
  constructor(faults) {
    const all = Object.freeze([...faults]);
    super(all[0].message);
    this.name = "FactError";
    this.faults = all;
    this.code = all[0].code;
    this.fact = all[0].fact;
  }

  toString() {
    return this.faults.map((fault) => fault.message).join("\n");
  }
}

// The fault `code` (a key of FAULT_WORDS) at `path`; `texts` fill its words: one text, or a Chinese and an English one.
function makeFault(code, path, texts) {
  const words = FAULT_WORDS[code].map((words, language) =>
    words.replace(/\{(\w+)\}/g, (_, key) => {
      const text = key === "at" ? place(path, language) : texts[key];
      return typeof text === "string" ? text : text[language];
    }),
  );
  return fault(code.split(" ")[0], path[0], words[0], words[1]);
}

function fault(code, fact, message, messageEn) {
  return Object.freeze({ code, fact, message, messageEn });
}

// Throws where checks [holds, code, fact, message, messageEn] do not hold, with one fault for each fact: the first,
// since what follows of one fact mostly follows from it.
function refuse(checks) {
  const faults = new Map();
  for (const [holds, ...said] of checks) if (!holds && !faults.has(said[1])) faults.set(said[1], fault(...said));
  if (faults.size) throw new FactError(faults.values());
}

// Words for a path: 「检测记录」第2项的「日期」.
function place(path, language) {
  let said = "";
  for (const part of path) {
    if (typeof part === "number") said += language === 0 ? `第${part}项` : ` item ${part}`;
    else if (language === 0) said += `${said && "的"}「${visible(part)}」`;
    else said += `${said && " "}“${visible(part)}”`;
  }
  return said;
}

// `text` cut to `limit` characters; control, format (bidi) and separator characters are written as escapes.
function visible(text, limit = 40) {
  const characters = [...text.slice(0, 2 * limit + 2)];
  const shown = characters.slice(0, limit).map((c) => (c !== " " && /[\p{C}\p{Z}]/u.test(c) ? escaped(c) : c));
  return shown.join("") + (characters.length > limit ? "…" : "");
}

function escaped(character) {
  const code = character.codePointAt(0);
  const digits = code.toString(16);
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

// A given value for a message. Never longer than a line, never the text that a foreign object makes of itself.
function show(value) {
  if (typeof value === "string") return `“${visible(value)}”`;
  if (typeof value === "bigint") {
    const size = value < 0n ? -value : value;
    if (size < 10n ** 40n) return String(value);
    const hex = size.toString(16);
    const bits = hex.length * 4 - Math.clz32(parseInt(hex[0], 16)) + 28;
    return `${value < 0n ? "-" : ""}10^${Math.floor((bits * 30103) / 100000)}`;
  }
  if (typeof value === "function" || typeof value === "symbol") return typeof value;
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "Array" : value instanceof Date ? "Date" : "Object";
}

// Names joined by 、, the first `limit` of them.
function listing(names, limit = 12) {
  const shown = names.slice(0, limit).map((name) => visible(name));
  return shown.join("、") + (names.length > limit ? "……" : "");
}

// Chinese and English words that offer the known name nearest to `name`; empty where none is near.
function hint(name, names) {
  const given = [...name.slice(0, 120)].slice(0, 60);
  let near = null;
  let best = 0.5;
  for (const known of names) {
    const characters = [...known];
    const length = characters.length + given.length;
    const ratio = length ? (2 * sameCharacters(characters, given)) / length : 1;
    if (ratio > best || (ratio === best && (near === null || isBehind(known, near)))) [near, best] = [known, ratio];
  }
  return near === null ? ["", ""] : [`，是不是「${visible(near)}」？`, `; did you mean “${visible(near)}”?`];
}

function isBehind(one, other) {
  const [a, b] = [[...one], [...other]];
  const at = a.findIndex((character, index) => character !== b[index]);
  return at >= 0 && (at >= b.length || a[at].codePointAt(0) > b[at].codePointAt(0));
}

// How many characters two texts share (Ratcliff and Obershelp): the longest common part, then left and right of it.
function sameCharacters(one, other) {
  let [size, start, otherStart] = [0, 0, 0];
  let before = new Map();
  one.forEach((character, i) => {
    const runs = new Map();
    other.forEach((otherCharacter, j) => {
      if (character !== otherCharacter) return;
      const run = (before.get(j - 1) ?? 0) + 1;
      runs.set(j, run);
      if (run > size) [size, start, otherStart] = [run, i - run + 1, j - run + 1];
    });
    before = runs;
  });
  if (size === 0) return 0;
  const left = sameCharacters(one.slice(0, start), other.slice(0, otherStart));
  return size + left + sameCharacters(one.slice(start + size), other.slice(otherStart + size));
}
