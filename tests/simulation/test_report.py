"""The report: a page that loads nothing and says what it is, the same figures as CSV, and the command that writes them."""

import csv
import io
import re
from functools import cache
from pathlib import Path

import html5lib
import pytest

from support.command import Command
from support.simulated import NEW, OLD, new, old, policy_of
from tiaowen.compiler.report.diagnostic import Language
from tiaowen.compiler.simulation.figures import Simulation
from tiaowen.compiler.simulation.report.amounts import exact, percent, short, signed
from tiaowen.compiler.simulation.report.charts import Dot, curve, ticks
from tiaowen.compiler.simulation.report.page import page
from tiaowen.compiler.simulation.report.tables import tables


@cache
def made() -> Simulation:
    table = new().population(80, seed=5).table
    return new().simulate(table, against=old(), vary=[("1.1 50万元", "30万元..70万元/4")])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_html_that_loads_nothing(lang: Language) -> None:
    text = page(made(), lang)
    html5lib.HTMLParser(strict=True).parse(text)
    assert not re.search(r"<script|<link|<iframe|<img|\bsrc=|\bhref=|@import|url\(|https?:", text)
    assert text == page(made(), lang)


def test_it_says_that_the_data_are_synthetic_and_what_they_come_to() -> None:
    for lang, words in (("zh", "合成数据，不是实际申报"), ("en", "Synthetic data")):
        text = page(made(), lang)  # type: ignore[arg-type]  # the two languages
        assert words in text and 'content="synthetic"' in text
        assert exact(made().cost, lang) in text  # type: ignore[arg-type]


def test_a_table_that_is_not_made_up_is_not_called_so() -> None:
    table = new().population(40, seed=5).table.drop_columns(["数据性质"])
    text = page(new().simulate(table))
    assert "合成数据" not in text and 'content="given"' in text


def test_every_coordinate_is_a_whole_number() -> None:
    text = page(made())
    found = re.findall(r'\b(?:x|y|x1|x2|y1|y2|cx|cy|r|width|height|points|viewBox)="([^"]*)"', text)
    numbers = [part for each in found for part in re.split("[ ,]", each) if part]
    assert len(numbers) > 500 and all(
        re.fullmatch("-?[0-9]+", number) for number in numbers if number != "device-width"
    )


def test_what_a_policy_says_never_becomes_markup() -> None:
    evil = "<script>alert(1)</script>&\"'"
    policy = policy_of(NEW.replace("研发补助\n", f"{evil}\n").replace("试行政策（2026年版）", f"甲{evil}", 3))
    text = page(policy.simulate(policy.population(30, seed=1).table))
    assert "<script" not in text and "&lt;script&gt;" in text
    html5lib.HTMLParser(strict=True).parse(text)


def test_the_tables_have_the_same_figures() -> None:
    found = {name: list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) for name, data in tables(made()).items()}
    sums = dict(row[:2] for row in found["汇总.csv"])
    assert sums["合计（元）"] == exact(made().cost, "zh").replace(",", "").removesuffix("元")
    paid = sum(int(row[13].replace(".", "")) for row in found["逐条.csv"][1:] if row[13])
    assert paid == made().cost
    assert sum(int(row[1].replace(".", "")) for row in found["对照-按条.csv"][1:]) == made().against.old  # type: ignore[union-attr]
    for rows in found.values():
        assert rows[0][-1] == "数据性质" and all(row[-1] == "合成数据" for row in rows[1:])
        assert len({len(row) for row in rows}) == 1


def test_a_formula_in_a_name_is_harmless() -> None:
    policy = policy_of(NEW.replace("【规则 1.1】研发补助", "【规则 1.1】=1+1"))
    made = policy.simulate(policy.population(20, seed=1).table)
    assert "'=1+1" in tables(made)["逐条.csv"].decode("utf-8-sig")


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(0, 100, [0, 20, 40, 60, 80, 100]), (-3, 7, [-5, 0, 5, 10]), (0, 0, [0, 1])]
)
def test_ticks_are_round(low: int, high: int, expected: list[int]) -> None:
    assert ticks(low, high) == expected


