"""The site: every link leads somewhere, nothing comes from elsewhere, no text of a policy becomes markup, the same bytes."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

from support.hostile import HOSTILE
from support.policies import FOLDER, SEED, loaded, of_every_policy_in_ci
from tiaowen.compiler import load
from tiaowen.compiler.guide import site
from tiaowen.compiler.guide.format import Asked
from tiaowen.compiler.guide.site import SEARCH, STYLE, write
from tiaowen.compiler.guide.site.html import escape, visible
from tiaowen.compiler.pipeline import Loaded, compile_sources, read_policy
from tiaowen.compiler.report.diagnostic import Language, Report
from tiaowen.compiler.text.source import Source


def site_of(policy: Loaded, lang: Language = "zh", actuals: Mapping[str, object] | None = None) -> dict[str, bytes]:
    report = Report()
    made = write(policy, Asked(lang=lang, actuals=actuals), report)
    assert not report.diagnostics
    return made


@cache
def seed() -> dict[str, bytes]:
    return site_of(loaded())


@cache
def seed_pages() -> dict[str, Element]:
    return pages_of(seed())


def pages_of(files: Mapping[str, bytes]) -> dict[str, Element]:
    """The pages as a browser reads them; AssertionError where it would have to mend one."""
    found = {}
    for name, data in files.items():
        if name.endswith(".html"):
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            found[name] = parser.parse(data.decode())
            # what is no error of ours: characters that no encoding forbids, <search>, which is younger than this parser
            assert not [fault for fault in parser.errors if fault[1] != "invalid-codepoint"], (name, parser.errors)
    return found


def elements(page: Element, name: str = "*") -> Iterator[Element]:
    yield from (each for each in page.iter() if isinstance(each.tag, str) and name in ("*", each.tag))


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def one(page: Element, id_: str) -> Element:
    (found,) = (each for each in elements(page) if each.get("id") == id_)
    return found


def with_class(page: Element, name: str) -> list[Element]:
    return [each for each in elements(page) if name in (each.get("class") or "").split()]


# ── files ──


def test_a_page_an_article_and_those_of_all() -> None:
    policy, files = loaded(), seed()
    articles = {f"articles/{article.number}.html" for article in policy.document.articles}
    chapters = {f"chapters/{chapter.number}.html" for chapter in policy.document.chapters}
    whole = {"index.html", "goals.html", "not-computed.html", "enterprise.html", "closing.html"}
    assets = {"assets/site.css", "assets/tiaowen.js", "assets/search.js"}
    assert set(files) - {"closing.html"} == (articles | chapters | whole | assets) - {"closing.html"}
    assert ("closing.html" in files) == bool(policy.document.closing)
    assert all(name.isascii() for name in files)


def test_the_same_policy_gives_the_same_bytes() -> None:
    assert site_of(load(SEED)) == seed()


def test_no_page_is_large() -> None:
    assert max(len(data) for name, data in seed().items() if name.endswith(".html")) <= 300_000
    assert len(gzip.compress(seed()["assets/tiaowen.js"], mtime=0)) < 150_000


@of_every_policy_in_ci
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_is_well_formed_and_every_link_leads_somewhere(path: PurePosixPath, lang: Language) -> None:
    files = site_of(loaded(path), lang)
    pages = pages_of(files)
    ids = {name: [id_ for each in elements(page) if (id_ := each.get("id"))] for name, page in pages.items()}
    for name, page in pages.items():
        assert len(ids[name]) == len(set(ids[name])), name
        (html,) = elements(page, "html")
        assert html.get("lang") == ("en" if lang == "en" else "zh-CN")
        for each in elements(page):
            for attribute in ("href", "src", "action"):
                if (address := each.get(attribute)) is not None:
                    _leads_somewhere(address, name, files, ids)
            for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                assert all(wanted in ids[name] for wanted in (each.get(attribute) or "").split()), (name, attribute)


def _leads_somewhere(address: str, at: str, files: Mapping[str, bytes], ids: Mapping[str, list[str]]) -> None:
    parts = urlsplit(address)
    assert not (parts.scheme or parts.netloc or parts.query), address
    target = at
    if parts.path:
        steps: list[str] = list(PurePosixPath(at).parent.parts)
        for step in parts.path.split("/"):
            steps = steps[:-1] if step == ".." else [*steps, step]
        target = "/".join(steps)
    assert target in files, (at, address)
    if parts.fragment:
        assert unquote(parts.fragment) in ids[target], (at, address)


def test_nothing_comes_from_elsewhere() -> None:
    for name, data in seed().items():
        text = data.decode()
        assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:)?//|@import|url\((?!#)", text), name
        assert 'type="module"' not in text


def test_the_style_sheet_has_no_colour_but_those_of_the_tokens() -> None:
    style = seed()[STYLE].decode()
    own = style.split("/* The pages of the guide", 1)[1]
    assert not re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", own)


def test_headings_are_in_order() -> None:
    for name, page in seed_pages().items():
        levels = [int(each.tag[1]) for each in elements(page) if re.fullmatch("h[1-6]", each.tag)]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)


# ── the official text, and what is bound to it ──


def test_the_official_text_is_there_character_for_character() -> None:
    policy, pages = loaded(), seed_pages()
    for article in policy.document.articles:
        (official,) = with_class(deepcopy(pages[f"articles/{article.number}.html"]), "official")
        for tag in with_class(official, "tag"):
            tag.text, tag[:] = "", []
        shown = text_of(official).replace("\u2060", "")
        wanted = "".join(span.text for span in article.spans)
        assert "".join(shown.split()) == "".join(wanted.replace("\u2060", "").split())


def test_each_passage_is_linked_with_its_rule_and_back() -> None:
    policy, pages = loaded(), seed_pages()
    for clause in policy.clauses.values():
        article = policy.article_of(clause)
        assert article is not None
        page = pages[f"articles/{article.number}.html"]
        passage = one(page, f"text-rule-{clause.id}")
        assert passage.get("href") == f"#rule-{clause.id}"
        card = one(page, f"rule-{clause.id}")
        assert card.get("data-clause") == clause.id
        assert f"#text-rule-{clause.id}" in [each.get("href") for each in elements(card, "a")]
        quoted = re.split("……", clause.citation.text)[0]
        assert text_of(passage).replace(" ", "")[:8] == quoted[:8]


def test_numbers_that_a_rule_uses_are_marked_and_others_are_plain() -> None:
    page = seed_pages()["articles/7.html"]
    passage = one(page, "text-rule-7.1")
    numbers = [text_of(each) for each in with_class(passage, "number")]
    assert numbers == ["50%", "100万元", "100万元", "3%", "2%", "5%", "500万元", "200万元", "5%", "100万元"]
    (official,) = with_class(page, "official")
    outside = "优先安排用电、用水、用地、能耗排放指标"
    assert any(outside in (each.tail or "") for each in elements(official))
    assert not any(outside in text_of(each) for each in elements(official, "a"))


def test_a_goal_and_words_that_are_not_computed_lead_to_their_pages() -> None:
    page = seed_pages()["articles/2.html"]
    kinds = {(each.get("class"), (each.get("href") or "").partition("#")[0]) for each in with_class(page, "bound")}
    assert kinds == {("bound rule", ""), ("bound goal", "../goals.html"), ("bound left", "../not-computed.html")}


def test_what_a_definition_quotes_leads_to_the_rule_that_uses_it() -> None:
    text = (
        "试行政策\n\n（一）研发费用按80%计入。\n【定义】\n依据：“研发费用按80%计入”\n其中：计入额：研发费用的80%。\n【完】\n\n"
        "（二）按计入额的5%给予补助。\n【规则 1】试行\n依据：“按计入额的5%给予补助”\n填报：研发费用：金额。\n补助：计入额的5%。\n【完】\n"
    )
    policy, report = compile_sources([Source.of("试行.policy", text)])
    assert not report.errors
    (bound,) = with_class(pages_of(site_of(policy))["articles/1.html"], "bound")
    assert bound.get("href") == "../articles/2.html#rule-1"
    assert [text_of(each) for each in with_class(bound, "number")] == ["80%"]


# ── the card of a rule ──


def test_a_card_says_everything_of_its_rule() -> None:
    page = seed_pages()["articles/7.html"]
    card = one(page, "rule-7.1")
    said = text_of(card)
    for words in (
        "最高500万元",
        "符合任何一项就可以",
        "上年委托外部机构研发费用",
        "存量部分的2%，加上增量部分的5%",
        "取较低者（②，500万元）",
        "区科技局",
        "2025年1月1日至2025年12月31日",
        "按委托折算额占研发费用的比例从补助中分出",
        "转引上级政策",
        "四舍五入到分",
    ):
        assert words in said, words
    assert sum(each.get("data-calculator") is not None for each in elements(card)) == 1
    cases = list(elements(card, "details"))
    assert len(cases) == len(loaded().clauses["7.1"].cases)
    assert "研发费用5000万元" in text_of(cases[0]).replace("合计", "")


def test_tiers_say_whether_a_bound_is_in_and_amounts_are_drawn() -> None:
    pages = seed_pages()
    tiers = with_class(one(pages["articles/35.html"], "rule-35.5"), "tiers")[0]
    assert "400批次以上（含）" in text_of(tiers)
    parts = [each.get("style") for each in with_class(tiers, "bar")]
    assert parts == ["--part:1.000", "--part:0.857", "--part:0.714"]


def test_rates_of_the_parts_of_a_number_are_a_table() -> None:
    policy = loaded(FOLDER / "court-fees.policy")
    (rates,) = with_class(one(pages_of(site_of(policy))["articles/1.html"], "rule-cf.accept"), "rates")
    rows = [[text_of(cell) for cell in row] for row in elements(rates, "tr")]
    assert rows[1][:2] == ["50元", ""]
    assert rows[2][:2] == ["标的额超过1万元至10万元的部分", "2.5%"]
    assert len(rows) == 1 + 10 + 1


def test_remarks_for_readers_are_told_though_the_author_allowed_them() -> None:
    pages = seed_pages()
    (remarks,) = with_class(one(pages["articles/10.html"], "rule-10.1"), "remarks")
    assert "超过300万元的没有规定，补助从24万元降为0元" in text_of(remarks)
    assert "规则 10.1" not in text_of(remarks)
    for name in ("36.2", "36.3"):
        (remarks,) = with_class(one(pages["articles/36.html"], f"rule-{name}"), "remarks")
        assert "都包括恰好20亩的" in text_of(remarks)


def test_articles_follow_each_other() -> None:
    pages = seed_pages()
    at, seen = "articles/1.html", ["articles/1.html"]
    while following := [each.get("href") for each in elements(pages[at], "a") if each.get("rel") == "next"]:
        at = (following[0] or "").removeprefix("../")
        seen.append(at)
    assert seen == [f"articles/{number}.html" for number in range(1, 49)]


# ── the front page ──


def test_the_front_page_lists_every_rule_and_draws_the_largest_first() -> None:
    page = seed_pages()["index.html"]
    policy = loaded()
    (table,) = with_class(page, "rules")
    listed = [text_of(each) for each in with_class(table, "id")]
    assert listed == list(policy.clauses)
    first = with_class(page, "bars")[0]
    parts = [float((each.get("style") or "").removeprefix("--part:")) for each in with_class(first, "bar")]
    assert parts == sorted(parts, reverse=True)
    assert parts[0] == 1
    amounts = [text_of(each) for each in with_class(first, "amount")]
    assert amounts[:3] == ["500万元", "每家200万元", "每家200万元"]


def test_the_index_of_the_search_is_plain_data() -> None:
    text = seed()[SEARCH].decode()
    found = re.search(r"entries: \[\n(.*?)\n\]\n?\};", text, re.DOTALL)
    assert found
    entries = json.loads(f"[{found[1]}]")
    kinds = {kind for kind, *_ in entries}
    assert kinds == {"article", "rule", "fact", "goal"}
    pages = seed_pages()
    for _, _, _, address, _ in entries:
        file, _, anchor = address.partition("#")
        assert unquote(anchor) in [each.get("id") for each in elements(pages[file])], address
    assert any("较上年有增长的" in words for kind, *_, words in entries if kind == "article")


def test_actual_figures_stand_beside_their_goals() -> None:
    policy = loaded()
    name = policy.goals[0].name
    page = pages_of(site_of(policy, actuals={name: "3.4%"}))["goals.html"]
    row = one(page, "goal-1")
    assert "3.4%" in text_of(row)
    assert "未达到" in text_of(row)
    assert "差0.1个百分点" in text_of(row)
    assert "未报告" in text_of(one(page, "goal-2"))


def test_in_english_the_words_around_are_english_and_the_official_text_is_chinese() -> None:
    policy = loaded()
    pages = pages_of(site_of(policy, "en", {policy.goals[0].name: "3.4%"}))
    card = one(pages["articles/7.html"], "rule-7.1")
    said = text_of(card)
    for words in (
        "up to 5,000,000 yuan",
        "Who may apply",
        "研发费用 is at least 1,000,000 yuan",
        "See it in the official text",
    ):
        assert words in said, words
    (official,) = with_class(pages["articles/7.html"], "official")
    assert official.get("lang") == "zh-CN"
    assert "short by 0.1 percentage points" in text_of(one(pages["goals.html"], "goal-1"))
    ours = re.compile("[一-龥]")
    for heading in elements(card, "h3"):
        assert not ours.search(text_of(heading)), text_of(heading)


# ── hostile texts ──


def policy_with(name: str) -> Loaded:
    """A policy whose title, article, rule and facts are called so."""
    text = (
        f"试行{name}政策\n\n一、章{name}\n\n（一）条{name}。给予支持。\n\n"
        f"【规则 1】名{name}\n依据：“给予支持”\n填报：甲：金额。\n补助：甲的5%，封顶10万元。\n说明：看{name}。\n"
        f"算例：甲100元，得5元。\n【完】\n\n附则{name}。\n"
    )
    policy, report = compile_sources([Source.of("试行.policy", text)])
    assert not [each for each in report.errors if not each.code.startswith("T04")], report.errors
    return policy


@cache
def known() -> dict[str, set[str]]:
    """The elements of the site with their attributes."""
    found: dict[str, set[str]] = {"wbr": set()}
    for page in (*seed_pages().values(), *pages_of(site_of(policy_with(""))).values()):
        for each in elements(page):
            found.setdefault(each.tag, set()).update(each.attrib)
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_of_a_policy_becomes_markup(name: str) -> None:
    files = site_of(policy_with(name))
    for file, page in pages_of(files).items():
        for each in elements(page):
            assert each.tag in known(), (file, each.tag)
            assert set(each.attrib) <= known()[each.tag], (file, each.tag, each.attrib)
        assert len(list(elements(page, "script"))) <= 1
    shown = "".join(text_of(one(pages_of(files)["articles/1.html"], "rule-1")).split())
    assert "".join(visible(f"看{name}").split()) in shown


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_of_a_policy_ends_a_script(name: str) -> None:
    for file, data in site_of(policy_with(name)).items():
        if file.endswith(".js"):
            assert "</script" not in data.decode().lower()
            assert "\u2028" not in data.decode()


def test_marks_that_turn_the_direction_of_writing_are_seen() -> None:
    assert escape("右\u202e左") == "右\\u202e左"
    assert escape('<a href="x">&') == "&lt;a href=&#34;x&#34;&gt;&amp;"
    assert escape("甲\u200b乙") == "甲乙"
    for data in site_of(policy_with("右\u202e左")).values():
        assert "\u202e" not in data.decode()


def test_an_id_that_is_no_number_is_found_by_its_link() -> None:
    text = "试行政策\n\n（一）给予支持。\n【规则 甲<&>'】试行\n依据：“给予支持”\n填报：甲：金额。\n补助：甲的5%。\n【完】\n"
    policy, report = compile_sources([Source.of("试行.policy", text)])
    assert not [each for each in report.errors if not each.code.startswith("T04")]
    files = site_of(policy)
    page = pages_of(files)["articles/1.html"]
    (name,) = policy.clauses
    assert one(page, f"rule-{name}").get("data-clause") == name
    ids = {each: [made.get("id") or "" for made in elements(shown)] for each, shown in pages_of(files).items()}
    for each in elements(page, "a"):
        _leads_somewhere(each.get("href") or "", "articles/1.html", files, ids)


def test_articles_that_begin_anew_and_annexes_have_names_of_their_own() -> None:
    rule = "【规则 {0}】名\n依据：“给予支持{0}”\n填报：甲：金额。\n补助：甲的5%。\n【完】\n"
    text = "试行政策\n\n" + "".join(
        f"第{chapter}章 总\n\n第一条 给予支持{number}。\n\n{rule.format(number)}\n"
        for number, chapter in enumerate("一二", 1)
    )
    policy, _ = compile_sources([Source.of("试行.policy", text)])
    names = [name for name in site_of(policy) if name.startswith("articles/")]
    assert len(names) == len(policy.document.articles) == len(set(names))


DOCUMENTS = sorted((FOLDER.parent / "tests" / "documents").glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_nothing_of_a_real_document_is_left_out(path: Path) -> None:
    policy, _ = compile_sources(*read_policy(path))
    shown = "".join(text_of(each) for page in pages_of(site_of(policy)).values() for each in elements(page, "main"))
    plain = "".join(shown.split()).replace("\u2060", "")
    for paragraph in policy.document.paragraphs:
        if paragraph.is_said and paragraph.role != "chapter":
            assert "".join(visible(paragraph.text).split()) in plain, paragraph.text


def test_a_document_without_a_title_or_rules_has_pages_all_the_same() -> None:
    policy, _ = compile_sources([Source.of("试行.txt", "（一）给予支持。\n\n（二）加强宣传。\n")])
    files = site_of(policy)
    page = pages_of(files)["index.html"]
    (heading,) = elements(page, "h1")
    assert text_of(heading) == "（没有写标题）"
    assert {"articles/1.html", "articles/2.html"} <= files.keys()
    assert "enterprise.html" not in files


def test_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []
    write(loaded(), Asked(tell=lambda done, every: seen.append((done, every))), Report())
    pages = sum(name.endswith(".html") for name in seed())
    assert seen == [(done, pages) for done in range(1, pages + 1)]


def test_of_many_rules_the_chapters_list_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "_MOST_LISTED", 10)
    monkeypatch.setattr(site, "_MOST_DRAWN", 10)
    pages = pages_of(site_of(loaded()))
    assert not with_class(pages["index.html"], "rules")
    assert "各章的页面列出本章的规则" in text_of(pages["index.html"])
    (table,) = with_class(pages["chapters/1.html"], "rules")
    assert [text_of(each) for each in with_class(table, "id")][:3] == ["1.1", "1.2", "1.3"]
