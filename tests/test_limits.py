"""Work has limits: a rule of hundreds of cases gives a module that imports, what is written can be used, folders end."""

from collections.abc import Collection
from pathlib import Path
from sys import getsizeof

import pytest

from support.command import Command
from support.rules import compiled, policy_of
from support.targets import python_module
from tiaowen.compiler import pipeline
from tiaowen.compiler.analysis.ranges import Ranges
from tiaowen.compiler.bind import amounts
from tiaowen.compiler.checks.idle_condition import idle_condition
from tiaowen.compiler.cli.written import fault_of
from tiaowen.compiler.document.figures import Value
from tiaowen.compiler.document.files import SourceError
from tiaowen.compiler.model.expr import Expr, Literal
from tiaowen.compiler.model.quantity import read_quantity
from tiaowen.compiler.pipeline import compile_sources, read_policy
from tiaowen.compiler.reading.syntax import Word
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.text.source import Source, squeeze


@pytest.mark.needs_system  # by its time
@pytest.mark.parametrize(
    "named",
    [pytest.param(True, id="a definition"), pytest.param(False, id="a result")],
)
def test_a_rule_of_five_hundred_cases_gives_a_module_that_imports(named: bool) -> None:
    count = 500
    cases = "；".join(f"甲达到{number}万元的，{number}元" for number in range(1, count + 1))
    body = f"其中：乙：{cases}。\n奖励：乙加1元。" if named else f"奖励：{cases}。"
    policy = policy_of(f"填报：甲：金额。\n{body}")
    module = python_module(policy)
    for number in (0, 1, 250, count, count + 1):
        facts = {"甲": f"{number}万元"}
        expected = policy.calc("1", facts)
        assert module.calc("1", facts).to_dict() == expected.to_dict()
        assert expected.value == min(number, count) + named


def test_what_cannot_be_used_is_not_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert fault_of("python", {"": "x = 1\n"}) == ""
    assert "SyntaxError" in fault_of("python", {"": f"x = {'(' * 300}1{')' * 300}\n"})
    assert "NameError" in fault_of("python", {"": "x = y\n"})
    monkeypatch.setattr("tiaowen.compiler.cli.written._CHECKS", {"python": lambda _: "SyntaxError"})
    path = tmp_path / "甲.policy"
    path.write_text("某市政策\n\n（一）奖励5元。\n【规则 1】甲\n依据：“奖励5元”\n奖励：5元。\n【完】\n", "utf-8")
    done = Command(monkeypatch)("compile", path, "--target", "python", "-o", tmp_path / "a.py")
    assert done.code == 3 and "SyntaxError" in done.err and not (tmp_path / "a.py").exists()


def test_a_folder_has_a_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("一", "二", "三"):
        (tmp_path / f"{name}.policy").write_text("某市政策\n", "utf-8")
    assert len(read_policy(tmp_path)[0]) == 3
    for limit, value in (("MAX_FILES", 2), ("MAX_BYTES", 20)):
        with monkeypatch.context() as smaller:
            smaller.setattr(pipeline, limit, value)
            with pytest.raises(SourceError) as refused:
                read_policy(tmp_path)
            assert refused.value.diagnostic.code == "T0198"


def test_a_place_in_a_squeezed_text_is_four_bytes() -> None:
    # of 20 MB, seven million
    assert getsizeof(squeeze("补" * 100_000).origin) < 500_000


def test_the_reason_of_an_idle_condition_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    count, asked = 40, list[object]()
    given = Ranges.given

    def counted(self: Ranges, *tests: Expr) -> Ranges:
        asked.append(tests)
        return given(self, *tests)

    monkeypatch.setattr(Ranges, "given", counted)
    conditions = "；".join(f"甲达到{number}万元" for number in range(1, count + 1))
    policy = policy_of(f"填报：甲：金额。\n条件：{conditions}。\n奖励：5元。")
    asked.clear()
    assert sum(1 for _ in idle_condition(policy)) == count - 1
    # each alone, the halves of the halves; not each with each (1,600)
    assert len(asked) < 10 * count


def test_a_list_of_numbers_for_many_cases_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    count, read = 50, list[object]()

    def counted(word: Word, report: Report, extra: Collection[str] = (), *, finer: bool = False) -> Literal | None:
        read.append(word)
        return read_quantity(word, report, extra, finer=finer)

    monkeypatch.setattr(amounts, "read_quantity", counted)
    listed = "、".join(f"{number}万元以上" for number in range(count, 0, -1))
    paid = "、".join(f"{number}元" for number in range(count, 0, -1))
    policy = policy_of(f"填报：甲：金额。\n奖励：甲{listed}的，分别给予{paid}。")
    assert policy.calc("1", {"甲": "7.5万元"}).value == 7
    assert len(read) < 5 * count


def test_figures_of_hundreds_of_cases_are_found_by_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    count, compared = 60, [0]
    is_same = Value.is_same

    def counted(self: Value, other: Value) -> bool:
        compared[0] += 1
        return is_same(self, other)

    monkeypatch.setattr(Value, "is_same", counted)
    cases = "；".join(f"甲达到{number}万元的，奖励{number * 7}元" for number in range(count, 0, -1))
    text = f"试行政策\n\n（一）{cases}。\n【规则 1】试行\n依据：“{cases}”\n填报：甲：金额。\n奖励：{cases.replace('奖励', '')}。\n【完】\n"
    _, report = compile_sources([Source.of("试行.policy", text)])
    assert not report.has_errors
    assert compared[0] < 50 * count


def test_a_sentence_of_hundreds_of_names_that_begin_with_others_is_too_involved() -> None:
    names = [f"数{''.join('甲乙丙丁戊己庚辛壬癸'[int(digit)] for digit in str(number))}" for number in range(250)]
    facts = "；".join(f"{name}：金额" for name in names)
    for count, codes in ((60, set()), (250, {"T0120"})):
        errors = compiled(f"填报：{facts}。\n奖励：{'、'.join(names[:count])}之和的5%。")[1]
        assert {error.code for error in errors} - {"T0208"} == codes


def test_thousands_of_cases_are_too_involved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiaowen.compiler.bind.sentences.MAX_CASES", 3)
    cases = [f"甲达到{number}万元的，{number}元" for number in (4, 3, 2, 1)]
    assert not compiled(f"填报：甲：金额。\n奖励：{'；'.join(cases[:3])}。")[1]
    assert [error.code for error in compiled(f"填报：甲：金额。\n奖励：{'；'.join(cases)}。")[1]] == ["T0120"]
