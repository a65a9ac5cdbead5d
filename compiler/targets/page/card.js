// ── page: the calculator of one clause ──

const CARDS = new Map();
const EXAMPLES_SEEN = 3;

// Puts a calculator into the empty [data-calculator] of a section[data-clause].
function mountCard(section) {
  const clause = section.dataset.clause;
  const place = section.querySelector("[data-calculator]");
  if (place === null || place.childElementCount > 0 || !CALCS.has(clause)) return;
  const outcome = outcomeOf();
  const strange = make("p", { class: "calc-note calc-wrong", hidden: true });
  const form = formOf(clause, () => changed());
  const card = { clause, section, form, outcome, last: null, faults: [] };
  const changed = () => {
    work(card);
    keepState();
  };
  card.fill = (facts) => {
    const unknown = form.fill(facts);
    strange.hidden = unknown.length === 0;
    put(strange, unknown.length ? say("notInRule", { names: listing(unknown) }) : "");
    changed();
  };
  form.element.append(actionsOf(card), strange);
  place.classList.add("calc");
  card.further = furtherOf(card);
  place.append(make("div", { class: "calc-body" }, form.element, make("div", { class: "calc-side" }, outcome.element), card.further.next, card.further.figure));
  CARDS.set(clause, card);
  work(card);
}

// The claims of the page as they are kept in the address.
function claimsOf() {
  return [...CARDS.values()].map(({ clause, form }) => [clause, givenOf(form)]);
}

function givenOf(form) {
  const day = form.date();
  return { ...form.facts(), ...(day === undefined ? {} : { [CLAIM_DATE]: day }) };
}

// Works out what the form says and shows it; what has not changed stays as it is, so that a button that is being pressed is
// not another one when it is let go.
function work(card) {
  const { clause, form, outcome, section } = card;
  const facts = form.facts();
  const date = form.date();
  const asked = JSON.stringify([facts, date ?? null]);
  if (asked === card.last) return form.mend(card.faults);
  card.last = asked;
  let result = null;
  let faults = [];
  try {
    result = calc(clause, facts, date === undefined ? undefined : { date });
  } catch (error) {
    if (error instanceof FactError) faults = error.faults;
    else return outcome.wait(say("sorry", { message: error.message }));
  }
  card.faults = faults;
  form.mend(faults);
  if (result !== null) outcome.show(result);
  else if (!Object.keys(facts).length && date === undefined) outcome.wait(say("waiting"));
  else outcome.fail(faults, form.fields);
  lookFurther(card.further, result === null ? null : [facts, { date, lang: SPOKEN ? "en" : "zh" }]);
  const detail = { value: result?.value ?? null, unit: result?.unit ?? "" };
  section.dispatchEvent(new CustomEvent("tiaowen:result", { detail }));
}

function actionsOf(card) {
  const examples = examplesOf(card.clause);
  const fill = (at) => {
    const { facts, date } = examples[at];
    // What another rule works out is filled in as its result.
    card.fill({ ...fed(card.clause, facts), ...(date ? { [CLAIM_DATE]: date } : {}) });
  };
  const words = (at) => say(examples.length > 1 ? "example" : "exampleOnly", { number: at + 1 });
  const buttons = examples.slice(0, EXAMPLES_SEEN).map(({ text }, at) => button(words(at), () => fill(at), { title: text }));
  const clear = button(say("clear"), () => card.fill({}));
  return make("div", { class: "calc-actions" }, buttons, moreExamples(examples, words, fill), clear, copyButton());
}

// The further examples, to choose from by their words.
function moreExamples(examples, words, fill) {
  if (examples.length <= EXAMPLES_SEEN) return null;
  const options = examples.slice(EXAMPLES_SEEN).map(({ text }, at) => {
    const number = at + EXAMPLES_SEEN;
    return make("option", { value: number }, `${words(number)}：${text.replace(/\s+/g, " ").slice(0, 60)}`);
  });
  const choice = make("select", { class: "calc-button", "aria-label": say("moreExamples") }, make("option", { value: "" }, say("moreExamples")), options);
  choice.addEventListener("change", () => {
    if (choice.value !== "") fill(Number(choice.value));
    choice.value = "";
  });
  choice.addEventListener("input", (event) => event.stopPropagation());
  return choice;
}

function copyButton() {
  const shown = make("input", { class: "calc-link", readonly: true, hidden: true, "aria-label": say("copyThis") });
  const copy = button(say("copy"), async () => {
    writeState();
    try {
      await navigator.clipboard.writeText(location.href);
      put(copy, say("copied"));
      setTimeout(() => put(copy, say("copy")), 2000);
    } catch {
      shown.hidden = false;
      shown.value = location.href;
      shown.select();
    }
  });
  return [copy, shown];
}
