// What the Java runtime gives for rows of tests/vectors: put into a compiled class, whose names it uses. See test_vectors.py.

/** For each of `asked`, a name of a list and a row without its result: the result. */
public static List<Object> vectors(Map<?, ?> types, List<?> asked) {
  List<Object> found = new ArrayList<>();
  for (Object one : asked) {
    List<?> row = (List<?>) ((List<?>) one).get(1);
    found.add(vector(types, (String) ((List<?>) one).get(0), row));
  }
  return found;
}

private static Object vector(Map<?, ?> types, String name, List<?> row) {
  Object first = row.isEmpty() ? null : row.get(0);
  Object second = row.size() < 2 ? null : row.get(1);
  switch (name) {
    case "readings":
      return reading(typeOf((Map<?, ?>) types.get(first)), second);
    case "numerals":
      return refusedOr(() -> readNumeral((String) first));
    case "ratios":
      return refusedOr(() -> readRatio((String) first));
    case "units":
      return unit(parseUnit((String) first, strings(second)));
    case "money":
      return money(exact(first).times(wide(100)).dividedBy(exact(second), RoundingMode.HALF_UP), 100).toPlainString();
    case "whole":
      return exact(first).dividedBy(exact(second), RoundingMode.valueOf(((String) row.get(2)).toUpperCase())).toString();
    case "counts":
      return count(exact(first), Long.parseLong((String) second)).toPlainString();
    case "shown":
      return formatQuantity(exact(first).exact(), exact(second).exact(), (String) row.get(2));
    case "quantities":
      return shownQuantity(exact(first).exact(), exact(second).exact(), (String) row.get(2));
    case "days":
      long day = readDate(first);
      return day == NO_DAY ? null : (Object) day;
    case "shifts":
      return shiftMonths(number(first), number(second));
    case "months":
      return monthsBetween(number(first), number(second));
    case "by_fields":
      return plain(groupsBy(items(first), numbers(second)));
    case "by_months":
      List<Object> months = new ArrayList<>();
      for (Object month : (List<?>) row.get(2)) months.add(numbers(month)[0] * 100 + numbers(month)[1]);
      return plain(groupsByMonth(items(first), (int) number(second), numbers(months)));
    case "sums":
      Wide[] sum = sumFractions(items(first), pair -> pairOf(pair));
      return fraction(new Fraction(sum[0].exact(), sum[1].exact()));
    case "picked":
      Object[] keyed = items(first);
      Integer most = row.get(3) == null ? null : (Integer) (int) number(row.get(3));
      Map<Object, Object> keys = new java.util.IdentityHashMap<>();
      List<Object> picking = new ArrayList<>();
      for (Object pair : keyed) {
        keys.put(field(pair, 1), field(pair, 0));
        picking.add(field(pair, 1));
      }
      return plain(picked(picking.toArray(), item -> pairOf(keys.get(item)), (String) second, (int) number(row.get(2)), most, numbers(row.get(4))));
    case "selections":
      return selection(strings(first), (List<?>) second);
    case "shares":
      return shares((Map<?, ?>) first, exact(second).exact(), (List<?>) row.get(2), (Map<?, ?>) row.get(3));
    case "told":
      List<Line> lines = new ArrayList<>();
      for (Object said : (List<?>) first) lines.add(lineOf(said));
      return tell(lines, ((List<?>) second).stream().map(said -> valueOf(said)).toArray());
    case "dated":
      return dateLines(first == null ? NO_DAY : number(first), number(second), number(row.get(2)));
    case "approved":
      return approvedLine(exact(first).exact());
    case "endings":
      return resultLine((String) first, (String) second, (boolean) row.get(2), outcome(row.get(3)));
    default:
      throw new IllegalArgumentException(name);
  }
}

// ── facts ──

private static FactType typeOf(Map<?, ?> said) {
  String name = (String) said.get("name");
  FactType made;
  switch ((String) said.get("kind")) {
    case "number":
      int decimals = said.containsKey("decimals") ? (int) number(said.get("decimals")) : 0;
      made = FactType.number(name, said.containsKey("unit") ? (String) said.get("unit") : "", decimals);
      break;
    case "boolean":
      made = FactType.truth(name);
      break;
    case "option":
      made = FactType.option(name, strings(said.get("options")).toArray(new String[0]));
      break;
    case "date":
      made = FactType.day(name);
      break;
    case "text":
      made = FactType.text(name);
      break;
    case "list":
      made = FactType.list(name, typeOf((Map<?, ?>) said.get("item")));
      break;
    default:
      made = FactType.record(name, ((List<?>) said.get("fields")).stream().map(part -> typeOf((Map<?, ?>) part)).toArray(FactType[]::new));
  }
  if (said.containsKey("negative")) made = made.andNegative();
  if (said.containsKey("optional")) made = made.orNone();
  Wide low = said.containsKey("low") ? exact(said.get("low")) : null;
  Wide high = said.containsKey("high") ? exact(said.get("high")) : null;
  return low == null && high == null ? made : made.bounded(low, high);
}

// What a value is held as by the full reader, which the quick one must agree with where it is sure; or its faults.
private static Object reading(FactType of, Object value) {
  List<Fault> faults = new ArrayList<>();
  Object found = of.read(value, Place.of(of.name()), faults);
  Object quick = of.quick(value);
  if (quick != null && (!faults.isEmpty() || !quick.equals(found))) return "quickly: " + quick;
  if (faults.isEmpty()) {
    Map<String, Object> held = new HashMap<>();
    held.put("held", heldAs(of, found));
    return held;
  }
  List<Object> said = new ArrayList<>();
  for (Fault fault : faults) said.add(List.of(fault.code(), fault.message(), fault.messageEn()));
  return Map.of("faults", said);
}

