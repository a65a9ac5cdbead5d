"""The one page of the target html: what stands in it, and that it needs nothing else."""

import gzip
from html.parser import HTMLParser

from support.policies import loaded
from support.targets import emitted
from tiaowen.compiler.program.module import module_of, only
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.targets.html import HTML
from tiaowen.compiler.targets.target import Wanted


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of each that has any."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self._open[-1], data.strip()))


def test_each_clause_has_its_title_its_quote_and_room_for_its_calculator() -> None:
    policy = loaded()
    page = Page(emitted(policy, "html")[""])
    ids = [attributes["data-clause"] for tag, attributes in page.elements if tag == "section"]
    assert ids == list(policy.clauses)
    assert [text for tag, text in page.texts if tag == "blockquote"] == [
        clause.citation.text for clause in policy.clauses.values()
    ]
    assert {clause.title for clause in policy.clauses.values()} <= {text for tag, text in page.texts if tag == "h2"}
    assert sum("data-calculator" in attributes for _, attributes in page.elements) == len(ids)
    assert ("code", policy.hash) in page.texts and page.texts.count(("p", "有效期：2025年1月1日至2025年12月31日")) == 1
    assert ("p", "有效期：2025年1月1日至2028年12月31日") in page.texts  # of 36.2


def test_it_loads_nothing() -> None:
    text = emitted(loaded(), "html")[""]
    page = Page(text)
    assert {tag for tag, _ in page.elements}.isdisjoint({"link", "img", "iframe", "object", "embed", "base"})
    assert not [attributes for _, attributes in page.elements if {"src", "href", "action"} & set(attributes)]
    script = next(text for tag, text in page.texts if tag == "script")
    style = next(text for tag, text in page.texts if tag == "style")
    assert not [word for word in ("fetch(", "XMLHttpRequest", "localStorage", "WebSocket", "import(") if word in script]
    assert "url(" not in style and "@import" not in style


def test_it_is_small_enough_for_a_telephone() -> None:
    assert len(gzip.compress(emitted(loaded(), "html")[""].encode(), mtime=0)) < 150_000


def test_in_english_only_what_the_policy_says_is_chinese() -> None:
    report = Report()
    page = Page(str(HTML.emit(only(module_of(loaded(), "en"), ["10.1"]), report, Wanted())[""]))
    assert not report.diagnostics
    assert page.elements[0] == ("html", {"lang": "en"})
    assert ("p", "Valid from 2025-01-01 to 2025-12-31") in page.texts
