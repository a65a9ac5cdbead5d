// ── runtime: selection ──

// What may be worked on, and how deep, is as in Python, so that the same claims are refused.
private static final int WORK_MAX = 2_000_000;
private static final int DEPTH_MAX = 300;

private static final class TooManyExclusions extends RuntimeException {
  private static final long serialVersionUID = 1;
}

// The claims, in order, of the selection with the highest total of `weights` (above zero) in which no two exclude each other (the bits
// of `excluded`); of equal totals the one that has the earliest claim that the others lack.
private static List<Integer> bestOf(List<BigInteger> weights, List<BigInteger> excluded) {
  BigInteger all = BigInteger.ONE.shiftLeft(weights.size()).subtract(BigInteger.ONE);
  return bits(new Search(weights, excluded).best(all, DEPTH_MAX).chosen);
}

private static final class Found {
  final BigInteger total;
  final BigInteger chosen;

  Found(BigInteger total, BigInteger chosen) {
    this.total = total;
    this.chosen = chosen;
  }
}

// Branches on one claim at a time (with it, without it), never on the same remaining claims twice. A set of claims is a number: bit i
// is claim i.
private static final class Search {
  private final List<BigInteger> weights = new ArrayList<>();
  private final List<BigInteger> excluded;
  private int workLeft = WORK_MAX;
  private final Map<BigInteger, Found> known = new HashMap<>();

  Search(List<BigInteger> weights, List<BigInteger> excluded) {
    int count = weights.size();
    // Ties go to the earlier claims: below the total, each claim counts more than all later ones together.
    for (int claim = 0; claim < count; claim += 1) {
      this.weights.add(weights.get(claim).shiftLeft(count).setBit(count - 1 - claim));
    }
    this.excluded = excluded;
    known.put(BigInteger.ZERO, new Found(BigInteger.ZERO, BigInteger.ZERO));
  }

  // The highest total of `claims`, and which of them it takes, found in `depth` levels at most.
  Found best(BigInteger claims, int depth) {
    BigInteger total = BigInteger.ZERO;
    BigInteger chosen = BigInteger.ZERO;
    for (BigInteger group : groups(withoutDominated(claims))) {
      Found found = known.get(group);
      if (found == null) {
        found = branch(group, depth);
        known.put(group, found);
      }
      total = total.add(found.total);
      chosen = chosen.or(found.chosen);
    }
    return new Found(total, chosen);
  }

  // The best of a connected group: with or without the claim that excludes most others.
  private Found branch(BigInteger group, int depth) {
    List<Integer> claims = bits(group);
    if (claims.size() == 1) return new Found(weights.get(claims.get(0)), group);
    workLeft -= claims.size();
    if (workLeft < 0 || depth == 0) throw new TooManyExclusions();
    int highest = 0;
    List<Integer> most = new ArrayList<>();
    for (int claim : claims) {
      int degree = excluded.get(claim).and(group).bitCount();
      if (degree > highest) most.clear();
      highest = Math.max(highest, degree);
      if (degree == highest) most.add(claim);
    }
    // The middle one: it parts a chain into halves.
    int claim = most.get(most.size() / 2);
    BigInteger without = group.clearBit(claim);
    Found taken = best(without.andNot(excluded.get(claim)), depth - 1);
    Found left = best(without, depth - 1);
    BigInteger total = taken.total.add(weights.get(claim));
    return total.compareTo(left.total) > 0 ? new Found(total, taken.chosen.setBit(claim)) : left;
  }

  // `claims` less those for which another would always do: one that they exclude, that pays more and excludes nothing else than they
  // do.
  private BigInteger withoutDominated(BigInteger claims) {
    for (BigInteger before = null; !claims.equals(before); ) {
      before = claims;
      for (int claim : bits(claims)) {
        BigInteger neighbours = excluded.get(claim).and(claims);
        BigInteger others = claims.clearBit(claim);
        boolean isBeaten = bits(neighbours).stream().anyMatch(other -> {
          boolean isMore = weights.get(other).compareTo(weights.get(claim)) > 0;
          return isMore && excluded.get(other).and(others).andNot(neighbours).signum() == 0;
        });
        if (isBeaten) claims = others;
      }
    }
    return claims;
  }

  // The connected groups of `claims`.
  private List<BigInteger> groups(BigInteger claims) {
    List<BigInteger> groups = new ArrayList<>();
    while (claims.signum() != 0) {
      BigInteger group = BigInteger.ZERO.setBit(claims.getLowestSetBit());
      BigInteger reached = group;
      while (reached.signum() != 0) {
        BigInteger more = BigInteger.ZERO;
        for (int claim : bits(reached)) more = more.or(excluded.get(claim));
        reached = more.and(claims).andNot(group);
        group = group.or(reached);
      }
      groups.add(group);
      claims = claims.andNot(group);
    }
    return groups;
  }
}

// The claims of a set, in order.
private static List<Integer> bits(BigInteger set) {
  List<Integer> found = new ArrayList<>();
  for (int at = 0; at < set.bitLength(); at += 1) if (set.testBit(at)) found.add(at);
  return found;
}
