// ── runtime: selection ──

// A set of claims is a BigInt: bit i is claim i. What may be worked on, and how deep, is as in Python, so that the same
// claims are refused.
const WORK_MAX = 2000000;
const DEPTH_MAX = 300;

class TooManyExclusions extends Error {}

// The claims, in order, of the selection with the highest total of `weights` (BigInts above zero) in which no two exclude
// each other (the bits of `excluded`); of equal totals the one that has the earliest claim that the others lack.
function bestOf(weights, excluded) {
  const [, chosen] = new Search(weights, excluded).best((1n << BigInt(weights.length)) - 1n, DEPTH_MAX);
  return bits(chosen);
}

// Branches on one claim at a time (with it, without it), never on the same remaining claims twice.
class Search {
  constructor(weights, excluded) {
    const count = BigInt(weights.length);
    // Ties go to the earlier claims: below the total, each claim counts more than all later ones together.
    this.weights = weights.map((weight, claim) => (weight << count) + (1n << (count - 1n - BigInt(claim))));
    this.excluded = excluded;
    this.workLeft = WORK_MAX;
    this.known = new Map([[0n, [0n, 0n]]]);
  }

  // The highest total of `claims`, and which of them it takes, found in `depth` levels at most.
  best(claims, depth) {
    let [total, chosen] = [0n, 0n];
    for (const group of this.groups(this.withoutDominated(claims))) {
      let found = this.known.get(group);
      if (found === undefined) {
        found = this.branch(group, depth);
        this.known.set(group, found);
      }
      total += found[0];
      chosen |= found[1];
    }
    return [total, chosen];
  }

  // The best of a connected group: with or without the claim that excludes most others.
  branch(group, depth) {
    const claims = bits(group);
    if (claims.length === 1) return [this.weights[claims[0]], group];
    this.workLeft -= claims.length;
    if (this.workLeft < 0 || depth === 0) throw new TooManyExclusions();
    const degrees = claims.map((claim) => bits(this.excluded[claim] & group).length);
    const highest = degrees.reduce((most, degree) => (degree > most ? degree : most));
    const most = claims.filter((_, index) => degrees[index] === highest);
    // The middle one: it parts a chain into halves.
    const claim = most[Math.floor(most.length / 2)];
    const without = group & ~(1n << BigInt(claim));
    const [total, chosen] = this.best(without & ~this.excluded[claim], depth - 1);
    const taken = [total + this.weights[claim], chosen | (1n << BigInt(claim))];
    const left = this.best(without, depth - 1);
    return taken[0] > left[0] ? taken : left;
  }

  // `claims` less those for which another would always do: one that they exclude, that pays more and excludes nothing else
  // than they do.
  withoutDominated(claims) {
    for (let before = -1n; before !== claims; ) {
      before = claims;
      for (const claim of bits(claims)) {
        const neighbours = this.excluded[claim] & claims;
        const others = claims & ~(1n << BigInt(claim));
        const isBeaten = (other) =>
          this.weights[other] > this.weights[claim] && !(this.excluded[other] & others & ~neighbours);
        if (bits(neighbours).some(isBeaten)) claims = others;
      }
    }
    return claims;
  }

  // The connected groups of `claims`.
  groups(claims) {
    const groups = [];
    while (claims) {
      let group = claims & -claims;
      let reached = group;
      while (reached) {
        const more = bits(reached).reduce((found, claim) => found | this.excluded[claim], 0n) & claims & ~group;
        group |= more;
        reached = more;
      }
      groups.push(group);
      claims &= ~group;
    }
    return groups;
  }
}

// The claims of a set, in order.
function bits(set) {
  const found = [];
  const digits = set.toString(2);
  for (let at = digits.length - 1; at >= 0; at -= 1) if (digits[at] === "1") found.push(digits.length - 1 - at);
  return found;
}
