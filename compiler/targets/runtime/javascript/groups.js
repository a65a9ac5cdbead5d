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

// The sum of fractions that come as [key, value], keys being fractions too: of the `top` with the largest keys (the first
// ones, among equals), or of all. A fraction over nothing counts as 0.
function sumFractions(items, top) {
  const parts = items.map((pair) => pair.map(([above, below]) => (below > 0n ? [above, below] : [0n, 1n])));
  if (top !== null) {
    const byKey = ([[a, b]], [[c, d]]) => (a * d < c * b ? 1 : a * d > c * b ? -1 : 0);
    parts.sort(byKey).splice(top);
  }
  return parts.reduce(([a, b], [, [c, d]]) => reduced(a * d + c * b, b * d), [0n, 1n]);
}

function reduced(above, below) {
  let [one, other] = [below, above < 0n ? -above : above];
  while (other) [one, other] = [other, one % other];
  return [above / one, below / one];
}
