// ── page: an applicant, and what changes as one fact does ──

// PROGRAMS has each clause as target ir writes it. A path is [fact], [list, place] or [list, place, field]; x is a value in the
// smallest parts of its fact, an amount a fraction [n, d]. Whatever is said of it is asked of calc.
const applicants = (() => {
  const { nearer, farther, at, moved, times, isSame } = polynomials;
  const { clauseAt } = alongLine;
  const PIECES = 200;

  // How far walks go: along how many changes of form in all, how many pieces, and for how many values of an applicant. Who has
  // many values (long lists) waits for each, so that fewer are looked at.
  function patienceOf(count) {
    if (count <= 20) return { steps: 4000, pieces: 60, places: 40, curve: 4000 };
    if (count <= 100) return { steps: 12, pieces: 6, places: 20, curve: 400 };
    return count <= 600 ? { steps: 4, pieces: 4, places: 8, curve: 60 } : { steps: 2, pieces: 2, places: 3, curve: 12 };
  }

  // ── an applicant ──

  // The facts as they are held. Throws FactError where they cannot be read.
  function applicant(id, facts, options = {}) {
    const clause = PROGRAMS[id];
    const types = FACTS[id];
    const values = readFacts(types, fed(id, facts));
    const day = parseDate(options.date, CALCS.get(id).last);
    if (clause.day_name) dayOfClaim(day);
    const rows = new Map((clause.facts ?? []).map((of) => [of.name, of.each]));
    const { heading } = CALCS.get(id);
    const { unit, form } = CLAUSES[id];
    const who = { id, clause, heading, unit, form, types, values, day, rows, lang: options.lang === "en" ? "en" : "zh" };
    return { ...who, patience: patienceOf(places(who).length) };
  }

  // Every fact, and every part of a list or record, that is one value: {path, held (the path by places), of, x}.
  function places(who) {
    const found = [];
    const visit = (of, value, path, held) => {
      if (value === null || value === undefined) return;
      if (of.kind === "list") value.forEach((part, place) => visit(of.item, part, [...path, place], [...held, place]));
      else if (of.kind === "record") {
        of.fields.forEach((part, place) => visit(part, value[place], [...path, part.name], [...held, place]));
      } else found.push({ path, held, of, x: of.kind === "number" || of.kind === "date" ? BigInt(value) : value });
    };
    who.types.forEach((of, index) => visit(of, who.values[index], [of.name], [of.name]));
    return found.filter(({ path }) => path[0] !== who.clause.approved?.name);
  }

  const isNumber = ({ of }) => of.kind === "number" || of.kind === "date";

  function placeOf(who, path) {
    const wanted = JSON.stringify(path);
    const found = places(who).find((place) => JSON.stringify(place.path) === wanted);
    if (found === undefined) throw new RangeError(`${who.id}: ${wanted}`);
    return found;
  }

  // The values with x at a place.
  function withValue(who, { held, of }, x) {
    const value = of.kind === "date" || (of.kind === "number" && of.small) ? Number(x) : x;
    const put = (old, places) => {
      if (!places.length) return value;
      const made = [...old];
      made[places[0]] = put(old[places[0]], places.slice(1));
      return made;
    };
    const [name, ...rest] = held;
    return who.values.map((old, index) => (who.types[index].name === name ? put(old, rest) : old));
  }

  const LAST_DAY = 3652059n;
  const YEARS = 100n * 365n;

  // The least and greatest value of a place; of a day, those of some years around it.
  function boundsOf({ of, x }) {
    const low = of.kind === "date" ? farther(1n, x - YEARS) : of.negative ? 1n - LIMIT * of.scale : 0n;
    const high = of.kind === "date" ? nearer(LAST_DAY, x + YEARS) : LIMIT * of.scale - 1n;
    return [of.low === null ? low : farther(BigInt(of.low), low), of.high === null ? high : nearer(BigInt(of.high), high)];
  }

  // ── what calc says ──

  // Lines of an explanation, in the language of the module: of a condition, and of one that does not hold.
  const CONDITION = /^(?:条件\d+ |Condition \d+: )/u;
  const FAILS = /^(?:条件\d+ .*：不符合|Condition \d+: .* – does not hold)/su;

  // {amount [n, d], eligible, failing (how many conditions fail), trace()}; null where the facts are refused.
  function tried(who, values, day = who.day) {
    try {
      const found = CALCS.get(who.id).calc(values, day);
      return {
        amount: amountOf(found.value), parts: partsOf(found.value), eligible: found.eligible,
        // Long lists have long explanations: only who asks pays for them.
        get trace() {
          return found.trace;
        },
        get failing() {
          return found.trace.filter((line) => FAILS.test(line)).length;
        },
      };
    } catch (error) {
      if (error instanceof FactError) return null;
      throw error;
    }
  }

  function amountOf(value) {
    if (typeof value === "boolean") return [value ? 1n : 0n, 1n];
    if (typeof value === "object") {
      return Object.values(value).map(amountOf).reduce(([a, b], [c, d]) => (b === d ? [a + c, b] : [a * d + c * b, b * d]), [0n, 1n]);
    }
    const [whole, decimals = ""] = String(value).split(".");
    return [BigInt(whole + decimals), 10n ** BigInt(decimals.length)];
  }

  const partsOf = (value) => (typeof value === "object" ? Object.values(value).length : 1);

  const less = ([a, b], [c, d]) => a * d < c * b;
  const equal = ([a, b], [c, d]) => a * d === c * b;

  // Whether the second amount is better for the applicant.
  const isBetter = (who, one, other) => (who.form === "交纳" ? less(other, one) : less(one, other));

  // ── along a line ──

  // From x on (down where step is -1n) to an end: {from, to, state, step}, in which state is all the way the same; its n and d
  // are polynomials in the distance from `from`. Where only a part of the state is asked for, `horizonOf` says how far that goes.
  function* along(who, place, x, step, end, most, horizonOf = ({ h }) => h) {
    for (let count = 0; count < most && (step > 0n ? x <= end : x >= end); count += 1) {
      const state = clauseAt(who.clause, withValue(who, place, x), who.day, place.held, step);
      const last = x + step * horizonOf(state);
      const to = (step > 0n ? last > end : last < end) ? end : last;
      yield { from: x, to, state, step };
      x = to + step;
    }
  }

  const amountAt = ({ from, state, step }, x) => [at(state.n, (x - from) * step), at(state.d, (x - from) * step)];
  const lineOf = ({ n, d }) => (d.length === 1 && n.length <= 2 ? [n[1] ?? 0n, d[0]] : null);

  // Whether a piece goes on as the one before it.
  function goesOn(one, other) {
    if (one.state.refused || other.state.refused) return one.state.refused === other.state.refused;
    const k = (other.from - one.from) * one.step;
    const [n, d] = [moved(one.state.n, k), moved(one.state.d, k)];
    return isSame(times(n, other.state.d), times(other.state.n, d));
  }

  // The pieces, those that go on as the one before it as one; `most` of them.
  function piecesAlong(who, place, x, step, end, most = PIECES, steps = who.patience.curve) {
    const found = [];
    let isCut = true;
    for (const piece of along(who, place, x, step, end, steps)) {
      const before = found.at(-1);
      if (before && goesOn(before, piece)) found[found.length - 1] = { ...before, to: piece.to };
      else if (found.length === most) break;
      else found.push(piece);
      if (piece.to === end) isCut = false;
    }
    return { pieces: found, isCut };
  }

  const isLevel = ({ state }) => state.n.length === 1 && state.d.length === 1;

  function isWithin(place, x) {
    const [low, high] = boundsOf(place);
    return low <= x && x <= high;
  }

  // How much a piece rises (or falls) from one part to the next, at its beginning or its end.
  function slopeAt(piece, isEnd) {
    const k = isEnd ? (piece.to - piece.from) * piece.step - 1n : 0n;
    const [[a, b], [c, d]] = [k, k + 1n].map((t) => [at(piece.state.n, t), at(piece.state.d, t)]);
    return [c * b - a * d, b * d];
  }

  const sized = ([n, d]) => [n < 0n ? -n : n, d];
  const difference = ([a, b], [c, d]) => (b === d ? [c - a, b] : [c * b - a * d, b * d]);

  // Whether the result jumps between two pieces: by more than either rises or falls there.
  function isJump(one, other) {
    const gap = sized(difference(amountAt(one, one.to), amountAt(other, other.from)));
    return less(sized(slopeAt(one, true)), gap) && less(sized(slopeAt(other, false)), gap);
  }

  // What calc says of x on a piece; null where the facts are refused. Where it is not what the piece has, up to the rounding of
  // the clause, that is null too and noted among the doubts: then nothing is said.
  function triedOn(who, place, piece, x) {
    const found = tried(who, withValue(who, place, x));
    const isAgreed = found === null ? piece.state.refused !== null : piece.state.refused === null && isRounded(who, amountAt(piece, x), found);
    if (!isAgreed) doubts.push(`${who.id} ${place.path} ${x}`);
    return isAgreed ? found : null;
  }

  const doubts = [];

  function isRounded(who, [n, d], { amount: [a, b], parts }) {
    const { of, kind, remainder } = who.clause.shape;
    if (kind === "answer") return n * b === a * d;
    const [above, below] = of.step.map(BigInt);
    if (kind === "one" || remainder) return roundWhole(n * below, d * above, of.mode) * above * b === a * below;
    const [off, most] = [(n * b - a * d) * below, BigInt(parts + 1) * above * b * d];
    return -most <= off && off <= most;
  }

  // A round difference, as people count: 1万元 where there is room for it.
  function unitOf(of, room) {
    if (of.kind === "date") return 1n;
    const sizes = of.unit === "元" ? [10000n * of.scale, of.scale] : of.unit === "%" ? [of.scale / 100n || 1n] : [of.scale];
    return sizes.find((size) => size <= room) ?? sizes.at(-1);
  }

  return {
    applicant, places, placeOf, isNumber, withValue, boundsOf, isWithin, tried, less, equal, isBetter, along, amountAt, lineOf,
    piecesAlong, isLevel, unitOf, slopeAt, sized, difference, isJump, triedOn, doubts, CONDITION, FAILS,
  };
})();
