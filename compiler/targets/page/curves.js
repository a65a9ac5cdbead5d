// ── page: the curve of a result ──

// How the result of a clause goes as one number does, and which number that should be.
const { curve, mainFact } = (() => {
  const { moved } = polynomials;
  const { applicant, places, placeOf, isNumber, withValue, boundsOf, tried, triedOn, less, equal, amountAt, lineOf, piecesAlong, isLevel, unitOf, slopeAt, sized, difference, isJump } = applicants;

  // ── the curve ──

  // The result of a clause by one number: {path, name, low, high, unit, scale, of, x, y, pieces, gaps, marks, cut, result}.
  // `pieces` are [{from, to, y0, y1, linear, at}], exact before rounding; `gaps` [{from, to, text}] where the facts would
  // be refused; `marks` [{x, y, kind, text, short, lines}]; `cut` says that there are more turns above `high`.
  function curve(id, facts, path, options = {}) {
    const who = applicant(id, facts, options);
    const place = placeOf(who, path);
    const [least, most] = boundsOf(place);
    const { pieces, isCut } = piecesAlong(who, place, least, 1n, most);
    const [low, high, isMore] = rangeOf(place, pieces, isCut, options);
    const inside = pieces.filter(({ from, to }) => to >= low && from <= high).map((piece) => cutTo(piece, low, high));
    const paid = inside.filter(({ state }) => !state.refused);
    const now = tried(who, who.values);
    return {
      path, low, high, of: place.of, unit: place.of.unit, scale: place.of.scale ?? 1n,
      name: walkWords.nameOf(who.types, who.rows, path, who.lang), x: place.x, y: now && now.amount, cut: isMore,
      result: { heading: who.heading, unit: who.unit, form: who.form, shape: who.clause.shape.kind, step: who.clause.shape.of?.step ?? [1, 1] },
      pieces: paid.map((piece) => ({
        from: piece.from, to: piece.to, y0: amountAt(piece, piece.from), y1: amountAt(piece, piece.to),
        linear: lineOf(piece.state) !== null, at: (x) => amountAt(piece, BigInt(x)),
      })),
      gaps: inside.filter(({ state }) => state.refused).map(({ from, to, state }) => ({ from, to, text: state.refused[who.lang] })),
      marks: marksOf(who, place, pieces, isCut, low, high),
    };
  }

  function cutTo(piece, low, high) {
    const [from, to] = [piece.from < low ? low : piece.from, piece.to > high ? high : piece.to];
    if (from === piece.from || piece.state.refused) return { ...piece, from, to };
    const [n, d] = [piece.state.n, piece.state.d].map((part) => moved(part, from - piece.from));
    return { ...piece, from, to, state: { ...piece.state, n, d } };
  }

  // From the least value to somewhat beyond the last turn, or the first that is ten times as far as the applicant, who would
  // else stand at the edge: and whether there are more.
  function rangeOf(place, pieces, isCut, options) {
    const { of, x } = place;
    const [least, most] = boundsOf(place);
    const turns = pieces.slice(1).map(({ from }) => from);
    const isFar = least < 0n || of.kind === "date";
    const far = isFar ? undefined : turns.find((turn) => x > 0n && turn >= 10n * x);
    const seen = far === undefined ? turns : turns.filter((turn) => turn <= far);
    const top = [...seen, x].reduce((a, b) => (a > b ? a : b));
    const bottom = [...seen, x].reduce((a, b) => (a < b ? a : b));
    const margin = (isFar ? top - bottom : top) / 4n || 10n * (of.kind === "date" ? 30n : of.scale);
    const isAll = seen.length === turns.length;
    const low = BigInt(options.low ?? (isFar ? bottom - margin : least));
    const high = BigInt(options.high ?? (isCut && isAll ? pieces.at(-1).to : top + margin));
    return [low < least ? least : low, high > most ? most : high, isCut || turns.some((turn) => turn > high)];
  }

  // ── marks ──

  function marksOf(who, place, pieces, isCut, low, high) {
    const found = [];
    for (let index = 1; index < pieces.length; index += 1) {
      const [one, other] = [pieces[index - 1], pieces[index]];
      if (other.from < low || other.from > high || one.state.refused || other.state.refused) continue;
      const made = markAt(who, place, one, other, index === pieces.length - 1 && !isCut);
      if (made !== null) found.push(made);
    }
    return found;
  }

  function markAt(who, place, one, other, isLast) {
    const [before, after] = [amountAt(one, one.to), amountAt(other, other.from)];
    const said = [triedOn(who, place, one, one.to), triedOn(who, place, other, other.from)];
    if (said.includes(null)) return null;
    const [was, is] = said.map(({ amount }) => amount);
    const mark = { x: other.from, y: after, from: one.to, before };
    if (isJump(one, other)) return jumpMark(who, place, mark, was, is, less(before, after));
    return turnMark(who, place, mark, [slopeAt(one, true), slopeAt(other, false)], isLast, other);
  }

  function jumpMark(who, place, mark, was, is, isUp) {
    if (isUp ? !less(was, is) : !less(is, was)) return null; // lost in rounding
    const { heading, unit, clause: { shape } } = who;
    const bound = walkWords.boundText(place.of, mark.x, 1n, who.lang);
    const [a, b] = [was, is].map((amount) => walkWords.quantity(...amount, unit));
    const isEn = who.lang === "en";
    const begins = place.of.kind === "date" ? "" : "起";
    const kind = !isUp ? "cliff" : was[0] === 0n ? "threshold" : "step";
    const short = kind === "cliff" ? (isEn ? `${bound}: down to ${b}` : `${bound}降为${b}`) : isEn ? `${bound}: ${b}` : `${bound}${kind === "step" ? "升为" : begins}${b}`;
    if (shape.kind === "answer") {
      const result = isUp ? "符合" : "不符合";
      return { ...mark, kind, lines: [bound, result], short: `${bound}${isEn ? ": " : ""}${result}`, text: `${bound}${isEn ? ": " : "，"}${result}` };
    }
    const zh = { threshold: `${bound}${begins}，${heading}${b}`, step: `${bound}，${heading}由${a}升为${b}`, cliff: `${bound}，${heading}由${a}降为${b}` };
    const en = { threshold: `${bound}, ${heading} is ${b}`, step: `${bound}, ${heading} rises from ${a} to ${b}`, cliff: `${bound}, ${heading} falls from ${a} to ${b}` };
    const became = isEn ? b : `${{ threshold: "", step: "升为", cliff: "降为" }[kind]}${b}`;
    return { ...mark, kind, lines: [bound + (isEn || kind !== "threshold" ? "" : begins), became], short, text: (isEn ? en : zh)[kind] };
  }

  function turnMark(who, place, mark, [steep, next], isLast, other) {
    if (equal(steep, next)) return null;
    const { heading, unit } = who;
    const isEn = who.lang === "en";
    // Where the two meet, if they do at a part.
    const x = equal(mark.before, amountAt(other, mark.from)) ? mark.from : mark.x;
    const where = walkWords.valueText(place.of, x);
    const amounts = [tried(who, withValue(who, place, x)), triedOn(who, place, other, other.to)].map((found) => found?.amount);
    if (amounts.includes(undefined)) return null;
    const said = walkWords.quantity(...amounts[0], unit);
    const made = { ...mark, x, y: x === mark.x ? mark.y : mark.before };
    if (next[0] === 0n && steep[0] > 0n) {
      if (!equal(...amounts)) return null;
      if (isLast) return { ...made, kind: "cap", lines: [isEn ? `cap ${said}` : `封顶${said}`, isEn ? `from ${where}` : `${where}起`], short: isEn ? `cap ${said}` : `封顶${said}`, text: isEn ? `from ${where} on ${heading} is capped at ${said}` : `达到${where}后封顶，${heading}${said}` };
      return { ...made, kind: "step", lines: [where, said], short: said, text: isEn ? `from ${where} on ${heading} stays at ${said}` : `达到${where}后，${heading}保持${said}` };
    }
    if (next[0] === 0n) {
      if (!equal(...amounts)) return null;
      return { ...made, kind: "step", lines: [where, said], short: said, text: isEn ? `from ${where} on ${heading} is ${said}` : `达到${where}后，${heading}为${said}` };
    }
    if (steep[0] === 0n && mark.before[0] === 0n && next[0] > 0n) {
      return { ...made, kind: "threshold", lines: [isEn ? `above ${where}` : `超过${where}`, isEn ? "" : "开始计算"], short: isEn ? `above ${where}` : `超过${where}起算`, text: isEn ? `above ${where} there is ${heading}` : `超过${where}的部分开始计算${heading}` };
    }
    return { ...made, kind: "step", lines: [where, ""], short: where, text: slopeText(who, place, x, other, where) };
  }

  // How much more a unit brings behind a turn, where calc has it so.
  function slopeText(who, place, x, other, where) {
    const unit = unitOf(place.of, other.to - x);
    const [before, after] = [x, x + unit].map((value) => tried(who, withValue(who, place, value))?.amount);
    const line = lineOf(other.state);
    const { heading } = who;
    const rest = who.lang === "en" ? `from ${where} on ${heading} changes otherwise` : `超过${where}后，${heading}的增幅改变`;
    if (line === null || before === undefined || after === undefined || x + unit > other.to) return rest;
    const gain = difference(before, after);
    if (!equal(gain, [line[0] * unit, line[1]])) return rest;
    const said = walkWords.points(...sized(gain), who.unit, who.lang);
    const each = walkWords.differenceText(place.of, unit, who.lang);
    if (who.lang === "en") return `from ${where} on each ${each} more ${gain[0] < 0n ? "takes off" : "adds"} ${said}`;
    return `超过${where}后，每增加${each}，${heading}${gain[0] < 0n ? "减少" : "增加"}${said}`;
  }

  // ── the main fact ──

  // The path against which the curve is drawn: of the numbers whose change moves the result, money first, one that moves it
  // from where it is before others; null where there is no number. Of lists the first items are looked at.
  const ROWS = 3;

  function mainFact(id, facts, options = {}) {
    const who = applicant(id, facts, options);
    const numbers = places(who).filter((place) => place.of.kind === "number" || (place.of.kind === "date" && place.path.length === 1))
      .filter(({ path }) => path.every((part) => typeof part === "string" || part < ROWS));
    const worth = (place) => {
      const [low, high] = boundsOf(place);
      const right = piecesAlong(who, place, place.x, 1n, high, 8, who.patience.steps).pieces.filter(({ state }) => !state.refused);
      const left = piecesAlong(who, place, place.x, -1n, low, 8, who.patience.steps).pieces.filter(({ state }) => !state.refused);
      const moves = (pieces) => pieces.length > 1 || pieces.some((piece) => !isLevel(piece));
      if (!moves(right) && !moves(left)) return 0;
      const isMoney = place.of.unit === "元" || place.of.unit.startsWith("元/");
      return (isMoney ? 4 : place.of.kind === "number" ? 2 : 1) * 2 + (right.length && !isLevel(right[0]) ? 1 : 0);
    };
    const ranked = numbers.map((place) => [worth(place), place]);
    const best = ranked.reduce((one, other) => (other[0] > one[0] ? other : one), [0, numbers[0]]);
    return best[1]?.path ?? null;
  }

  return { curve, mainFact };
})();
