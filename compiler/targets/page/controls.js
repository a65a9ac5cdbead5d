// ── page: one input ──

// A control is { element, of, given, fill, clear, focus, note }: `given()` is the value as calc takes it (text; undefined where nothing
// is filled in), `fill(value)` shows such a value. A box of a unit is shared by the controls of a column.

// The units in which an amount may be typed: [word, how many powers of ten of the fact's own unit].
function unitsOf(of) {
  if (of.kind !== "number" || of.unit === "") return [];
  const isMoney = of.unit === "元" || /^元[/／·]/.test(of.unit);
  return isMoney ? [[`万${of.unit}`, 4], [of.unit, 0]] : [[of.unit, 0]];
}

// What of these units is taken where nobody has chosen: that of the worked cases, else 万元 where the range allows it.
function usualUnit(of, examples) {
  const units = unitsOf(of);
  if (units.length < 2) return units[0]?.[0] ?? "";
  const texts = examples.filter((given) => typeof given === "string" && /[1-9一-九十百千]/.test(given));
  if (texts.length) return texts.some((text) => /[万亿]/.test(text)) ? units[0][0] : units[1][0];
  return of.high !== null && BigInt(of.high) < 10n ** 5n * of.scale ? units[1][0] : units[0][0];
}

// The unit of one or of many inputs: `word`, and who wants to hear of a change.
function unitBox(of, examples, name) {
  const units = unitsOf(of);
  const box = { word: usualUnit(of, examples), units, heard: [], element: null };
  box.set = (word) => {
    const before = units.find(([unit]) => unit === box.word)[1];
    const places = before - units.find(([unit]) => unit === word)[1];
    box.word = word;
    if (box.element !== null) box.element.value = word;
    for (const hear of box.heard) hear(places);
  };
  if (units.length > 1) {
    const options = units.map(([word]) => make("option", { value: word }, unitSaid(word)));
    const label = say("unit", { name });
    box.element = make("select", { class: "calc-unit", "aria-label": label, onchange: () => box.set(box.element.value) }, options);
    box.element.value = box.word;
  }
  return box;
}

function controlOf(of, attributes, box = null) {
  if (of.kind === "number") return numberControl(of, attributes, box);
  if (of.kind === "boolean" || of.kind === "option") return selectControl(of, attributes);
  return textControl(of, attributes);
}

function textControl(of, attributes) {
  const input = make("input", { type: of.kind === "date" ? "date" : "text", ...attributes, ...(of.kind === "date" ? dayLimits(of) : {}) });
  return {
    of,
    input,
    element: make("div", { class: "calc-control" }, input),
    given: () => {
      if (of.kind === "date" && input.validity.badInput) return "?";
      return input.value === "" ? undefined : input.value;
    },
    fill: (value) => (input.value = value),
    clear: () => (input.value = ""),
  };
}

function dayLimits(of) {
  const [min, max] = [of.low, of.high].map((day) => (day === null ? null : isoDate(day)));
  return { min, max };
}

