"""An explanation as data: each value and each condition once, and no line that is never told."""

from support.rules import policy_of
from tiaowen.compiler.ir import integer
from tiaowen.compiler.ir.integer import Bool, Compare, Flag, Int, Line, Logic, Name, Not, Quantity, Rational, Told
from tiaowen.compiler.program import explanation
from tiaowen.compiler.program.explanation import Items, Paid
from tiaowen.compiler.program.module import module_of

甲 = Name("甲", 0, 10**17 - 1)
大 = Compare(">", 甲, Int(5))
SUM = Quantity(Rational(甲, 100), "元")
YES = Bool(True)


def told(*lines: Line, lets: tuple[integer.LetInt, ...] = ()) -> explanation.Explanation:
    return explanation.explanation(Told((), lines, ()), lets)


def line(*parts: integer.Shown, when: integer.BoolExpr = YES) -> Line:
    return Line(parts, when, ())


def test_a_value_has_one_number_wherever_it_is_told() -> None:
    made = told(line("甲", SUM, "，", "即", SUM), line(SUM))
    assert made.values == (SUM,)
    assert [each.parts for each in made.lines] == [("甲", 0, "，即", 0), (0,)]


def test_a_condition_and_its_opposite_have_one_number() -> None:
    made = told(line("一", when=大), line("二", when=Not(大)), line("三", when=Compare("<=", 甲, Int(5))))
    assert made.values == (大,)
    assert [each.when for each in made.lines] == [((0, True),), ((0, False),), ((0, False),)]


def test_conditions_are_taken_apart() -> None:
    one, two = Flag("一"), Flag("二")
    made = told(line("都", when=Logic("and", (one, two))), line("都不", when=Not(Logic("or", (one, two)))))
    assert made.values == (one, two)
    assert [each.when for each in made.lines] == [((0, True), (1, True)), ((0, False), (1, False))]


def test_what_always_holds_is_not_asked_and_what_never_does_not_told() -> None:
    one = Flag("一")
    always, never = Logic("or", (one, Not(one))), Logic("and", (one, Not(one)))
    made = told(line("总", when=always), line("从不", when=never), line("也不", when=Logic("and", (大, Not(大)))))
    assert [(each.parts, each.when) for each in made.lines] == [(("总",), ())]
    assert made.values == ()


def test_what_is_the_same_for_all_facts_is_in_words() -> None:
    made = told(line("封顶", Quantity(Rational(Int(5000000), 1), "元")))
    assert made.lines[0].parts == ("封顶500万元",)


def test_what_the_clause_computes_is_named() -> None:
    double = integer.Times(Int(2), 甲)
    made = told(line(Quantity(Rational(double, 100), "元")), lets=(integer.LetInt("两倍", double, 100),))
    assert made.values == (Quantity(Rational(Name("两倍", 0, 2 * (10**17 - 1)), 100), "元"),)
    assert made.names == ("两倍",)


def test_amounts_are_told_where_something_is_paid_and_items_one_by_one() -> None:
    rule = "填报：费用：每笔金额。\n补助（逐笔）：费用的5%，封顶20万元。\n"
    (entry,) = module_of(policy_of(rule)).entries
    made = entry.told
    paid, items, total = made.values
    assert paid == Paid()
    assert isinstance(items, Items) and items.lists == ("费用",) and len(items.values) == 2
    assert isinstance(total, Quantity)
    assert [(each.parts, each.when, each.each) for each in made.lines] == [
        (("　第", -1, "笔：费用", 0, " × 5%，封顶20万元 ＝ ", 1), ((0, True),), 1),
        (("合计", 2), ((0, True),), None),
    ]
