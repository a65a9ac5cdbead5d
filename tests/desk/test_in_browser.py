"""The page in a real browser, opened from a disk without a network: written in, mended, calculated, proved, saved."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from support.browser import AXE, DESK, PHONE, Watched, watched
from support.desk_keys import Keys
from tiaowen.compiler.desk.brought import brought
from tiaowen.compiler.desk.built import page as built

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs_system

DOCUMENT = (
    "某区若干政策\n\n（一）支持𠮷庆企业。对设备投资额100万元以上的企业，按设备投资额的5%给予补助，最高50万元。\n\n"
)
# A type that there is none of, a name that was not said, a cap in words that are another's.
WRONG = (
    "【规则 1】设备补助\n"
    "依据：“对设备投资额100万元以上的企业，按设备投资额的5%给予补助，最高50万元”\n"
    "填报：设备投资额：金额。\n"
    "条件：设备投入额100万元以上。\n"
    "补助：设备投资额的5%，封顶50万元。\n"
    "【完】\n"
)
RIGHT = WRONG.replace("设备投入额100万元", "设备投资额100万元")
MINUTES = 60_000
# What the browser keeps of the work.
KEPT = "(text) => Object.keys(localStorage).some((key) => key.startsWith('tiaowen-desk/') && JSON.parse(localStorage.getItem(key)).files[0].text === text)"
DOCUMENTS = Path(__file__).parent.parent / "documents"
# A heading of a rule under which nothing stands.
BLANK = re.compile(r"：\n(?! )(?=[\s\S]*【完】)")


@dataclass(frozen=True)
class Real:
    """A document of tests/documents, words of the sentence that gets a rule (the last of its paragraph where the rule is begun ``by_hand``),
    mistakes (what stands there, what is written, what is offered), an applicant and what comes of it."""

    document: str
    sentence: str
    slips: tuple[tuple[str, str, str], ...]
    facts: dict[str, str]
    result: str
    by_hand: bool = False


REAL = (
    Real(
        "38",
        "对在重点行业(领域)完成",
        (
            ("单品种销售收入超过2000万元", "单品种销售收超过2000万元", "改成：单品种销售收入"),
            ("超过2000万元。", "超过200万元。", "用依据里还没用的「2000万元」"),
            ("完成成果转化：是否；", "完成成果转化：是否", "补上；"),
        ),
        {"在重点行业完成成果转化": "是", "单品种销售收入": "2000.01万元"},
        "20万元",
    ),
    Real(
        "39",
        "年上缴税金地方经济贡献额达到30万元",
        (
            (
                "年上缴税金地方经济贡献额达到30万元以上。",
                "年上缴税金地方贡献额达到30万元以上。",
                "改成：年上缴税金地方经济贡献额",
            ),
            ("奖励：10万元。", "奖励：20万元。", "用依据里还没用的「10万元」"),
            ("：金额。", "：钱。", "改成：：金额"),
        ),
        {"年上缴税金地方经济贡献额": "30万元"},
        "10万元",
    ),
    Real(
        "40",
        "一次性奖励2万元。",
        (
            ("营业面积100平方米以上；", "营业面100平方米以上；", "改成：营业面积"),
            ("奖励：1万元。", "奖励：2万元。", "用依据里还没用的「1万元」"),
            ("“打造柳河精品美食街，", "“打造柳河美食街，", "照原文写"),
        ),
        {"打造柳河精品美食街": "是", "在美食街内新开设特色美食餐厅": "是", "营业面积": "100", "经营": "1"},
        "1万元",
        by_hand=True,
    ),
    Real(
        "46",
        "支持企业培养复合型人才",
        (
            ("封顶30万元。", "封顶3万元。", "用依据里还没用的「30万元」"),
            ("认证的人才：人。", "认证的人才：人数。", "改成：：人"),
            ("人才给予奖励，单人最高10万元，每家", "人才奖励，单人最高10万元，每家", "照原文写"),
        ),
        {"获得工业及软件领域多行业技术资格认证的人才": "4"},
        "30万元",
    ),
    Real(
        "47",
        "最高2000万元补贴。补助资金市县按1:1比例承担。",
        (
            ("购置新设备投资额的15%，", "购置新设备投资的15%，", "改成：购置新设备投资额"),
            ("封顶2000万元。", "封顶200万元。", "用依据里还没用的「2000万元」"),
            ("的,按购置新设备", "的,按购置设备", "照原文写"),
        ),
        {"购置新设备投资额": "1000万元", "存量工业企业升级改造投资": "500万元"},
        "150万元",
        by_hand=True,
    ),
)


@pytest.fixture(scope="module")
def tab(browser: "Browser", desk_file: Path) -> Iterator[Watched]:
    """The page, ready; one for all tests, each of which brings its own text."""
    with watched(browser, width=1440) as found:
        found.page.set_default_timeout(2 * MINUTES)
        found.open(desk_file)
        found.page.evaluate("window.tiaowenReady")
        yield found
        assert found.wrong == []


def write(page: "Page", text: str) -> None:
    """Paste over everything."""
    page.click("#panel-text .cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.wait_for_function(
        "(text) => window.tiaowenDesk.state.text === text && window.tiaowenDesk.state.isFresh && window.tiaowenDesk.state.outlined === window.tiaowenDesk.state.checked",
        arg=text,
    )


def open_rule(page: "Page", panel: str) -> None:
    """The text with its rule, which is chosen, and a panel."""
    page.keyboard.press("Escape")
    write(page, DOCUMENT + RIGHT)
    page.click(".tree .rule")
    page.click(f"#tab-{panel}")


def test_it_is_small_enough(desk_file: Path) -> None:
    assert desk_file.stat().st_size < 25_000_000


def test_the_same_is_made_again(desk_file: Path) -> None:
    assert built(brought()) == desk_file.read_bytes()


def test_it_answers_as_the_command_line_does(tab: Watched) -> None:
    page = tab.page
    rule = DOCUMENT + RIGHT
    assert not [each for each in page.evaluate("(text) => tiaowen.check(text)", rule) if each["severity"] == "error"]
    found = page.evaluate("(text) => tiaowen.calc(text, '1', { 设备投资额: '300.01万元' })", rule)
    assert (found["value"], found["eligible"]) == ("150005.00", True)
    proofs = page.evaluate("(text) => tiaowen.prove(text)", rule)["promises"]
    assert {each["status"] for each in proofs} <= {"proved", "not asked"}


def test_a_document_is_pasted_a_rule_written_and_mended(tab: Watched) -> None:
    page = tab.page
    write(page, DOCUMENT)
    assert page.inner_text(".tree .article .name") == "支持𠮷庆企业"
    write(page, DOCUMENT + WRONG)
    page.click("#tab-problems")
    assert page.locator(".problem.error").count() == 1
    assert "设备投入额" in page.inner_text(".problem.error .what")
    page.click(".problem.error .fix")
    page.wait_for_function("() => window.tiaowenDesk.state.isFresh && window.tiaowenDesk.state.found.passed")
    assert "条件：设备投资额100万元以上" in page.evaluate("window.tiaowenDesk.state.text")
    page.keyboard.press("Control+z")
    page.wait_for_function("() => window.tiaowenDesk.state.isFresh && !window.tiaowenDesk.state.found.passed")
    page.click(".problem.error .fix")
    page.wait_for_function("() => window.tiaowenDesk.state.isFresh && window.tiaowenDesk.state.found.passed")


def test_a_case_is_worked_out_and_put_into_the_rule(tab: Watched) -> None:
    page = tab.page
    open_rule(page, "cases")
    page.fill("#case-设备投资额", "300.01万元")
    page.click(".case-form .go")
    assert page.inner_text(".worked .sum") == "结果：补助150005元"
    page.click(".worked .fix")
    page.wait_for_function("() => window.tiaowenDesk.state.isFresh && window.tiaowenDesk.state.text.includes('算例：')")
    assert "算例：设备投资额300.01万元，得15.0005万元。" in page.evaluate("window.tiaowenDesk.state.text")
    page.wait_for_selector(".cases td .good")


def test_the_calculator_of_a_rule_calculates(tab: Watched) -> None:
    page = tab.page
    open_rule(page, "calculator")
    frame = page.frame_locator("#panel-calculator iframe")
    frame.locator("input").first.fill("300.01")
    assert frame.locator("output[data-result]").first.get_attribute("value", timeout=MINUTES) in ("150005.00", None)


def test_promises_are_proved_in_the_page(tab: Watched) -> None:
    page = tab.page
    open_rule(page, "proofs")
    page.click("#panel-proofs .go")
    page.wait_for_selector("#panel-proofs section li .good")
    assert page.locator("#panel-proofs section .bad").count() == 0


def clean(page: "Page") -> None:
    """Nothing in it stands in anybody's way."""
    if AXE.exists():
        # The policy of the page lets no script in but its own: the checker is run by the browser's own means.
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        serious = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
        assert [(each["id"], node["html"], node["failureSummary"]) for each in serious for node in each["nodes"]] == []


