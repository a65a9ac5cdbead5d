"""The form to apply with: what it asks, how it is explained, and that what is filled in comes back as it was meant."""

import re
import sys
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from support.command import Command
from support.form_filled import Row, code, filled, filled_book, headed, read_back
from support.hostile import HOSTILE, POLICY
from support.policies import FOLDER, loaded
from support.workbook import office, read_sheets, recalculated
from tiaowen.compiler import Policy, PolicyError, load
from tiaowen.compiler.forms import credit_code, words
from tiaowen.compiler.forms.asking import CLAIMED, CREDIT_CODE, EXPLAINED, SHEET
from tiaowen.compiler.forms.columns import Wanted, together
from tiaowen.compiler.forms.form import Form
from tiaowen.compiler.forms.workbook import book_of
from tiaowen.compiler.intake.headings import Headed, column_of
from tiaowen.compiler.model.case_facts import case_facts
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.pipeline import Loaded, compile_sources
from tiaowen.compiler.report.diagnostic import Language
from tiaowen.compiler.targets.sheets.book import Sheet
from tiaowen.compiler.targets.sheets.operands import Truth
from tiaowen.compiler.targets.sheets.written import written
from tiaowen.compiler.text.source import Source
from tiaowen.runtime.facts import FactType

POLICIES = sorted(path.name for path in FOLDER.iterdir())
LUCHENG = FOLDER / "lucheng-2019.policy"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


TINY = """某区若干政策

（一）支持研发。对企业研发费用100万元以上的按5%补助；对新认定的企业研究院，每家奖励50万元。
【规则 1.1】研发补助
依据：“对企业研发费用100万元以上的按5%补助”
填报：研发费用：金额。
条件：研发费用100万元以上。
补助：研发费用的5%。
【完】
【规则 1.2】研究院奖励
依据：“对新认定的企业研究院，每家奖励50万元”
填报：新认定的企业研究院：家。
奖励：新认定的企业研究院，每家50万元。
【完】
"""


TWO_KINDS = """某区若干政策

（一）支持创新。对发明、实用新型专利，每件分别资助1万元、2000元；对创建、复评的基地，每家分别奖励50万元、10万元。
【规则 1.1】专利资助
依据：“对发明、实用新型专利，每件分别资助1万元、2000元”
填报：类型：发明、实用新型。
资助：类型为发明、实用新型的，分别资助1万元、2000元。
【完】
【规则 1.2】基地奖励
依据：“对创建、复评的基地，每家分别奖励50万元、10万元”
填报：类型：创建、复评。
奖励：类型为创建、复评的，分别奖励50万元、10万元。
【完】
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A policy that is read in a moment, in a folder of its own."""
    place = tmp_path / "政策" / "某区.policy"
    place.parent.mkdir()
    place.write_text(TINY, "utf-8")
    return place


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.delenv("TIAOWEN_LANG", raising=False)
    return Command(monkeypatch)


def small(*rules: str) -> Loaded:
    """A policy with a rule for each of these bodies, numbered from 1."""
    text = "试行政策\n\n" + "".join(
        f"（{'一二三四五六'[at]}）给予支持{at + 1}。\n【规则 {at + 1}】试行{at + 1}\n依据：“给予支持{at + 1}”\n{body}\n【完】\n"
        for at, body in enumerate(rules)
    )
    policy, report = compile_sources([Source.of("试行.policy", text)])
    faults = [fault for fault in report.errors if not fault.code.startswith("T04")]
    assert not faults, [fault.title.zh for fault in faults]
    return policy


def sheets_of(data: bytes, folder: Path) -> dict[str, dict[tuple[int, int], object]]:
    file = folder / "form.xlsx"
    file.write_bytes(data)
    return read_sheets(file)


# ── what comes back ──


def _cases(policy: Policy) -> Iterator[tuple[Clause, dict[str, object], object]]:
    for clause in policy.clauses.values():
        for case in clause.cases:
            facts, day = case_facts(clause, case)
            yield clause, facts, day


