// ── page: a clause along a line ──

// A clause (of target ir) where one number is x0 + t, t = 0, 1, 2 …, and all else is fixed. An integer is then a polynomial
// in t: [a, b] is a + b·t. With its form every node has its horizon h: the last t up to which it keeps that form, and up to
// which it is never less (rise) or more (fall) than now, in whatever form; a truth {v, h} has the last t up to which it stays
// what it is. All is exact: what lies within the horizon is known, not tried.
const alongLine = (() => {
  const { FAR, nearer, farther, trimmed, plus, minus, scaled, times, at, moved, isSame, negative, lowest } = polynomials;
  // A form with days in it is followed day by day, so far at a time.
  const DAYS = 400n;

  // ── truths ──

  const not = ({ v, h }) => ({ v: !v, h });

  // Whether all hold: as long as all do, or any that does not goes on failing.
  function every(truths) {
    const failing = truths.filter(({ v }) => !v);
    if (failing.length) return { v: false, h: farther(...failing.map(({ h }) => h)) };
    return { v: true, h: nearer(...truths.map(({ h }) => h)) };
  }

  const some = (truths) => not(every(truths.map(not)));
  const isLess = (p, q) => negative(minus(p, q));
  const isEqual = (p, q) => every([not(isLess(p, q)), not(isLess(q, p))]);

  const COMPARISONS = {
    "<": isLess,
    ">": (p, q) => isLess(q, p),
    "<=": (p, q) => not(isLess(q, p)),
    ">=": (p, q) => not(isLess(p, q)),
    "=": isEqual,
    "!=": (p, q) => not(isEqual(p, q)),
  };

  const within = (truth, ...values) => ({ v: truth.v, h: nearer(truth.h, ...values.map(({ h }) => h)) });

  function evenly(operator, one, other) {
    if (operator === ">=" || operator === "<") return nearer(one.rise, other.fall);
    return operator === "<=" || operator === ">" ? nearer(one.fall, other.rise) : -1n;
  }

  // A comparison of integers, which stays what it is too where they only move apart.
  function compared(operator, one, other) {
    const held = within(COMPARISONS[operator](one.p, other.p), one, other);
    const [a, b] = [one.p[0], other.p[0]];
    const apart = a > b ? nearer(one.rise, other.fall) : a < b ? nearer(one.fall, other.rise) : -1n;
    return { v: held.v, h: farther(held.h, apart, a === b ? evenly(operator, one, other) : -1n) };
  }

  function isSameValue(one, other) {
    if (typeof one === "string") return { v: one === other, h: FAR };
    if ("v" in one) return within({ v: one.v === other.v, h: FAR }, one, other);
    return compared("=", one, other);
  }

  // ── integers ──

  // An integer of this form up to h.
  function formed(p, h, rise = -1n, fall = -1n) {
    const steps = p.slice(1);
    const [isUp, isDown] = [steps.every((part) => part >= 0n), steps.every((part) => part <= 0n)];
    return { p, h, rise: farther(rise, isUp ? h : -1n), fall: farther(fall, isDown ? h : -1n) };
  }

  const whole = (value) => formed([BigInt(value)], FAR);

  function least(parts, sign) {
    // Of those that are least now, the one that is so at the next step too.
    const key = ({ p }) => [at(p, 0n) * sign, at(p, 1n) * sign];
    const before = ([a, b], [c, d]) => a < c || (a === c && b < d);
    const best = parts.reduce((one, other) => (before(key(other), key(one)) ? other : one));
    const others = parts.filter((part) => part !== best);
    const held = others.map((part) => compared(sign > 0n ? "<=" : ">=", best, part).h);
    const [rises, falls] = [parts.map(({ rise }) => rise), parts.map(({ fall }) => fall)];
    const h = nearer(best.h, ...held);
    return sign > 0n ? formed(best.p, h, nearer(...rises), best.fall) : formed(best.p, h, best.rise, nearer(...falls));
  }

  function quotient(left, right) {
    const [l, r] = [left.p, right.p];
    const h = nearer(left.h, right.h, negative(minus(r, [1n])).h);
    if (r[0] <= 0n) return formed([0n], h);
    const isFixed = r.length === 1 && right.h === FAR;
    const [rise, fall] = isFixed ? [left.rise, left.fall] : [-1n, -1n];
    if (r.length === 1 && l.slice(1).every((part) => part % r[0] === 0n)) {
      return formed(trimmed([floorDivBig(l[0], r[0]), ...l.slice(1).map((part) => part / r[0])]), h, rise, fall);
    }
    const q = floorDivBig(l[0], r[0]);
    const low = negative(minus(l, scaled(r, q)));
    const high = negative(minus(l, scaled(r, q + 1n)));
    return formed([q], nearer(h, low.h, high.h), rise, fall);
  }

  // A product; of a number that stays what it is and another it rises and falls as that does.
  function product(factors) {
    return factors.reduce((one, other) => {
      const p = times(one.p, other.p);
      const h = nearer(one.h, other.h);
      const [fixed, free] = one.p.length === 1 && one.h === FAR ? [one, other] : [other, one];
      if (fixed.p.length > 1 || fixed.h < FAR) return formed(p, h);
      return fixed.p[0] >= 0n ? formed(p, h, free.rise, free.fall) : formed(p, h, free.fall, free.rise);
    });
  }

  // A function of days, followed day by day as far as it goes on in a straight line.
  function followed(parts, valueAt) {
    const most = nearer(DAYS, ...parts.map(({ h }) => h));
    const found = (t) => BigInt(valueAt(...parts.map(({ p }) => Number(at(p, t)))));
    const start = found(0n);
    if (parts.every(({ p }) => p.length === 1)) return formed([start], nearer(...parts.map(({ h }) => h)));
    if (most < 1n) return formed([start], 0n);
    const p = trimmed([start, found(1n) - start]);
    let h = 1n;
    while (h < most && found(h + 1n) === at(p, h + 1n)) h += 1n;
    return formed(p, h);
  }

  // ── nodes ──

  const INTEGERS = {
    int: (_, text) => whole(text),
    "+": (scope, ...parts) => summed(parts.map((part) => integer(part, scope))),
    "*": (scope, ...parts) => product(parts.map((part) => integer(part, scope))),
    "//": (scope, left, right) => quotient(integer(left, scope), integer(right, scope)),
    min: (scope, ...parts) => least(parts.map((part) => integer(part, scope)), 1n),
    max: (scope, ...parts) => least(parts.map((part) => integer(part, scope)), -1n),
    if: (scope, condition, then, otherwise) => {
      const held = truth(condition, scope);
      return limited(integer(held.v ? then : otherwise, scope), held.h);
    },
    shift_months: (scope, ...parts) => followed(parts.map((part) => integer(part, scope)), shiftMonths),
    months_between: (scope, ...parts) => followed(parts.map((part) => integer(part, scope)), monthsBetween),
    sum: (scope, over, body) => {
      const { scopes, h } = through(over, scope);
      return limited(summed(scopes.map((inner) => integer(body, inner))), h);
    },
    count: (scope, over, condition) => {
      const { scopes, h } = through(over, scope);
      return limited(summed(scopes.map((inner) => counted(truth(condition, inner)))), h);
    },
    numerator: (scope, ...parts) => fractions(scope, ...parts).above,
    denominator: (scope, ...parts) => fractions(scope, ...parts).below,
  };

  const TRUTHS = {
    and: (scope, ...parts) => every(parts.map((part) => truth(part, scope))),
    or: (scope, ...parts) => some(parts.map((part) => truth(part, scope))),
    not: (scope, part) => not(truth(part, scope)),
    is: (scope, subject, ...words) => ({ v: words.includes(valueOf(subject, scope)), h: FAR }),
    all: (scope, over, condition) => {
      const { scopes, h } = through(over, scope);
      return limited(every(scopes.map((inner) => truth(condition, inner))), h);
    },
  };

  const summed = (parts) =>
    formed(
      parts.reduce((sum, { p }) => plus(sum, p), [0n]),
      nearer(...parts.map(({ h }) => h)),
      nearer(...parts.map(({ rise }) => rise)),
      nearer(...parts.map(({ fall }) => fall)),
    );

  // What holds counts 1: what does not now can only become more.
  const counted = ({ v, h }) => formed([v ? 1n : 0n], h, v ? -1n : FAR, v ? FAR : -1n);

  function limited(value, h) {
    const made = { ...value, h: nearer(value.h, h) };
    return value.p === undefined ? made : { ...made, rise: nearer(value.rise, h), fall: nearer(value.fall, h) };
  }

  function integer(node, scope) {
    if (typeof node === "number") return whole(node);
    if (typeof node === "string" || node[0] === "item" || node[0] === "at") return valueOf(node, scope);
    return INTEGERS[node[0]](scope, ...node.slice(1));
  }

  function truth(node, scope) {
    if (typeof node === "boolean") return { v: node, h: FAR };
    if (typeof node === "string" || node[0] === "item" || node[0] === "at") return valueOf(node, scope);
    if (Object.hasOwn(TRUTHS, node[0])) return TRUTHS[node[0]](scope, ...node.slice(1));
    const [left, right] = node.slice(1).map((part) => integer(part, scope));
    return compared(node[0], left, right);
  }

  // What a name or an item holds: an integer, a truth or a text.
  function valueOf(node, scope) {
    if (typeof node === "string") {
      const held = scope.names.get(node);
      if (typeof held !== "function") return held;
      const made = held();
      scope.names.set(node, made);
      return made;
    }
    const [kind, list, ...places] = node;
    let value = kind === "item" ? scope.items.get(list) : scope.names.get(list);
    for (const place of places) value = value[place];
    return value;
  }

  // The scope with further names, each worked out when it is first asked for.
  function withLets(lets, scope) {
    const inner = { names: new Map(scope.names), items: scope.items };
    for (const [name, node] of lets ?? []) inner.names.set(name, () => anything(node, inner));
    return inner;
  }

  function anything(node, scope) {
    if (typeof node === "boolean") return truth(node, scope);
    if (typeof node === "number" || typeof node === "string" || Object.hasOwn(INTEGERS, node[0])) return integer(node, scope);
    return truth(node, scope);
  }

  // ── lists ──

  // The sum of fractions as two integers, whose ratio is what counts.
  function fractions(scope, over, above, below) {
    const { scopes, h } = through(over, scope);
    let sum = { above: [0n], below: [1n] };
    let horizon = h;
    for (const inner of scopes) {
      const [a, b] = [integer(above, inner), integer(below, inner)];
      const counts = not(negative(minus(b.p, [1n])));
      horizon = nearer(horizon, a.h, b.h, counts.h);
      if (!counts.v) continue;
      if (a.p.length === 1 && b.p.length === 1 && sum.above.length === 1 && sum.below.length === 1) {
        const [n, d] = reduced(sum.above[0] * b.p[0] + a.p[0] * sum.below[0], sum.below[0] * b.p[0]);
        sum = { above: [n], below: [d] };
      } else sum = { above: plus(times(sum.above, b.p), times(a.p, sum.below)), below: times(sum.below, b.p) };
    }
    return { above: formed(sum.above, horizon), below: formed(sum.below, horizon) };
  }

  // The scopes of what is gone through, and for how long these are they.
  function through(over, scope) {
    const { lists, groups, pick } = typeof over === "string" ? { lists: [over] } : over;
    const items = lists.map((name) => scope.names.get(name));
    if (groups !== undefined) {
      const [name] = lists;
      const made = groups.months ? byMonth(items[0], groups) : byKeys(items[0], groups.keys);
      const scopes = made.groups.map((group) => {
        const names = new Map(scope.names).set(name, group.map((place) => items[0][place]));
        return { names, items: scope.items };
      });
      return { scopes, h: made.h };
    }
    const length = Math.min(...items.map((list) => list.length));
    const scopes = Array.from({ length }, (_, place) => {
      const present = new Map(scope.items);
      lists.forEach((name, index) => present.set(name, items[index][place]));
      return { names: scope.names, items: present };
    });
    return pick === undefined ? { scopes, h: FAR } : taken(scopes, lists[0], pick);
  }

  // The records that agree in some fields, by their places. What does not move is found by its text.
  function byKeys(items, keys) {
    const groups = [];
    const known = new Map();
    let h = FAR;
    items.forEach((item, place) => {
      const values = keys.map((key) => item[key]);
      const text = values.every(stands) ? JSON.stringify(values.map(plain)) : null;
      let index = text === null ? undefined : known.get(text);
      groups.forEach(([first], at) => {
        if (text !== null && first.text !== null) return;
        const same = every(values.map((value, number) => isSameValue(first.values[number], value)));
        h = nearer(h, same.h);
        if (same.v) index ??= at;
      });
      if (index === undefined) index = groups.push([]) - 1;
      if (text !== null && !known.has(text)) known.set(text, index);
      groups[index].push({ text, values, place });
    });
    return { groups: groups.map((group) => group.map(({ place }) => place)), h };
  }

  const stands = (value) => typeof value === "string" || (value.h === FAR && (value.p === undefined || value.p.length === 1));
  const plain = (value) => (typeof value === "string" ? value : String(value.p ?? value.v));

  function byMonth(items, { keys, months }) {
    const groups = new Map(months.map(([year, month]) => [year * 12 + month, []]));
    let h = FAR;
    items.forEach((item, place) => {
      const month = followed([item[keys[0]]], (day) => {
        const [year, of] = isoDate(calendarDay(day)).split("-");
        return Number(year) * 12 + Number(of);
      });
      // A straight line of months that is not level is no month's.
      h = nearer(h, month.p.length > 1 ? 0n : month.h);
      groups.get(Number(month.p[0]))?.push(place);
    });
    return { groups: [...groups.values()], h };
  }

  function taken(all, list, { order, skip = 0, count, key, where, each = [], of }) {
    const before = of === undefined ? { scopes: all, h: FAR } : taken(all, list, of);
    let { scopes, h } = before;
    if (where !== undefined) {
      const held = scopes.map((scope) => truth(where, scope));
      h = nearer(h, ...held.map((each) => each.h));
      scopes = scopes.filter((_, index) => held[index].v);
    }
    if (!skip && count === undefined) return { scopes, h };
    const keys = scopes.map((scope) => keyOf(key, scope));
    h = nearer(h, ...keys.map((each) => each.h));
    const places = scopes.map((_, place) => place);
    if (order === "last") places.reverse();
    else if (order !== "first") {
      const above = (i, j) => comparedKeys(keys[i], keys[j], order === "largest");
      places.sort((i, j) => (above(i, j).v ? -1 : above(j, i).v ? 1 : i - j));
      // They stay in order as long as each stays before the next.
      for (let at = 1; at < places.length; at += 1) {
        const [i, j] = [places[at - 1], places[at]];
        h = nearer(h, (i < j ? not(above(j, i)) : above(i, j)).h);
      }
    }
    const grouped = byKeys(scopes.map((scope) => scope.items.get(list)), each);
    h = nearer(h, grouped.h);
    const groupOf = new Map(grouped.groups.flatMap((group, index) => group.map((place) => [place, index])));
    const ranks = grouped.groups.map(() => 0);
    const kept = places.filter((place) => {
      const rank = ranks[groupOf.get(place)]++;
      return rank >= skip && (count === undefined || rank < skip + count);
    });
    return { scopes: kept.sort((one, other) => one - other).map((place) => scopes[place]), h };
  }

  // Whether one key is larger than the other, or smaller.
  function comparedKeys(one, other, isLargest) {
    const [less, more] = isLargest ? [other, one] : [one, other];
    return negative(minus(times(less.above, more.below), times(more.above, less.below)));
  }

  function keyOf(key, scope) {
    if (key === undefined) return { above: [0n], below: [1n], h: FAR };
    const [above, below] = key.map((part) => integer(part, scope));
    const counts = not(negative(minus(below.p, [1n])));
    const h = nearer(above.h, below.h, counts.h);
    return counts.v ? { above: above.p, below: below.p, h } : { above: [0n], below: [1n], h };
  }

  // ── a clause ──

  // A fact as it is held, as values that do not move; what `moving` names (a path, [name, place, …]) goes by `step`.
  function standing(of, value, moving, step) {
    if (value === null || value === undefined) return null;
    if (of.kind === "list") return value.map((part, place) => standing(of.item, part, rest(moving, place), step));
    if (of.kind === "record") return of.fields.map((part, place) => standing(part, value[place], rest(moving, place), step));
    if (of.kind === "text") return value;
    if (of.kind === "boolean") return { v: value, h: FAR };
    return formed(moving?.length === 0 ? [BigInt(value), step] : [BigInt(value)], FAR);
  }

  const rest = (moving, place) => (moving?.length && moving[0] === place ? moving.slice(1) : undefined);

  function amountOf(amount, scope) {
    let horizon = FAR;
    while (amount.cases !== undefined) {
      let chosen = amount.otherwise;
      for (const [condition, inner] of amount.cases) {
        const held = truth(condition, scope);
        horizon = nearer(horizon, held.h);
        if (held.v) {
          chosen = inner;
          break;
        }
      }
      amount = chosen;
    }
    const inner = withLets(amount.lets, scope);
    const [n, d] = amount.set.map((part) => integer(part, inner));
    return { n: n.p, d: d.p, h: nearer(horizon, n.h, d.h) };
  }

  const NOTHING = { n: [0n], d: [1n], h: FAR };

  function total(parts) {
    return parts.reduce(
      (sum, part) => ({
        ...(isSame(sum.d, part.d)
          ? { n: plus(sum.n, part.n), d: sum.d }
          : { n: plus(times(sum.n, part.d), times(part.n, sum.d)), d: times(sum.d, part.d) }),
        h: nearer(sum.h, part.h),
      }),
      NOTHING,
    );
  }

  function lesser(one, other) {
    const held = negative(minus(times(other.n, one.d), times(one.n, other.d)));
    const chosen = held.v ? other : one;
    return { n: chosen.n, d: chosen.d, h: nearer(one.h, other.h, held.h) };
  }

  // What the amounts of a clause come to, before they are rounded.
  function amountsOf(clause, scope, approved) {
    const { shape, amounts = [], whole: all, each } = clause;
    if (shape.kind === "answer") return { n: [1n], d: [1n], h: FAR };
    if (shape.kind === "per_item") {
      const { scopes, h } = through({ lists: shape.lists }, scope);
      const sum = limited(total(scopes.map((inner) => amountOf(each.amount, inner))), h);
      return shape.limited ? lesser(sum, amountOf(each.up_to, scope)) : sum;
    }
    if (shape.kind === "several") return all === undefined ? total(amounts.map((one) => amountOf(one, scope))) : amountOf(all, scope);
    const paid = amountOf(amounts[0], scope);
    return approved === null ? paid : lesser(paid, { n: approved.p, d: [100n], h: approved.h });
  }

  // The clause for values as they are held (in the order of its facts, what was approved last), on a day, with the number at
  // `path` (a name, places) moving by `step` (1n or -1n; a path of null: nothing moves). Gives {refused, sound, conditions, held,
  // pays, n, d, h}: the check that fails or null (up to t = sound), each condition (up to its own h), whether all hold, whether
  // anything is paid, and the amount n/d, all as they are up to t = h.
  function clauseAt(clause, values, day, path, step) {
    const asked = [...(clause.facts ?? []), ...(clause.approved ? [clause.approved] : [])];
    const names = new Map();
    asked.forEach((of, index) => {
      const moving = path !== null && path[0] === of.name ? path.slice(1) : undefined;
      names.set(of.name, standing(of, values[index], moving, step));
    });
    if (clause.day_name) names.set(clause.day_name, whole(day));
    const scope = withLets(clause.lets, { names, items: new Map() });
    const checks = (clause.checks ?? []).map(({ holds }) => truth(holds, scope));
    const sound = every(checks);
    if (!sound.v) return { refused: clause.checks[checks.findIndex(({ v }) => !v)], sound: sound.h, h: sound.h };
    const conditions = (clause.conditions ?? []).map((condition) => truth(condition, scope));
    const held = every(conditions);
    const onTime = !clause.valid || day === null || (clause.valid[0] <= day && day <= clause.valid[1]);
    const pays = held.v && (onTime || clause.on_any_day === true);
    const approved = clause.approved ? (names.get(clause.approved.name) ?? null) : null;
    const paid = pays ? amountsOf(clause, scope, approved) : NOTHING;
    const [n, d] = lowest(paid.n, paid.d);
    return { refused: null, sound: sound.h, conditions, held: held.v, onTime, pays, n, d, h: nearer(sound.h, held.h, paid.h) };
  }

  return { clauseAt };
})();
