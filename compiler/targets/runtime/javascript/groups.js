// ── runtime: groups ──

// The records that agree in the fields `keys`, in the order in which each group first occurs.
function groupsBy(items, keys) {
  const groups = new Map();
  for (const item of items) {
    const key = JSON.stringify(keys.map((index) => String(item[index])));
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return [...groups.values()];
}

// The records of each month ("2025-03"), by the day in field `key`; a month without any is empty.
function groupsByMonth(items, key, months) {
  const groups = new Map(months.map((month) => [month, []]));
  for (const item of items) groups.get(isoDate(item[key]).slice(0, 7))?.push(item);
  return [...groups.values()];
}

// Of items with their keys (fractions), in `order`, behind the first `skip` the next `count` (null: all); of equal keys the
// earlier first. With `fields`, so many of the records that agree in each of them.
function picked(keyed, order, skip, count, fields) {
  const ranks = places(keyed, order, fields, false);
  return keyed.filter((_, at) => ranks[at] >= skip && (count === null || ranks[at] < skip + count)).map(([, item]) => item);
}

// How many come before each of the items, in `order`, of those that agree with it in the `fields`; where `isTied`, those of
// equal keys have one place.
function places(keyed, order, fields, isTied) {
  const ordered = keyed.map((_, at) => at);
  const keys = keyed.map(([key]) => (key !== null && key[1] > 0n ? key : [0n, 1n]));
  const by = (one, other) => {
    const [[a, b], [c, d]] = [keys[one], keys[other]];
    return a * d < c * b ? -1 : a * d > c * b ? 1 : 0;
  };
  if (order === "largest" || order === "smallest") {
    const sign = order === "largest" ? -1 : 1;
    ordered.sort((one, other) => sign * by(one, other) || one - other);
  } else if (order === "last") ordered.reverse();
  const [before, last, found] = [new Map(), new Map(), []];
  for (const at of ordered) {
    const group = JSON.stringify(fields.map((index) => String(keyed[at][1][index])));
    const rank = before.get(group) ?? 0;
    before.set(group, rank + 1);
    const previous = last.get(group);
    found[at] = isTied && previous !== undefined && by(previous, at) === 0 ? found[previous] : rank;
    last.set(group, at);
  }
  return found;
}

// Several lists item by item: what stands at the same place of each.
function together(...lists) {
  const length = Math.min(...lists.map((items) => items.length));
  return Array.from({ length }, (_, at) => lists.map((items) => items[at]));
}

// The sum of fractions. A fraction over nothing counts as 0.
function sumFractions(pairs) {
  const parts = pairs.map(([above, below]) => (below > 0n ? [above, below] : [0n, 1n]));
  return parts.reduce(([a, b], [c, d]) => reduced(a * d + c * b, b * d), [0n, 1n]);
}

function reduced(above, below) {
  let [one, other] = [below, above < 0n ? -above : above];
  while (other) [one, other] = [other, one % other];
  return [above / one, below / one];
}