@pytest.mark.parametrize("name", POLICIES)
def test_every_heading_is_read_as_the_fact_that_it_was_made_for(name: str) -> None:
    policy = loaded(FOLDER / name)
    for form in (policy.form(), *(policy.form([clause]) for clause in policy.clauses)):
        names = [column.of.name for column in form.columns]
        for column in form.columns:
            assert column_of(column.heading, names, form.ids) == Headed(column.of.name, column.unit, column.clause)
        asked = {column.of.name for column in (*form.columns, *(table.column for table in form.tables))}
        for clause in form.clauses:
            fed = {fact.name for fact in clause.facts if fact.from_clause in form.ids}
            assert {fact.name for fact in clause.facts} - fed <= asked
        assert "核定金额" not in asked


def test_amounts_have_their_unit_in_the_heading_and_ratios_in_the_cell() -> None:
    policy = small(
        "填报：费：金额；占比：比例；面积：亩；人数：人；批次：整数；开门：时刻；单价：元/平方米·月。\n"
        "条件：占比10%以上；面积1亩以上；批次2以上；人数2人以上；开门早于9:00；单价达到每月每平方米10元。\n补助：费的5%。"
    )
    form = policy.form()
    assert form.headings == (
        CREDIT_CODE,
        "单位名称",
        "费（元）",
        "占比",
        "面积（亩）",
        "人数（人）",
        "批次",
        "开门",
        "单价（元/平方米·月）",
    )
    formats = {
        column.heading: book_of(form, "zh").sheets[0].column_styles[at].number
        for at, column in enumerate(form.columns, 2)
    }
    assert (formats["占比"], formats["费（元）"], formats["开门"]) == ("0.########%", "#,##0.00", "@")


# ── the same name in several clauses ──


def test_what_several_clauses_ask_is_asked_once() -> None:
    policy = small(
        "填报：甲：整数，1至5；共用：金额。\n条件：甲2以上。\n奖励：共用的1%。",
        "填报：共用：金额；乙：是否。\n条件：乙。\n奖励：共用的2%。",
    )
    form = policy.form()
    assert form.headings == (CREDIT_CODE, "单位名称", CLAIMED, "共用（元）", "甲", "乙")
    assert [asked.clause.id for asked in form.columns[0].asked] == ["1", "2"]
    claimed = rules(form.workbook())["C"]
    assert claimed.findtext(f"{_MAIN}formula1") == '"1,2"'
    assert claimed.get("showErrorMessage") is None, "several may be typed"


@pytest.mark.parametrize(("lang", "more"), [("zh", "等30条，见“填表说明”"), ("en", "30 in all")])
def test_of_what_many_clauses_ask_some_are_told_and_the_rest_stand_in_the_explanation(
    lang: Language, more: str, tmp_path: Path
) -> None:
    numbers = [f"{ten}{one}" for ten in ("", "十", "二十") for one in "一二三四五六七八九十"]
    text = "试行政策\n\n" + "".join(
        f"（{number}）给予支持{at}。\n【规则 {at}】试行{at}\n依据：“给予支持{at}”\n填报：费：金额；等级：整数，{at}至{at + 1}。\n"
        f"条件：等级{at}以上。\n奖励：费的1%。\n【完】\n"
        for at, number in enumerate(numbers, 1)
    )
    policy, report = compile_sources([Source.of("试行.policy", text)])
    assert len(policy.clauses) == 30, [fault.title.zh for fault in report.errors]
    data = policy.form().workbook(lang)
    remark = next(
        "".join(each.itertext())
        for each in xml(data, "xl/comments1.xml").iter(f"{_MAIN}comment")
        if "费（元）" in "".join(each.itertext())
    )
    assert more in remark and "试行6" in remark and "试行7" not in remark
    said = "\n".join(map(str, sheets_of(data, tmp_path)[EXPLAINED[lang == "en"]].values()))
    assert "试行30" in said
    column = next(column for column in policy.form().columns if column.of.name == "等级")
    assert (column.of.low, column.of.high) == (1, 31)


