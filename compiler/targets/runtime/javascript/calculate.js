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

// The facts, those of other clauses turned into the fact that they feed; what several of these ask for serves them all.
function fed(clauseId, facts) {
  const { feeds } = CALCS.get(clauseId);
  if (!feeds.length || !isPlain(facts)) return facts;
  const own = FACTS[clauseId].map((of) => of.name);
  const asked = (source) => FACTS[source].map((of) => of.name);
  const theirs = (source) => asked(source).filter((key) => !own.includes(key));
  const needed = feeds.filter(([name]) => !Object.hasOwn(facts, name)).flatMap(([, source]) => theirs(source));
  const made = new Map();
  const used = new Set();
  for (const [name, source] of feeds) {
    const only = theirs(source);
    const known = [...Object.entries(facts), ...made].filter(([key]) => asked(source).includes(key));
    const listed = known.map(([key]) => key).filter((key) => only.includes(key));
    if (!Object.hasOwn(facts, name) && known.length && (listed.length || !only.length)) {
      made.set(name, calc(source, Object.fromEntries(known)).value);
      for (const key of only) used.add(key);
    } else if (Object.hasOwn(facts, name) && listed.some((key) => !needed.includes(key))) {
      const both = listed.filter((key) => !needed.includes(key)).join("、");
      throw new FactError([makeFault("T0616", [name], { clause: source, listed: both })]);
    }
  }
  return Object.fromEntries([...Object.entries(facts).filter(([key]) => !used.has(key)), ...made]);
}
