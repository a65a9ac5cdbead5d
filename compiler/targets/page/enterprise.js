// ── page: one enterprise ──

const WHOLE_PAGE = "*";
const SAME_MATTER_SETS = "同一事项";

// Puts the choice of rules, their facts and what is paid into main[data-enterprise].
function mountEnterprise(main) {
  const page = { claims: [], matters: [], fields: new Map(), places: [], touched: new Set(), boxes: new Map() };
  const form = make("div", { class: "calc-form calc-facts" });
  form.addEventListener("submit", (event) => event.preventDefault());
  const changed = () => {
    settleAll(page);
    keepState();
  };
  form.addEventListener("input", changed);
  for (const kind of ["change", "focusout"]) {
    form.addEventListener(kind, (event) => {
      const key = event.target.closest?.("[data-key]")?.dataset.key;
      if (key === undefined || page.touched.has(key)) return;
      page.touched.add(key);
      changed();
    });
  }
  Object.assign(page, { form, changed, day: enterpriseDay(), mattersPlace: make("div", { class: "calc-matters" }), outcome: settlementPlace() });
  page.element = make("div", { class: "calc calc-enterprise" }, make("div", { class: "calc-body" },
    make("div", { class: "calc-form" }, chooserOf(page), form, page.outcome.bar), page.outcome.element));
  main.append(page.element);
  rebuild(page);
  return page;
}

// One 申报日期 for all claims.
function enterpriseDay() {
  const field = singleField(factType({ name: CLAIM_DATE, kind: "date" }), { examples: [] });
  field.element.dataset.key = CLAIM_DATE;
  if (SPOKEN) put(field.element.querySelector("label"), say("claimDate"));
  put(field.element.querySelector(".calc-note"), say("claimDateUsual"));
  return field;
}

// ── the rules ──

function chooserOf(page) {
  const filter = make("input", { type: "search", class: "calc-filter", placeholder: say("filter"), "aria-label": say("filter") });
  const chapters = new Map();
  for (const clause of CALCS.keys()) {
    const chapter = aboutOf(clause).chapter ?? "";
    if (!chapters.has(chapter)) chapters.set(chapter, []);
    chapters.get(chapter).push(clause);
  }
  const groups = [...chapters].map(([chapter, clauses]) => chapterOf(page, chapter, clauses, chapters.size === 1));
  filter.addEventListener("input", (event) => {
    event.stopPropagation();
    for (const group of groups) group.filter(filter.value.trim());
  });
  page.told = make("p", { class: "calc-note", "aria-live": "polite" });
  return make("section", { class: "calc-choose" }, make("h2", {}, say("chooseRules")), filter, groups.map(({ element }) => element), page.told);
}

function chapterOf(page, chapter, clauses, isOnly) {
  const rows = clauses.map((clause) => {
    const box = make("input", { type: "checkbox", name: "clause", value: clause });
    box.addEventListener("change", () => choose(page, [clause], box.checked));
    page.boxes.set(clause, box);
    const { title, form } = CLAUSES[clause];
    const label = make("label", { class: "calc-rule" }, box, make("span", {}, make("b", {}, clause), ` ${title}`), make("small", {}, formWords(form)));
    return { label, words: `${clause} ${title} ${FACTS[clause].map(({ name }) => name).join(" ")}`, clause };
  });
  const all = button(say("chooseAll"), () => {
    const seen = rows.filter(({ label }) => !label.hidden).map(({ clause }) => clause);
    choose(page, seen, !seen.every((clause) => page.boxes.get(clause).checked));
  }, { class: "calc-button calc-all" });
  const element = make("details", { class: "calc-chapter", open: isOnly }, make("summary", {}, chapter || say("allRules")),
    make("div", { class: "calc-rules" }, rows.map(({ label }) => label), all));
  const filter = (word) => {
    for (const { label, words } of rows) label.hidden = word !== "" && !words.includes(word);
    element.hidden = rows.every(({ label }) => label.hidden);
    if (word !== "" && !element.hidden) element.open = true;
  };
  return { element, filter };
}

function choose(page, clauses, isChosen) {
  const chosen = new Set(page.claims);
  for (const clause of clauses) {
    if (isChosen) chosen.add(clause);
    else for (const name of page.claims) if (clauseOfClaim(name) === clause) chosen.delete(name);
  }
  page.claims = inOrder(chosen);
  rebuild(page);
  page.changed();
}

