"""The Java class by itself: its name, that no text becomes code in it, and in a JVM what it takes, gives and refuses.

That it gives what the interpreter gives is shown wherever compiled modules are (the fixture ``calculator``).
"""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from support.command import Command
from support.hostile_policies import BREAKERS, hostile_policy
from support.integer_expressions import drawn_expressions
from support.integer_values import value_of
from support.java import OPTIONS, Calculator
from support.pages import ROOT
from support.policies import SEED
from support.rules import policy_of
from support.targets import emitted
from tiaowen.compiler.ir.integer import Call, Int
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.targets.expressions import Printer as Plain
from tiaowen.compiler.targets.java import class_names, emit
from tiaowen.compiler.targets.java_clause import is_too_long
from tiaowen.compiler.targets.java_expressions import LANGUAGE, LONG, Printer, text
from tiaowen.compiler.targets.target import Wanted
from tiaowen.compiler.text.source import Source
from tiaowen.runtime.calendar_days import months_between, shift_months

LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"')


@pytest.fixture(scope="module")
def java() -> Iterator[Calculator]:
    with Calculator() as found:
        yield found


# ── names and texts ──


@pytest.mark.parametrize(
    ("stem", "fit"),
    [
        ("Jindong", None),
        ("jindong_2025", None),
        ("金东", None),
        ("", None),
        ("2025", "Policy2025"),
        ("jindong-2025", "jindong2025"),
        ("a b", "ab"),
        ("政策 2025", "Policy2025"),
        ("class", "classPolicy"),
        ("record", "recordPolicy"),
        ("_", "Policy"),
        ("Result", "ResultPolicy"),
        ("BigDecimal", "BigDecimalPolicy"),
        ("String", "StringPolicy"),
        ("x\u202ey", "xy"),
    ],
)
def test_a_class_is_called_as_its_file(stem: str, fit: str | None) -> None:
    report = Report()
    written = emit(module_of(policy_of("奖励：5元。\n")), report, Wanted(stem=stem))[""]
    if fit is None:
        assert not report.diagnostics
        assert f"\npublic final class {stem or 'Policy'} {{\n" in written
        return
    (said,) = report.diagnostics
    assert said.code == "T0503" and f"-o {fit}.java" in str(said.suggestion)
    assert not emit_again(fit)


def emit_again(stem: str) -> object:
    """What is said of the name that was proposed."""
    report = Report()
    emit(module_of(policy_of("奖励：5元。\n")), report, Wanted(stem=stem))
    return report.diagnostics


@pytest.mark.parametrize(
    ("name", "is_one"), [("cn.gov.example", True), ("cn.new", False), ("1.c", False), ("a..b", False)]
)
def test_a_class_may_be_in_a_package(name: str, is_one: bool) -> None:
    report = Report()
    written = emit(module_of(policy_of("奖励：5元。\n")), report, Wanted(stem="A", package=name))[""]
    assert (not report.diagnostics) == is_one == (f"\npackage {name};\n\nimport " in str(written))


def test_what_cannot_be_a_class_is_not_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    command = Command(monkeypatch)
    run = command("compile", SEED, "--target", "java", "-o", tmp_path / "2025.java", "--clause", "7.1")
    assert run.code == 1 and "请写作 -o Policy2025.java" in run.err
    assert command("compile", SEED, "--target", "ir", "-o", "-", "--package", "a").code == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("hostile", BREAKERS)
def test_no_text_is_read_as_code(hostile: str) -> None:
    """Java reads \\u0022 as a quote before it reads anything else: such are within literals only, and none ends one."""
    own, _, behind = emitted(hostile_policy(hostile), "java")[""].partition("// ── calculate ──")
    assert "hacked" not in behind.partition("// ── the clauses ──")[0]
    code = LITERAL.sub('""', own)
    assert "\\" not in code
    escapes = set(re.findall(r"\\(u....|.)", "".join(LITERAL.findall(own))))
    assert escapes.isdisjoint({"u000a", "u000d", "u0022", "u005c"})
    assert {each for each in escapes if each[0] != "u"} <= set('\\"nrtbf')
    assert not re.search(r"\bhacked\b", re.sub(r"//[^\n]*|/\*.*?\*/", "", code, flags=re.DOTALL))


def test_classes_of_clauses_have_names_that_any_file_may_have() -> None:
    """Files of classes are told apart where capitals make no difference, and none has a name that is too long."""
    (entry,) = module_of(policy_of("奖励：5元。\n")).entries
    ids = ("a.1", "A.1", "a_1", "很长" * 200, "x" * 300, "x" * 299)
    names = list(class_names([replace(entry, id=each) for each in ids]).values())
    assert len({name.lower() for name in names}) == len(ids) and max(map(len, names)) < 60


def test_a_text_that_no_class_file_holds_is_put_together() -> None:
    assert text("甲" * 10_000).startswith('"')
    said = text("甲\\" * 10_001)
    assert said.startswith("joined(") and said.count('", "') == 2


