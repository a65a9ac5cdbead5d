// ── runtime: calendar ──

// A date is its day since 0001-01-01, which is day 1.
private static final long LAST_DAY = 3652059;
private static final long NO_DAY = 0;
private static final long DAYS_BEFORE_EPOCH = 719163;

private static LocalDate dateOf(long day) {
  return LocalDate.ofEpochDay(Math.min(Math.max(day, 1), LAST_DAY) - DAYS_BEFORE_EPOCH);
}

private static String isoDate(long day) {
  return dateOf(day).toString();
}

private static final Pattern ISO_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

// The day of a date or of ISO text; NO_DAY for anything else.
private static long readDate(Object value) {
  LocalDate date = null;
  if (value instanceof LocalDate) date = (LocalDate) value;
  else if (value instanceof String && ISO_DATE.matcher((String) value).matches()) {
    try {
      date = LocalDate.parse((String) value);
    } catch (DateTimeException wrong) {
      return NO_DAY;
    }
  }
  return date == null || date.getYear() < 1 || date.getYear() > 9999 ? NO_DAY : date.toEpochDay() + DAYS_BEFORE_EPOCH;
}

// The 申报日期 of a call as a day, `usual` for none. Throws FactError.
private static long parseDate(Object value, long usual) {
  if (value == null) return usual;
  long day = readDate(value);
  if (day == NO_DAY) throw refused("T0612", Place.of("申报日期"), "shown", show(value));
  return day;
}

// The day for which a result is calculated, for a clause that counts with it. Throws FactError without one.
private static long dayOfClaim(long on) {
  if (on != NO_DAY) return on;
  throw refused("T0601", Place.of("申报日期"), "expected", FactType.day("申报日期").expected());
}

// The same day of the month, `months` later; the last day of a month that is too short for it. Beyond the years that a date
// can have, the last day there is.
private static long shiftMonths(long day, long months) {
  LocalDate date = dateOf(day);
  long shifted = date.getYear() * 12L + date.getMonthValue() - 1 + Math.min(Math.max(months, -200_000), 200_000);
  if (shifted < 12 || shifted >= 120_000) return months < 0 ? 1 : LAST_DAY;
  LocalDate month = LocalDate.of((int) (shifted / 12), (int) (shifted % 12) + 1, 1);
  return readDate(month.withDayOfMonth(Math.min(date.getDayOfMonth(), month.lengthOfMonth())));
}

// Whole months from `first` to `last`, below zero where `last` is earlier: a month is whole on the same day of the month (or
// the last day of a shorter one).
private static long monthsBetween(long first, long last) {
  if (last < first) return -monthsBetween(last, first);
  LocalDate from = dateOf(first);
  LocalDate to = dateOf(last);
  long months = (to.getYear() - from.getYear()) * 12L + to.getMonthValue() - from.getMonthValue();
  return shiftMonths(first, months) <= last ? months : months - 1;
}