// ── the facts ──

// Lays the fields out anew, with what was filled in.
function rebuild(page) {
  const { claims, form } = page;
  page.places = placesOfFacts(claims);
  page.matters = page.matters.map((names) => names.filter((name) => claims.includes(name))).filter((names) => names.length > 1);
  for (const [clause, box] of page.boxes) box.checked = claims.some((name) => clauseOfClaim(name) === clause);
  put(page.told, say("chosen", { count: new Set(claims.map(clauseOfClaim)).size, all: page.boxes.size }));
  for (const place of page.places) fieldAt(page, place);
  const isCommon = ({ claims: users }) => new Set(users.map(clauseOfClaim)).size > 1;
  const common = page.places.filter(isCommon);
  form.replaceChildren(make("h2", {}, say("fillIn")));
  form.hidden = claims.length === 0;
  form.append(make("section", { class: "calc-claim" }, make("div", { class: "calc-fields" }, page.day.element)));
  for (const places of withoutNamesakes(common)) form.append(groupOf(page, say("commonFacts"), places));
  for (const name of claims) form.append(claimGroup(page, name, page.places.filter((place) => !isCommon(place) && place.claims[0] === name)));
  form.append(page.mattersPlace, make("div", { class: "calc-actions" }, button(say("clear"), () => clearAll(page)), copyButton(),
    button(say("print"), () => window.print())));
  showMatters(page);
}

function fieldAt(page, place) {
  if (!page.fields.has(place.key)) {
    const [field] = fieldsOf(place.clause, [place.of]);
    field.element.dataset.key = place.key;
    page.fields.set(place.key, field);
  }
  return page.fields.get(place.key);
}

// The places in groups in which each name stands once.
function withoutNamesakes(places) {
  const groups = [];
  for (const place of places) {
    const group = groups.find((others) => others.every(({ of }) => of.name !== place.of.name));
    if (group) group.push(place);
    else groups.push([place]);
  }
  return groups;
}

// A form of its own: choices of the same name in one form would be one choice.
function groupOf(page, title, places, after = null) {
  const byFact = new Map(places.map((place) => [place.of, place]));
  const rows = inPairs(places.map(({ of }) => of)).map((pair) => {
    const elements = pair.map((of) => elementOf(page, byFact.get(of)));
    return elements.length > 1 ? make("div", { class: "calc-pair" }, elements) : elements[0];
  });
  return make("form", { class: "calc-claim", novalidate: true, autocomplete: "off", "aria-label": title },
    make("h3", {}, title), make("div", { class: "calc-fields" }, rows), after);
}

// The element of a field, which says whose it is where several claims use it.
function elementOf(page, place) {
  const { element } = page.fields.get(place.key);
  const label = element.querySelector("label, legend");
  label.querySelector(".calc-whose")?.remove();
  const users = [...new Set(place.claims)];
  if (users.length > 1) label.append(make("span", { class: "calc-optional calc-whose" }, say("usedBy", { clauses: listing(users) })));
  return element;
}

function claimGroup(page, name, places) {
  const clause = clauseOfClaim(name);
  const fed = FACTS[clause].map((of) => [of.name, feederOf(name, of.name, page.claims)]).filter(([, feeder]) => feeder !== null);
  const notes = fed.map(([fact, feeder]) => make("p", { class: "calc-feed" }, say("fedByClaim", { fact, feeder })));
  const next = furtherName(clause, page.claims);
  const actions = [
    next === null ? null : button(say("further"), () => addClaim(page, next), { title: say("furtherWhy") }),
    name === clause ? null : button(say("withdraw"), () => {
      page.claims = page.claims.filter((other) => other !== name);
      rebuild(page);
      page.changed();
    }),
  ];
  const group = groupOf(page, `${name} ${CLAUSES[clause].title}`, places, [notes, make("div", { class: "calc-actions" }, actions)].flat());
  group.dataset.claim = name;
  return group;
}

function addClaim(page, name) {
  page.claims = inOrder([...page.claims, name]);
  rebuild(page);
  page.changed();
  page.form.querySelector(`[data-claim="${CSS.escape(name)}"] :is(input, select)`)?.focus();
}

function clearAll(page) {
  for (const field of [...page.fields.values(), page.day]) field.clear();
  page.touched.clear();
  page.changed();
}

