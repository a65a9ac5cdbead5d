"""What helps at a place: each service, asked as a page asks it, with plain data."""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from support.edits import SMALL
from tiaowen.compiler.editing.desk import Desk
from tiaowen.compiler.editing.services import SERVICES, ask
from tiaowen.compiler.editing.services.completion import completion
from tiaowen.compiler.pipeline import compile_sources, read_policy
from tiaowen.compiler.text.source import Source

SEED = Path(__file__).parent.parent.parent / "policies" / "jindong-2025"
FILE = "某区.policy"


@cache
def lying(text: str) -> Desk:
    """A desk with one text, which no service changes."""
    return Desk({FILE: text})


def asked(text: str, service: str, words: str = "", plus: int = 0, **more: Any) -> Any:
    """What a service says of a place in a text: ``plus`` characters behind where the words begin."""
    at = text.index(words) + plus
    return ask(lying(text), service, {"file": FILE, "at": at, "start": at, **more})


def labels(text: str, words: str, plus: int | None = None) -> list[str]:
    """What is offered behind some words."""
    found = asked(text, "completion", words, len(words) if plus is None else plus)
    return [item["label"] for item in found]


def changed(text: str, changes: list[dict[str, Any]]) -> str:
    for change in sorted(changes, key=lambda each: -each["range"]["start"]):
        text = text[: change["range"]["start"]] + change["text"] + text[change["range"]["end"] :]
    return text


def errors(text: str) -> list[str]:
    _, report = compile_sources([Source.of(FILE, text)])
    return [f"{each.code} {each.title.zh}" for each in report.errors]


def titles(text: str, words: str, plus: int = 0) -> list[str]:
    return [action["title"] for action in asked(text, "actions", words, plus)]


def act(text: str, words: str, title: str, plus: int = 0) -> str:
    """The text after an action was taken."""
    found = [each for each in asked(text, "actions", words, plus) if each["title"].startswith(title)]
    assert found, titles(text, words, plus)
    return changed(text, found[0]["changes"])


def test_every_service_answers_with_what_json_has() -> None:
    at = SMALL.index("研发强度达到5%的，20")
    for service in SERVICES:
        found = ask(lying(SMALL), service, {"file": FILE, "at": at, "start": at, "name": "占比数"})
        assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize("at", [0, 5, len(SMALL) - 1, len(SMALL), len(SMALL) + 5])
def test_of_any_place_something_or_nothing_is_said(at: int) -> None:
    desk = Desk({FILE: SMALL, "空.policy": ""})
    for file in (FILE, "空.policy", "没有.policy"):
        for service in SERVICES:
            ask(desk, service, {"file": file, "at": at, "start": at, "name": "名"})


# ── completion ──


def test_names_in_scope_are_offered_and_what_is_typed_narrows_them() -> None:
    assert {"研发费用", "营业收入", "研发强度", "申报日期"} <= set(labels(SMALL, "\n条件："))
    text = SMALL.replace("条件：研发费用500万元以上。", "条件：研")
    assert labels(text, "条件：研")[:3] == [
        "研发费用500万元以上",
        "研发强度",
        "研发费用",
    ]  # what the sentence is understood to say first


def test_the_words_that_may_follow_are_offered() -> None:
    assert {"以上", "以下"} <= set(labels(SMALL, "条件：研发费用500万元"))
    found = labels(SMALL, "条件：研发费用500万元以上")
    assert {"；", "。"} <= set(found)


def test_numbers_of_the_quotation_that_are_left_are_offered() -> None:
    text = SMALL.replace("条件：研发费用500万元以上。", "条件：研发费用达到。")
    found = labels(text, "条件：研发费用达到")
    assert "500万元" in found and "二十万元" not in found


def test_the_types_of_a_fact_are_offered_and_no_name_of_another_policy() -> None:
    text = SMALL.replace("填报：上级奖励：金额，取自2.1。", "填报：上级奖励：")
    found = labels(text, "填报：上级奖励：")
    assert {"金额", "是否", "比例", "家"} <= set(found) and "营业收入" not in found


def test_facts_that_the_quotation_asks_for_are_offered_with_their_types() -> None:
    quote = "年销售收入3000万元以上的企业，按设备投资额的5%给予补助，单个企业年内补贴不超过10万元"
    text = f"（一）对{quote}。\n\n【规则 1】补助\n依据：“{quote}”\n填报：\n补助：设备投资额的5%。\n【完】\n"
    assert labels(text, "填报：")[:3] == ["设备投资额、年销售收入：金额", "设备投资额：金额", "年销售收入：金额"]
    assert labels(text.replace("填报：", "填报：年"), "填报：年")[0] == "年销售收入：金额"
    said = text.replace("填报：", "填报：设备投资额：金额；")
    assert labels(said, "金额；")[0] == "年销售收入：金额" and "设备投资额：金额" not in labels(said, "金额；")
    named = text.replace("填报：", "填报：年销售收入：")
    assert labels(named, "年销售收入：")[0] == "金额"
    assert not [each for each in labels(text, "填报：") if "补贴" in each]