@pytest.mark.parametrize("real", REAL, ids=lambda real: real.document)
def test_a_real_document_from_paste_to_proof_with_keys_alone(tab: Watched, real: Real) -> None:
    page, keys = tab.page, Keys(tab.page)
    page.click("#tab-problems")
    page.click("#panel-text .cm-content")  # where somebody was before; from here on there is no mouse
    keys.paste(next(DOCUMENTS.glob(f"{real.document}-*.txt")).read_text("utf-8").strip() + "\n")
    # A rule with nothing but what is offered: under its sentence, then heading by heading.
    keys.find(real.sentence)
    if real.by_hand:
        keys.press("ArrowRight", "Enter")
        page.keyboard.type("【")
        keys.take_offer()
    else:
        keys.take("给这句写规则")
    while BLANK.search(keys.text.rpartition("【规则")[2]):
        before = keys.text
        keys.take_offer()
        page.wait_for_function("(before) => window.tiaowenDesk.state.text !== before", arg=before)
    keys.answered()
    assert keys.wrong == []
    # Three mistakes, each mended by what is offered for it.
    for old, new, offer in real.slips:
        keys.replace(old, new)
        assert keys.wrong, new
        keys.press("ArrowLeft")
        keys.take(offer)
        assert keys.wrong == []
    clean(page)
    whole = keys.text
    # Calculated for one applicant, and put into the rule as a worked case.
    keys.to_panel("算例")
    page.wait_for_selector(f"[id='case-{next(iter(real.facts))}']")
    for name, value in real.facts.items():
        keys.tab_to(name)
        keys.press("ArrowDown") if value == "是" else page.keyboard.insert_text(value)
    keys.tab_to("算一算")
    keys.press("Enter")
    page.wait_for_selector(".worked .sum")
    assert page.inner_text(".worked .sum").endswith(real.result)
    # Proved, saved, and there when the page is opened again.
    keys.to_panel("证明")
    keys.tab_to("证明规则")
    keys.press("Enter")
    page.wait_for_selector("#panel-proofs section li .good")
    assert page.locator("#panel-proofs section .bad").count() == 0
    keys.to_panel("导出")
    with page.expect_download() as download:
        keys.tab_to("政策文本")
        keys.press("Enter")
    assert Path(download.value.path()).read_text("utf-8") == whole
    page.wait_for_function(KEPT, arg=whole)
    assert tab.wrong == []