// The facts of a claim, as settle takes them.
function factsOfClaim(page, name) {
  const mine = page.places.filter(({ claims }) => claims.includes(name));
  const given = mine.map(({ key, of }) => [of.name, page.fields.get(key).given()]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

// ── the same matter ──

// The sets that the policy declares among the claims, those added here, and a way to add one.
function showMatters(page) {
  const { claims, mattersPlace } = page;
  const declaredSets = SAME_MATTER.map((ids) => claims.filter((name) => ids.includes(clauseOfClaim(name))))
    .filter((names) => new Set(names.map(clauseOfClaim)).size > 1);
  mattersPlace.hidden = claims.length < 2;
  const rows = [
    ...declaredSets.map((names) => make("li", {}, names.join("、"), make("small", {}, say("declaredMatter")))),
    ...page.matters.map((names) => make("li", {}, names.join("、"), button("×", () => {
      page.matters = page.matters.filter((other) => other !== names);
      showMatters(page);
      page.changed();
    }, { class: "calc-button calc-remove", "aria-label": say("removeMatter", { names: names.join("、") }) }))),
  ];
  const boxes = claims.map((name) => make("input", { type: "checkbox", value: name, onchange: (event) => event.stopPropagation() }));
  const add = button(say("addMatter"), () => {
    const names = boxes.filter((box) => box.checked).map((box) => box.value);
    if (names.length < 2) return;
    page.matters.push(names);
    showMatters(page);
    page.changed();
  });
  const choices = boxes.map((box) => {
    const { title } = CLAUSES[clauseOfClaim(box.value)];
    return make("label", { class: "calc-rule" }, box, make("span", {}, `${box.value} ${title}`));
  });
  // Open where nothing is known of these claims: nobody would look for it.
  const more = { class: "calc-more", open: !rows.length };
  mattersPlace.replaceChildren(make("h3", {}, say("sameMatter")), make("p", { class: "calc-feed" }, say("sameMatterWhy")),
    rows.length ? make("ul", { class: "calc-sets" }, rows) : "",
    make("details", more, make("summary", {}, say("moreMatters")), make("div", { class: "calc-rules" }, choices), add));
}

// ── the address ──

// Each fact once, with the first claim that uses it; what is of the whole page as "*".
function enterpriseClaims(page) {
  const seen = new Set();
  const said = page.claims.map((name) => {
    const mine = page.places.filter(({ key, claims }) => claims.includes(name) && !seen.has(key));
    for (const { key } of mine) seen.add(key);
    const given = mine.map(({ key, of }) => [of.name, page.fields.get(key).given()]);
    return [name, Object.fromEntries(given.filter(([, value]) => value !== undefined))];
  });
  const day = page.day.given();
  const whole = { 规则: page.claims, [SAME_MATTER_SETS]: page.matters.map((names) => names.join("+")), [CLAIM_DATE]: day ?? "" };
  const kept = Object.entries(whole).filter(([, value]) => value.length);
  return kept.length ? [[WHOLE_PAGE, Object.fromEntries(kept)], ...said] : [];
}

// Takes up what an address says; claims and facts that the policy does not have are left out, and told.
function fillEnterprise(page, claims) {
  const given = new Map(claims);
  const whole = given.get(WHOLE_PAGE) ?? {};
  const listed = (text) => (text ? text.split(";") : []);
  const wanted = [...new Set([...listed(whole.规则), ...[...given.keys()].filter((name) => name !== WHOLE_PAGE)])];
  const unknown = wanted.filter((name) => clauseOfClaim(name) === null);
  page.claims = inOrder(wanted.filter((name) => clauseOfClaim(name) !== null));
  page.matters = listed(whole[SAME_MATTER_SETS]).map((text) => text.split("+"));
  rebuild(page);
  clearAll(page);
  if (whole[CLAIM_DATE]) page.day.fill(whole[CLAIM_DATE]);
  for (const name of page.claims) {
    for (const [fact, value] of Object.entries(given.get(name) ?? {})) {
      const place = page.places.find(({ of, claims: users }) => of.name === fact && users.includes(name));
      if (place) page.fields.get(place.key).fill(value), page.touched.add(place.key);
      else unknown.push(`${name} ${fact}`);
    }
  }
  if (unknown.length) put(page.told, say("notInPolicy", { names: listing(unknown) }));
  page.changed();
}
