// A program that uses a compiled class as its callers do; it compiles without a warning, and says what it found. See test_java.py.

package shop;

import cn.example.Policy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public final class Embedder {
  private static final List<String> FOUND = new ArrayList<>();

  private static Map<String, Object> facts(Object... changes) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("营业收入", "200万元");
    facts.put("重点企业", true);
    facts.put("类别", "大型");
    facts.put("验收日期", "2025-03-01");
    facts.put("比例", new BigDecimal("0.2"));
    facts.put("记录", List.of(List.of("甲", 1)));
    for (int at = 0; at < changes.length; at += 2) facts.put((String) changes[at], changes[at + 1]);
    return facts;
  }

  private static void same(String what, Object found, Object expected) {
    if (!expected.equals(found)) FOUND.add(what + ": " + found + ", not " + expected);
  }

  private static void gives(Object... changes) {
    same(List.of(changes).toString(), Policy.calc("1", facts(changes)).amount().toPlainString(), "100000.00");
  }

  private static void refuses(String code, String words, Object... changes) {
    try {
      FOUND.add(code + " is not refused: " + Policy.calc("1", facts(changes)));
    } catch (Policy.FactError error) {
      same(code, error.code(), code);
      if (!error.getMessage().contains(words)) FOUND.add(words + " is not in " + error.getMessage());
    }
  }

  private static void throwsFor(String what, Class<? extends Exception> kind, Runnable run) {
    try {
      run.run();
      FOUND.add(what + " throws nothing");
    } catch (RuntimeException error) {
      same(what, error.getClass(), kind);
    }
  }

  public static List<String> found() {
    for (Object amount : new Object[] {2_000_000, 2_000_000L, new BigInteger("2000000"), new BigDecimal("2000000"), new BigDecimal("2E+6"), "2,000,000.00", "二百万元"}) {
      gives("营业收入", amount);
    }
    gives("营业收入", (short) 30000, "比例", "80%", "类别", "小型");
    gives("用工", (byte) 3, "重点企业", "是", "验收日期", LocalDate.of(2025, 3, 1));
    gives("记录", new Object[] {new Object[] {"甲", 1}, Map.of("单位", "乙", "数量", 2L)}, "用工", 0);
    gives("记录", List.of());
    for (Object costs : new Object[] {new int[] {1, 2}, new long[] {1, 2}, new String[] {"1元", "2.00"}, List.of(1, 2L)}) {
      same("costs", Policy.calc("4", Map.of("费用", costs)).value(), new BigDecimal("3.00"));
    }
    refuses("T0604", "二进制浮点数", "营业收入", 2e6);
    refuses("T0604", "BigDecimal", "营业收入", 0.5f);
    refuses("T0603", "填的是null", "营业收入", null);
    refuses("T0603", "填的是AtomicInteger", "营业收入", new java.util.concurrent.atomic.AtomicInteger(5));
    refuses("T0603", "填的是1", "重点企业", 1);
    refuses("T0603", "填的是Map", "记录", Map.of());
    refuses("T0603", "填的是Array", "营业收入", new int[] {1});
    refuses("T0609", "是不是「大型」", "类别", "大形");
    refuses("T0612", "时区", "验收日期", new java.util.Date(0));
    refuses("T0612", "填的是LocalDateTime", "验收日期", LocalDate.of(2025, 3, 1).atStartOfDay());
    refuses("T0612", "+10000-01-01", "验收日期", LocalDate.of(10000, 1, 1));
    refuses("T0602", "没有「多余」", "多余", 1);
    refuses("T0607", "不能为负", "营业收入", -1);
    refuses("T0608", "10的15次方", "营业收入", Long.MAX_VALUE);
    refuses("T0606", "2位小数", "营业收入", new BigDecimal("1E-2000000"));

    Policy.Result result = Policy.calc("1", facts(), LocalDate.of(2025, 6, 30));
    same("value", result.value(), new BigDecimal("100000.00"));
    same("said", List.of(result.unit(), result.kind(), result.form(), result.eligible(), result.date(), result.clause()),
        List.of("元", "定额", "奖补", true, LocalDate.of(2025, 6, 30), "1"));
    same("equal", result, Policy.calc("1", facts(), "2025-06-30"));
    same("hash", result.hashCode(), Policy.calc("1", facts(), "2025-06-30").hashCode());
    same("other day", result.equals(Policy.calc("1", facts())), false);
    same("explained", result.explain(), String.join("\n", result.trace()));
    same("in its language", result.explain("zh"), result.explain());
    same("late", Policy.calc("1", facts(), LocalDate.of(2026, 1, 1)).eligible(), false);
    throwsFor("another language", IllegalArgumentException.class, () -> result.explain("en"));
    throwsFor("no number", IllegalStateException.class, () -> Policy.calc("2", Map.of("甲", 1)).amount());
    same("an answer", Policy.calc("2", Map.of("甲", 2)).value(), true);
    same("a count", Policy.calc("3", Map.of("甲", 3)).value(), new BigDecimal("3"));
    same("a quantity", Policy.calc("3", Map.of("甲", "0.5亩")).value(), new BigDecimal("0.5"));
    throwsFor("no clause", Policy.FactError.class, () -> Policy.calc(null, facts()));
    throwsFor("no facts", Policy.FactError.class, () -> Policy.calc("1", null));
    throwsFor("no date", Policy.FactError.class, () -> Policy.calc("1", facts(), "2025-02-30"));
    throwsFor("names that are no texts", Policy.FactError.class, () -> Policy.settle(Map.of("1", new TreeMap<>(Map.of(1, 2)))));

    throwsFor("what is given out is kept", UnsupportedOperationException.class, () -> Policy.CLAUSES.clear());
    throwsFor("facts", UnsupportedOperationException.class, () -> Policy.FACTS.get("1").clear());
    throwsFor("lines", UnsupportedOperationException.class, () -> result.trace().clear());
    same("names", Policy.FACTS.get("1").get(0).name() + Policy.FACTS.get("1").get(0).unit(), "营业收入元");
    same("the greatest", Policy.FACTS.get("1").get(4).high(), new BigDecimal("1000"));
    same("usual", Policy.FACTS.get("1").get(4).defaultValue(), new BigDecimal("0"));
    same("clause", Policy.CLAUSES.get("1").title(), "第一项");

    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("1", facts());
    claims.put("1#乙", facts("营业收入", 20));
    Policy.Settlement settled = Policy.settle(claims, List.of(List.of("1", "1#乙")));
    same("settled", List.of(settled.total(), settled.claims(), settled.dropped(), settled.paid().keySet().toString()),
        List.of(new BigDecimal("100000.00"), List.of("1", "1#乙"), Map.of("1#乙", List.of("1")), "[1]"));
    same("on a day", Policy.settle(claims, List.of(), "2026-01-01").total(), new BigDecimal("0.00"));
    Map<String, Object> applicants = new LinkedHashMap<>();
    applicants.put("乙", Map.of("1", facts()));
    applicants.put("7", Map.of());
    Policy.Allocation shared = Policy.allocate(applicants, "5万元");
    same("shared", List.of(shared.applicants(), shared.shares().get("乙"), shared.remainder()),
        List.of(List.of("乙", "7"), new BigDecimal("50000.00"), new BigDecimal("0.00")));
    throwsFor("a map without an order", IllegalArgumentException.class, () -> Policy.allocate(new HashMap<>(applicants), 5));
    throwsFor("who has not applied", IllegalArgumentException.class, () -> shared.explain("丙"));
    return FOUND;
  }
}
