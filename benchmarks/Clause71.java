// What one call of clause 7.1 costs through the compiled Java class, against the same rule written by hand with long. Started by
// clause_7_1_java.py, which compiles the class: java Clause71 ROUNDS

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToLongFunction;

final class Clause71 {
  private static final int CALLS = 2000;
  private static final Random RANDOM = new Random(71);
  private static final String[] AMOUNTS = {
    "研发费用合计", "政府补助部分", "委托外部机构研发费用", "上年研发费用合计", "上年政府补助部分", "上年委托外部机构研发费用", "营业收入",
  };

  // ── by hand ──

  // The amount in 分, for facts in whole yuan, which are looked at as ours are: that they are all there and nothing else is, that they
  // are amounts, and do not contradict each other. Costs after halving the outsourced part are whole half yuan.
  private static long byHand(Map<String, Object> facts) {
    long total = yuan(facts, "研发费用合计");
    long subsidy = yuan(facts, "政府补助部分");
    long outsourced = yuan(facts, "委托外部机构研发费用");
    long totalBefore = yuan(facts, "上年研发费用合计");
    long subsidyBefore = yuan(facts, "上年政府补助部分");
    long outsourcedBefore = yuan(facts, "上年委托外部机构研发费用");
    long revenue = yuan(facts, "营业收入");
    Object first = facts.get("首次申报");
    if (!(first instanceof Boolean) || facts.size() != 8) throw new IllegalArgumentException("首次申报");
    if (subsidy > total || outsourced > total - subsidy) throw new IllegalArgumentException("研发费用合计");
    if (subsidyBefore > totalBefore || outsourcedBefore > totalBefore - subsidyBefore) {
      throw new IllegalArgumentException("上年研发费用合计");
    }
    long cost = 2 * (total - subsidy) - outsourced;
    long costBefore = 2 * (totalBefore - subsidyBefore) - outsourcedBefore;
    boolean isDense = revenue > 0 && Math.multiplyExact(cost, 100) >= Math.multiplyExact(revenue, 6);
    if (cost < 2_000_000 || cost <= costBefore && !isDense) return 0;
    // Below, amounts are half 分 times the denominator.
    long above = Math.min(5 * cost, 200_000_000);
    long below = 1;
    if (!(boolean) first) {
      long stock = Math.min(cost, costBefore);
      long raw = 2 * stock + 5 * (cost - stock);
      below = cost;
      above = Math.multiplyExact(raw, cost);
      if (Math.multiplyExact(raw, outsourced) > Math.multiplyExact(400_000_000L, cost)) {
        above = Math.addExact(Math.multiplyExact(raw, cost - outsourced), Math.multiplyExact(400_000_000L, cost));
      }
      above = Math.min(above, Math.multiplyExact(1_000_000_000L, cost));
    }
    return (above + below) / (2 * below);
  }

  private static long yuan(Map<String, Object> facts, String name) {
    Object value = facts.get(name);
    if (!(value instanceof Long)) throw new IllegalArgumentException(name);
    long yuan = (long) value;
    if (yuan < 0 || yuan >= 1_000_000_000_000_000L) throw new IllegalArgumentException(name);
    return yuan;
  }

  // ── the facts ──

  // Facts that reach every branch of the rule now and then, new ones for every call.
  private static Map<String, Object> someFacts() {
    Map<String, Object> facts = new HashMap<>();
    for (String year : List.of("", "上年")) {
      long subsidy = RANDOM.nextInt(300);
      int own = 50 + RANDOM.nextInt(19950);
      facts.put(year + "研发费用合计", (own + subsidy) * 10000);
      facts.put(year + "政府补助部分", subsidy * 10000);
      facts.put(year + "委托外部机构研发费用", RANDOM.nextInt(own) * 10000L);
    }
    facts.put("营业收入", RANDOM.nextInt(200000) * 10000L);
    facts.put("首次申报", RANDOM.nextInt(10) < 3);
    return facts;
  }