def test_what_java_cannot_hold_is_told() -> None:
    assert not is_too_long([f'to.add(line("{"甲" * 50_000}"));'])
    assert is_too_long([f"v[0] = {' + '.join(['甲甲甲甲'] * 6000)};"])
    assert is_too_long([", ".join('"甲"' for _ in range(6000))])
    assert is_too_long(['v[0] = "a" + "b";'] * 11_000)


def test_long_where_the_intervals_allow_and_any_size_elsewhere() -> None:
    small = emitted(policy_of("填报：甲：家。\n奖励：甲，每家1万元。\n"), "java")[""]
    assert "n = wide(10000L).times(wide(甲));" in small
    assert (
        "n = wide(10000L * 甲);"
        in emitted(policy_of("填报：甲：家，不超过1000家。\n奖励：甲，每家1万元。\n"), "java")[""]
    )
    ratio = emitted(policy_of("填报：甲：比例；乙：金额。\n奖励：乙，乘以甲。\n"), "java")[""]
    assert "Wide 甲;" in ratio and "long 乙;" in ratio


# ── in a JVM ──


@pytest.mark.needs_system
@pytest.mark.parametrize("hostile", BREAKERS)
def test_no_text_becomes_code(hostile: str, java: Calculator, tmp_path: Path) -> None:
    policy = hostile_policy(hostile)
    facts = {"甲": f"大型{hostile}", "乙": "城关镇"}
    expected = policy.calc(f"1{hostile}", facts).to_dict()
    assert java.calc(java.module(tmp_path / "java", emitted(policy, "java")[""]), [(f"1{hostile}", facts, None)]) == [
        expected
    ]


EMBEDDED = """
【规则 1】第一项
依据：“给予支持”
填报：营业收入：金额；重点企业：是否；类别：大型、小型；验收日期：日期；用工：人，不超过1000人，未填按0人；比例：比例；
  记录：每条含单位（文字）、数量（人）。
条件：重点企业。
奖励：
  类别为大型的，营业收入的5%，封顶100万元；
  其余的，10万元。
【完】
【规则 2】第二项
依据：“给予支持”
填报：甲：家。
条件：甲2家以上。
资格：甲。
【完】
【规则 3】第三项
依据：“给予支持”
填报：甲：亩。
核算：甲。
【完】
【规则 4】第四项
依据：“给予支持”
填报：费用：每笔金额。
补助（逐笔）：费用。
【完】
"""


