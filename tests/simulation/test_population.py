"""Made-up applicants: the same for the same seed, labelled in every row, and such as the rules take."""

import hashlib
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
import pytest

from support.command import Command
from support.policies import FOLDER, SEED, loaded
from support.simulated import NEW, new
from tiaowen.compiler.pipeline import Loaded, reworded
from tiaowen.compiler.simulation.declared import DistributionError, printed, read_declared
from tiaowen.compiler.simulation.defaults import defaults
from tiaowen.compiler.simulation.distribution import LogNormal, Uniform
from tiaowen.compiler.simulation.files import read_applicants
from tiaowen.compiler.simulation.made_up import declared_for
from tiaowen.compiler.simulation.paying import How
from tiaowen.compiler.simulation.population import CLAIMED, KEY, LABEL, SYNTHETIC, Population
from tiaowen.compiler.simulation.sampling import PART, Draw, log_two, times_power
from tiaowen.compiler.simulation.simulate import simulate
from tiaowen.runtime import FactError

PINNED_BELOW = [706, 81, 255, 373, 557]
PINNED_NORMAL = [42389, -11840, -69071, -103276, -85003]
PINNED_ROWS = "2e962e0227cb3d02c47f2331d20f9b191e482907c5e072e8bbe776b7551a425f"

SMALL = tuple(sorted(FOLDER.glob("*.policy")))
POLICIES = (pytest.param(SEED, marks=pytest.mark.needs_system), *SMALL)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@cache
def made(path: Any = SEED, size: int = 20, seed: int = 7) -> Population:
    return loaded(path).population(size, seed=seed)


def facts_of(policy: Loaded, clause: str, row: dict[str, Any]) -> dict[str, Any]:
    names = [fact.name for fact in policy.clauses[clause].facts]
    return {name: row.get(f"{clause} {name}", row.get(name)) for name in names}


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_claim_is_calculated(path: Any) -> None:
    policy, found = loaded(path), made(path)
    assert found.table.num_rows == 20 and sum(found.claims.values()) >= 20
    results = [
        policy.calc(name, facts_of(policy, name, row), "2025-06-30" if policy.clauses[name].uses_date else None)
        for row in found.table.to_pylist()
        for name in row[CLAIMED].split("、")
    ]
    assert len(results) == sum(found.claims.values())
    # The defaults lie about the thresholds: neither nobody nor everybody is eligible.
    assert 0.4 * len(results) < sum(result.eligible for result in results)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_row_says_that_it_is_made_up_and_no_column_is_a_float(path: Any) -> None:
    table = made(path).table
    assert set(table[LABEL].to_pylist()) == {SYNTHETIC}
    assert not any(pa.types.is_floating(field.type) for field in table.schema)
    keys = table[KEY].to_pylist()
    assert len(set(keys)) == 20 and all(len(key) == 18 and key.startswith("合成") for key in keys)


def test_the_same_seed_gives_the_same_rows_and_a_smaller_population_is_the_beginning_of_a_larger_one() -> None:
    assert made().table.equals(loaded().population(20, seed=7).table)
    assert not made().table.equals(made(seed=8).table)
    assert made(size=7).table.equals(made().table.slice(0, 7))


def test_the_digits_are_those_of_every_machine() -> None:
    """Written down once: another processor, another NumPy must give these."""
    import numpy as np

    rows = np.arange(5, dtype=np.int64)
    assert Draw(7, "a").below(rows, 1000).tolist() == PINNED_BELOW
    assert Draw(7, "a").normal(rows).tolist() == PINNED_NORMAL
    text = "\n".join(map(str, made().table.to_pylist()))
    assert hashlib.sha256(text.encode()).hexdigest() == PINNED_ROWS


def test_powers_of_two_are_whole_numbers_within_their_range() -> None:
    import numpy as np

    exponents = np.array([0, PART, 3 * PART, -PART, 200 * PART, -200 * PART], dtype=np.int64)
    assert times_power(100, exponents, 10**17).tolist() == [100, 200, 800, 50, 10**17, 0]
    assert log_two(Decimal(8)) == 3 * PART


def test_two_thirds_lie_within_the_spread() -> None:
    policy = loaded()
    text = '[申报]\n"4.1" = "100%"\n[填报.科技保险保费]\n中位数 = "10万元"\n离散 = "2倍"\n相关 = "0%"'
    table = policy.population(3000, seed=1, clauses=["4.1"], distributions=text).table
    values = sorted(table["科技保险保费"].to_pylist())
    inside = sum(50_000 <= value <= 200_000 for value in values)
    assert 0.63 * 3000 < inside < 0.73 * 3000
    assert 95_000 < values[1500] < 105_000


# ── distributions ──


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_printed_reads_back_as_the_same(path: Any, lang: Any) -> None:
    policy = loaded(path)
    declared = defaults(policy, list(policy.clauses))
    assert read_declared(printed(policy, declared, lang), declared, "分布.toml") == declared


def test_what_is_declared_goes_before_the_default_and_the_rest_stays() -> None:
    base = declared_for(loaded())
    read = declared_for(loaded(), text='[填报.年销售收入]\n最低 = "1000万元"\n最高 = "1亿元"\n零="10%"')
    spread = read.facts["年销售收入"]
    assert spread == Uniform(low=10**9, high=10**10, step=1, zero=100_000)
    assert {**read.facts, "年销售收入": None} == {**base.facts, "年销售收入": None}
    assert isinstance(base.facts["年销售收入"], LogNormal) and base.shares == read.shares


