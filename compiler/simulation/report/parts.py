"""What the sections of the page are made of: cards, rows with a bar, tables; every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...report.diagnostic import Language, Text

Cell = str | Markup


@dataclass(frozen=True, slots=True)
class Say:
    """Words in the language of the report."""

    lang: Language

    def __call__(self, zh: str, en: str) -> str:
        return Text(zh, en).said(self.lang)


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(parts)


def section(title: str, lead: str, *parts: Markup) -> Markup:
    head = Markup("<section><h2>{}</h2>").format(title)
    said = Markup('<p class="lead">{}</p>').format(lead) if lead else Markup("")
    return head + said + joined(parts) + Markup("</section>")


def card(what: str, much: Cell, more: str = "", *, is_main: bool = False, picture: Markup | None = None) -> Markup:
    below = Markup('<span class="more">{}</span>').format(more) if more else Markup("")
    return Markup('<div class="card{}"><span class="what">{}</span><span class="much">{}</span>{}{}</div>').format(
        " main" if is_main else "", what, much, picture or Markup(""), below
    )


def cards(made: Iterable[Markup]) -> Markup:
    return Markup('<div class="cards">{}</div>').format(joined(made))


def row(name: str, below: str, picture: Markup, much: Cell, more: str = "") -> Markup:
    """A line of a list: a name, a bar, a number."""
    small = (Markup("<small>{}</small>").format(text) if text else Markup("") for text in (below, more))
    return Markup('<li><span class="name">{}{}</span>{}<span class="much">{}{}</span></li>').format(
        name, next(small), picture, much, next(small)
    )


def rows(made: Iterable[Markup]) -> Markup:
    return Markup('<ul class="rows">{}</ul>').format(joined(made))


def table(heads: Sequence[str], body: Iterable[Markup], *, words: int = 1) -> Markup:
    """A table whose first ``words`` columns are words, and the others numbers."""
    told = joined(
        Markup('<th scope="col"{}>{}</th>').format(Markup("") if place < words else Markup(' class="n"'), head)
        for place, head in enumerate(heads)
    )
    return Markup('<div class="scroll"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>').format(
        told, joined(body)
    )


def line(first: Cell, cells: Sequence[Cell], *, words: int = 0, kind: str = "", head: str = "clause") -> Markup:
    """A line of a table: its head, ``words`` cells of words, and cells of numbers."""
    told = joined(
        Markup("<td{}>{}</td>").format(Markup(' class="parts"') if place < words else Markup(' class="n"'), cell)
        for place, cell in enumerate(cells)
    )
    return Markup('<tr{}><th scope="row" class="{}">{}</th>{}</tr>').format(
        Markup(' class="{}"').format(kind) if kind else Markup(""), head, first, told
    )


def clause_name(clause: str, title: str) -> Markup:
    return Markup("<b>{}</b>{}").format(clause, title)


def listed(items: Iterable[str]) -> Markup:
    return Markup('<ul class="said">{}</ul>').format(joined(Markup("<li>{}</li>").format(each) for each in items))


def folded(summary: str, *parts: Markup) -> Markup:
    return Markup("<details><summary>{}</summary>{}</details>").format(summary, joined(parts))
