// Walks held against the clause worked out anew at every place, and against calc. GIVEN is [[id, facts, date], …]; gives for each
// {wrong, turns, steps, lacks, now}, null where the facts cannot be read.
const { places, isNumber, withValue, boundsOf, piecesAlong, amountAt, tried, triedOn, doubts, applicant, equal } = applicants;
const { clauseAt } = alongLine;

function exactly(who, place, x) {
  const { refused, n, d } = clauseAt(who.clause, withValue(who, place, x), who.day, null, 1n);
  return refused ? null : [n[0], d[0]];
}

const isSameAmount = (one, other) => (one === null || other === null ? one === other : equal(one, other));

// The x in a range at which the result does not go on as from x − 2 to x − 1, or the facts begin or cease to be refused.
function kinks(who, place, low, high) {
  const values = [];
  for (let x = low - 2n; x <= high; x += 1n) values.push(exactly(who, place, x));
  const found = [];
  for (let at = 2; at < values.length; at += 1) {
    const [a, b, c] = values.slice(at - 2, at + 1);
    if (b === null && c === null) continue;
    if (b === null || c === null) found.push(low + BigInt(at - 2));
    else if (a !== null && !equal([a[0] * c[1] + c[0] * a[1], a[1] * c[1]], [2n * b[0], b[1]])) found.push(low + BigInt(at - 2));
  }
  return found;
}

function checkPlace(who, place, wrong) {
  const say = (what, x) => wrong.push(`${who.id} ${JSON.stringify(place.path)} ${what} ${x}`);
  const [least, high] = boundsOf(place);
  const low = least < 0n ? place.x - 10n ** 9n : least;
  const { pieces } = piecesAlong(who, place, low, 1n, high, 25);
  for (const piece of pieces) {
    const middle = (piece.from + piece.to) / 2n;
    for (const x of [piece.from, piece.from + 1n, middle, piece.to - 1n, piece.to].filter((x) => piece.from <= x && x <= piece.to)) {
      const exact = piece.state.refused ? null : amountAt(piece, x);
      if (!isSameAmount(exact, exactly(who, place, x))) say("is not on its piece at", x);
      if (triedOn(who, place, piece, x) === null && !piece.state.refused) say("is not what calc has at", x);
    }
  }
  const turns = pieces.slice(1).map(({ from }) => from);
  const last = pieces.at(-1).to;
  const straight = pieces.every(({ state }) => state.refused || (state.d.length === 1 && state.n.length <= 2));
  const near = (x) => turns.some((turn) => turn === x || turn === x - 1n);
  const around = [...turns.slice(0, 6), place.x, low + 30n];
  for (const x of straight ? around : []) {
    const [from, to] = [x - 30n < low + 2n ? low + 2n : x - 30n, x + 30n > last ? last : x + 30n];
    const found = kinks(who, place, from, to);
    for (const kink of found) if (!near(kink)) say("turns unseen at", kink);
    for (const turn of turns) {
      // Nor does what is on one part only: three of them may lie on a line.
      const beside = pieces.filter((piece) => piece.from === turn || piece.to === turn - 1n);
      if (turn < from || turn >= to || beside.some((piece) => piece.state.refused || piece.from === piece.to)) continue;
      if (!found.some((kink) => kink === turn || kink === turn + 1n)) say("does not turn at", turn);
    }
  }
  const down = piecesAlong(who, place, place.x, -1n, low, 25).pieces;
  const back = down.slice(1).map((piece) => piece.from + 1n);
  const same = turns.filter((turn) => turn <= place.x && turn > down.at(-1).to);
  // A vertex itself belongs to the piece that comes to it first, and one between two parts may have a part to itself.
  const isNear = (some, turn) => some.some((other) => turn - other <= 2n && other - turn <= 2n);
  const isOther = !back.every((turn) => isNear(same, turn)) || !same.every((turn) => isNear(back, turn) || turn > place.x - 3n);
  if (place.x <= last && isOther) say("turns otherwise going down:", `${back} not ${same}`);
  return { turns, low, last };
}

function check([id, facts, date]) {
  const options = { date: date ?? undefined };
  let who;
  try {
    who = applicant(id, facts, options);
  } catch (error) {
    if (error instanceof FactError) return null;
    throw error;
  }
  const wrong = [];
  const turns = {};
  for (const place of places(who).filter(isNumber).slice(0, 8)) {
    const found = checkPlace(who, place, wrong);
    if (place.path.length === 1) turns[place.path[0]] = found;
    for (const lang of ["zh", "en"]) checkCurve(curve(id, facts, place.path, { ...options, lang }), who, place, wrong);
  }
  const main = mainFact(id, facts, options);
  if ((main === null) !== !places(who).some(({ of, path }) => of.kind === "number" || (of.kind === "date" && path.length === 1))) {
    wrong.push(`${id} has no main fact`);
  }
  const english = [...nextSteps(id, facts, { ...options, lang: "en" }), ...missing(id, facts, { ...options, lang: "en" })];
  if (english.some(({ text }) => /undefined|null|NaN/.test(text))) wrong.push(`${id} says ${english.map(({ text }) => text)}`);
  return { wrong: [...wrong, ...doubts.splice(0)], turns, steps: nextSteps(id, facts, options), lacks: missing(id, facts, options) };
}

// A curve has every vertex on it, and each mark names what calc gives there.
function checkCurve(made, who, place, wrong) {
  const say = (what) => wrong.push(`${who.id} ${JSON.stringify(place.path)} curve: ${what}`);
  made.pieces.forEach((piece, index) => {
    for (const [x, y] of [[piece.from, piece.y0], [piece.to, piece.y1]]) {
      if (!isSameAmount(y, exactly(who, place, x)) || !equal(piece.at(x), y)) say(`${x} is not ${y}`);
    }
    if (index && made.pieces[index - 1].to >= piece.from) say(`pieces overlap at ${piece.from}`);
  });
  for (const { x, from, text, short } of made.marks) {
    if (/undefined|null|NaN/.test(text + short)) say(text);
    const said = [from, x].map((at) => tried(who, withValue(who, place, at)));
    if (said.includes(null)) say(`mark where facts are refused: ${text}`);
  }
}

// Whatever is wrong ends it.
const all = GIVEN.map(() => null);
for (const [at, given] of GIVEN.entries()) {
  all[at] = check(given);
  if (all[at]?.wrong.length) break;
}
return all;