  private static Map<String, Object> spelled(Map<String, Object> facts, Function<Long, Object> spell) {
    Map<String, Object> said = new HashMap<>(facts);
    for (String name : AMOUNTS) said.put(name, spell.apply((Long) facts.get(name)));
    return said;
  }

  // What is measured, how amounts are spelled, what is called, and the limit of the ratio in percent (0: none).
  private static final class Row {
    final String what;
    final Function<Long, Object> spell;
    final ToLongFunction<Map<String, Object>> call;
    final long limit;

    Row(String what, Function<Long, Object> spell, ToLongFunction<Map<String, Object>> call, long limit) {
      this.what = what;
      this.spell = spell;
      this.call = call;
      this.limit = limit;
    }
  }

  private static long fen(Map<String, Object> facts) {
    return Jindong2025.calc("7.1", facts).amount().unscaledValue().longValue();
  }

  private static final List<Row> ROWS = List.of(
      new Row("Longs", yuan -> yuan, Clause71::fen, 300),
      new Row("Integers", yuan -> (Object) yuan.intValue(), Clause71::fen, 500),
      new Row("BigDecimals such as 30000000.00", yuan -> BigDecimal.valueOf(yuan * 100, 2), Clause71::fen, 500),
      new Row("BigIntegers", BigInteger::valueOf, Clause71::fen, 0),
      new Row("texts such as 3000万元", yuan -> yuan / 10000 + "万元", Clause71::fen, 800),
      new Row("texts such as 30000000.00", yuan -> yuan + ".00", Clause71::fen, 800),
      new Row("Longs, with explain()", yuan -> yuan, facts -> Jindong2025.calc("7.1", facts).explain().length(), 0));

  // ── measuring ──

  private static long sink;

  private static double nanoseconds(ToLongFunction<Map<String, Object>> call, List<Map<String, Object>> facts) {
    long sum = 0;
    long start = System.nanoTime();
    for (Map<String, Object> one : facts) sum += call.applyAsLong(one);
    long spent = System.nanoTime() - start;
    sink += sum;
    return (double) spent / facts.size();
  }

  private static double median(List<double[]> rounds, int side) {
    double[] found = rounds.stream().mapToDouble(pair -> side == 2 ? pair[0] * 100 / pair[1] : pair[side]).sorted().toArray();
    return found[found.length / 2];
  }

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    for (int count = 0; count < 2000; count += 1) {
      Map<String, Object> facts = someFacts();
      long theirs = byHand(facts);
      for (Row row : ROWS.subList(0, ROWS.size() - 1)) {
        long ours = fen(spelled(facts, row.spell));
        if (ours != theirs) throw new IllegalStateException(row.what + ": " + ours + ", by hand " + theirs + "; " + facts);
      }
    }
    for (Row row : ROWS) measured(row, rounds); // once before, until the machine has compiled what is called often
    for (Row row : ROWS) System.out.println(measured(row, rounds));
    if (sink == 42) System.out.println();
  }

  private static String measured(Row row, int rounds) {
    List<double[]> costs = new ArrayList<>();
    int asked = row.what.contains("explain") ? CALLS / 20 : CALLS;
    for (int round = 0; round < rounds; round += 1) {
      List<Map<String, Object>> facts = new ArrayList<>();
      List<Map<String, Object>> said = new ArrayList<>();
      for (int at = 0; at < asked; at += 1) facts.add(someFacts());
      for (Map<String, Object> one : facts) said.add(spelled(one, row.spell));
      costs.add(new double[] {nanoseconds(row.call, said), nanoseconds(Clause71::byHand, facts)});
    }
    return String.join("\t", row.what, whole(median(costs, 0)), whole(median(costs, 1)), whole(median(costs, 2)), String.valueOf(row.limit));
  }

  private static String whole(double number) {
    return String.valueOf(Math.round(number));
  }
}
