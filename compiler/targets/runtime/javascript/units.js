// ── runtime: units ──

// A unit is a map of canonical words to their powers, and how many canonical units one of it is (a fraction).
const UNITS = new Map(UNIT_WORDS.split(" ").map((word) => [word, { powers: new Map([[word, 1]]), factor: [1n, 1n] }]));
for (const [, word, of, above, below] of SCALED_UNITS.matchAll(/(\S+) (\S+) (\d+)(?:\/(\d+))?/g)) {
  UNITS.set(word, { powers: new Map([[of, 1]]), factor: [BigInt(above), BigInt(below ?? 1)] });
}

// The unit that `text` writes, or null: 万元 · 元/家·年 · 万平方米 · 个月; `extra` are further words that count things.
function parseUnit(text, extra) {
  if (text.length > 120 || [...text].length > 60) return null;
  const powers = new Map();
  let [above, below] = [1n, 1n];
  for (const [index, side] of text.split(/[/／∕]/).entries()) {
    for (const word of side.split(/[·•・･⋅*×]/)) {
      const part = parseWord(strip(word), extra);
      if (part === null) return null;
      const [times, by] = index ? [part.factor[1], part.factor[0]] : part.factor;
      [above, below] = [above * times, below * by];
      for (const [of, power] of part.powers) powers.set(of, (powers.get(of) ?? 0) + (index ? -power : power));
    }
  }
  return { powers, factor: [above, below] };
}

function parseWord(word, extra) {
  if (UNITS.has(word)) return UNITS.get(word);
  if (word && extra.includes(word)) return { powers: new Map([[word, 1]]), factor: [1n, 1n] };
  if (word.startsWith("个") && [...word].length > 2) return parseWord(word.slice(1), extra);
  const size = /^(?:百万|千万|万亿|[百千万亿])/.exec(word);
  const rest = size && parseWord(word.slice(size[0].length), extra);
  return rest && { powers: rest.powers, factor: [rest.factor[0] * magnitude(size[0]), rest.factor[1]] };
}

function isSameDimension(one, other) {
  const words = [...one.powers.keys(), ...other.powers.keys()];
  return words.every((word) => (one.powers.get(word) ?? 0) === (other.powers.get(word) ?? 0));
}
