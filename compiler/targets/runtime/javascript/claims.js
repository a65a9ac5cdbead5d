// ── runtime: claims ──

/**
 * What is paid of several claims of one enterprise, an object or a Map of name → facts: the best selection in which of each
 * set in `same_matter` (names of claims) one at most is paid; so it is with the clauses of SAME_MATTER. A name is the id of a
 * clause, or id#text for a further claim of it. Throws FactError with every fault of all claims.
 */
export function settle(claims, options = undefined) {
  allowed("settle(claims, { same_matter, date })", options, ["same_matter", "date"]);
  if (!isNamed(claims)) throw new TypeError("settle(claims): claims is an object or a Map: name → facts");
  const given = options?.same_matter ?? [];
  if (!Array.isArray(given)) throw new TypeError("settle(claims, { same_matter }): an array of arrays of names of claims");
  return settleClaims(new Map(entriesOf(claims)), given, options?.date);
}

/**
 * A budget (by default BUDGET) shared out by SHARING among applicants, an object or a Map of applicant → claims, in the order
 * in which they applied. `scores`, applicant → score, are needed where the policy pays by score; `same_matter`: applicant → sets
 * of its claims of which one is paid; `approved`: applicant → claim → what was approved under a ceiling, without which a
 * ceiling then takes no money. A claim with wrong facts is refused, and told; throws FactError with every other fault.
 */
export function allocate(applicants, options = undefined) {
  allowed("allocate(applicants, { budget, scores, date, same_matter, approved })", options, [
    ...["budget", "scores", "date", "same_matter", "approved"],
  ]);
  if (!isNamed(applicants)) throw new TypeError("allocate(applicants): an object or a Map: applicant → claims");
  const given = new Map(entriesOf(applicants));
  if (!(applicants instanceof Map) && given.size > 1 && [...given.keys()].some(isIndex)) {
    throw new TypeError("allocate(applicants): an object does not keep the order of names that are whole numbers; give a Map");
  }
  const rule = SHARING ?? IN_PROPORTION;
  const faults = [];
  const budget = budgetOf(options?.budget ?? null, faults);
  const owed = owedOf(given, options ?? {}, faults);
  const scores = rule.order === "score" ? scoresOf(given, options?.scores, faults) : null;
  if (faults.length) throw new FactError(faults);
  return shareOut(owed, budget, rule, scores);
}

function allowed(call, options, names) {
  if (options === undefined || (isPlain(options) && Object.keys(options).every((name) => names.includes(name)))) return;
  throw new TypeError(`${call}: the second argument is an object with nothing else`);
}

function isNamed(value) {
  return value instanceof Map || isPlain(value);
}

function entriesOf(value) {
  return value instanceof Map ? value.entries() : Object.entries(value);
}

// A name that an object lists before all others, in the order of numbers.
function isIndex(name) {
  return /^(0|[1-9][0-9]*)$/.test(name) && Number(name) < 2 ** 32 - 1;
}

function asName(name) {
  return typeof name === "string" ? name : show(name);
}

// ── one enterprise ──

function settleClaims(claims, sameMatter, date) {
  const on = parseDate(date, null);
  const [clauses, faults] = clausesOf(claims);
  faults.push(...faultySets(claims, sameMatter));
  if (faults.length) throw new FactError(faults);
  const [results, faulty] = resultsOf(claims, clauses, on);
  if (faulty.size) {
    const own = (found) => found.filter((one) => one.code !== "T0550");
    throw new FactError([...faulty].flatMap(([name, found]) => own(found).map((one) => ofClaim(name, one))));
  }
  return bestSettlement(results, exclusionsOf(clauses, sameMatter));
}

function exclusionsOf(clauses, sameMatter) {
  return [...declared(clauses), ...sameMatter.flatMap((names) => pairsOf(names))];
}

// The clause of each claim, in the order of the document; of one clause the claim that bears its bare name, then the others
// as they were given.
function clausesOf(claims) {
  const found = [];
  const faults = [];
  for (const [name, facts] of claims) {
    const clause = clauseOf(name);
    if (clause === null) {
      const near = typeof name === "string" ? hint(name, CALCS.keys()) : "";
      faults.push(makeFault("T0615", [asName(name)], { hint: near }));
    } else if (isPlain(facts)) found.push([name, clause]);
    else faults.push(makeFault("T0603 claim", [name], {}));
  }
  return [byDocument(found), faults];
}

function byDocument(clauses) {
  const order = new Map([...CALCS.keys()].map((clause, place) => [clause, place]));
  const place = ([name, clause]) => 2 * order.get(clause) + (name === clause ? 0 : 1);
  return new Map([...clauses].sort((one, other) => place(one) - place(other)));
}

// 7.1 and 7.1#二期 are claims of 7.1. An id may itself have a #: the longest that is a clause counts.
function clauseOf(name) {
  if (typeof name !== "string") return null;
  for (let end = name.length; end >= 0; end = end > 0 ? name.lastIndexOf("#", end - 1) : -1) {
    if (CALCS.has(name.slice(0, end))) return name.slice(0, end);
  }
  return null;
}

