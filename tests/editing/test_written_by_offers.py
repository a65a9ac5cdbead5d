"""A rule that is written with nothing but what is offered: the draft of a sentence, or a heading after the other; then its cases."""

import pytest

from tiaowen.compiler.drafting.drafts import drafts_of
from tiaowen.compiler.editing.desk import Desk
from tiaowen.compiler.editing.services import ask
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

FILE = "某区.policy"
DOCUMENT = (
    "某区若干政策\n\n7.精品美食街建设。\n在美食街内新开设特色美食餐厅，营业面积在100平方米以上，经营满一年的一次性奖励1万元。\n\n"
    "8.技改。对技术改造投资额500万元以上的企业，按技术改造投资额的15%给予补助，最高2000万元。\n"
    "9.品牌。对新评定为三星级、四星级、五星级的酒店，一次性分别给予20万元、50万元、100万元奖励。\n"
)


def actions(text: str, words: str, plus: int = 3) -> list[dict[str, object]]:
    at = text.index(words) + plus
    found: list[dict[str, object]] = ask(Desk({FILE: text}), "actions", {"file": FILE, "start": at, "end": at})
    return found


def done(text: str, changes: object) -> str:
    assert isinstance(changes, list)
    for change in sorted(changes, key=lambda each: -each["range"]["start"]):
        text = text[: change["range"]["start"]] + change["text"] + text[change["range"]["end"] :]
    return text


def taken(text: str, words: str, title: str, plus: int = 3) -> str:
    found = [each for each in actions(text, words, plus) if str(each["title"]).startswith(title)]
    assert found, [each["title"] for each in actions(text, words, plus)]
    return done(text, found[0]["changes"])


def wrong(text: str) -> list[str]:
    _, report = compile_sources([Source.of(FILE, text)])
    return [f"{each.code} {each.title.zh}" for each in report.diagnostics if each.severity != "hint"]


@pytest.mark.parametrize("words", ["在美食街内新", "对技术改造投资额", "对新评定为三星级"])
def test_a_rule_is_written_with_the_first_offer_under_each_heading(words: str) -> None:
    text = taken(DOCUMENT, words, "给这句写规则")
    while "：\n" in text:
        at = text.index("：\n") + 1
        items = ask(Desk({FILE: text}), "completion", {"file": FILE, "at": at})
        assert items, text
        text = done(text, [items[0]["change"]]).replace("：\n  ", "：\0  ")
    text = text.replace("\0", "\n")
    assert wrong(text) == [], text
    assert "得" in text.partition("算例：")[2]


@pytest.mark.parametrize("words", ["在美食街内新", "对技术改造投资额", "对新评定为三星级"])
def test_a_draft_of_one_sentence_is_made_a_rule_when_it_was_compared(words: str) -> None:
    drafted = taken(DOCUMENT, words, "给这句拟草稿")
    assert drafted.count("【草稿 ") == 1 and "得？" in drafted
    ruled = taken(drafted, "【草稿 ", "核对过了")
    assert "草稿" not in ruled and "得？" not in ruled and "【规则 " in ruled
    assert wrong(ruled) == []


def test_at_a_heading_the_sentence_below_it_is_offered() -> None:
    titles = [str(each["title"]) for each in actions(DOCUMENT, "7.精品", 1)]
    assert titles[0].startswith("给“在美食街内新开设") and "拟草稿 7.1" in titles[0]
    assert "拟草稿 8.1" in str(actions(DOCUMENT, "8.技改", 1)[0]["title"])
    assert actions(DOCUMENT, "某区若干", 1) == []


def test_of_a_sentence_that_is_not_understood_only_the_headings_are_offered() -> None:
    text = DOCUMENT.replace(
        "在美食街内新开设特色美食餐厅，营业面积在100平方米以上，经营满一年的一次性奖励1万元",
        "对一个行政村建设标准化民宿5家以上的每间奖励2000元",
    )
    titles = [str(each["title"]) for each in actions(text, "对一个行政村")]
    assert titles == ["给这句写规则 7.1", "这句写明不计算（幅度未定）"]
    assert "填报：\n条件：\n奖励：\n算例：\n【完】" in taken(text, "对一个行政村", "给这句写规则")


def test_a_draft_that_was_only_quoted_becomes_headings() -> None:
    text = (
        DOCUMENT
        + "\n【草稿 9.1】品牌\n依据：“一次性分别给予20万元、50万元、100万元奖励”\n说明：这一句没有读懂，请照原文写「填报」和金额\n【完】\n"
    )
    ruled = taken(text, "【草稿 ", "自己写：草稿 9.1")
    assert ruled.endswith(
        "【规则 9.1】品牌\n依据：“一次性分别给予20万元、50万元、100万元奖励”\n填报：\n条件：\n奖励：\n算例：\n【完】\n"
    )
    kept = text.replace(
        "说明：这一句没有读懂，请照原文写「填报」和金额",
        "填报：数：家。\n说明：\n  没有读进去：“支持做大”\n  请手算以下各例，写进「算例」：\n  数1家，得？",
    )
    assert "说明：\n  没有读进去：“支持做大”\n【完】" in taken(kept, "【草稿 ", "核对过了")


def test_no_heading_is_offered_behind_a_heading() -> None:
    text = taken(DOCUMENT, "对技术改造投资额", "给这句写规则")
    at = text.index("条件：") + 3
    assert all(each["kind"] != "heading" for each in ask(Desk({FILE: text}), "completion", {"file": FILE, "at": at}))


def test_a_rule_has_the_number_that_a_draft_of_the_whole_has() -> None:
    """Two articles of one number, below different headings."""
    text = "一、支持工业\n（一）扩大投资\n1.对新建项目，奖励10万元。\n（二）技术创新\n1.对技术中心，奖励20万元。\n"
    made = Desk({"甲.policy": text})
    whole, _ = compile_sources([Source.of("甲.policy", text)])
    numbers = [each.number for each in drafts_of(whole)]
    assert len(set(numbers)) == 2
    for number, words in zip(numbers, ("对新建", "对技术"), strict=True):
        at = text.index(words)
        found = ask(made, "actions", {"file": "甲.policy", "start": at, "end": at})
        assert f"给这句写规则 {number}" in str(found)
