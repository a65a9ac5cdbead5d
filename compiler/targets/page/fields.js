// ── page: one fact ──

// A field is { of, name, element, given, fill, clear, mend, focus }: `mend(fault, isShown)` says at the input what is wrong.

const RADIO_LETTERS = 24;

function fieldOf(of, context) {
  return of.kind === "list" ? listField(of, context) : singleField(of, context);
}

function singleField(of, { examples, feed }) {
  const [id, noteId] = [newId(), newId()];
  const attributes = { id, name: of.name, autocomplete: "off", "aria-describedby": noteId };
  const isRadio = (of.kind === "boolean" || of.kind === "option") && choicesOf(of).map(([, words]) => words).join("").length <= RADIO_LETTERS;
  const box = of.kind === "number" ? unitBox(of, examples, of.name) : null;
  const control = isRadio ? radioControl(of, attributes) : controlOf(of, attributes, box);
  if (box?.element) control.suffix.replaceWith(box.element);
  const note = noteOf(noteId, rangeWords(of));
  const label = [of.name, of.optional ? make("span", { class: "calc-optional" }, say("optional")) : null];
  const inside = [control.element, note.element, feed ? feedLine(feed, control) : null];
  const element = isRadio
    ? make("fieldset", { class: "calc-field", "data-fact": of.name }, make("legend", {}, label), inside)
    : make("div", { class: "calc-field", "data-fact": of.name }, make("label", { for: id }, label), inside);
  const inputs = control.inputs ?? [control.input];
  return {
    of,
    name: of.name,
    element,
    given: control.given,
    fill: control.fill,
    clear: control.clear,
    focus: () => (inputs.find((input) => input.checked) ?? inputs[0]).focus(),
    mend: (fault, isShown) => {
      note.say(fault !== null && isShown ? fault : null, echoOf(of, control.given()));
      mark(inputs, fault !== null && isShown);
    },
  };
}

function mark(inputs, isWrong) {
  for (const input of inputs) {
    if (isWrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

// The line below an input: what is wrong, else what the amount is, else what may be given.
function noteOf(id, usual) {
  const element = make("p", { class: "calc-note", id }, usual);
  return {
    element,
    say: (fault, echo = "") => {
      element.classList.toggle("calc-wrong", fault !== null);
      put(element, fault !== null ? faultWords(fault) : echo || usual);
    },
  };
}

// A fact that is the result of another rule: the way there, and its result where the page has it.
function feedLine(clause, control) {
  const line = make("p", { class: "calc-feed" }, say("fedBy", { clause }));
  const section = sectionOf(clause);
  if (section === null) return line;
  line.append(" ", make("a", { href: section.id ? `#${section.id}` : "", onclick: (event) => {
    event.preventDefault();
    section.scrollIntoView({ block: "start" });
    section.querySelector("form input, form select")?.focus({ preventScroll: true });
  } }, say("goTo", { clause })));
  const take = button("", () => {
    control.fill(take.dataset.value);
    control.input.dispatchEvent(new Event("input", { bubbles: true }));
  }, { class: "calc-button calc-take", hidden: true });
  section.addEventListener("tiaowen:result", ({ detail: { value, unit } }) => {
    take.hidden = value === null || typeof value === "object" || typeof value === "boolean";
    if (take.hidden) return;
    const shown = shownValueOf(value, toldUnit(clause));
    take.dataset.value = unit === "%" ? `${movedPoint(String(value), 2)}%` : String(value);
    put(take, say("takeOver", { clause, value: shown }));
  });
  line.append(" ", take);
  return line;
}

function sectionOf(clause) {
  return [...document.querySelectorAll("section[data-clause]")].find((section) => section.dataset.clause === clause) ?? null;
}
