"""How diagnostics look, and that nothing in a source or a name can change how the rest looks."""

import json
from typing import Any, ClassVar
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.report.diagnostic import Diagnostic, Edit, Report, Severity, Text
from tiaowen.compiler.report.render import render_json, render_sarif, render_text
from tiaowen.compiler.text.source import Source, Span


class Unknown(Diagnostic):
    """名称没有定义。

    错误示例：`餐补标淮`
    """

    code: ClassVar[str] = "T0201"
    name: str
    similar: str = ""
    elsewhere: Span | None = None

    @property
    def title(self) -> Text:
        return Text(f"找不到名称「{self.name}」", f"unknown name {self.name}")

    @property
    def reason(self) -> Text:
        return Text("名称要先定义", "names are defined before")

    @property
    def suggestion(self) -> Text | None:
        return Text(f"是不是想写「{self.similar}」？", f"did you mean {self.similar}?") if self.similar else None

    @property
    def edit(self) -> Edit | None:
        return Edit(self.span, self.similar) if self.span and self.similar else None

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        return ((self.elsewhere, Text("类似的在这里", "a like one is here")),) if self.elsewhere else ()


class Doubtful(Unknown):
    code: ClassVar[str] = "T0299"
    severity: ClassVar[Severity] = "warning"


SOURCE = Source.of("policies/差旅.policy", "定义：餐补标准。\n如果 餐补标淮 不超过 50\n")
FOUND = Unknown(span=Span(SOURCE, 12, 16), name="餐补标淮", similar="餐补标准", elsewhere=Span(SOURCE, 3, 7))


def snippet(line: str, start: int, end: int) -> list[str]:
    """The shown line and its carets, for a source of one line."""
    diagnostic = Unknown(span=Span(Source.of("甲", line), start, end), name="")
    return render_text([diagnostic]).splitlines()[2:4]


def test_a_diagnostic_shows_its_place() -> None:
    assert render_text([FOUND]) == (
        "错误[T0201]：找不到名称「餐补标淮」\n"
        " ┌─ policies/差旅.policy:2:4\n"
        "2│ 如果 餐补标淮 不超过 50\n"
        " │      ^^^^^^^^\n"
        " ├─ policies/差旅.policy:1:4  类似的在这里\n"
        "1│ 定义：餐补标准。\n"
        " │       ^^^^^^^^\n"
        " = 原因：名称要先定义\n"
        " = 建议：是不是想写「餐补标准」？\n"
        "\n"
        "1 个错误\n"
    )


def test_the_same_in_english() -> None:
    shown = render_text([FOUND, Doubtful(name="甲"), Doubtful(name="乙")], "en")
    assert shown.startswith("error[T0201]: unknown name 餐补标淮\n ┌─ policies/差旅.policy:2:4\n")
    assert " = reason: names are defined before\n = suggestion: did you mean 餐补标准?\n\nwarning[T0299]: " in shown
    assert shown.endswith("\n1 error, 2 warnings\n")


def test_without_diagnostics_or_place() -> None:
    assert render_text([]) == "没有发现问题\n"
    assert render_text([Unknown(name="甲")]) == "错误[T0201]：找不到名称「甲」\n = 原因：名称要先定义\n\n1 个错误\n"
    assert json.loads(render_json([])) == []
    assert json.loads(render_sarif([]))["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("line", "start", "end", "shown", "carets"),
    [
        ("ab“甲”c", 3, 4, "1│ ab“甲”c", " │     ^^"),
        ("\t甲乙", 1, 2, "1│     甲乙", " │     ^^"),
        ("甲乙", 2, 2, "1│ 甲乙", " │     ^"),
        ("e\u0301甲", 2, 3, "1│ e\u0301甲", " │  ^^"),
        ("甲\n乙", 0, 3, "1│ 甲", " │ ^^"),
        ("甲\u202e乙", 1, 3, "1│ 甲\\u202e乙", " │   ^^^^^^^^"),
    ],
)
def test_carets_count_display_columns(line: str, start: int, end: int, shown: str, carets: str) -> None:
    assert snippet(line, start, end) == [shown, carets]


def test_line_numbers_widen_the_gutter() -> None:
    source = Source.of("甲", "\n" * 99 + "乙")
    lines = render_text([Unknown(span=Span(source, 99, 100), name="乙")]).splitlines()
    assert lines[1:5] == ["   ┌─ 甲:100:1", "100│ 乙", "   │ ^^", "   = 原因：名称要先定义"]


@pytest.mark.parametrize(("start", "end"), [(0, 1), (500, 502), (998, 1000), (0, 1000), (400, 1000), (1000, 1000)])
@pytest.mark.parametrize("char", ["a", "甲"])
def test_long_lines_are_cut_around_the_carets(char: str, start: int, end: int) -> None:
    text = char * 1000
    shown, carets = snippet(text[:start] + "乙" * (end - start) + text[end:], start, end)
    width = 2 if char == "甲" else 1
    assert len(carets) <= 110
    assert shown.count(char) * width + shown.count("乙") * 2 <= 100
    before = shown[3 : shown.index("乙")] if "乙" in shown else shown[3:]
    assert carets.count(" ") - 2 == sum(1 if mark == "a" else 2 for mark in before)
    assert ("…" in before) == (start > len(before))