def test_headings_are_offered_that_the_rule_does_not_have() -> None:
    found = labels(SMALL, "20万元；\n  研发强度达到3%的，10万元。\n", None)
    assert {"条件：", "口径：", "封顶："} <= set(found)
    assert "补助：" not in found  # it has its result


def test_the_next_sentence_of_the_article_is_offered_as_a_quotation() -> None:
    text = SMALL.replace("依据：“按强度奖励的50%配套”", "依据：")
    found = asked(text, "completion", "依据：；", 3)
    assert found[0]["change"]["text"] == "“并按强度奖励的50%配套”"
    begun = SMALL.replace("依据：“按强度奖励的50%配套”", "依据：“")
    assert labels(begun, "依据：“；", 4)[0] == "并按强度奖励的50%配套"


def test_a_new_rule_is_offered_with_its_number_and_its_quotation() -> None:
    text = SMALL.replace("（三）", "\n（三）").replace(
        "一次性奖励20万元。并按", "一次性奖励20万元。并对每家给予宣传支持。并按"
    )
    at = text.index("\n\n（三）") + 1
    found = ask(Desk({FILE: text}), "completion", {"file": FILE, "at": at})
    assert found[0]["label"] == "【规则 2.3】"
    assert "依据：“并对每家给予宣传支持”" in found[0]["change"]["text"]


@pytest.mark.needs_system
def test_every_name_and_option_of_a_policy_is_offered_where_it_stands() -> None:
    sources, official = read_policy(SEED)
    assert official is not None
    checked = Desk({source.name: source.text for source in sources}, (official.name, official.text)).checked
    missing, count = [], 0
    for read in checked.policy.read.values():
        for word in (w for s in read.sections for sentence in s.sentences for w in sentence.tokens):
            if word.terminal in ("NAME", "VALUE"):
                place = checked.places.span(word.span)
                count += 1
                offered = completion(checked, place.source.name, place.start)
                if word.text not in [item.change.text for item in offered]:
                    missing.append((read.block.head, word.text))
    assert count > 500 and missing == []


# ── what is known ──


@pytest.mark.parametrize(
    ("words", "plus", "said"),
    [
        ("研发强度达到5%的，20", 1, "第一个算例中 ＝ **5%**"),
        ("研发费用500万元以上。\n补助", 1, "数，以「元」计"),
        ("【规则 2.1】强度", 2, "规则 2.1 强度奖励"),
        ("条件：", 1, "要符合什么才能享受"),
        ("取自2.1", 3, "规则 2.1 强度奖励"),
        ("依据：“研发强度", 6, "支持𠮷祥产业园"),
        ("以上。\n补助", 1, "以上"),
        ("（一）鼓励", 22, "规则 1.1 研发补助"),
    ],
)
def test_what_stands_here_is_told(words: str, plus: int, said: str) -> None:
    found = asked(SMALL, "hover", words, plus)
    assert found is not None and said in found["text"], found


def test_of_a_rule_with_errors_too() -> None:
    text = SMALL.replace("研发强度达到3%的，10万元", "研发强度很高的，10万元")
    assert "有错误" in asked(text, "hover", "【规则 2.1】强度", 2)["text"]
    assert asked(text, "outline")[0]["children"]


def places(text: str, service: str, words: str, plus: int = 0) -> list[str]:
    found = asked(text, service, words, plus)
    return [text[each["start"] : each["end"]] for each in found]


def test_declarations_and_uses_are_found() -> None:
    assert places(SMALL, "definition", "研发强度达到5%的，20", 1) == ["研发强度"]
    assert places(SMALL, "definition", "取自2.1", 3) == ["【规则 2.1】"]
    assert places(SMALL, "references", "【规则 2.1】强度", 5) == ["2.1"] * 3
    # From the quotation to the text, and back.
    assert places(SMALL, "definition", "依据：“各部门", 6) == ["各部门要加强宣传"]
    assert places(SMALL, "definition", "力争达到3.5%。各部门", 12) == ["各部门要加强宣传"]


