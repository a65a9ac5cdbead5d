// ── page: the form of a clause ──

const CLAIM_DATE = "申报日期";
const APPROVED = "核定金额";

// What a module says for forms: worked cases, what a row of a list is called.
function aboutOf(clause) {
  return PROGRAMS[clause] ?? {};
}

function examplesOf(clause) {
  return (aboutOf(clause).examples ?? []).filter((example) => !example.refused);
}

function rowWord(clause, name) {
  return (aboutOf(clause).facts ?? []).find((fact) => fact.name === name)?.each ?? "";
}

// The fields of the facts of a clause, those of the year before beside those of this year.
function inPairs(ofs) {
  const paired = new Map();
  for (const of of ofs) {
    const parts = EARLIER.exec(of.name);
    const now = parts && ofs.find(({ name }) => [parts[1], `本年${parts[1]}`, `本年度${parts[1]}`, `当年${parts[1]}`, `当年度${parts[1]}`].includes(name));
    if (now && now.kind !== "list" && !paired.has(now)) paired.set(now, of);
  }
  const before = new Set(paired.values());
  return ofs.filter((of) => !before.has(of)).map((of) => (paired.has(of) ? [of, paired.get(of)] : [of]));
}

function fieldsOf(clause, ofs, withFeeds = true) {
  const examples = examplesOf(clause).map(({ facts }) => facts);
  const feeds = new Map(withFeeds ? CALCS.get(clause).feeds : []);
  return ofs.map((of) => {
    const given = examples.map((facts) => facts[of.name]).filter((value) => value !== undefined);
    return fieldOf(of, { examples: given, feed: feeds.get(of.name), each: rowWord(clause, of.name) });
  });
}

// The form of one clause: { element, fields, facts, date, fill, clear, mend }. `changed` is called after every change.
function formOf(clause, changed) {
  const ofs = FACTS[clause];
  const own = ofs.filter(({ name }) => name !== APPROVED || !ofs.at(-1).optional);
  const fields = fieldsOf(clause, ofs);
  const day = dayField(clause);
  const byName = new Map([...fields, day].map((field) => [field.name, field]));
  const pairs = inPairs(own).map((pair) => {
    const elements = pair.map(({ name }) => byName.get(name).element);
    return elements.length > 1 ? make("div", { class: "calc-pair" }, elements) : elements[0];
  });
  const apart = ofs.filter((of) => !own.includes(of)).map(({ name }) => byName.get(name).element);
  const needsDay = Boolean(aboutOf(clause).day_name);
  const more = make("details", { class: "calc-more" },
    make("summary", {}, say(apart.length ? "more" : "moreDate")), make("div", { class: "calc-fields" }, apart, needsDay ? null : day.element));
  const touched = new Set();
  const form = make("form", { class: "calc-form", novalidate: true, autocomplete: "off", "aria-label": say("calculator", { clause, title: CLAUSES[clause].title }) },
    make("div", { class: "calc-fields" }, pairs, needsDay ? day.element : null), needsDay && !apart.length ? null : more);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => changed());
  form.addEventListener("change", (event) => touch(event));
  form.addEventListener("focusout", (event) => touch(event));
  function touch(event) {
    const name = event.target.closest?.("[data-fact]")?.dataset.fact;
    if (name === undefined || (event.type === "focusout" && touched.has(name))) return;
    touched.add(name);
    changed();
  }
  return {
    element: form,
    fields: [...fields, day],
    facts: () => Object.fromEntries(fields.map((field) => [field.name, field.given()]).filter(([, value]) => value !== undefined)),
    date: day.given,
    fill: (facts) => fillForm(byName, more, touched, facts),
    clear: () => {
      touched.clear();
      for (const field of byName.values()) field.clear();
      changed();
    },
    mend: (faults) => mendFields(byName, touched, faults),
  };
}

// Fills in facts by name (申报日期 among them); gives the names that are none of the form.
function fillForm(byName, more, touched, facts) {
  const unknown = [];
  touched.clear();
  for (const field of byName.values()) field.clear();
  for (const [name, value] of Object.entries(facts)) {
    if (!byName.has(name)) {
      unknown.push(name);
      continue;
    }
    byName.get(name).fill(value);
    touched.add(name);
    if (name === APPROVED || name === CLAIM_DATE) more.open = true;
  }
  return unknown;
}

// Shows each fault at its field, once that has been touched.
function mendFields(byName, touched, faults) {
  const first = new Map();
  for (const fault of faults) if (!first.has(fault.fact)) first.set(fault.fact, fault);
  for (const [name, field] of byName) field.mend(first.get(name) ?? null, touched.has(name));
}

// The 申报日期 of a call.
function dayField(clause) {
  const { last, valid } = CALCS.get(clause);
  const field = singleField(factType({ name: CLAIM_DATE, kind: "date" }), { examples: [] });
  field.name = CLAIM_DATE;
  const said = last !== null ? say("claimDateNote", { day: isoDate(last) }) : say(aboutOf(clause).day_name ? "claimDateNeeded" : "claimDateFree");
  const period = valid === null ? "" : say("validity", { first: isoDate(valid[0]), last: isoDate(valid[1]) });
  const usual = [said, period].filter(Boolean).join(SPOKEN ? "; " : "；");
  const note = field.element.querySelector(".calc-note");
  const { mend } = field;
  field.mend = (fault, isShown) => {
    mend(fault, isShown);
    if (fault === null || !isShown) put(note, usual);
  };
  put(note, usual);
  if (SPOKEN) put(field.element.querySelector("label"), say("claimDate"));
  return field;
}
