// ── page: polynomials ──

// Polynomials in t with whole coefficients, [a, b, …] for a + b·t + …, exactly; and how far t may go (a horizon) until one of
// them passes zero.
const polynomials = (() => {
  // Farther than any fact goes.
  const FAR = 10n ** 40n;
  const nearer = (...horizons) => horizons.reduce((one, other) => (other < one ? other : one), FAR);
  const farther = (...horizons) => horizons.reduce((one, other) => (other > one ? other : one), -1n);

  function trimmed(p) {
    let length = p.length;
    while (length > 1 && p[length - 1] === 0n) length -= 1;
    return length === p.length ? p : p.slice(0, length);
  }

  function plus(p, q) {
    const made = Array.from({ length: Math.max(p.length, q.length) }, (_, at) => (p[at] ?? 0n) + (q[at] ?? 0n));
    return trimmed(made);
  }

  const scaled = (p, factor) => trimmed(p.map((part) => part * factor));
  const minus = (p, q) => plus(p, scaled(q, -1n));

  function times(p, q) {
    const made = Array(p.length + q.length - 1).fill(0n);
    p.forEach((one, i) => q.forEach((other, j) => (made[i + j] += one * other)));
    return trimmed(made);
  }

  const at = (p, t) => p.reduceRight((sum, part) => sum * t + part, 0n);

  // The polynomial as one in t − k.
  const moved = (p, k) => p.reduceRight((sum, part) => plus(times(sum, [k, 1n]), [part]), [0n]);

  const isSame = (p, q) => p.length === q.length && p.every((part, index) => part === q[index]);

  // The t in 1 … FAR, in order, where the polynomial is below zero and was not at t − 1, or the reverse.
  function turnsOf(p) {
    if (p.length === 1) return [];
    if (p.length === 2) {
      const [a, b] = turning(p);
      return a >= 0n ? [a / -b + 1n] : [(-a + b - 1n) / b];
    }
    // Between the turns of its steps it goes one way only.
    const ends = [0n, ...turnsOf(minus(moved(p, 1n), p)), FAR];
    const found = [];
    for (let index = 1; index < ends.length; index += 1) {
      let [low, high] = [ends[index - 1], ends[index]];
      const before = at(p, low) < 0n;
      if (before === at(p, high) < 0n) continue;
      while (high - low > 1n) {
        const middle = (low + high) / 2n;
        if (at(p, middle) < 0n === before) low = middle;
        else high = middle;
      }
      found.push(high);
    }
    return found;
  }

  // [a, b] of a line that does turn; of one that does not, one whose turn is beyond all.
  function turning([a, b]) {
    return a >= 0n === b < 0n ? [a, b] : a >= 0n ? [FAR, -1n] : [-FAR, 1n];
  }

  // Whether it is below zero, and for how long it stays so.
  function negative(p) {
    const [turn] = turnsOf(p);
    return { v: p[0] < 0n, h: turn === undefined ? FAR : nearer(turn - 1n, FAR) };
  }

  const isNothing = (p) => p.length === 1 && p[0] === 0n;
  const sizeOf = (x) => (x < 0n ? -x : x);
  const common = (x, y) => (y === 0n ? sizeOf(x) : common(y, x % y));

  function primitive(p) {
    const content = p.reduce(common, 0n);
    return content === 0n ? p : p.map((part) => part / content);
  }

  // p times a whole number (`factor`), divided by q: how often it goes, and what is left.
  function divided(p, q) {
    const lead = q[q.length - 1];
    let [left, often, factor] = [p, [0n], 1n];
    while (left.length >= q.length && !isNothing(left)) {
      const term = [...Array(left.length - q.length).fill(0n), left[left.length - 1]];
      often = plus(scaled(often, lead), term);
      left = minus(scaled(left, lead), times(q, term));
      factor *= lead;
    }
    return { left, often, factor };
  }

  function commonDivisor(p, q) {
    return isNothing(q) ? primitive(p) : commonDivisor(q, primitive(divided(p, q).left));
  }

  // A fraction in lowest terms: 5·t over t is 5. What is below stays above zero at the beginning.
  function lowest(n, d) {
    if (isNothing(n)) return [n, [1n]];
    if (d.length === 1) return [n, d];
    const whole = commonDivisor(n, d);
    if (whole.length === 1) return [n, d];
    const [one, other] = [divided(n, whole), divided(d, whole)];
    const [above, below] = [scaled(one.often, other.factor), scaled(other.often, one.factor)];
    const sign = below[0] < 0n ? -1n : 1n;
    const content = sign * [...above, ...below].reduce(common, 0n);
    return [above, below].map((p) => p.map((part) => part / content));
  }

  return { FAR, nearer, farther, trimmed, plus, minus, scaled, times, at, moved, isSame, negative, lowest };
})();