def test_another_name_for_a_fact_goes_everywhere_and_changes_nothing_else() -> None:
    before = compile_sources([Source.of(FILE, SMALL)])[0]
    for words, plus, name in (("研发费用500万元以上。\n补助", 1, "研发支出"), ("研发强度达到5%的，20", 1, "投入占比")):
        found = asked(SMALL, "rename", words, plus, name=name)
        text = changed(SMALL, found["changes"])
        assert found["refused"] == "" and errors(text) == []
        after = compile_sources([Source.of(FILE, text)])[0]
        facts: dict[str, object] = {"研发费用": "600万元"}
        renamed = {name if each == "研发费用" and "支出" in name else each: value for each, value in facts.items()}
        assert after.calc("1.1", renamed).value == before.calc("1.1", facts).value


def test_the_name_of_the_year_before_goes_along() -> None:
    text = SMALL.replace(
        "填报：研发费用：金额；营业收入：金额。", "填报：研发费用：金额；上年研发费用：金额；营业收入：金额。"
    )
    text = text.replace("补助：研发费用的2%，封顶100万元。", "补助：研发费用的增量部分的2%，封顶100万元。")
    text = text.replace("研发费用500万元，得", "研发费用500万元，其余为零，得").replace(
        "400万元，不予", "400万元，其余为零，不予"
    )
    assert errors(text) == []
    found = asked(text, "rename", "研发费用的增量", 1, name="研发支出")
    assert found["refused"] == ""
    made = changed(text, found["changes"])
    assert "上年研发支出：金额" in made and "补助：研发支出的增量" in made


def test_what_speaks_of_the_name_goes_along_and_what_may_be_another_word_is_told() -> None:
    text = SMALL.replace("补助：研发费用的2%", "口径：“研发费用”按审计数填报；研发费用率另算。\n补助：研发费用的2%")
    found = asked(text, "rename", "研发费用500万元以上。\n口径", 1, name="研发支出")
    assert found["refused"] == ""
    made = changed(text, found["changes"])
    assert "口径：“研发支出”按审计数填报；研发费用率另算。" in made
    (left,) = found["left"]
    assert text[left["start"] : left["end"] + 1] == "研发费用率"


@pytest.mark.parametrize(
    ("words", "plus", "name", "why"),
    [
        ("研发强度达到5%的，20", 1, "研发，强度", "不能作名称"),
        ("研发强度达到5%的，20", 1, "营业收入", "有错误"),
        ("【规则 2.1】强度", 5, "2.2", "已经有规则"),
        ("【规则 2.1】强度", 5, "2。1", "不能作条款的编号"),
        ("一、总则", 1, "甲", "没有可以改名的"),
    ],
)
def test_a_name_that_would_break_something_is_refused(words: str, plus: int, name: str, why: str) -> None:
    found = asked(SMALL, "rename", words, plus, name=name)
    assert found["changes"] == [] and why in found["refused"]


def test_another_number_for_a_rule_goes_everywhere() -> None:
    found = asked(SMALL, "rename", "【规则 2.1】强度", 5, name="2.9")
    made = changed(SMALL, found["changes"])
    assert errors(made) == [] and "1.1与2.9" in made and "取自2.9" in made and "【规则 2.9】" in made


# ── the document ──


def test_the_outline_has_articles_rules_and_sections() -> None:
    (chapter,) = asked(SMALL, "outline")
    assert chapter["name"] == "一、总则" and chapter["range"]["end"] == len(SMALL.rstrip())
    names = [node["name"] for node in chapter["children"]]
    assert names[:2] == ["政策", "定义 填报"] or names[0] == "政策"
    articles = [node for node in chapter["children"] if node["kind"] == "article"]
    assert [node["name"] for node in articles] == ["（一）鼓励研发投入", "（二）支持𠮷祥产业园", "（三）"] or len(
        articles
    ) == 3
    assert [node["name"] for node in articles[1]["children"]] == ["规则 2.1 强度奖励", "规则 2.2 配套"]
    assert [node["name"] for node in articles[1]["children"][0]["children"]] == ["依据", "奖励（依次）", "算例"]


def test_colours_do_not_overlap_and_say_what_each_word_is() -> None:
    found = asked(SMALL, "colours")
    ends = [(each["range"]["start"], each["range"]["end"]) for each in found]
    assert all(before[1] <= after[0] for before, after in pairwise(ends))
    kinds = {(SMALL[start:end], each["kind"], each["declared"]) for (start, end), each in zip(ends, found, strict=True)}
    assert ("研发强度", "definition", True) in kinds or ("研发强度", "definition", False) in kinds
    assert {("条件", "heading", False), ("500万元", "number", False), ("【完】", "keyword", False)} <= kinds