private static Object heldAs(FactType of, Object value) {
  if (of.kind().equals("number") && value != null) return value.toString();
  if (!(value instanceof Object[])) return value;
  List<Object> parts = new ArrayList<>();
  for (int at = 0; at < ((Object[]) value).length; at += 1) {
    parts.add(heldAs(of.item() != null ? of.item() : of.fields().get(at), field(value, at)));
  }
  return parts;
}

private static Object refusedOr(Supplier<Fraction> read) {
  try {
    Fraction found = read.get();
    return found == null ? null : fraction(found);
  } catch (NumeralError wrong) {
    return Map.of("reason", wrong.reason[0], "reason_en", wrong.reason[1]);
  }
}

private static Object unit(Unit found) {
  if (found == null) return null;
  Map<String, Integer> powers = new HashMap<>(found.powers);
  powers.values().removeIf(power -> power == 0);
  return Map.of("powers", powers, "factor", fraction(found.factor));
}

private static String fraction(Fraction found) {
  Wide[] lowest = reduced(Wide.of(found.above), Wide.of(found.below));
  return lowest[1].equals(Wide.ONE) ? lowest[0].toString() : lowest[0] + "/" + lowest[1];
}

// ── several claims, explanations ──

private static List<Integer> selection(List<String> weights, List<?> pairs) {
  BigInteger[] excluded = weights.stream().map(weight -> BigInteger.ZERO).toArray(BigInteger[]::new);
  for (Object pair : pairs) {
    int[] two = numbers(pair);
    if (two[0] == two[1]) continue;
    excluded[two[0]] = excluded[two[0]].setBit(two[1]);
    excluded[two[1]] = excluded[two[1]].setBit(two[0]);
  }
  return bestOf(weights.stream().map(BigInteger::new).collect(Collectors.toList()), List.of(excluded));
}

private static Object shares(Map<?, ?> said, BigInteger budget, List<?> given, Map<?, ?> scores) {
  Function<String, String> yuan = key -> said.containsKey(key) ? new BigDecimal(new BigInteger((String) said.get(key)), 2).toPlainString() : null;
  SharingRule rule = new SharingRule(
      said.containsKey("order") ? (String) said.get("order") : "pro_rata",
      said.containsKey("places") ? (Integer) (int) number(said.get("places")) : null,
      yuan.apply("cap"),
      yuan.apply("step") == null ? "0.01" : yuan.apply("step"),
      said.containsKey("remainder") ? (String) said.get("remainder") : "kept",
      !said.containsKey("partial") || (boolean) said.get("partial"));
  Map<String, Owed> owed = new LinkedHashMap<>();
  for (Object pair : given) {
    Owed one = new Owed();
    one.paid.put("", new BigInteger(strings(pair).get(1)));
    owed.put(strings(pair).get(0), one);
  }
  Map<String, Wide> points = new HashMap<>();
  if (scores != null) scores.forEach((name, score) -> points.put((String) name, exact(score)));
  List<Object> found = new ArrayList<>();
  new Sharing(owed, budget, rule).shared(points).shares().forEach((name, share) -> found.add(List.of(name, cents(share).toString())));
  return found;
}

private static Line lineOf(Object said) {
  if (said instanceof String) return line((String) said);
  List<?> parts = (List<?>) said;
  boolean isOfItems = parts.get(0) instanceof Integer;
  int[] when = numbers(parts.subList(isOfItems ? 2 : 1, parts.size()));
  return isOfItems ? each((int) parts.get(0), (String) parts.get(1), when) : line((String) parts.get(0), when);
}

private static Object valueOf(Object said) {
  if (said instanceof List) {
    List<String> parts = strings(said);
    return quantity(exact(parts.get(0)), exact(parts.get(1)), parts.get(2));
  }
  if (!(said instanceof Map)) return said;
  List<?> items = (List<?>) ((Map<?, ?>) said).get("items");
  return items.stream().map(item -> ((List<?>) item).stream().map(part -> valueOf(part)).toArray()).toArray(Object[][]::new);
}

private static Object outcome(Object said) {
  if (said instanceof String) return new BigDecimal((String) said);
  if (said instanceof List) return ((List<?>) said).stream().map(part -> outcome(part)).collect(Collectors.toList());
  if (!(said instanceof Map)) return said;
  Map<String, Object> found = new LinkedHashMap<>();
  ((Map<?, ?>) said).forEach((name, part) -> found.put((String) name, outcome(part)));
  return found;
}

// ── what JSON has ──

private static Wide exact(Object text) {
  return wide((String) text);
}

private static long number(Object value) {
  return ((Number) value).longValue();
}

private static int[] numbers(Object list) {
  return ((List<?>) list).stream().mapToInt(one -> (int) number(one)).toArray();
}

private static List<String> strings(Object list) {
  return ((List<?>) list).stream().map(one -> (String) one).collect(Collectors.toList());
}

private static Wide[] pairOf(Object pair) {
  return pair == null ? null : new Wide[] {exact(field(pair, 0)), exact(field(pair, 1))};
}

// A list as it is held: arrays, and each whole number a long.
private static Object[] items(Object list) {
  return ((List<?>) list).stream().map(one -> heldItem(one)).toArray();
}

private static Object heldItem(Object one) {
  if (one instanceof List) return items(one);
  return one instanceof Integer ? (Object) number(one) : one;
}

private static Object plain(Object held) {
  return held instanceof Object[] ? Arrays.stream((Object[]) held).map(one -> plain(one)).collect(Collectors.toList()) : held;
}
