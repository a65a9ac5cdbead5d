// ── runtime: integers of any size ──

// An integer of any size: in 128 bits, which nearly every number on the way to an amount needs at most, or else a BigInteger.
private static final class Wide {
  static final Wide ZERO = wide(0);
  static final Wide ONE = wide(1);
  private static final long SMALL = (1L << 31) - 1;

  final long high;
  final long low;
  // What 128 bits do not hold; null where they do.
  final BigInteger big;

  Wide(long high, long low, BigInteger big) {
    this.high = high;
    this.low = low;
    this.big = big;
  }

  static Wide of(BigInteger value) {
    if (value.bitLength() > 127) return new Wide(0, 0, value);
    return new Wide(value.shiftRight(64).longValue(), value.longValue(), null);
  }

  boolean isLong() {
    return high == low >> 63 && big == null;
  }

  int sign() {
    if (big != null) return big.signum();
    return high < 0 ? -1 : (high | low) == 0 ? 0 : 1;
  }

  BigInteger exact() {
    if (big != null) return big;
    if (isLong()) return BigInteger.valueOf(low);
    BigInteger lower = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
    return BigInteger.valueOf(high).shiftLeft(64).add(lower);
  }

  Wide plus(Wide other) {
    if (big == null && other.big == null) {
      long lower = low + other.low;
      long upper = high + other.high + (Long.compareUnsigned(lower, low) < 0 ? 1 : 0);
      if (((high ^ upper) & (other.high ^ upper)) >= 0) return new Wide(upper, lower, null);
    }
    return of(exact().add(other.exact()));
  }

  Wide minus(Wide other) {
    if (big == null && other.big == null) {
      long upper = high - other.high - (Long.compareUnsigned(low, other.low) < 0 ? 1 : 0);
      if (((high ^ other.high) & (high ^ upper)) >= 0) return new Wide(upper, low - other.low, null);
    }
    return of(exact().subtract(other.exact()));
  }

  Wide negated() {
    return ZERO.minus(this);
  }

  Wide times(Wide other) {
    if (isLong() && other.isLong()) return new Wide(Math.multiplyHigh(low, other.low), low * other.low, null);
    Wide found = other.isLong() ? timesSmall(other.low) : isLong() ? other.timesSmall(low) : null;
    return found != null ? found : of(exact().multiply(other.exact()));
  }

  // The product, where it is plain that 128 bits hold it; null elsewhere.
  private Wide timesSmall(long by) {
    if (big != null || high > SMALL || high < -SMALL || by > SMALL || by < -SMALL) return null;
    long carried = Math.multiplyHigh(low, by) + (low < 0 ? by : 0);
    return new Wide(high * by + carried, low * by, null);
  }

  // Rounded down, the divisor above zero.
  Wide floorDiv(Wide divisor) {
    if (isLong() && divisor.isLong()) return wide(Math.floorDiv(low, divisor.low));
    BigInteger[] parts = exact().divideAndRemainder(divisor.exact());
    return of(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
  }

  // Rounded to a whole number: half away from zero, away from zero, or towards it; the divisor above zero.
  Wide dividedBy(Wide divisor, RoundingMode mode) {
    if (sign() < 0) return negated().dividedBy(divisor, mode).negated();
    if (big == null && divisor.isLong() && isQuick(high, low, divisor.low)) {
      long whole = quotient(high, low, divisor.low);
      long rest = low - whole * divisor.low;
      boolean isUp = mode == RoundingMode.UP ? rest > 0 : mode == RoundingMode.HALF_UP && rest >= divisor.low - rest;
      return wide(isUp ? whole + 1 : whole);
    }
    return of(new BigDecimal(exact()).divide(new BigDecimal(divisor.exact()), 0, mode).toBigInteger());
  }

  int compareTo(Wide other) {
    if (big != null || other.big != null) return exact().compareTo(other.exact());
    return high != other.high ? Long.compare(high, other.high) : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Wide && compareTo((Wide) other) == 0;
  }

  @Override
  public int hashCode() {
    return big != null ? big.hashCode() : Long.hashCode(high * 31 + low);
  }

  @Override
  public String toString() {
    return exact().toString();
  }

  // Whether `quotient` takes these: what is divided is less than by · 2^62, and that below 2^62.
  private static boolean isQuick(long high, long low, long by) {
    return high < 1L << 60 && by < 1L << 62 && (high << 2 | low >>> 62) < by;
  }

  // The whole part of (high · 2^64 + low) / by, in two digits of 31 bits, each divided for as one does by hand.
  private static long quotient(long high, long low, long by) {
    if (high == 0 && low >= 0) return low / by;
    int shift = Long.numberOfLeadingZeros(by) - 2;
    long divisor = by << shift;
    long upper = shift == 0 ? high : high << shift | low >>> (64 - shift);
    long lower = low << shift;
    long rest = upper << 2 | lower >>> 62;
    long next = lower >>> 31 & SMALL;
    long first = digit(rest, divisor, next);
    rest = (rest << 31) + next - first * divisor;
    return first << 31 | digit(rest, divisor, lower & SMALL);
  }

  private static long digit(long rest, long divisor, long next) {
    long found = rest / (divisor >>> 31);
    long left = rest % (divisor >>> 31);
    while (found > SMALL || found * (divisor & SMALL) > (left << 31 | next)) {
      found -= 1;
      left += divisor >>> 31;
      if (left > SMALL) break;
    }
    return found;
  }
}

private static Wide wide(long value) {
  return new Wide(value >> 63, value, null);
}

private static Wide wide(String digits) {
  return Wide.of(new BigInteger(digits));
}

// The nearest long: a day is always one, and months beyond it reach beyond the calendar anyway.
private static long clamped(Wide value) {
  if (value.isLong()) return value.low;
  return value.sign() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
}

private static long least(long one, long other) {
  return Math.min(one, other);
}

private static long least(long... all) {
  long found = all[0];
  for (long one : all) found = Math.min(found, one);
  return found;
}

private static Wide least(Wide one, Wide other) {
  return other.compareTo(one) < 0 ? other : one;
}

private static Wide least(Wide... all) {
  Wide found = all[0];
  for (Wide one : all) found = least(found, one);
  return found;
}

private static long most(long one, long other) {
  return Math.max(one, other);
}

private static long most(long... all) {
  long found = all[0];
  for (long one : all) found = Math.max(found, one);
  return found;
}

private static Wide most(Wide one, Wide other) {
  return other.compareTo(one) > 0 ? other : one;
}

private static Wide most(Wide... all) {
  Wide found = all[0];
  for (Wide one : all) found = most(found, one);
  return found;
}