def test_beside_each_worked_case_stands_what_it_gives() -> None:
    found = asked(SMALL.replace("得20万元；研发", "得30万元；研发"), "inlays")
    assert [each["text"].strip() for each in found if each["fails"]] == ["✗ 奖励20万元"]
    steps = [each["text"] for each in found if "→" in each["text"]]
    assert " → 10万元" in steps


def test_formatting_touches_what_is_written_otherwise_and_keeps_the_meaning() -> None:
    text = SMALL.replace("条件：研发费用500万元以上。", "条件：研发费用 500万元及以上;")
    made = changed(text, asked(text, "formatting"))
    assert "条件：研发费用500万元以上。" in made and errors(made) == []
    assert asked(made, "formatting") == []


# ── what can be done ──


def test_the_correction_of_a_message_is_the_first_action() -> None:
    text = SMALL.replace("条件：研发费用500", "条件：研发费500")
    assert act(text, "条件：研发费500", "改成", 4) == SMALL


@pytest.mark.parametrize(
    ("right", "wrong", "title"),
    [
        ("20万元；研发费用300", "20万元；研发费300", "改成「研发费用」"),
        ("宣传”；理由", "宣扬”；理由", "照原文写“各部门要加强宣传”"),
        ("理由：原则性表述。【完】\n", "理由：原则性表述。\n", "在末尾写上【完】"),
        ("1.1与2.1。", "1.1与2.7。", "改成「2.2」"),
        ("，封顶100万元。\n", "。\n封顶（每年）：100万元。\n", "删去括号"),
        ("【规则 2.2】配套", "【规则 2.2\n配套", "补上】"),
        ("【规则 2.2】", "【容许 T0421】原文如此。【完】\n【规则 2.2】", "删去这个【容许】"),
        ("依据：“按强度奖励的50%配套”；\n", "", "依据写“并按强度奖励的50%配套”"),
    ],
)
def test_frequent_mistakes_are_mended(right: str, wrong: str, title: str) -> None:
    assert SMALL.count(right) == 1
    text = SMALL.replace(right, wrong)
    desk = lying(text)
    before = desk.checked.report
    found = [
        (each, action)
        for each in before.diagnostics
        if each.span is not None
        for action in ask(desk, "actions", {"file": FILE, "start": each.span.start, "end": each.span.end})
        if action["title"] == title
    ]
    assert found, [(each.code, each.title.zh) for each in before.diagnostics]
    first, action = found[0]
    mended = compile_sources([Source.of(FILE, changed(text, action["changes"]))])[1]
    assert first.code in action["fixes"] and len(mended.diagnostics) < len(before.diagnostics)


def test_the_number_that_is_left_is_offered_for_one_that_is_not_quoted() -> None:
    text = SMALL.replace("封顶100万元。", "封顶10万元。")
    assert "用依据里还没用的「100万元」" in titles(text, "封顶10万元", 3)
    assert act(text, "封顶10万元", "用依据里", 3) == SMALL


def test_a_worked_case_at_the_threshold_is_offered_and_holds() -> None:
    text = SMALL.replace("研发费用500万元，得10万元；\n  ", "")
    found = titles(text, "【规则 1.1】", 2)
    assert any("研发费用500万元" in title for title in found)
    for title in found:
        if title.startswith("补一个算例"):
            assert errors(act(text, "【规则 1.1】", title, 2)) == []


def test_a_sentence_that_nothing_quotes_gets_a_rule_or_is_said_not_to_be_computed() -> None:
    text = SMALL.replace("各部门要加强宣传。\n", "各部门要加强宣传。鼓励企业做大做强。\n")
    made = act(text, "鼓励企业做大", "这句写明不计算", 3)
    assert "【不计算】依据：“鼓励企业做大做强”；理由：原则性表述。【完】" in made and errors(made) == []
    ruled = act(text, "鼓励企业做大", "给这句写规则", 3)
    assert "【规则 3.1】\n依据：“鼓励企业做大做强”\n填报：" in ruled
    assert titles(SMALL, "各部门要加强", 2) == []  # it is quoted


def test_a_warning_may_be_allowed_with_a_reason_still_to_be_written() -> None:
    text = SMALL.replace("按研发费用的2%给予补助，最高100万元。", "按研发费用的2%给予补助，最高100万元，每家1个。")
    desk = Desk({FILE: text})
    warnings = [each for each in desk.checked.report.diagnostics if each.severity == "warning"]
    for each in warnings:
        assert each.span is not None
        found = ask(desk, "actions", {"file": FILE, "start": each.span.start})
        assert any(action["title"].startswith(f"容许 {each.code}") for action in found)
