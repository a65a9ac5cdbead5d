"""What the page asks of the compiler."""

import json
from base64 import b64decode, b64encode
from typing import Any

import pytest

from support.notices import paragraphs
from support.word_files import File, changed, run
from tiaowen.compiler.desk.answering import Answering
from tiaowen.compiler.desk.calls import CALLS

TEXT = """某区若干政策

（一）对𠮷庆企业的投资给予10%的支持，最高100万元。

【规则 1】投资支持
依据：“投资给予10%的支持，最高100万元”
填报：投资额：金额。
补助：投资额的10%，最高100万元。
算例：投资额500万元，得50万元；投资额2000万元，得100万元。
【完】
"""


def asked(answering: Answering, call: str, text: str = TEXT, **given: Any) -> Any:
    files = [{"name": "甲.policy", "text": text}]
    return json.loads(answering.answer(call, json.dumps({"files": files, **given}, ensure_ascii=False)))


@pytest.fixture(scope="module")
def answering() -> Answering:
    return Answering()


def test_a_text_that_changes_is_checked_anew(answering: Answering) -> None:
    assert asked(answering, "check")["answer"]["passed"]
    wrong = asked(answering, "check", TEXT.replace("得50万元", "得51万元"))["answer"]
    assert not wrong["passed"]
    assert [(each["code"], each["line"]) for each in wrong["diagnostics"] if each["severity"] == "error"] == [
        ("T0410", 9)
    ]
    assert asked(answering, "check")["answer"]["passed"]


def test_what_is_told_is_in_either_language(answering: Answering) -> None:
    text = TEXT.replace("补助：投资额的", "补助：投资的")
    zh, en = (asked(answering, "check", text, lang=lang)["answer"]["diagnostics"][0]["title"] for lang in ("zh", "en"))
    assert "投资" in zh and zh != en


def test_the_outline_says_what_is_bound(answering: Answering) -> None:
    found = asked(answering, "outline")["answer"]
    assert found["read"].startswith("读到：《某区若干政策》")
    assert found["bound"] == [{"numbers": 2, "bound": 2}]
    assert [rule["id"] for rule in found["outline"]["rules"]] == ["1"]


def test_what_is_bound_is_of_all_paragraphs_of_an_article(answering: Answering) -> None:
    text = TEXT.replace("（一）对", "（一）支持企业。\n对", 1)
    assert text != TEXT and asked(answering, "outline", text)["answer"]["bound"] == [{"numbers": 2, "bound": 2}]


def test_a_clause_is_worked_out_or_its_facts_are_refused(answering: Answering) -> None:
    assert asked(answering, "calculate", clause="1", facts={"投资额": "300.01万元"})["answer"]["value"] == "300010.00"
    assert asked(answering, "calculate", clause="1", facts={})["faults"][0]["code"] == "T0601"
    assert asked(answering, "calculate", clause="9", facts={})["faults"][0]["code"] == "T0615"


def test_cases_come_with_what_they_say_and_whether_it_is_so(answering: Answering) -> None:
    first, second = asked(answering, "cases", clause="1")["answer"]["cases"]
    assert (first["facts"], first["said"], first["fault"]) == ({"投资额": "500万元"}, ["50万元"], None)
    assert second["lines"]
    wrong = asked(answering, "cases", TEXT.replace("得50万元", "得51万元"), clause="1")["answer"]["cases"][0]
    assert wrong["fault"]["code"] == "T0410"
    assert asked(answering, "cases", clause="9")["answer"] is None


def test_pages_are_made_for_a_rule_and_for_all(answering: Answering) -> None:
    assert 'data-clause="1"' in asked(answering, "calculator", clause="1")["answer"]
    assert asked(answering, "calculator", clause="9")["answer"] is None
    assert {"index.html", "assets/site.css"} <= set(asked(answering, "guide")["answer"])


def test_editors_are_answered_in_characters(answering: Answering) -> None:
    at = TEXT.index("投资额的10%")
    found = asked(answering, "assist", service="hover", asked={"file": "甲.policy", "at": at + 1})["answer"]
    assert TEXT[found["range"]["start"] : found["range"]["end"]] == "投资额"


def test_spellings_are_brought_to_the_one_way(answering: Answering) -> None:
    text = TEXT.replace("最高100万元。\n算例", "封顶100万元。\n算例")
    assert asked(answering, "format", text)["answer"]["甲.policy"] != ""