function faultySets(claims, sameMatter) {
  return sameMatter.flatMap((names, index) => {
    const number = String(index + 1);
    if (!Array.isArray(names)) return [makeFault("T0623 set", [SAME_MATTER_NAME], { number })];
    return names
      .filter((name) => typeof name !== "string" || !claims.has(name))
      .map((name) => {
        if (typeof name !== "string") return makeFault("T0623 name", [SAME_MATTER_NAME], { number, shown: show(name) });
        const shown = [`「${visible(name)}」`, `“${visible(name)}”`];
        const near = hint(name, [...claims.keys()].filter((one) => typeof one === "string"));
        return makeFault("T0623 claim", [SAME_MATTER_NAME], { number, shown, hint: near });
      });
  });
}

function pairsOf(names) {
  const once = [...new Set(names)];
  return once.flatMap((one, index) => once.slice(index + 1).map((other) => [one, other]));
}

// The claims of clauses that the policy declares to be the same matter, in pairs. Two claims of one clause are not: they are
// further claims, about something else, unless the caller says so.
function declared(clauses) {
  const of = (clause) => [...clauses.keys()].filter((name) => clauses.get(name) === clause);
  return SAME_MATTER.flatMap(pairsOf).flatMap(([one, other]) =>
    of(one).flatMap((name) => of(other).map((rival) => [name, rival])),
  );
}

// The result of each claim or its faults, both in the order of `clauses`; what feeds another is calculated first.
function resultsOf(claims, clauses, on) {
  const results = new Map();
  const faults = new Map();
  const options = on === null ? undefined : { date: isoDate(on) };
  const workOut = (name) => {
    if (results.has(name) || faults.has(name)) return;
    const facts = Object.entries(claims.get(name));
    const unknown = new Map();
    for (const [fact, feeder] of feedersOf(name, claims.get(name), clauses)) {
      workOut(feeder);
      if (results.has(feeder)) facts.push([fact, results.get(feeder).value]);
      else unknown.set(fact, feeder);
    }
    const fed = [...unknown].map(([fact, feeder]) => makeFault("T0550", [fact], { claim: visible(feeder) }));
    try {
      const made = calc(clauses.get(name), Object.fromEntries(facts), options);
      if (fed.length) faults.set(name, fed);
      else results.set(name, made);
    } catch (error) {
      if (!(error instanceof FactError)) throw error;
      // What a faulty claim should have given is missing through no fault of this one.
      faults.set(name, [...error.faults.filter((one) => !unknown.has(one.fact)), ...fed]);
    }
  };
  for (const name of clauses.keys()) workOut(name);
  const listed = (made) => new Map([...clauses.keys()].filter((name) => made.has(name)).map((name) => [name, made.get(name)]));
  return [listed(results), listed(faults)];
}

// The facts that a claim leaves to a claim of the clause that they are 取自: the claim of the same #text, else the only one.
function feedersOf(name, facts, clauses) {
  const clause = clauses.get(name);
  const own = FACTS[clause].map((of) => of.name);
  const found = [];
  for (const [fact, source] of CALCS.get(clause).feeds) {
    const theirs = FACTS[source].map((of) => of.name).filter((other) => !own.includes(other));
    if ([fact, ...theirs].some((other) => Object.hasOwn(facts, other))) continue;
    const made = [...clauses.keys()].filter((other) => clauses.get(other) === source);
    const same = source + name.slice(clause.length);
    if (made.includes(same)) found.push([fact, same]);
    else if (made.length === 1) found.push([fact, made[0]]);
  }
  return found;
}

// The fault with the claim's name in front.
function ofClaim(name, { code, fact, message, messageEn }) {
  return fault(code, `${name}：${fact}`, `${visible(name)}：${message}`, `${visible(name)}: ${messageEn}`);
}

// ── many applicants ──

const BUDGET_TYPE = factType({ name: "预算", kind: "number", unit: "元", decimals: 2 });
const SCORE_TYPE = factType({ name: "得分", kind: "number", decimals: 4, negative: true });

const APPROVED_NAME = "核定金额";

// What is due to each applicant, by claim (`paid`, in 分), the claims that are `refused` with their faults, and the ceilings that
// are `unapproved`. What is wrong with the options goes to `faults`.
function owedOf(applicants, { same_matter, approved, date }, faults) {
  const owed = new Map();
  let on;
  try {
    on = parseDate(date, null);
  } catch (error) {
    if (!(error instanceof FactError)) throw error;
    faults.push(...error.faults);
    return owed;
  }
  const isByRegister = (approved ?? null) !== null;
  const sets = byApplicant(SAME_MATTER_NAME, applicants, same_matter, faults);
  const register = byApplicant(APPROVED_NAME, applicants, approved, faults);
  for (const [applicant, theirs] of applicants) {
    try {
      if (!isNamed(theirs)) throw new FactError([makeFault("T0620 claims", [asName(applicant)], {})]);
      const claims = new Map(entriesOf(theirs));
      const made = isByRegister ? withApproved(claims, register.get(applicant) ?? null) : claims;
      owed.set(applicant, owedTo(made, sets.has(applicant) ? sets.get(applicant) : [], on, isByRegister));
    } catch (error) {
      if (!(error instanceof FactError)) throw error;
      faults.push(...error.faults.map((one) => ofApplicant(applicant, one)));
    }
  }
  return owed;
}

