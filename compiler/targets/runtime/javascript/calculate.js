// ── calculate ──

/**
 * The result of a clause for the facts given, on a date (ISO text; default: the last day of the validity).
 * Throws FactError with every fault of the facts.
 */
export function calc(clauseId, facts, options = undefined) {
  if (options !== undefined && (!isPlain(options) || Object.keys(options).some((name) => name !== "date"))) {
    throw new TypeError("calc(clauseId, facts, { date }): the third argument is an object with nothing but a date");
  }
  const clause = CALCS.get(clauseId);
  if (clause === undefined) {
    const isText = typeof clauseId === "string";
    const near = isText ? hint(clauseId, CALCS.keys()) : "";
    throw new FactError([makeFault("T0615", [isText ? clauseId : show(clauseId)], { hint: near })]);
  }
  if (options === undefined) {
    const values = readQuickly(clause, clauseId, facts);
    if (values !== null) return clause.calc(values, clause.last);
  }
  const faults = [];
  const on = collecting(faults, () => parseDate(options?.date, clause.last));
  const values = collecting(faults, () => readFacts(FACTS[clauseId], fed(clauseId, facts)));
  if (faults.length) throw new FactError(faults);
  return clause.calc(values, on);
}

// What `read` gives; the faults of a FactError go into `faults`.
function collecting(faults, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FactError)) throw error;
    faults.push(...error.faults);
    return null;
  }
}

// The facts, those of other clauses turned into the fact that they feed.
function fed(clauseId, facts) {
  const own = FACTS[clauseId].map((of) => of.name);
  for (const [name, source] of isPlain(facts) ? CALCS.get(clauseId).feeds : []) {
    const asked = FACTS[source].map((of) => of.name);
    const theirs = asked.filter((of) => !own.includes(of));
    const given = Object.entries(facts).filter(([key]) => asked.includes(key));
    const listed = given.map(([key]) => key).filter((key) => theirs.includes(key));
    const stated = Object.hasOwn(facts, name);
    if (stated && listed.length) {
      throw new FactError([makeFault("T0616", [name], { clause: source, listed: listed.join("、") })]);
    }
    if (stated || !given.length || (theirs.length && !listed.length)) continue;
    const rest = Object.entries(facts).filter(([key]) => !theirs.includes(key));
    facts = Object.fromEntries([...rest, [name, calc(source, Object.fromEntries(given)).value]]);
  }
  return facts;
}
