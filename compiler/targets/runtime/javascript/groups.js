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
  const places = keyed.map((_, place) => place);
  if (order === "largest" || order === "smallest") {
    const sign = order === "largest" ? -1 : 1;
    const keys = keyed.map(([key]) => (key !== null && key[1] > 0n ? key : [0n, 1n]));
    const by = ([a, b], [c, d]) => (a * d < c * b ? -sign : a * d > c * b ? sign : 0);
    places.sort((one, other) => by(keys[one], keys[other]) || one - other);
  } else if (order === "last") places.reverse();
  const before = new Map();
  const taken = places.filter((place) => {
    const group = JSON.stringify(fields.map((index) => String(keyed[place][1][index])));
    const rank = (before.get(group) ?? 0) + 1;
    before.set(group, rank);
    return rank > skip && (count === null || rank <= skip + count);
  });
  return taken.sort((one, other) => one - other).map((place) => keyed[place][1]);
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