def test_what_clauses_mean_differently_by_one_name_is_asked_apart_and_told(command: Command, tmp_path: Path) -> None:
    form = loaded(LUCHENG).form()
    own = [column for column in form.columns if column.clause]
    assert [column.heading for column in own] == ["ind.1.8a 类型", "ind.4.3 类型", "ind.4.7 类型"]
    assert own[1].of.options == ("创建", "复评")
    assert [note.code for note in form.notes] == ["T0541"]
    place = tmp_path / "两类.policy"
    place.write_text(TWO_KINDS, "utf-8")
    shown = command("form", place, "-o", tmp_path / "申报表.xlsx")
    assert shown.code == 0 and "T0541" in shown.err and "规则 1.1、1.2" in shown.err
    shown = command("form", place, "-o", tmp_path / "申报表.xlsx", "--clause", "1.2", "--lang", "en")
    assert (shown.code, shown.err) == (0, "")


NUMBER = FactType(name="甲", kind="number", unit="元", decimals=2, low=100, high=500)
OPTION = FactType(name="甲", kind="option", options=("子", "丑"))
RECORD = FactType(name="", kind="record", fields=(NUMBER, OPTION))
LIST = FactType(name="甲", kind="list", item=RECORD)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (NUMBER, replace(NUMBER, low=50, high=None), replace(NUMBER, low=50, high=None)),
        (NUMBER, replace(NUMBER, decimals=0, low=2, high=9), replace(NUMBER, low=100, high=900)),
        (NUMBER, replace(NUMBER, negative=True), replace(NUMBER, negative=True)),
        (NUMBER, replace(NUMBER, default=100), NUMBER),
        (replace(NUMBER, default=100), replace(NUMBER, default=100), replace(NUMBER, default=100)),
        (replace(NUMBER, optional=True), NUMBER, NUMBER),
        (NUMBER, replace(NUMBER, unit="亩"), None),
        (NUMBER, OPTION, None),
        (OPTION, replace(OPTION, options=("丑", "子")), OPTION),
        (OPTION, replace(OPTION, options=("子", "丑", "寅")), None),
        (LIST, LIST, LIST),
        (LIST, replace(LIST, length=3), None),
        (LIST, replace(LIST, item=replace(RECORD, fields=(OPTION, NUMBER))), None),
        (LIST, replace(LIST, item=replace(RECORD, fields=(NUMBER,))), None),
        (RECORD, replace(RECORD, fields=(NUMBER, replace(OPTION, options=("寅",)))), None),
    ],
)
def test_the_widest_of_two_types(one: FactType, other: FactType, expected: FactType | None) -> None:
    found = together(one, other)
    assert found == expected


def test_what_another_clause_works_out_is_not_asked() -> None:
    policy = loaded()
    whole = policy.form()
    assert [(asked.clause.id, asked.fact.name, source) for asked, source in whole.worked_out] == [
        ("35.5", "检测批次量", "35.6")
    ]
    assert "检测批次量（批次）" not in whole.headings
    table = next(table.column for table in whole.tables if table.sheet == "检测记录")
    assert whole.wanted[table.heading] == Wanted(("35.5", "35.6"), ("35.5", "35.6"))
    assert "检测批次量（批次）" in policy.form(["35.5"]).headings


# ── refused ──


def test_a_clause_that_there_is_not_is_refused_with_the_nearest(command: Command, tiny: Path, tmp_path: Path) -> None:
    shown = command("form", tiny, "-o", tmp_path / "表.xlsx", "--clause", "1.11", "--clause", "甲")
    assert shown.code == 2 and shown.err.count("T0615") == 2 and "1.1" in shown.err
    assert not list(tmp_path.glob("*.xlsx"))


