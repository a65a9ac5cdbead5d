// ── runtime: whole numbers ──

// Rounded down, divisor above zero. The remainder and the difference are exact, so the quotient is.
function floorDiv(numerator, divisor) {
  const rest = numerator % divisor;
  return (numerator - rest) / divisor - (rest < 0 ? 1 : 0);
}

function floorDivBig(numerator, divisor) {
  return numerator / divisor - (numerator % divisor < 0n ? 1n : 0n);
}

function least(one, other, ...more) {
  const found = other < one ? other : one;
  return more.length === 0 ? found : least(found, ...more);
}

function most(one, other, ...more) {
  const found = other > one ? other : one;
  return more.length === 0 ? found : most(found, ...more);
}
