// ── page: walks ──

// What brings an applicant more, and what a refusal lacks. Whatever is said was tried by calc on both sides.
const { nextSteps, missing } = (() => {
  const { nearer } = polynomials;
  const { clauseAt } = alongLine;
  const {
    applicant, places, isNumber, withValue, boundsOf, isWithin, tried, less, equal, isBetter, along, piecesAlong, isLevel, unitOf,
    difference, isJump, triedOn, doubts, CONDITION, FAILS,
  } = applicants;

  // ── what is said first ──

  // What lies behind is what it was.
  const isPast = ({ path }) => EARLIER.test(path[0]);

  // More of something comes before less of it, of each the nearer; last what was in the year before.
  function nearness(place, to) {
    const { of, x } = place;
    const distance = to > x ? to - x : x - to;
    const reach = of.kind === "date" ? [distance, 365n] : [distance, x > of.scale ? x : of.scale];
    return { rank: isPast(place) ? 2 : to < x ? 1 : 0, reach };
  }

  function inOrder(one, other) {
    return one.rank - other.rank || (less(one.reach, other.reach) ? -1 : less(other.reach, one.reach) ? 1 : 0);
  }

  // ── the next step ──

  // What brings more (where the form is 交纳: less to pay): [{path, from, to, gain, value, text}], the nearest first, without what
  // was in the year before. `value` is what would be given to calc, `gain` a fraction. Where nothing does, one entry that says what
  // binds, without `to`.
  function nextSteps(id, facts, options = {}) {
    const who = applicant(id, facts, options);
    const now = tried(who, who.values);
    if (now === null) return [];
    const every = places(who).filter((place) => !isPast(place));
    const all = every.slice(0, who.patience.places);
    const found = [];
    let isAll = all.length === places(who).length;
    for (const place of all.filter(isNumber)) {
      for (const step of [1n, -1n]) {
        const { made, isCut } = stepOf(who, place, now, step);
        found.push(...made);
        isAll &&= !isCut;
      }
    }
    for (const place of all.filter((each) => !isNumber(each))) found.push(...otherValue(who, place, now));
    found.sort(inOrder);
    const said = found.map(({ rank, reach, ...step }) => step);
    return said.length ? said : [boundBy(who, all, now, isAll)];
  }

  // The first change in one direction that brings more: where a level begins that is better, or along a stretch that rises.
  function stepOf(who, place, now, step) {
    const [low, high] = boundsOf(place);
    const last = step > 0n ? high : low;
    const { pieces, isCut } = piecesAlong(who, place, place.x, step, last, who.patience.pieces, who.patience.steps);
    for (const [index, piece] of pieces.entries()) {
      if (piece.state.refused) continue;
      const before = pieces[index - 1];
      const jumps = before !== undefined && (before.state.refused || isJump(before, piece));
      const ways = [
        () => jumps && toStart(who, place, now, piece),
        () => !isLevel(piece) && (piece.to === last ? perUnit(who, place, now, piece, before) : toEnd(who, place, now, pieces, index)),
      ];
      for (const way of ways) {
        const made = way();
        if (made) return { made: [made], isCut };
      }
    }
    // A day is looked at some years around only.
    return { made: [], isCut: isCut || place.of.kind === "date" };
  }

  // What calc says of an end of a piece, where that brings more than there is.
  function better(who, place, now, piece, end) {
    if (end === place.x) return null;
    const after = triedOn(who, place, piece, end);
    return after !== null && isBetter(who, now.amount, after.amount) ? after : null;
  }

  const sayOf = (who, zh, en) => (who.lang === "en" ? en : zh);
  const nameIn = (who, { path }) => walkWords.nameOf(who.types, who.rows, path, who.lang);

  function stepTo(place, now, end, after, value, text) {
    const { path, x } = place;
    return { path, from: x, to: end, gain: difference(now.amount, after.amount), value, text, ...nearness(place, end) };
  }

  // One part before it is worse.
  function toStart(who, place, now, piece) {
    const { from: end, step } = piece;
    const after = better(who, place, now, piece, end);
    const before = tried(who, withValue(who, place, end - step));
    if (after === null || (before !== null && !isBetter(who, before.amount, after.amount))) return null;
    const moved = walkWords.movedText(place.of, nameIn(who, place), place.x, end, who.lang);
    const bound = walkWords.boundText(place.of, end, step, who.lang);
    const brought = walkWords.broughtText(who, now.amount, after.amount, who.lang);
    const text = sayOf(who, `${moved}（${bound}），${brought}`, `${moved} (${bound}): ${brought}`);
    return stepTo(place, now, end, after, walkWords.given(place.of, end), text);
  }

  function toEnd(who, place, now, pieces, index) {
    const [piece, next] = [pieces[index], pieces[index + 1]];
    if (next !== undefined && !next.state.refused && isJump(piece, next)) {
      const there = toStart(who, place, now, next);
      if (there !== null) return there;
    }
    // It may end between two parts: then it is behind the end that most is had.
    const ends = next !== undefined && !next.state.refused && isLevel(next) ? [[next, next.from], [piece, piece.to]] : [[piece, piece.to]];
    const found = ends.map(([on, end]) => ({ end, after: better(who, place, now, on, end) })).filter(({ after }) => after !== null);
    if (!found.length) return null;
    const { end, after } = found.length > 1 && equal(found[0].after.amount, found[1].after.amount) ? found[1] : found[0];
    const behind = isWithin(place, end + piece.step) ? tried(who, withValue(who, place, end + piece.step)) : null;
    const moved = walkWords.movedText(place.of, nameIn(who, place), place.x, end, who.lang);
    const brought = walkWords.broughtText(who, now.amount, after.amount, who.lang);
    const tail = walkWords.tailText(tailOf(who, place, next, after, behind), who, place.of, end, piece.step, who.lang);
    const text = `${moved}${sayOf(who, "，", ": ")}${brought}${tail}`;
    return stepTo(place, now, end, after, walkWords.given(place.of, end), text);
  }

  // On a stretch without an end: what each further unit brings, from where it begins.
  function perUnit(who, place, now, piece, before) {
    const start = before === undefined ? piece.from : before.to;
    const unit = unitOf(place.of, piece.to > start ? piece.to - start : start - piece.to);
    const end = start + piece.step * unit;
    const after = isWithin(place, end) ? better(who, place, now, piece, end) : null;
    const first = tried(who, withValue(who, place, start));
    if (after === null || first === null || !equal(first.amount, now.amount)) return null;
    const brought = walkWords.broughtText(who, now.amount, after.amount, who.lang, true);
    const each = walkWords.eachText(place.of, piece.step * unit, who.lang);
    const name = nameIn(who, place);
    const where = walkWords.valueText(place.of, start);
    const behind = sayOf(who, `${name}${piece.step > 0n ? "超过" : "低于"}${where}后，${each}，${brought}`, `${name} ${piece.step > 0n ? "above" : "below"} ${where}: ${each}, ${brought}`);
    const text = start === place.x ? sayOf(who, `${name}${each}，${brought}`, `${name}, ${each}: ${brought}`) : behind;
    return stepTo(place, now, end, after, walkWords.given(place.of, end), text);
  }

  // What becomes of it behind a stretch that ends: "cap", "level", "cliff" or "".
  function tailOf(who, place, next, after, behind) {
    if (next === undefined || next.state.refused || behind === null) return "";
    if (isBetter(who, behind.amount, after.amount)) return "cliff";
    if (!isLevel(next) || !equal(behind.amount, after.amount)) return "";
    const last = tried(who, withValue(who, place, next.to));
    if (last === null || !equal(last.amount, after.amount)) return "";
    const [low, high] = boundsOf(place);
    return next.to === (next.step > 0n ? high : low) ? "cap" : "level";
  }

  // Other words for a text are those that the clause knows.
  function otherValues(who, { of, path, x }) {
    if (of.kind === "boolean") return [!x];
    if (of.kind === "option") return of.options.map((_, index) => index).filter((index) => index !== x);
    return [...wordsOf(who.clause, path)].filter((word) => word !== x);
  }

  function wordsOf(clause, path) {
    const found = new Set();
    const visit = (node) => {
      if (node === null || typeof node !== "object") return;
      if (node[0] === "is" && (node[1] === path[0] || node[1]?.[1] === path[0])) node.slice(2).forEach((word) => found.add(word));
      Object.values(node).forEach(visit);
    };
    [clause.lets, clause.conditions, clause.checks, clause.amounts, clause.each].forEach((part) => visit(part ?? null));
    return found;
  }

  function otherValue(who, place, now) {
    const { of, path, x } = place;
    const found = otherValues(who, place)
      .map((to) => ({ to, after: tried(who, withValue(who, place, to)) }))
      .filter(({ after }) => after !== null && isBetter(who, now.amount, after.amount))
      .map(({ to, after }) => ({ to, amount: after.amount }));
    if (!found.length) return [];
    const { to, amount } = found.reduce((one, other) => (isBetter(who, one.amount, other.amount) ? other : one));
    const name = walkWords.nameOf(who.types, who.rows, path, who.lang);
    const brought = walkWords.broughtText(who, now.amount, amount, who.lang);
    const value = walkWords.valueText(of, to);
    const text = who.lang === "en" ? `If ${name} is ${value}: ${brought}` : `「${name}」为${value}的，${brought}`;
    const gain = difference(now.amount, amount);
    return [{ path, from: x, to, gain, value: walkWords.given(of, to), text, rank: 1, reach: [1n, 1n] }];
  }

  // Nothing brings more: which end has been reached. Going down from it there is first a level, then less.
  function boundBy(who, all, now, isAll) {
    const isEn = who.lang === "en";
    const ends = all.filter(isNumber).map((place) => endAt(who, place, now)).filter((end) => end !== null);
    const [end] = [...ends.filter(({ isCap }) => isCap), ...ends];
    if (end === undefined) {
      const text = isEn ? "Changing any one fact alone brings no more" : "单独改变任何一项，都不会更多";
      const some = isEn ? "Of the changes that were tried none alone brings more" : "逐一试过的改变中，没有哪一项单独会更多";
      return { path: null, from: null, text: isAll ? text : some };
    }
    const { place, from } = end;
    const [name, amount] = [walkWords.nameOf(who.types, who.rows, place.path, who.lang), walkWords.quantity(...now.amount, who.unit)];
    const where = walkWords.valueText(place.of, from);
    const cap = isEn ? `${who.heading} is at its cap: from ${name} ${where} on it is ${amount}` : `${who.heading}已到封顶：${name}达到${where}后都是${amount}`;
    const answer = isEn ? `From ${name} ${where} on the conditions are met` : `${name}达到${where}后都符合`;
    const level = isEn ? `From ${name} ${where} on ${who.heading} is ${amount}` : `${name}达到${where}后，${who.heading}都是${amount}`;
    return { path: place.path, from: place.x, text: who.clause.shape.kind === "answer" ? answer : end.isCap ? cap : level };
  }

  function endAt(who, place, now) {
    const [low, high] = boundsOf(place);
    const { pieces: [level, rise] } = piecesAlong(who, place, place.x, -1n, low, 2, who.patience.steps);
    if (rise === undefined || level.state.refused || rise.state.refused || !isLevel(level)) return null;
    const [less, more] = [isLevel(rise) ? rise.from : rise.to, high].map((value) => tried(who, withValue(who, place, value)));
    if (less === null || more === null || !isBetter(who, less.amount, now.amount) || !equal(more.amount, now.amount)) return null;
    const { pieces, isCut } = piecesAlong(who, place, place.x, 1n, high, 2, who.patience.steps);
    return pieces.length > 1 || isCut ? null : { place, from: level.to, isCap: !isLevel(rise) };
  }

  // ── what a refusal lacks ──

  // For each condition that fails: [{path, from, to, value, text, line}]; `line` is the explanation's own. Empty where nothing fails.
  function missing(id, facts, options = {}) {
    const who = applicant(id, facts, options);
    const now = tried(who, who.values);
    if (now === null) return [refusal(who)];
    if (now.eligible) return [];
    const { conditions, onTime } = clauseAt(who.clause, who.values, who.day, null, 1n);
    const lines = now.trace.filter((line) => CONDITION.test(line));
    const failing = now.trace.filter((line) => FAILS.test(line));
    const found = onTime ? [] : [late(who)];
    let count = 0;
    conditions.forEach((held, index) => {
      if (held.v) return;
      const line = lines.length === conditions.length ? lines[index] : (failing[count] ?? "");
      count += 1;
      found.push(lackOf(who, index, now, line, conditions));
    });
    return found;
  }

  function refusal(who) {
    const { refused } = clauseAt(who.clause, who.values, who.day, null, 1n);
    return { path: refused ? [refused.fact] : null, text: refused ? refused[who.lang] : "" };
  }

  function late(who) {
    const [first, last] = who.clause.valid.map((day) => isoDate(day));
    const now = isoDate(who.day);
    const text = who.lang === "en"
      ? `申报日期 must lie from ${first} to ${last} (now ${now})`
      : `申报日期须在${first}至${last}之间（现为${now}）`;
    return { path: ["申报日期"], from: BigInt(who.day), to: BigInt(who.clause.valid[who.day < who.clause.valid[0] ? 0 : 1]), text };
  }

  // The names that a node is made of, those of lets followed.
  function namesIn(node, lets, found = new Set()) {
    if (typeof node === "string") {
      if (!found.has(node)) {
        found.add(node);
        if (lets.has(node)) namesIn(lets.get(node), lets, found);
      }
    } else if (node !== null && typeof node === "object") Object.values(node).forEach((part) => namesIn(part, lets, found));
    return found;
  }

  // What one condition lacks: the nearest changes of one fact each, two of them at most.
  function lackOf(who, index, now, line, before) {
    const condition = who.clause.conditions[index];
    const names = namesIn(condition, new Map(who.clause.lets ?? []));
    const found = places(who).filter(({ path }) => names.has(path[0])).flatMap((place) =>
      isNumber(place) ? numberLacks(who, place, index, now, before) : otherLacks(who, place, index, now),
    );
    found.sort(inOrder);
    if (!found.length) return { path: null, text: line, line };
    const [first] = found;
    const text = found.slice(0, 2).map((lack) => lack.text).join(who.lang === "en" ? "; or " : "；或者");
    return { path: first.path, from: first.from, to: first.to, value: first.value, text, line };
  }

  function numberLacks(who, place, index, now, before) {
    const [low, high] = boundsOf(place);
    const { of, path, x } = place;
    const found = [];
    // Where this condition holds, and what held before still does.
    const isWanted = ({ conditions }) => conditions.every(({ v }, at) => v || (at !== index && !before[at].v));
    const horizonOf = ({ refused, sound, conditions }) => (refused ? sound : nearer(sound, ...conditions.map(({ h }) => h)));
    for (const step of [1n, -1n]) {
      for (const { from: to, state } of along(who, place, x, step, step > 0n ? high : low, who.patience.curve, horizonOf)) {
        if (state.refused || !isWanted(state)) continue;
        const [there, beside] = [to, to - step].map((value) => tried(who, withValue(who, place, value)));
        if (there === null || there.failing >= now.failing || (beside !== null && beside.failing <= there.failing)) {
          doubts.push(`${who.id} ${path} ${to} 条件${index + 1}`);
          break;
        }
        const name = walkWords.nameOf(who.types, who.rows, path, who.lang);
        const text = walkWords.lackText(of, name, x, to, who.lang);
        found.push({ path, from: x, to, value: walkWords.given(of, to), text, ...nearness(place, to) });
        break;
      }
    }
    return found;
  }

  function otherLacks(who, place, index, now) {
    const { of, path, x } = place;
    const right = otherValues(who, place).filter((to) => {
      const values = withValue(who, place, to);
      const state = clauseAt(who.clause, values, who.day, null, 1n);
      return !state.refused && state.conditions[index].v && (tried(who, values)?.failing ?? now.failing) < now.failing;
    });
    if (!right.length) return [];
    const name = walkWords.nameOf(who.types, who.rows, path, who.lang);
    const text = walkWords.mustText(of, name, x, right, who.lang);
    return [{ path, from: x, to: right[0], value: walkWords.given(of, right[0]), text, rank: 0, reach: [0n, 1n] }];
  }

  return { nextSteps, missing };
})();
