// ── runtime: items of lists ──

// What is held of a list: its items; of a record its fields, in order.

private static Object field(Object record, int at) {
  return ((Object[]) record)[at];
}

private static long whole(Object held) {
  return (long) held;
}

private static Wide big(Object held) {
  return (Wide) held;
}

private static boolean truth(Object held) {
  return (boolean) held;
}

private static String text(Object held) {
  return (String) held;
}

private static boolean isOneOf(String text, String... words) {
  return Arrays.asList(words).contains(text);
}

private static <T> long count(T[] items, Predicate<T> holds) {
  long found = 0;
  for (T item : items) if (holds.test(item)) found += 1;
  return found;
}

private static <T> boolean every(T[] items, Predicate<T> holds) {
  for (T item : items) if (!holds.test(item)) return false;
  return true;
}

private static <T> T[] asked(T[] items, Predicate<T> holds) {
  return Arrays.stream(items).filter(holds).toArray(count -> Arrays.copyOf(items, count));
}

private static <T> long total(T[] items, ToLongFunction<T> of, long zero) {
  long sum = zero;
  for (T item : items) sum += of.applyAsLong(item);
  return sum;
}

private static <T> Wide total(T[] items, Function<T, Wide> of, Wide zero) {
  Wide sum = zero;
  for (T item : items) sum = sum.plus(of.apply(item));
  return sum;
}

// The sum of fractions, in lowest terms. A fraction over nothing counts as 0.
private static <T> Wide[] sumFractions(T[] items, Function<T, Wide[]> of) {
  Wide[] sum = {Wide.ZERO, Wide.ONE};
  for (T item : items) {
    Wide[] part = of.apply(item);
    if (part[1].sign() > 0) {
      sum = reduced(sum[0].times(part[1]).plus(part[0].times(sum[1])), sum[1].times(part[1]));
    }
  }
  return sum;
}

private static Wide[] reduced(Wide above, Wide below) {
  BigInteger common = above.exact().gcd(below.exact());
  if (common.equals(BigInteger.ONE)) return new Wide[] {above, below};
  return new Wide[] {Wide.of(above.exact().divide(common)), Wide.of(below.exact().divide(common))};
}

// Several lists item by item: what stands at the same place of each, as far as the shortest goes.
private static Object[][] together(Object[]... lists) {
  int length = Arrays.stream(lists).mapToInt(items -> items.length).min().orElse(0);
  Object[][] found = new Object[length][lists.length];
  for (int at = 0; at < length; at += 1) for (int of = 0; of < lists.length; of += 1) found[at][of] = lists[of][at];
  return found;
}

private static Object[][] arrays(Collection<List<Object>> groups) {
  return groups.stream().map(List::toArray).toArray(Object[][]::new);
}

private static List<Object> fieldsOf(Object item, int[] fields) {
  List<Object> found = new ArrayList<>();
  for (int at : fields) found.add(field(item, at));
  return found;
}

// The records that agree in the fields `keys`, in the order in which each group first occurs.
private static Object[][] groupsBy(Object[] items, int[] keys) {
  Map<List<Object>, List<Object>> groups = new LinkedHashMap<>();
  for (Object item : items) groups.computeIfAbsent(fieldsOf(item, keys), key -> new ArrayList<>()).add(item);
  return arrays(groups.values());
}

// The records of each month (202503), by the day in field `key`; a month without any is empty.
private static Object[][] groupsByMonth(Object[] items, int key, int[] months) {
  Map<Integer, List<Object>> groups = new LinkedHashMap<>();
  for (int month : months) groups.put(month, new ArrayList<>());
  for (Object item : items) {
    LocalDate date = dateOf(whole(field(item, key)));
    List<Object> group = groups.get(date.getYear() * 100 + date.getMonthValue());
    if (group != null) group.add(item);
  }
  return arrays(groups.values());
}

// Of items, by their keys (fractions) in `order`, behind the first `skip` the next `count` (null: all); of equal keys the earlier
// first. With `fields`, so many of the records that agree in each of them.
private static <T> T[] picked(T[] items, Function<T, Wide[]> key, String order, int skip, Integer count, int[] fields) {
  Object[] ranks = places(items, key, order, fields, false);
  List<T> taken = new ArrayList<>();
  for (int at = 0; at < items.length; at += 1) {
    long rank = whole(ranks[at]);
    if (rank >= skip && (count == null || rank < skip + count)) taken.add(items[at]);
  }
  return taken.toArray(Arrays.copyOf(items, 0));
}

// How many come before each of the items, in `order`, of those that agree with it in the `fields`; where `isTied`, those of equal
// keys have one place.
private static <T> Object[] places(T[] items, Function<T, Wide[]> key, String order, int[] fields, boolean isTied) {
  List<Integer> ordered = new ArrayList<>();
  List<Wide[]> keys = new ArrayList<>();
  for (T item : items) {
    ordered.add(ordered.size());
    Wide[] found = key.apply(item);
    keys.add(found != null && found[1].sign() > 0 ? found : new Wide[] {Wide.ZERO, Wide.ONE});
  }
  Comparator<Integer> bySize = (one, other) -> {
    Wide[] left = keys.get(one);
    Wide[] right = keys.get(other);
    return left[0].times(right[1]).compareTo(right[0].times(left[1]));
  };
  if (order.equals("last")) Collections.reverse(ordered);
  if (order.equals("largest")) ordered.sort(bySize.reversed());
  if (order.equals("smallest")) ordered.sort(bySize);
  Map<List<Object>, Long> before = new HashMap<>();
  Map<List<Object>, Integer> last = new HashMap<>();
  Object[] found = new Object[items.length];
  for (int at : ordered) {
    List<Object> group = fieldsOf(items[at], fields);
    long rank = before.merge(group, 1L, Long::sum) - 1;
    Integer previous = last.put(group, at);
    boolean isSame = isTied && previous != null && bySize.compare(previous, at) == 0;
    found[at] = isSame ? found[previous] : (Object) rank;
  }
  return found;
}