@pytest.mark.needs_system
def test_a_program_that_uses_it(java: Calculator, tmp_path: Path) -> None:
    policy, report = compile_sources(
        [
            Source.of(
                "试行.policy",
                f"试行政策\n\n【政策】试行政策\n有效期：2025年1月1日至2025年12月31日。\n【完】\n（一）给予支持。\n{EMBEDDED}",
            )
        ]
    )
    assert not [found for found in report.errors if not found.code.startswith("T04")], report.errors
    written = emit(module_of(policy), Report(), Wanted(stem="Policy", package="cn.example"))[""]
    (tmp_path / "Policy.java").write_text(str(written), "utf-8")
    sources = [tmp_path / "Policy.java", ROOT / "tests" / "support" / "Embedder.java"]
    run = subprocess.run(
        ["javac", *OPTIONS, "-encoding", "UTF-8", "-d", tmp_path, *sources], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    main = "public class Main { public static void main(String[] a) { shop.Embedder.found().forEach(System.out::println); } }"
    (tmp_path / "Main.java").write_text(main, "utf-8")
    run = subprocess.run(["java", "-cp", tmp_path, tmp_path / "Main.java"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, ""), run.stdout + run.stderr


@pytest.mark.needs_system
def test_what_is_far_longer_than_a_method(java: Calculator, tmp_path: Path) -> None:
    """A rule of hundreds of cases, as an amount and as a definition, and a title that no constant holds."""
    count = 300
    cases = "；".join(f"甲达到{number}万元的，{number}元" for number in range(1, count + 1))
    for place, body in enumerate((f"奖励：{cases}。", f"其中：乙：{cases}。\n奖励：乙加1元。")):
        policy = policy_of(f"填报：甲：金额。\n{body}")
        module = java.module(tmp_path / f"long{place}", emitted(policy, "java")[""])
        requests = [("1", {"甲": f"{number}万元"}, None) for number in (0, 1, 77, count - 1, count, count + 1)]
        assert java.calc(module, requests) == [policy.calc(*request).to_dict() for request in requests]
    many = "".join(f"【规则 {n}】甲\n依据：“给予支持”\n填报：甲：金额。\n奖励：甲。\n【完】\n" for n in range(1, 900))
    policy, _ = compile_sources([Source.of("试行.policy", f"{'试' * 30_000}政策\n\n（一）给予支持。\n{many}")])
    module = java.module(tmp_path / "many", emitted(policy, "java")[""])
    assert java.calc(module, [("899", {"甲": 5}, None)]) == [policy.calc("899", {"甲": 5}).to_dict()]


# ── any expression is exact ──


@pytest.mark.needs_system
def test_any_expression_is_exact(java: Calculator, tmp_path: Path) -> None:
    """Random expressions over longs and Wides, at the ends of their ranges, as Python works them out."""
    methods, calls, expected = list[str](), list[str](), list[str]()
    for place, (names, expr, cases) in enumerate(drawn_expressions(Random(1), 300, LONG)):
        big = {name.name for name in names if max(-name.low, name.high) > LONG}
        printer = Printer(LANGUAGE, frozenset(), wide=big)
        given = ", ".join(f"{'Wide' if name.name in big else 'long'} {printer.name(name.name)}" for name in names)
        methods.append(f"static Wide e{place}({given}) {{ return {printer.integer(expr, True)}; }}")
        for values in cases:
            said = ", ".join(
                f'wide("{values[name.name]}")' if name.name in big else f"{values[name.name]}L" for name in names
            )
            calls.append(f"found.add(e{place}({said}).toString());")
            expected.append(str(value_of(expr, values)))
    assert run_within(java, tmp_path, methods, calls) == expected


@pytest.mark.needs_system
def test_integers_of_any_size(java: Calculator, tmp_path: Path) -> None:
    """Around every power at which 64 and 128 bits end, and quotients rounded in every way."""
    rng = Random(3)
    calls, expected = list[str](), list[str]()
    numbers = [
        sign * max(0, 2**power + off)
        for sign in (1, -1)
        for power in (0, 31, 62, 63, 64, 95, 124, 126, 127, 128, 190)
        for off in (-1, 0, 1)
    ]
    for _ in range(3000):
        one, other = (
            rng.choice((rng.choice(numbers), rng.randrange(-(10 ** rng.randint(1, 45)), 10 ** rng.randint(1, 45))))
            for _ in "ab"
        )
        below = abs(other) or 1
        half = (2 * abs(one) + below) // (2 * below) * (-1 if one < 0 else 1)
        sign = -1 if one < 0 else 1
        whole, up = abs(one) // below, -(-abs(one) // below)
        compared = (one > other) - (one < other)
        found = (one + other - one * other, one // below, half, sign * up, sign * whole, compared)
        expected += map(str, found)
        calls.append(f'several(found, wide("{one}"), wide("{other}"), wide("{below}"));')
    several = (
        "static void several(List<Object> found, Wide a, Wide b, Wide c) { for (Wide one : new Wide[] {a.plus(b).minus(a.times(b)), "
        "a.floorDiv(c), a.dividedBy(c, RoundingMode.HALF_UP), a.dividedBy(c, RoundingMode.UP), a.dividedBy(c, RoundingMode.DOWN), "
        "wide(Integer.signum(a.compareTo(b)))}) found.add(one.toString()); }"
    )
    assert run_within(java, tmp_path, [several], calls) == expected


@pytest.mark.needs_system
def test_the_calendar_is_that_of_python(java: Calculator, tmp_path: Path) -> None:
    rng = Random(2)
    last = 3652059
    days = [1, 59, 60, last, last - 1, *(rng.randint(1, last) for _ in range(300)), *range(738000, 738100)]
    shifts = [
        (day, rng.choice((0, 1, -1, 12, -12, 11, 120000, -120000, 2**62, rng.randint(-200, 200)))) for day in days
    ]
    pairs = [(day, min(max(rng.choice([*days, day + 30, day - 31]), 1), last)) for day in days]
    printer = Plain(LANGUAGE, frozenset())
    said = [printer.integer(Call("shift_months", (Int(a), Int(b))), False) for a, b in shifts]
    said += [printer.integer(Call("months_between", (Int(a), Int(b))), False) for a, b in pairs]
    found = run_within(java, tmp_path, [], [f"found.add({each});" for each in said])
    assert found == [shift_months(*pair) for pair in shifts] + [months_between(*pair) for pair in pairs]


def run_within(java: Calculator, folder: Path, methods: list[str], calls: list[str]) -> object:
    """What statements add to ``found`` that are put into a compiled class, whose names they use."""
    parts = [calls[at : at + 200] for at in range(0, len(calls), 200)]
    for place, part in enumerate(parts):
        methods = [*methods, f"static void part{place}(List<Object> found) {{ {' '.join(part)} }}"]
    run = " ".join(f"part{place}(found);" for place in range(len(parts)))
    methods = [
        *methods,
        f"public static List<Object> run() {{ List<Object> found = new ArrayList<>(); {run} return found; }}",
    ]
    module = emitted(policy_of("填报：甲：家。\n奖励：甲，每家1万元。\n"), "java")[""]
    file = java.module(folder / "java", "\n".join([module.rstrip().removesuffix("}"), *methods, "}", ""]))
    (found,) = java.answers(file, [("run", (), {})])
    return json.loads(json.dumps(found))