def test_other_forms_are_made_as_files(answering: Answering) -> None:
    found = asked(answering, "export", form="python", file="甲.py")["answer"]
    assert "def calc" in b64decode(found["files"]["甲.py"]).decode()
    found = asked(answering, "export", form="javascript", file="甲.mjs")["answer"]
    assert set(found["files"]) == {"甲.mjs", "甲.d.ts", "甲.d.mts"}
    assert asked(answering, "export", form="md", file="甲.md")["answer"]["files"]


def test_promises_are_proved(answering: Answering) -> None:
    found = asked(answering, "prove", clause="1")["answer"]
    assert {each["status"] for each in found["promises"]} == {"proved"}


def test_versions_are_compared_article_by_article(answering: Answering) -> None:
    old = [
        {
            "name": "甲.policy",
            "text": TEXT.replace("10%", "8%").replace("得50万元", "得40万元"),
        }
    ]
    found = asked(answering, "compare", old=old)["answer"]
    (row,) = found["rows"]
    assert (row["names"], row["status"], row["said"]) == (["（一）", "（一）"], "changed", "修改")
    assert row["place"] == {"file": "甲.policy", "line": 3}
    assert [words for words in row["paragraphs"][0] if words[0] != "="] == [["-", "8%"], ["+", "10%"]]
    (rule,) = row["rules"]
    assert (rule["verdict"], rule["said"], rule["clause"]) == ("more generous", "更有利（经证明）", "1")
    assert [each["shows"] for each in rule["examples"]] == ["up"] and "现得" in rule["examples"][0]["said"]
    assert found["faulty"] == [0, 0] and "更有利" in found["text"]


def test_rules_with_errors_are_counted_where_versions_are_compared(answering: Answering) -> None:
    old = [{"name": "甲.policy", "text": TEXT.replace("补助：投资额", "补助：投资")}]
    found = asked(answering, "compare", old=old)["answer"]
    assert found["faulty"] == [1, 0]


def test_the_text_alone_is_a_document_of_word(answering: Answering) -> None:
    whole, alone = (
        asked(answering, "export", form=form, file="甲.docx")["answer"]["files"]["甲.docx"] for form in ("docx", "text")
    )
    assert "规则 1" in "".join(paragraphs(b64decode(whole)))
    assert "规则 1" not in "".join(paragraphs(b64decode(alone)))


def test_every_call_is_asked_by_the_page() -> None:
    from tiaowen.compiler.desk.built import _own

    scripts = "".join(text.decode() for _, text in _own())
    for call in CALLS:
        assert f'ask("{call.name}"' in scripts or f'"{call.name}"' in scripts, call.name


def test_drafts_are_written_under_the_sentences(answering: Answering) -> None:
    text = TEXT.split("【规则")[0]
    found = asked(answering, "draft", text)["answer"]
    assert found["drafted"] + found["unread"] == 1
    assert "【草稿 1" in found["texts"]["甲.policy"]


def test_tracked_changes_are_taken_or_not(answering: Answering) -> None:
    file = File()
    file.line("某区若干政策")
    file.line("（一）按", runs=changed("del", "5%") + changed("ins", "8%") + run("补助。"))
    data = b64encode(file.bytes).decode()
    taken, left = (
        asked(answering, "bring", name="政策.docx", data=data, changes=changes)["answer"]
        for changes in ("accepted", "refused")
    )
    assert ("8%" in taken["text"], "5%" in left["text"]) == (True, True)
    assert taken["tracked"] == left["tracked"] == 2
    assert taken["read"].startswith("读到：《某区若干政策》") and "1条" in taken["read"]


def test_a_document_is_brought_as_its_text_or_told_why_not(answering: Answering) -> None:
    page = "<html><body><p>某区若干政策</p><p>（一）给予10万元补助。</p><script>1</script></body></html>".encode()
    found = asked(answering, "bring", name="政策.html", data=b64encode(page).decode())["answer"]
    assert "（一）给予10万元补助。" in found["text"]
    assert found["left"]
    refused = asked(
        answering, "bring", name="政策.doc", data=b64encode(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)).decode()
    )["answer"]
    assert refused["text"] == ""
    assert [each["code"] for each in refused["diagnostics"]] == ["T0571"]