function numberControl(of, attributes, box) {
  const isClock = of.unit === CLOCK;
  const input = make("input", { type: "text", inputmode: of.negative || isClock ? "text" : of.decimals ? "decimal" : "numeric", ...attributes });
  const suffix = box.word && !isClock ? make("span", { class: "calc-suffix", "aria-hidden": "true" }, unitSaid(box.word)) : null;
  box.heard.push((places) => {
    const moved = movedPoint(input.value, places);
    if (moved !== null) input.value = moved;
    if (suffix !== null) put(suffix, unitSaid(box.word));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return {
    of,
    input,
    suffix,
    element: make("div", { class: "calc-control" }, input, suffix),
    given: () => numberGiven(input.value, isClock ? "" : box.word),
    fill: (value) => (input.value = numberShown(of, String(value), box)),
    clear: () => (input.value = ""),
  };
}

// What is typed in a box of `unit`, as calc takes it: 3000 in a box of 万元 is 3000万元; what has its own size or unit, 3000万 or 3亿元,
// is what it says.
function numberGiven(typed, unit) {
  const text = strip(typed);
  if (text === "") return undefined;
  if (!unit || (/[万亿]/.test(text) && /^[万亿]?元/.test(unit))) return text;
  try {
    readNumeral(text);
  } catch (wrong) {
    if (!(wrong instanceof NumeralError)) throw wrong;
    return text;
  }
  return text + unit;
}

// A value as it is typed into a box: 3000万元 as 3000 where the box has 万元. A box whose unit may be chosen takes that of the value,
// where nobody else uses it.
function numberShown(of, text, box) {
  const parts = /^([-+]?[\d,]*\.?\d*)(.*)$/.exec(strip(text));
  const [, digits, unit] = parts;
  if (digitsOf(digits) === null) return text;
  const own = unit === "" ? of.unit : unit === "万" || unit === "亿" ? unit + of.unit : unit === `个${of.unit}` ? of.unit : unit;
  const places = sizeOf(own, of.unit);
  if (places === null) return text;
  if (unit === "" && of.unit === "%") return movedPoint(digits, 2);
  const here = box.units.find(([word]) => word === box.word)?.[1] ?? 0;
  if (movedPoint(digits, 0) !== "0" && box.heard.length === 1 && places !== here) {
    const other = box.units.find(([, size]) => size === places);
    if (other) box.set(other[0]);
    return movedPoint(digits, other ? 0 : places - here);
  }
  return movedPoint(digits, places - here);
}

// How many powers of ten of `own` one `unit` is; null where that is not known.
function sizeOf(unit, own) {
  const size = { [own]: 0, [`万${own}`]: 4, [`亿${own}`]: 8 };
  return Object.hasOwn(size, unit) ? size[unit] : null;
}

function choicesOf(of) {
  return of.kind === "boolean" ? [["是", say("yes")], ["否", say("no")]] : of.options.map((option) => [option, option]);
}

function selectControl(of, attributes) {
  const choices = choicesOf(of).map(([value, words]) => make("option", { value }, words));
  const nothing = make("option", { value: "" }, leftOutWords(of) ?? say("choose"));
  const input = make("select", attributes, nothing, choices);
  return {
    of,
    input,
    element: make("div", { class: "calc-control" }, input),
    given: () => (input.value === "" ? undefined : input.value),
    fill: (value) => (input.value = choiceText(value)),
    clear: () => (input.value = ""),
  };
}

function choiceText(value) {
  return value === true ? "是" : value === false ? "否" : String(value);
}

// A few choices, all of them to be seen.
function radioControl(of, attributes) {
  const { name, id, ...others } = attributes;
  const nothing = leftOutWords(of);
  const choices = nothing === null ? choicesOf(of) : [...choicesOf(of), ["", nothing]];
  const inputs = choices.map(([value], at) => make("input", { type: "radio", name, value, id: at === 0 ? id : null, ...others }));
  const choose = (value) => inputs.forEach((input) => (input.checked = input.value === value));
  choose("");
  return {
    of,
    input: inputs[0],
    inputs,
    element: make("div", { class: "calc-choices" }, inputs.map((input, at) => make("label", {}, input, make("span", {}, choices[at][1])))),
    given: () => inputs.find((input) => input.checked)?.value || undefined,
    fill: (value) => choose(choiceText(value)),
    clear: () => choose(""),
  };
}

// What counts where nothing is chosen, as a choice; null where something must be.
function leftOutWords(of) {
  if (of.default !== null) return say("leftOutChoice", { value: heldText(of, of.default) });
  return of.optional ? say("notGiven") : null;
}

// A value as the runtime holds it, for people.
function heldText(of, held) {
  if (of.kind === "boolean") return say(held ? "yes" : "no");
  if (of.kind === "option") return of.options[held];
  if (of.kind === "date") return isoDate(held);
  if (of.kind === "number") return quantitySaid(BigInt(held), of.scale, of.unit);
  if (Array.isArray(held)) return held.map((part, at) => heldText(of.fields[at] ?? of.item, part)).join("、") || say("none");
  return String(held);
}

// What may be given, for people; "" where that is plain.
function rangeWords(of) {
  const words = [];
  const [low, high] = [of.low, of.high].map((bound) => (bound === null ? null : heldText(of, bound)));
  if (low !== null && high !== null) words.push(say("between", { low, high }));
  else if (low !== null) words.push(say("from", { low }));
  else if (high !== null) words.push(say("upTo", { high }));
  else if (of.negative) words.push(say("negative"));
  if (of.kind === "number" && of.unit === CLOCK) words.push(say("clock"));
  else if (of.kind === "number" && of.unit === "" && !of.decimals) words.push(say("whole"));
  const isChosen = of.kind === "boolean" || of.kind === "option";
  if (of.default !== null && !isChosen) words.push(say("leftOut", { value: heldText(of, of.default) }));
  return words.join(SPOKEN ? "; " : "；");
}

// The first fault of a value, as the runtime sees it; null for none, and where nothing is given.
function faultOf(of, value, path) {
  if (value === undefined) return null;
  const faults = [];
  readValue(of, value, path, faults);
  return faults[0] ?? null;
}

function faultWords(fault) {
  return SPOKEN ? fault.messageEn : fault.message;
}

// An amount of money as people say it, where that is not what stands in the box already.
function echoOf(of, value) {
  if (of.kind !== "number" || !/^元/.test(of.unit) || value === undefined) return "";
  const faults = [];
  const held = readValue(of, value, [of.name], faults);
  if (faults.length || held === null || BigInt(held) === 0n) return "";
  const shown = quantitySaid(BigInt(held), of.scale, of.unit);
  return shown === value ? "" : say("equals", { value: shown });
}
