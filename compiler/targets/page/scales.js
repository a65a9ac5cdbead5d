// ── page: scales of a picture ──

// Where values stand in a picture, and the round ones among them that are written beside it. Values are whole numbers (of the
// smallest parts, or of millionths of an amount); places are whole hundredths of a pixel, so that nothing is rounded but the place.
const scales = (() => {
  // What a large number is counted in: 万元, 亿元. `size` is how many parts one of it is.
  function countedIn(unit, parts, most, lang) {
    const size = (n) => n * parts;
    const money = unit === "元" || unit.startsWith("元/");
    if (unit === "%") return { word: "%", size: parts / 100n || 1n };
    if (lang === "en" && !money) return { word: unitSaid(unit), size: parts };
    if (most >= size(10n ** 9n) || (money && most >= size(2n * 10n ** 8n))) return { word: SPOKEN ? `100 million ${unitSaid(unit)}` : `亿${unit}`, size: size(10n ** 8n) };
    if (most >= size(2n * 10n ** 4n) || (money && most >= size(10n ** 4n))) return { word: SPOKEN ? `10,000 ${unitSaid(unit)}` : `万${unit}`, size: size(10n ** 4n) };
    return { word: SPOKEN ? unitSaid(unit) : unit === "月" ? "个月" : unit, size: parts };
  }

  // The round step of which there are no more than so many between two values.
  function roundStep(span, most, least = 1n) {
    for (let ten = 1n; ; ten *= 10n) {
      for (const digit of [1n, 2n, 5n]) if (digit * ten >= least && span <= digit * ten * BigInt(most)) return digit * ten;
    }
  }

  function stepsWithin(low, high, step) {
    const found = [];
    const first = low > 0n ? (low + step - 1n) / step : low / step;
    for (let at = first; at * step <= high; at += 1n) found.push(at * step);
    return found;
  }

  // {ticks: [[value, text]], word}: the values of a fact at which the axis has a tick.
  function factTicks({ of, low, high }, most, lang) {
    if (of.kind === "date") return { ticks: dayTicks(low, high, most), word: "" };
    if (of.unit === CLOCK) {
      const step = [15n, 30n, 60n, 120n, 180n, 360n, 720n, 1440n].find((size) => (high - low) / size < BigInt(most)) ?? 2880n;
      return { ticks: stepsWithin(low, high, step).map((value) => [value, clockText(value)]), word: "" };
    }
    const { word, size } = countedIn(of.unit, of.scale, high > -low ? high : -low, lang);
    const ticks = stepsWithin(low, high, roundStep(high - low, most));
    return { ticks: ticks.map((value) => [value, decimalText(value, size, 4n)]), word };
  }

  const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120];

  // The first days of months.
  function dayTicks(low, high, most) {
    const step = MONTHS.find((size) => Number(high - low) / 30 / size < most) ?? 240;
    const found = [];
    const [year, month] = isoDate(Number(low)).split("-").map(Number);
    for (let at = Math.ceil((year * 12 + month - 1) / step) * step; ; at += step) {
      const day = BigInt(dayOf(Math.floor(at / 12), (at % 12) + 1, 1));
      if (day > high) return found;
      if (day >= low) found.push([day, isoDate(Number(day)).slice(0, step % 12 ? 7 : 4)]);
    }
  }

  const MILLION = 10n ** 6n;
  // An amount in millionths, for its place in a picture alone.
  const millionths = ([n, d]) => (n * MILLION) / d;

  // The ticks of amounts in millionths, from `low` to beyond `high`, and the ends of the axis.
  function amountTicks(unit, low, high, most, lang) {
    const { word, size } = countedIn(unit, MILLION, high > -low ? high : -low, lang);
    const step = roundStep(high - low, most);
    const [first, last] = [floorDivBig(low, step) * step, -floorDivBig(-high, step) * step];
    return { ticks: stepsWithin(first, last, step).map((value) => [value, decimalText(value, size, 4n)]), word, low: first, high: last };
  }

  // The place of a value between two, from one pixel to another: a Number of pixels.
  function placer(low, high, from, to) {
    const [start, length, span] = [BigInt(Math.round(from * 100)), BigInt(Math.round((to - from) * 100)), high - low || 1n];
    return (value) => Number(start + ((value - low) * length) / span) / 100;
  }

  return { factTicks, amountTicks, millionths, placer };
})();
