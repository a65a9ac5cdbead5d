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
 * in which they applied. `scores`, applicant → score, are needed where the policy pays by score. Throws FactError.
 */
export function allocate(applicants, options = undefined) {
  allowed("allocate(applicants, { budget, scores, date })", options, ["budget", "scores", "date"]);
  if (!isNamed(applicants)) throw new TypeError("allocate(applicants): an object or a Map: applicant → claims");
  const given = new Map(entriesOf(applicants));
  if (!(applicants instanceof Map) && given.size > 1 && [...given.keys()].some(isIndex)) {
    throw new TypeError("allocate(applicants): an object does not keep the order of names that are whole numbers; give a Map");
  }
  const rule = SHARING ?? IN_PROPORTION;
  const faults = [];
  const budget = budgetOf(options?.budget ?? null, faults);
  const due = new Map();
  for (const [applicant, theirs] of given) {
    try {
      if (!isNamed(theirs)) throw new FactError([makeFault("T0620 claims", [asName(applicant)], {})]);
      due.set(applicant, cents(settleClaims(new Map(entriesOf(theirs)), [], options?.date).total));
    } catch (error) {
      if (!(error instanceof FactError)) throw error;
      faults.push(...error.faults.map((one) => ofApplicant(applicant, one)));
    }
  }
  const scores = rule.order === "score" ? scoresOf(given, options?.scores, faults) : null;
  if (faults.length) throw new FactError(faults);
  return shareOut(due, budget, rule, scores);
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
  const results = resultsOf(claims, clauses, on);
  return bestSettlement(results, [...declared(clauses), ...sameMatter.flatMap((names) => pairsOf(names))]);
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
  const order = new Map([...CALCS.keys()].map((clause, place) => [clause, place]));
  const place = ([name, clause]) => 2 * order.get(clause) + (name === clause ? 0 : 1);
  return [new Map(found.sort((one, other) => place(one) - place(other))), faults];
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

// The result of each claim, in the order of `clauses`; what feeds another is calculated first.
function resultsOf(claims, clauses, on) {
  const results = new Map();
  const faults = new Map();
  const options = on === null ? undefined : { date: isoDate(on) };
  const workOut = (name) => {
    if (results.has(name) || faults.has(name)) return;
    const facts = Object.entries(claims.get(name));
    const unknown = new Set();
    for (const [fact, feeder] of feedersOf(name, claims.get(name), clauses)) {
      workOut(feeder);
      if (results.has(feeder)) facts.push([fact, results.get(feeder).value]);
      else unknown.add(fact);
    }
    try {
      results.set(name, calc(clauses.get(name), Object.fromEntries(facts), options));
    } catch (error) {
      if (!(error instanceof FactError)) throw error;
      // What a faulty claim should have given is missing through no fault of this one.
      const own = error.faults.filter((one) => !unknown.has(one.fact));
      faults.set(name, own.map((one) => ofClaim(name, one)));
    }
  };
  for (const name of clauses.keys()) workOut(name);
  if (faults.size) throw new FactError([...clauses.keys()].flatMap((name) => faults.get(name) ?? []));
  return new Map([...clauses.keys()].map((name) => [name, results.get(name)]));
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