def test_the_work_is_there_when_the_page_is_opened_again(tab: Watched, desk_file: Path) -> None:
    page = tab.page
    text = DOCUMENT + WRONG
    write(page, text)
    page.wait_for_function(KEPT, arg=text)
    page.reload()
    page.wait_for_function("(text) => window.tiaowenDesk?.state.text === text", arg=text)
    page.evaluate("window.tiaowenReady")


@pytest.mark.parametrize("width", [PHONE, 800, DESK])
def test_it_is_clean_for_everybody_at_every_width(tab: Watched, width: int) -> None:
    page = tab.page
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("window.tiaowenReady")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    clean(page)
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_clean_while_something_is_found_offered_and_told(tab: Watched, scheme: Literal["light", "dark"]) -> None:
    page, keys = tab.page, Keys(tab.page)
    page.emulate_media(color_scheme=scheme)
    write(page, DOCUMENT + WRONG)
    page.keyboard.press("Control+f")
    page.keyboard.insert_text("设备")
    page.keyboard.press("End")
    page.wait_for_selector(".cm-searchMatch")
    clean(page)
    keys.press("Shift+Enter", "Escape")
    page.wait_for_selector(".cm-selectionMatch")
    clean(page)
    keys.press("Control+End")
    page.keyboard.type("【")
    page.wait_for_selector(".cm-tooltip-autocomplete")
    clean(page)
    keys.press("Escape")
    page.click("#tab-export")
    with page.expect_download():
        page.click("#panel-export button:enabled >> nth=0")
    # From the first moment: nothing fades in.
    page.wait_for_selector("#told.shown")
    clean(page)
    page.emulate_media(color_scheme="light")


def test_files_of_a_folder_are_saved_where_they_are(browser: "Browser", tmp_path: Path) -> None:
    place = tmp_path / "政策.policy"
    place.write_text(DOCUMENT, "utf-8")
    command = [sys.executable, "-m", "tiaowen.compiler.cli", "desk", str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as server:
        try:
            assert server.stderr is not None
            address = next(found[0] for line in server.stderr if (found := re.search(r"http\S+", line)))
            with watched(browser, width=1440, origin=address.split("?")[0]) as tab:
                page = tab.page
                page.set_default_timeout(2 * MINUTES)
                page.goto(address, wait_until="load")
                page.evaluate("window.tiaowenReady")
                write(page, DOCUMENT + WRONG)
                page.keyboard.press("Control+s")
                page.wait_for_function("() => window.tiaowenDesk.state.isSaved")
                assert place.read_text("utf-8") == DOCUMENT + WRONG
                place.write_text(DOCUMENT, "utf-8")
                page.wait_for_function("(text) => window.tiaowenDesk.state.text === text", arg=DOCUMENT)
                assert tab.wrong == []
        finally:
            server.terminate()
