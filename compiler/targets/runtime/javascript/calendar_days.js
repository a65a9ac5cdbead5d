// ── runtime: calendar ──

// The day for which a result is calculated, for a clause that counts with it. Throws FactError without one.
function dayOfClaim(on) {
  if (on !== null) return on;
  throw new FactError([makeFault("T0601", ["申报日期"], { expected: expected({ kind: "date" }) })]);
}

// The first or last day that a date can be, for one beyond it.
function calendarDay(day) {
  return Math.min(Math.max(day, 1), dayOf(9999, 12, 31));
}

// The same day of the month, `months` later; the last day of a month that is too short for it. Beyond the years that a
// date can have, the last day there is.
function shiftMonths(day, months) {
  const [year, month, dayOfMonth] = isoDate(calendarDay(day)).split("-").map(Number);
  const shifted = year * 12 + month - 1 + months;
  if (shifted < 12 || shifted >= 120000) return months < 0 ? 1 : dayOf(9999, 12, 31);
  const [shiftedYear, shiftedMonth] = [floorDiv(shifted, 12), (shifted % 12) + 1];
  return Math.min(dayOf(shiftedYear, shiftedMonth, dayOfMonth), dayOf(shiftedYear, shiftedMonth + 1, 0));
}

// Whole months from `first` to `last`, below zero where `last` is earlier: a month is whole on the same day of the month
// (or the last day of a shorter one).
function monthsBetween(first, last) {
  if (last < first) return -monthsBetween(last, first);
  const [[year, month], [lastYear, lastMonth]] = [first, last].map((day) => isoDate(calendarDay(day)).split("-").map(Number));
  const months = (lastYear - year) * 12 + lastMonth - month;
  return shiftMonths(first, months) <= last ? months : months - 1;
}