WRONG = """
甲 = 1
[申报]
"7.1" = "120%"
"99" = "5%"
[填报]
年销售收 = 3
[填报.年销售收入]
中位数 = "6000亩"
离散 = "0.5倍"
甲 = 2
[填报.首次申报]
是 = "对半"
[填报.期权费]
项数 = "3至1"
[填报.检测记录.每项.日期]
最早 = "2025-13-01"
[填报.检测记录.每项.天气]
是 = "1%"
[填报.数字化转型水平]
权重 = { 一级 = -1, 五级 = 2 }
[填报.实际设备投资额]
最低 = "300万元"
最高 = "100万元"
[填报.清单项目加回比例]
中位数 = "15%"
"""


def test_all_that_is_wrong_is_told_at_once_in_both_languages() -> None:
    with pytest.raises(DistributionError) as caught:
        declared_for(loaded(), text=WRONG, path="分布.toml")
    found = caught.value.diagnostics
    assert {each.code for each in found} == {"T0561"}
    said = "\n".join(f"{each.title.zh}：{each.reason.zh}" for each in found)
    for place in (
        "「甲」",
        "申报.7.1",
        "申报.99",
        "填报.年销售收」",
        "年销售收入.中位数",
        "年销售收入.离散",
        "年销售收入.甲",
    ):
        assert place in said
    for place in (
        "首次申报.是",
        "期权费.项数",
        "每项.日期.最早",
        "每项.天气",
        "权重.一级",
        "权重.五级",
        "实际设备投资额",
        "加回比例",
    ):
        assert place in said
    assert all(each.title.en and each.reason.en and each.suggestion and each.suggestion.en for each in found)


@pytest.mark.parametrize("text", ["[申报", "a = ", '中位数 = "1', "= 3", "[[[[", "\x00"])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(DistributionError) as caught:
        declared_for(loaded(), text=text, path="分布.toml")
    assert [each.code for each in caught.value.diagnostics] == ["T0560"]


def test_a_clause_that_is_not_there_is_refused() -> None:
    with pytest.raises(FactError, match="99"):
        loaded().population(10, clauses=["99"])


def test_the_headings_do_not_depend_on_which_clauses_are_asked_for() -> None:
    """类型 is asked for by three clauses, each of other things."""
    policy = loaded(FOLDER / "lucheng-2019.policy")
    assert "ind.4.3 类型" in policy.population(5, clauses=["ind.4.3"]).table.column_names


# ── files ──


@pytest.fixture
def trial(tmp_path: Any) -> Any:
    place = tmp_path / "试行.policy"
    place.write_text(NEW, "utf-8")
    return place


def test_a_population_in_three_formats_is_the_same(trial: Any, tmp_path: Any, run: Command) -> None:
    for name in ("人口.parquet", "人口.xlsx", "人口.csv"):
        done = run("population", trial, "-n", "40", "--seed", "3", "-o", tmp_path / name)
        assert done.code == 0 and "合成数据" in done.err
    assert (tmp_path / "人口.期权费.csv").exists()
    costs = set()
    for name in ("人口.parquet", "人口.xlsx", "人口.csv"):
        found = read_applicants((new(),), str(tmp_path / name))
        how = How(lists=found.lists)
        costs.add(simulate(new(), found.source, reworded=reworded, how=how).cost)
    assert len(costs) == 1 and costs.pop() > 0


def test_the_command_prints_distributions_that_it_reads(trial: Any, tmp_path: Any, run: Command) -> None:
    done = run("population", trial, "--print-distributions", "--clause", "1.1")
    assert done.code == 0 and '["填报"."研发费用"]' in done.out and "2.1" not in done.out
    (tmp_path / "分布.toml").write_text(done.out, "utf-8")
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    assert run("population", trial, "-n", "9", "--clause", "1.1", "-o", first).code == 0
    given = ("--distributions", tmp_path / "分布.toml")
    assert run("population", trial, "-n", "9", "--clause", "1.1", *given, "-o", second).code == 0
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("-o", "x.csv"), "-n"),
        (("-n", "5"), "-o"),
        (("-n", "0", "-o", "x.csv"), "0"),
        (("-n", "5", "-o", "x.doc"), "T0512"),
        (("-n", "5", "-o", "x.csv", "--clause", "99"), "99"),
        (("-n", "5", "-o", "x.csv", "--distributions", "没有.toml"), "没有.toml"),
    ],
    ids=str,
)
def test_what_cannot_be_made_is_refused(
    trial: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, run: Command, given: Any, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("population", trial, *given)
    assert done.code == 2 and said in done.err and list(tmp_path.iterdir()) == [trial]


def test_nobody_who_applies_is_refused(trial: Any, tmp_path: Any, run: Command) -> None:
    (tmp_path / "分布.toml").write_text('[申报]\n"1.1" = "0%"', "utf-8")
    out = tmp_path / "x.csv"
    given = ("--distributions", tmp_path / "分布.toml", "--clause", "1.1")
    done = run("--lang", "en", "population", trial, "-n", "5", *given, "-o", out)
    assert done.code == 2 and "nobody applies" in done.err and not out.exists()