@pytest.mark.parametrize(("low", "high"), [(-1, 10**12), (123_456, 123_457), (-(10**9), 3), (5, 6)])
def test_ticks_hold_what_lies_between(low: int, high: int) -> None:
    found = ticks(low, high)
    assert found[0] <= low and high <= found[-1] and 2 <= len(found) <= 8


def test_amounts_are_rounded_half_up_and_signed() -> None:
    assert short(1_000_500_00, "zh") == "100.05万元" and short(99_99, "zh") == "99.99元"
    assert signed(-5_000_000, "zh") == "−5万元" and signed(0, "zh") == "0元" and signed(1, "zh") == "+0.01元"
    assert percent(1, 2000) == "0.1%" and percent(1, 2001) == "0.0%" and percent(-1, 2) == "-50.0%"


def test_a_curve_of_one_height_is_drawn() -> None:
    dots = [Dot(x=at, y=0, label=str(at), told="", is_marked=at == 1) for at in range(3)]
    assert str(curve(dots, [(0, "0"), (1, "1")], "", "现在")).count("<polyline") == 2


# ── the command ──


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


def test_the_command_writes_the_report_and_the_tables(tmp_path: Path, run: Command) -> None:
    (tmp_path / "新.policy").write_text(NEW, "utf-8")
    (tmp_path / "旧.policy").write_text(OLD, "utf-8")
    assert run("population", tmp_path / "新.policy", "-n", "60", "-o", tmp_path / "人.xlsx").code == 0
    given = ("--population", tmp_path / "人.xlsx", "--against", tmp_path / "旧.policy", "--vary", "2.1 8%", "5%..12%/1")
    place = ("-o", tmp_path / "报告.html", "--csv", tmp_path / "表")
    done = run("simulate", tmp_path / "新.policy", *given, *place)
    assert done.code == 0 and "支出" in done.out and "多得" in done.out
    assert "合成数据" in done.err and "T0566" in done.err and "9.9（原）" in done.err
    assert "合成数据" in (tmp_path / "报告.html").read_text("utf-8")
    assert (tmp_path / "表" / "变动.csv").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--population", "没有.csv"), "没有.csv"),
        (("--population", "空.csv"), "T0513"),
        (("--population", "别的.csv"), "T05"),
        (("--population", "人.csv", "--vary", "1.1 60万元", "1万元..2万元"), "T0562"),
        (("--population", "人.csv", "--budget", "很多"), "预算"),
        (("--population", "人.csv", "--date", "昨天"), "昨天"),
        (("--population", "人.csv", "--against", "没有.policy"), "没有.policy"),
        (("--population", "人.csv", "--key", "没有"), "没有"),
        (("--population", "人.csv", "-o", "报告.pdf"), "html"),
        ((), "--population"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_refused_and_nothing_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Command, given: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("试行.policy", NEW),
        ("空.csv", ""),
        ("别的.csv", "甲,乙\n1,2\n"),
        ("人.csv", "统一社会信用代码,研发费用\n甲,3000000\n"),
    ):
        Path(name).write_text(text, "utf-8")
    before = sorted(tmp_path.iterdir())
    done = run("simulate", "试行.policy", *given, *(() if "-o" in given else ("-o", "报告.html")))
    assert done.code == 2 and said in done.err and "Traceback" not in done.err
    assert sorted(tmp_path.iterdir()) == before


def test_the_report_never_replaces_the_policy(tmp_path: Path, run: Command) -> None:
    policy = tmp_path / "试行.html"
    policy.write_text(NEW, "utf-8")
    (tmp_path / "人.csv").write_text("统一社会信用代码,研发费用\n甲,3000000\n", "utf-8")
    done = run("simulate", policy, "--population", tmp_path / "人.csv", "-o", policy)
    assert done.code == 2 and "T0591" in done.err and policy.read_text("utf-8") == NEW