@given(st.text(), st.text(max_size=20), st.data())
def test_no_text_reaches_the_terminal_as_a_command(text: str, name: str, data: st.DataObject) -> None:
    source = Source.of(name, text)
    start = data.draw(st.integers(0, len(source.text)))
    end = data.draw(st.integers(start, len(source.text)))
    found = Unknown(span=Span(source, start, end), name=name, similar=name)
    shown = render_text([found])
    assert len(shown.split("\n")) == 9 - (not name)
    for output in (shown, render_json([found]), render_sarif([found])):
        assert all(char.isprintable() or char == "\n" or category(char) == "Zs" for char in output)
    assert json.loads(render_json([found]))[0]["title"] == f"找不到名称「{name}」"


def test_long_names_are_cut() -> None:
    assert len(render_text([Unknown(name="甲" * 10_000)])) < 1000


def test_json_has_places_and_edits() -> None:
    (found,) = json.loads(render_json([FOUND], "en"))
    place = {"file": "policies/差旅.policy", "line": 2, "column": 4, "end_line": 2, "end_column": 8}
    assert found == {
        "code": "T0201",
        "severity": "error",
        "title": "unknown name 餐补标淮",
        "reason": "names are defined before",
        "suggestion": "did you mean 餐补标准?",
        **place,
        "edit": {**place, "replacement": "餐补标准"},
        "related": [{**place, "line": 1, "end_line": 1, "text": "a like one is here"}],
        "allowed": None,
    }
    (nowhere,) = json.loads(render_json([Unknown(name="甲")]))
    assert (nowhere["file"], nowhere["line"], nowhere["suggestion"], nowhere["edit"]) == (None, None, None, None)


def sarif(*found: Diagnostic) -> Any:
    log = json.loads(render_sarif(found))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    return log["runs"][0]


def test_sarif_describes_its_rules() -> None:
    run = sarif(Doubtful(name="甲"), FOUND, Doubtful(name="乙"))
    rules = run["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["name"], rule["defaultConfiguration"]["level"]) for rule in rules] == [
        ("T0201", "Unknown", "error"),
        ("T0299", "Doubtful", "warning"),
    ]
    assert rules[0]["shortDescription"]["text"] == "名称没有定义。"
    assert rules[0]["help"]["text"] == "错误示例：`餐补标淮`"
    assert [(result["ruleId"], result["ruleIndex"], result["level"]) for result in run["results"]] == [
        ("T0299", 1, "warning"),
        ("T0201", 0, "error"),
        ("T0299", 1, "warning"),
    ]
    assert (
        run["results"][1]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "餐补标准"
    )
    assert "locations" not in run["results"][0]


def test_sarif_counts_utf16_units_and_quotes_paths() -> None:
    source = Source.of("a b/甲:1.policy", "一\n𠀀𠀀乙丙")
    run = sarif(Unknown(span=Span(source, 4, 5), name="乙"))
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert run["columnKind"] == "utf16CodeUnits"
    assert place["region"] == {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 6}
    assert place["artifactLocation"]["uri"] == "a%20b/%E7%94%B2%3A1.policy"


def test_a_report_sorts_and_says_everything_once() -> None:
    one, other = Source.of("1", "甲乙"), Source.of("2", "甲乙")
    expected = [
        Unknown(name="无"),
        Unknown(span=Span(one, 0, 1), name="甲"),
        Doubtful(span=Span(one, 0, 1), name="甲"),
        Unknown(span=Span(one, 1, 2), name="乙"),
        Unknown(span=Span(other, 0, 1), name="甲"),
    ]
    report = Report(reversed(expected))
    report.add(Unknown(span=Span(Source.of("1", "甲乙"), 1, 2), name="乙"))
    report.extend(expected[:2])
    assert list(report.diagnostics) == expected
    assert [found.code for found in report.errors] == ["T0201"] * 4
    assert report.has_errors
    assert not Report([Doubtful(name="甲")]).has_errors


def test_of_a_thousand_of_one_kind_the_rest_is_counted() -> None:
    many = [Doubtful(span=FOUND.span, name=f"名{number}") for number in range(1203)]
    shown = render_text([*many, FOUND]).split("\n\n")
    assert len(shown) == 1003 and shown[-1] == "1 个错误，1203 个警告\n"
    assert shown[999].startswith("警告[T0299]：找不到名称「名999」")
    assert shown[1000].startswith("提示[T0594]：T0299 另有 203 处没有列出")
    assert [each["code"] for each in json.loads(render_json([*many, FOUND]))][-2:] == ["T0594", "T0201"]
    results = json.loads(render_sarif(many))["runs"][0]["results"]
    assert len(results) == 1001 and results[-1]["ruleId"] == "T0594"