// What is given for each applicant; nothing of those that have not applied.
function byApplicant(name, applicants, given, faults) {
  if ((given ?? null) === null) return new Map();
  if (!isNamed(given)) {
    faults.push(makeFault("T0551", [name], { shown: show(given) }));
    return new Map();
  }
  const found = new Map(entriesOf(given));
  for (const applicant of found.keys()) {
    if (!applicants.has(applicant)) faults.push(makeFault("T0620 stranger", [name], { name: visible(asName(applicant)) }));
  }
  return found;
}

// The claims with what the register has for them.
function withApproved(claims, register) {
  if (register === null) return claims;
  if (!isNamed(register)) throw new FactError([makeFault("T0551 amounts", [APPROVED_NAME], { shown: show(register) })]);
  const made = new Map(claims);
  const faults = [];
  for (const [name, amount] of entriesOf(register)) {
    const said = typeof name === "string" ? visible(name) : show(name);
    const clause = clauseOf(name);
    const facts = claims.get(name);
    const refuse = (code, more) => faults.push(makeFault(code, [APPROVED_NAME], { claim: said, ...more }));
    if (!claims.has(name)) {
      refuse("T0551 claim", { hint: hint(name, [...claims.keys()].filter((one) => typeof one === "string")) });
    } else if (clause !== null && !FACTS[clause].some((of) => of.name === APPROVED_NAME)) refuse("T0551 ceiling");
    else if (isPlain(facts) && Object.hasOwn(facts, APPROVED_NAME)) refuse("T0551 twice");
    else if (isPlain(facts) && amount !== null) made.set(name, { ...facts, [APPROVED_NAME]: amount });
  }
  if (faults.length) throw new FactError(faults);
  return made;
}

function owedTo(claims, sameMatter, on, isByRegister) {
  if (!Array.isArray(sameMatter)) {
    throw new FactError([makeFault("T0551 sets", [SAME_MATTER_NAME], { shown: show(sameMatter) })]);
  }
  const faults = faultySets(claims, sameMatter);
  if (faults.length) throw new FactError(faults);
  const refused = new Map();
  const known = [];
  for (const [name, facts] of claims) {
    const [found, wrong] = clausesOf(new Map([[name, facts]]));
    known.push(...found);
    if (wrong.length) refused.set(asName(name), wrong);
  }
  const clauses = byDocument(known);
  const [results, faulty] = resultsOf(claims, clauses, on);
  for (const [name, wrong] of faulty) refused.set(name, wrong);
  const isOpen = (one) => isByRegister && one.kind === "上限" && isCounted(one);
  // A ceiling that nobody has approved yet stands in nobody's way.
  const sure = new Map([...results].filter(([, one]) => !isOpen(one)));
  const { paid } = bestSettlement(sure, exclusionsOf(clauses, sameMatter));
  const inFen = (named) => named.map(([name, one]) => [name, fenOf(one)]);
  const unapproved = inFen([...results].filter(([, one]) => isOpen(one))).filter(([, fen]) => fen);
  const claimed = [...clauses.keys()].filter((name) => Object.hasOwn(paid, name)).map((name) => [name, paid[name]]);
  return { paid: new Map(inFen(claimed)), refused, unapproved: new Map(unapproved) };
}

// In 分.
function budgetOf(given, faults) {
  if (given === null && BUDGET !== null) return cents(BUDGET);
  if (given === null) faults.push(makeFault("T0620 budget", [BUDGET_TYPE.name], {}));
  return given === null ? 0n : readValue(BUDGET_TYPE, given, [BUDGET_TYPE.name], faults);
}

// The score of each applicant, in ten-thousandths.
function scoresOf(applicants, given, faults) {
  const scores = new Map(isNamed(given) ? entriesOf(given) : []);
  for (const name of scores.keys()) {
    if (!applicants.has(name)) {
      faults.push(makeFault("T0620 stranger", [SCORE_TYPE.name], { name: visible(asName(name)) }));
    }
  }
  const read = new Map();
  for (const name of applicants.keys()) {
    if (!scores.has(name)) {
      faults.push(makeFault("T0620 score", [SCORE_TYPE.name], { name: visible(asName(name)) }));
      continue;
    }
    const found = [];
    read.set(name, readValue(SCORE_TYPE, scores.get(name), [SCORE_TYPE.name], found));
    faults.push(...found.map((one) => ofApplicant(name, one)));
  }
  return read;
}

// The fault with the applicant's name in front.
function ofApplicant(name, { code, fact, message, messageEn }) {
  const said = visible(asName(name));
  return fault(code, fact, `${said}：${message}`, `${said}: ${messageEn}`);
}
