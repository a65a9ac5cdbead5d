// ── page: what would bring more, and how the result goes as one fact does ──

// In milliseconds; long where there are many values, each of which is looked at.
const [WAIT, LONG_WAIT, MANY] = [120, 800, 20];
const STEPS_SEEN = 6;

// Beside the result of a card: what a refusal lacks; what would bring more and the curve, which are worked out a little after
// the last change, when the result has long been shown.
function furtherOf(card) {
  const next = make("div", { class: "calc-next", "data-next": true, hidden: true });
  const choice = make("select", { class: "calc-button", "aria-label": say("curveOf") });
  const picture = make("div", { class: "calc-picture" });
  const figure = make("figure", { class: "calc-curve", "data-curve": true, hidden: true }, make("figcaption", {}, make("span", {}, say("curve")), choice), picture);
  const further = { card, next, choice, picture, figure, waiting: 0, chosen: null, asked: null, drawn: null };
  choice.addEventListener("input", (event) => event.stopPropagation());
  choice.addEventListener("change", () => {
    further.chosen = choice.value;
    drawLater(further);
  });
  return further;
}

// `asked` is [facts, options] where there is a result, null where there is none.
function lookFurther(further, asked) {
  clearTimeout(further.waiting);
  further.asked = asked;
  if (asked === null) {
    further.next.hidden = further.figure.hidden = true;
    return;
  }
  const { clause } = further.card;
  showLacks(further);
  const isLong = applicants.places(applicants.applicant(clause, ...asked)).length > MANY;
  further.waiting = setTimeout(() => {
    showList(further.next, say(CLAUSES[clause].form === "交纳" ? "nextOfPayment" : "next"), textsOf(nextSteps(clause, ...asked)));
    drawLater(further);
  }, isLong ? LONG_WAIT : WAIT);
}

function textsOf(found) {
  return [...new Set(found.map(({ text }) => text))].slice(0, STEPS_SEEN);
}

function showLacks({ card: { clause, outcome }, asked }) {
  const lacks = textsOf(missing(clause, ...asked));
  if (lacks.length) showList(outcome.missing, say("missing"), lacks);
}

function drawLater(further) {
  clearTimeout(further.waiting);
  further.waiting = setTimeout(() => drawFurther(further), 0);
}

// The curve by the fact that was chosen, else by the one that matters most.
function drawFurther(further) {
  const { card: { clause }, choice, picture, figure, asked } = further;
  const paths = numbersOf(clause, ...asked);
  const main = mainFact(clause, ...asked);
  figure.hidden = main === null;
  if (main === null) return;
  const keys = paths.map(({ path }) => JSON.stringify(path));
  const key = keys.includes(further.chosen) ? further.chosen : JSON.stringify(main);
  choice.replaceChildren(...paths.map(({ name }, at) => make("option", { value: keys[at] }, name)));
  choice.value = key;
  if (further.drawn?.key === key) return movePoint(further.drawn.svg, ...asked);
  further.drawn = { key, svg: drawCurve(clause, asked[0], JSON.parse(key), { ...asked[1], width: picture.clientWidth }) };
  picture.replaceChildren(further.drawn.svg);
}

// The facts that are numbers or days, and those of lists, with what they are called.
function numbersOf(clause, facts, options) {
  const who = applicants.applicant(clause, facts, options);
  const found = applicants.places(who).filter(applicants.isNumber);
  return found.map(({ path }) => ({ path, name: walkWords.nameOf(who.types, who.rows, path, who.lang) }));
}
