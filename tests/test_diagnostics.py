"""Every diagnostic that a policy file can bring about: a pair of files in diagnostics/, named <code>-<what is wrong>."""

import json
from pathlib import Path

import pytest

from support.schemas import faults, validator
from tiaowen.compiler.pipeline import compile_sources, compile_together
from tiaowen.compiler.report.diagnostic import Diagnostic
from tiaowen.compiler.report.render import as_data, render_json, render_sarif, render_text
from tiaowen.compiler.service.messages import by_code
from tiaowen.compiler.service.shapes import shape
from tiaowen.compiler.text.source import Source
from tiaowen.compiler.version import VERSION

FOLDER = Path(__file__).parent / "diagnostics"
FIXTURES = sorted(FOLDER.glob("*.policy"))
# Those that no text brings about: of files that cannot be read or written (test_bad_input.py), and of what a target cannot
# say (targets/test_targets.py), of thousands (test_render.py), of libraries and fonts
# (guide/test_paper_files.py), of tables (tables/, batch/), or of documents that are imported (importing/test_import.py).
WITHOUT_TEXT = (
    {f"T019{digit}" for digit in range(10)}
    | {
        "T0501",
        "T0502",
        "T0503",
        "T0504",
        "T0505",
        "T0506",
        "T0507",
        "T0508",
        "T0509",  # batch/test_spark.py
        "T0590",
        "T0591",
        "T0592",
        "T0593",
        "T0594",
    }
    | {"T0595", "T0596", "T0597"}
    # of simulations (simulation/)
    | {"T0560", "T0561", "T0562", "T0563", "T0564", "T0565", "T0566"}
    | {"T0567"}  # batch/test_batch.py
    | {f"T0{number}" for number in range(510, 530)}
    | {"T0570", "T0571", "T0572", "T0573"}
    | {"T0540", "T0541", "T0542", "T0543"}  # forms/test_form.py
    | {"T0580", "T0581"}  # desk/test_command_of_desk.py
    | {"T0544"}  # batch/test_batch.py
    | {"T0545", "T0546", "T0547", "T0548", "T0549"}  # notices/
    | {f"T0{number}" for number in range(553, 560)}  # audit/
)


def found(path: Path) -> tuple[Diagnostic, ...]:
    """The diagnostics of a fixture, which is called by its name alone; <name>.原文.txt is its official text, with
    <name>.另一份.txt, another policy, it is checked together, and <name>.同一目录.txt stands in one folder with it."""
    official = path.with_suffix(".原文.txt")
    source = Source.of(path.name, path.read_text("utf-8"))
    text = Source.of(official.name, official.read_text("utf-8")) if official.exists() else None
    other = path.with_suffix(".另一份.txt")
    if other.exists():
        beside = Source.of(other.name, other.read_text("utf-8"))
        return compile_together([([beside], None), ([source], text)])[1].diagnostics
    same = path.with_suffix(".同一目录.txt")
    beside_it = [Source.of(same.name, same.read_text("utf-8"))] if same.exists() else []
    return compile_sources([source, *beside_it], text)[1].diagnostics


def kinds() -> list[type[Diagnostic]]:
    return [kind for same in by_code().values() for kind in same]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_fixture_brings_about_its_diagnostic(path: Path, update: bool) -> None:
    diagnostics = found(path)
    shown = render_text(diagnostics)
    golden = path.with_suffix(".out")
    if update:
        golden.write_text(shown, "utf-8")
    assert path.stem.split("-")[0] in {diagnostic.code for diagnostic in diagnostics}
    assert shown == golden.read_text("utf-8")
    assert not faults(validator(shape("diagnostics")), as_data(diagnostics))


def test_every_diagnostic_has_a_fixture() -> None:
    codes = {path.stem.split("-")[0] for path in FIXTURES}
    assert {kind.code for kind in kinds()} - WITHOUT_TEXT == codes


def test_every_golden_file_belongs_to_a_fixture() -> None:
    assert {path.stem for path in FOLDER.glob("*.out")} == {path.stem for path in FIXTURES}


def test_a_code_names_one_kind() -> None:
    codes = [kind.code for kind in kinds()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_a_kind_is_documented(kind: type[Diagnostic]) -> None:
    assert kind.__doc__
    for heading in ("错误示例：", "正确示例：", "理由："):
        assert heading in kind.__doc__


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_english_says_as_much(path: Path) -> None:
    for diagnostic in found(path):
        for text in (diagnostic.title, diagnostic.reason, *filter(None, [diagnostic.suggestion])):
            assert text.en
            assert text.en != text.zh
            # Chinese stands in an English message only where it is quoted or is a word of the language.
            assert sum(char.isascii() for char in text.en) >= sum(not char.isascii() for char in text.en) // 4
    english = render_text(found(path), "en")
    assert "[T0" in english
    assert "错误" not in english.splitlines()[0]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_as_json_and_as_sarif(path: Path) -> None:
    diagnostics = found(path)
    objects = json.loads(render_json(diagnostics))
    assert [item["code"] for item in objects] == [diagnostic.code for diagnostic in diagnostics]
    for diagnostic, item in zip(diagnostics, objects, strict=True):
        assert item["severity"] in ("error", "warning", "hint")
        if diagnostic.span:
            assert item["file"] == diagnostic.span.source.name
            assert (1, 1) <= (item["line"], item["column"]) <= (item["end_line"], item["end_column"])
    (run,) = json.loads(render_sarif(diagnostics))["runs"]
    assert run["tool"]["driver"]["version"] == VERSION
    rules = run["tool"]["driver"]["rules"]
    for result, item in zip(run["results"], objects, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == item["code"]
        if item["line"] is not None:
            region = result["locations"][0]["physicalLocation"]["region"]
            assert region["startLine"] == item["line"]


def test_one_unreadable_sentence_is_one_fault() -> None:
    """What is added behind it may have something to be added to; behind nothing it has not."""
    text = "某区政策\n\n（一）按每班2万元补助；获评的，再奖励10万元。\n\n【规则 1】甲\n依据：“按每班2万元补助；获评的，再奖励10万元”\n填报：班数：个；获评：是否。\n补助：{}同时，获评的，奖励10万元。\n【完】\n"
    for first, codes in (("班数，每个2万，封顶最高20万元；", ["T0110"]), ("", ["T0302"])):
        found = compile_sources([Source.of("甲", text.format(first))])[1].errors
        assert [error.code for error in found if error.code in ("T0110", "T0302")] == codes


def test_all_faults_are_found_in_one_run() -> None:
    text = (
        "某区若干政策\n\n（一）支持研发投入。对企业研发费用按5%补助，每家最高补助100万元。\n"
        "【规则 1.1】甲\n依据：“对企业研发经费按5%补助”\n填报：研发费用：金额。\n"
        "条件：研发经费100万元以上；研发费用20亩以上。\n补助：研发费用的5%，限高100万元。\n【完】\n"
        "【规侧 1.2】乙\n【完】\n"
        "【规则 1.3】丙\n依据：“每家最高补助100万元”\n填报：研发费用：金额；研发费用：金额。\n补助：约100万元。\n【完】\n"
    )
    codes = [diagnostic.code for diagnostic in compile_sources([Source.of("甲", text)])[1].errors]
    assert codes.count("T0201") == 1
    assert {"T0401", "T0201", "T0301", "T0110", "T0103", "T0202", "T0114"} <= set(codes)