@pytest.mark.parametrize("key", ["研发费用", "申报条款", "申报日期", "研发费用（万元）", "1.1 研发费用", "甲\n乙"])
def test_a_key_that_is_a_fact_or_another_column_is_refused(
    key: str, command: Command, tiny: Path, tmp_path: Path
) -> None:
    shown = command("form", tiny, "-o", tmp_path / "表.xlsx", "--key", key)
    assert shown.code == 2 and "T0540" in shown.err and "--key 身份证号" in shown.err
    with pytest.raises(PolicyError):
        load(tiny).form(key=key)
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_fact_that_would_be_taken_for_a_column_of_the_form_is_refused() -> None:
    policy = small("填报：申报条款：整数。\n条件：申报条款2以上。\n奖励：10元。")
    with pytest.raises(PolicyError) as refused:
        policy.form()
    assert [each.code for each in refused.value.diagnostics] == ["T0543"]


def test_more_facts_than_a_sheet_has_columns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiaowen.compiler.forms.form.COLUMNS_MAX", 100)
    with pytest.raises(PolicyError) as refused:
        loaded().form()
    assert [each.code for each in refused.value.diagnostics] == ["T0542"]
    assert loaded().form(["5.2"]).columns


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "表.csv"), ".xlsx"),
        (("-o", ""), "-o"),
        (("-o", "表.xlsx", "--rows", "0"), "--rows"),
        (("-o", "没有/表.xlsx"), "T0590"),
    ],
)
def test_what_cannot_be_written_is_refused(
    arguments: tuple[str, ...],
    said: str,
    command: Command,
    tiny: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = command("form", tiny, *arguments)
    assert shown.code == 2 and said in shown.err
    assert list(tmp_path.iterdir()) == [tiny.parent]


def test_a_policy_without_rules_has_no_form(command: Command, tmp_path: Path) -> None:
    (tmp_path / "空.policy").write_text("某政策\n\n（一）支持企业。\n", "utf-8")
    shown = command("form", tmp_path / "空.policy", "-o", tmp_path / "表.xlsx")
    assert shown.code == 2 and "没有一条规则" in shown.err
    assert not list(tmp_path.glob("*.xlsx"))


def test_without_the_library_it_says_what_to_install(
    command: Command, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "tiaowen.compiler.targets.sheets.written", raising=False)
    shown = command("form", tiny, "-o", tmp_path / "表.xlsx")
    assert shown.code == 2 and "pip install 'tiaowen[workbook]'" in shown.err
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_form_that_is_filled_in_has_no_other_columns(tiny: Path) -> None:
    form = load(tiny).form(["1.1"])
    with pytest.raises(ValueError, match="没有"):
        form.workbook(rows=[{"没有这一栏": 1}])
    with pytest.raises(ValueError, match="没有"):
        form.workbook(items={"没有这一张": []})


# ── the file ──


def test_the_same_policy_gives_the_same_bytes(command: Command, tiny: Path, tmp_path: Path) -> None:
    policy = load(tiny)
    data = policy.form(["1.1", "1.2"]).workbook()
    assert data == policy.form(["1.2", "1.1"]).workbook()
    shown = command("form", tiny, "--clause", "1.2", "--clause", "1.1", "-o", tmp_path / "表.xlsx")
    assert (shown.code, shown.out, shown.err) == (0, "", "")
    assert (tmp_path / "表.xlsx").read_bytes() == data
    assert policy.form(["1.1"]).workbook("en") != policy.form(["1.1"]).workbook("zh")


def xml(data: bytes, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(BytesIO(data)).read(name))


def rules(data: bytes, sheet: int = 1) -> dict[str, ElementTree.Element]:
    """The rules of validation, by the column that they are for."""
    found = xml(data, f"xl/worksheets/sheet{sheet}.xml").iter(f"{_MAIN}dataValidation")
    return {re.sub("[0-9]", "", rule.get("sqref", "").partition(":")[0]): rule for rule in found}


def test_cells_take_what_facts_take() -> None:
    policy = small(
        "填报：费：金额，50元至300元；级别：国家级、省级；首次：是否；份额：比例；签约日：日期；套次：整数，不低于1；亏损：金额，可为负。\n"
        "条件：首次；签约日在2025年1月1日以后；套次2以上；份额10%以上；亏损达到0元。\n奖励：级别为国家级的，费的10%；省级的，费的5%。"
    )
    form = policy.form()
    data = form.workbook()
    found = rules(data)

    def bounds(column: str) -> tuple[str | None, str | None, str | None]:
        rule = found[column]
        return rule.get("type"), rule.findtext(f"{_MAIN}formula1"), rule.findtext(f"{_MAIN}formula2")

    by_heading = {heading: "ABCDEFGHIJ"[at] for at, heading in enumerate(form.headings)}
    assert bounds(by_heading["费（元）"]) == ("decimal", "50", "300")
    assert bounds(by_heading["级别"]) == ("list", '"国家级,省级"', None)
    assert bounds(by_heading["首次"]) == ("list", '"是,否"', None)
    assert bounds(by_heading["签约日"])[0] == "date"
    assert bounds(by_heading["套次"])[:2] == ("whole", "1")
    assert bounds(by_heading["亏损（元）"])[1] == "-9999999999999.99"
    assert all(rule.get("sqref", "").endswith("501") for rule in found.values())
    assert "必填" in found[by_heading["费（元）"]].get("prompt", "")
    assert all(len(rule.get("prompt", "")) <= 255 and len(rule.get("promptTitle", "")) <= 32 for rule in found.values())


@pytest.mark.parametrize("name", POLICIES)
def test_no_rule_is_too_long_for_a_sheet(name: str) -> None:
    """What is too long the writer leaves out with a warning, and Excel repairs the file."""
    form = loaded(FOLDER / name).form()
    book = book_of(form, "zh")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = written(book)
    for number, sheet in enumerate(book.sheets, 1):
        found = xml(data, f"xl/worksheets/sheet{number}.xml")
        rules_found = list(found.iter(f"{_MAIN}dataValidation"))
        formulas = [part.text or "" for rule in rules_found for part in rule]
        assert len(rules_found) == len(sheet.validations)
        assert all(len(formula) <= 257 for formula in formulas)
        colours = [each.findtext(f"{_MAIN}formula") or "" for each in found.iter(f"{_MAIN}cfRule")]
        assert len(colours) == len(sheet.warned)
        assert all(len(each) <= 8192 and "!" not in each and "{" not in each for each in colours)


def test_long_lists_of_options_stand_on_a_hidden_sheet() -> None:
    options = "、".join(f"第{number}种很长很长的选项名称" for number in range(30))
    policy = small(f"填报：种类：{options}。\n奖励：种类为第3种很长很长的选项名称的，10元；其余的，5元。")
    data = policy.form().workbook()
    (name, area) = next(
        (each.get("name"), each.text)
        for each in xml(data, "xl/workbook.xml").iter(f"{_MAIN}definedName")
        if each.get("name", "").startswith("_list")
    )
    assert rules(data)["C"].findtext(f"{_MAIN}formula1") == name
    assert area is not None and area.startswith("'选项'!$") and area.endswith("$30")


def test_headings_stay_in_view_and_have_remarks() -> None:
    form = loaded().form()
    data = form.workbook()
    sheet = xml(data, "xl/worksheets/sheet1.xml")
    pane = next(sheet.iter(f"{_MAIN}pane"))
    assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == ("2", "1", "frozen")
    assert not list(sheet.iter(f"{_MAIN}sheetProtection"))
    names = [each.text for each in xml(data, "xl/workbook.xml").iter(f"{_MAIN}definedName")]
    assert f"{SHEET}!$A:$B,{SHEET}!$1:$1" in names
    remarks = ["".join(each.itertext()) for each in xml(data, "xl/comments1.xml").iter(f"{_MAIN}comment")]
    assert len(remarks) == len(form.headings)
    income = next(remark for remark in remarks if remark.startswith("年销售收入（元）"))
    assert "5.2 科技成果登记奖励（条件：年销售收入3000万元以上；奖励）" in income and "必填" in income
    only_heading = {cell.get("r") for cell in sheet.iter(f"{_MAIN}c")}
    assert len(only_heading) == len(form.headings), "an empty form has its headings and no other cell"


@pytest.mark.parametrize(("name", "lang"), [*((name, "zh") for name in POLICIES), (LUCHENG.name, "en")])
def test_the_page_that_explains_has_the_words_of_every_clause(name: str, lang: str, tmp_path: Path) -> None:
    policy = loaded(FOLDER / name)
    data = policy.form().workbook(lang)  # type: ignore[arg-type]
    said = "\n".join(map(str, sheets_of(data, tmp_path)[EXPLAINED[lang == "en"]].values()))
    for clause in policy.clauses.values():
        assert clause.title in said and clause.citation.text in said
        if lang == "zh":
            assert all(each.text in said for each in clause.conditions)
            assert all(case.text in said for case in clause.cases[:2])


def test_every_word_is_said_and_no_other() -> None:
    """A word that is missing would be found out only where it is said."""
    folder = Path(words.__file__).parent
    code = "".join(file.read_text("utf-8") for file in folder.glob("*.py") if file.name != "words.py")
    names = {f"{quote}{name}{quote}" for name in words._WORDS for quote in "\"'"}
    said = set(re.findall(r"say\(\s*lang,\s*([\"'][^\"']+[\"'])", code))
    assert said <= names
    apart = {"boolean", "date", "text"}  # named by the kind of a fact
    unsaid = {name for name in words._WORDS if f'"{name}"' not in code and f"'{name}'" not in code}
    assert unsaid <= apart


def test_another_key_and_a_form_of_one_clause() -> None:
    form = loaded().form(["5.2"], "身份证号")
    assert form.headings == ("身份证号", "姓名", "完成省科技成果登记并产业化", "年销售收入（元）")
    assert loaded().form(["5.2"], "企业名称").headings[:2] == ("企业名称", "完成省科技成果登记并产业化")
    assert loaded().form(["5.2"], "单位名称").headings[0] == "单位名称"
    assert CLAIMED in loaded().form(["5.2", "7.1"]).headings


def test_a_day_is_asked_where_a_clause_counts_with_it() -> None:
    policy = small("填报：授权日：日期。\n条件：申报日期在自授权日起一年内。\n奖励：10元。")
    assert policy.form().headings == (CREDIT_CODE, "单位名称", "申报日期", "授权日")


def test_hostile_words_stay_words(tiny: Path, tmp_path: Path) -> None:
    policy, report = compile_sources([Source.of("恶.policy", POLICY)])
    assert not report.has_errors
    form = policy.form()
    data = form.workbook()
    for name in zipfile.ZipFile(BytesIO(data)).namelist():
        if name.endswith((".xml", ".rels")):
            xml(data, name)
    assert "<b>" in "".join(map(str, sheets_of(data, tmp_path)[SHEET].values()))
    plain = load(tiny)
    for key in HOSTILE:
        try:
            made = plain.form(["1.1"], key)
        except PolicyError:
            assert not key.isprintable()
            continue
        cells = sheets_of(made.workbook(), tmp_path)
        assert cells[SHEET][0, 0] == key


# ── 统一社会信用代码 ──

CODES = [
    "91350100M000100Y43",
    "91350100M000100Y34",
    "91350100m000100y43",
    "91350100M000100Y4",
    "91350100M000100Y433",
    "9135010OM000100Y43",
    " 91350100M000100Y43",
    "1",
    *(code(number) for number in (1, 2, 30, 999_999)),
    *(code(number)[:-1] + "0" for number in (1, 2, 3)),
]


def test_check_digits_are_those_of_the_standard() -> None:
    assert [credit_code.is_credit_code(each) for each in CODES[:8]] == [True, *[False] * 7]
    assert all(credit_code.is_credit_code(code(number)) for number in range(200))
    assert len({code(number) for number in range(200)}) == 200


def _tried(form: Form, rows: list[Row], cells: list[tuple[int, int]]) -> tuple[Sheet, bytes, int]:
    """The filled form with every formula of colours worked out beside the rows, from a column far to the right."""
    book = filled_book(form, rows)
    sheet = book.sheets[0]
    first = len(form.headings) + 5
    for at, (_, formula, _) in enumerate(sheet.warned):
        for row in range(len(rows)):
            moved = re.sub(r"(?<![A-Z$])(\$?[A-Z]{1,3})2(?![0-9])", rf"\g<1>{row + 2}", formula)
            sheet.put_formula(row + 1, first + at, Truth(f"IF({moved},1,0)", False), sheet.column_styles[0])
    return sheet, written(book), first


@pytest.mark.needs_system
@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_an_office_colours_what_is_wrong_and_what_is_to_be_filled_in(tmp_path: Path) -> None:
    form = loaded().form()
    ids = [("5.2",), ("5.2", "7.1"), ("35.5",), ("9.9",), ("5.2", "99"), ("4.1",)]
    rows = [Row(claims=each, facts={}, key=key) for each, key in zip(ids, CODES, strict=False)]
    rows += [Row(claims=("5.2",), facts={"年销售收入": "7500万元"}, key=key) for key in CODES[6:]]
    rows += [Row(claims=("5.2",), facts={}, key=CODES[-4]), Row(claims=(), facts={"年销售收入": 1}, key=CODES[0])]
    sheet, data, first = _tried(form, rows, [])
    file = tmp_path / "colours.xlsx"
    file.write_bytes(data)
    (again,) = recalculated([file], tmp_path)
    shown = read_sheets(again)[SHEET]
    keys = [row.key.upper() for row in rows]
    for row, given in enumerate(rows):
        colours: dict[int, list[int]] = {}
        for at, (area, _, _) in enumerate(sheet.warned):
            colours.setdefault(area[1], []).append(int(str(shown[row + 1, first + at])))
        is_wrong, is_twice, is_missing = colours[0]
        assert not is_missing
        assert is_wrong == (not credit_code.is_credit_code(given.key)), given.key
        assert is_twice == (keys.count(given.key.upper()) > 1)
        unknown = [each for each in given.claims if each not in form.ids]
        assert colours[2] == [int(bool(unknown)), int(not given.claims and bool(given.facts))]
        for place, column in enumerate(form.columns, len(form.before)):
            wanted_by = form.wanted[column.heading]
            wanted = bool(set(given.claims) & set(wanted_by.needed)) and column.of.name not in given.facts
            idle = bool(given.claims) and not set(given.claims) & set(wanted_by.looking)
            assert colours[place] == ([int(wanted)] if wanted_by.needed else []) + [int(idle)], (given, column.heading)


@pytest.mark.needs_system
@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_an_office_that_saves_the_form_loses_nothing(tmp_path: Path) -> None:
    policy = loaded(LUCHENG)
    form = policy.form()
    cases = [(clause, facts) for clause, facts, _ in _cases(policy)]
    rows = [Row(claims=(clause.id,), facts=headed(form, clause, facts)) for clause, facts in cases]
    file = tmp_path / "filled.xlsx"
    file.write_bytes(filled(form, rows))
    (again,) = recalculated([file], tmp_path)
    before, after = read_back(file, form), read_back(again, form)
    assert [(row.key, row.claims, row.cells) for row in after] == [(row.key, row.claims, row.cells) for row in before]
    saved = {
        re.sub("[0-9]", "", rule.get("sqref", "").partition(":")[0]): rule.get("type")
        for rule in rules(again.read_bytes()).values()
    }
    assert saved["A"] == "custom" and "list" in saved.values() and "decimal" in saved.values()
