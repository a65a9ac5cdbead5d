"""The guide as a folder of pages, which a browser opens from where they lie: an article a page, its rules beside it.

In: a policy.  Out: the bytes of each file.  Nothing is asked for from elsewhere, and the scripts are classic ones, since
browsers refuse module scripts from ``file://``; without them everything but the calculators and the search can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from ...answers.goals import progress, target_said
from ...document.departments import Departments
from ...model.clause import NotComputed
from ...program.module import module_of
from ...targets.page import page_script, page_style
from ...text.source import Span
from ..content import Rule, content_of
from ..format import Asked, Format
from .awards import Award, award_of
from .html import fill, say_in
from .marks import Marks, Run
from .pictures import bars_of, by_department, degree_of
from .plan import CLOSING, ENTERPRISE, GOALS, INDEX, LEFT, Leaf, Plan, plan_of
from .remarks import remarks_of
from .search import search_script

if TYPE_CHECKING:
    from ...model.policy import Policy
    from ...report.diagnostic import Report

STYLE, SCRIPT, SEARCH = "assets/site.css", "assets/tiaowen.js", "assets/search.js"
# The style sheets of style/, in their order; those of paper and of narrow windows change what those before them say.
_SHEETS = ("page", "text", "card", "tables", "bars", "front", "narrow", "paper")
# Of more rules than these the front page would be too large: chapters list and draw their own.
_MOST_LISTED, _MOST_DRAWN = 400, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A rule as its card shows it: ``passage`` is the place of its words in the text."""

    rule: Rule
    award: Award
    departments: Departments
    valid: str
    passage: tuple[str, str] | None
    remarks: tuple[tuple[str, str], ...]
    left: tuple[NotComputed, ...]


@dataclass(frozen=True, slots=True)
class _Maker:
    """What all pages have in common; ``texts`` are the runs of the official text by the file that shows them."""

    plan: Plan
    asked: Asked
    marks: Marks
    texts: Mapping[str, tuple[tuple[Run, ...], ...]]
    remarks: Mapping[str, tuple[tuple[str, str], ...]]

    def page(self, template: str, at: str, **shown: object) -> bytes:
        content = self.plan.content
        common = {
            "content": content,
            "policy": content.policy,
            "title": content.policy.title or say_in(self.asked.lang)("untitled"),
            "plan": self.plan,
            "passage": self.marks.passage,
            "target": lambda goal: target_said(goal, self.asked.lang),
            "text": self.texts.get(at, ()),
            "style": STYLE,
            "script": SCRIPT,
            "search": SEARCH,
        }
        return fill(template, {**common, **shown}, at, self.asked.lang)

    def card(self, rule: Rule, departments: Departments, left: tuple[NotComputed, ...]) -> Card:
        terms = self.plan.content.terms
        return Card(
            rule=rule,
            award=award_of(rule, self.asked.lang),
            departments=departments,
            valid=rule.valid or next((said.valid for said in terms if said.valid), ""),
            passage=self.marks.passage(rule.clause),
            remarks=self.remarks.get(rule.clause.id, ()),
            left=left,
        )


def write(policy: Policy, asked: Asked, report: Report) -> dict[str, bytes]:
    """The files of the site by their names.  Raises ``FactError`` for actual figures that cannot be read."""
    plan = plan_of(content_of(policy, asked.lang))
    marks = Marks.of(plan)
    texts = {file: marks.runs(spans, file, lead) for file, spans, lead in _spans(plan)}
    maker = _Maker(plan, asked, marks, texts, remarks_of(policy, asked.lang))
    files = {
        INDEX: b"",
        STYLE: style_sheets(*_SHEETS).encode(),
        SCRIPT: page_script(module_of(policy, asked.lang), report).encode("utf-8", "replace"),
        SEARCH: search_script(plan, asked.lang).encode(),
    }
    pages = list(_pages(maker))
    for done, (file, template, shown) in enumerate(pages, 1):
        files[file] = maker.page(template, file, **shown)
        asked.tell(done, len(pages))
    return files


SITE = Format(name="site", write=write, shows_actuals=True)


def style_sheets(*names: str) -> str:
    """The style of the calculators, and these sheets of style/."""
    folder = resources.files("tiaowen.compiler").joinpath("guide", "site", "style")
    return "\n".join([page_style(), *(folder.joinpath(f"{name}.css").read_text("utf-8") for name in names)])


def _spans(plan: Plan) -> Iterator[tuple[str, tuple[Span, ...], int]]:
    """The official text by the file that shows it, in the order in which the pages are read, with the end of a heading."""
    document = plan.content.policy.document
    yield INDEX, tuple(paragraph.span for paragraph in document.preamble), 0
    for branch in plan.branches:
        if branch.file:
            yield branch.file, branch.page.spans, 0
        for leaf in branch.leaves:
            article = leaf.article.article
            at = article.span.text.find(article.heading) if article.heading else -1
            yield leaf.file, article.spans, len(article.label) if at < 0 else at + len(article.heading)
    yield CLOSING, tuple(paragraph.span for paragraph in document.closing), 0


def _pages(maker: _Maker) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Each page: its file, its template, and what that shows."""
    plan, content = maker.plan, maker.plan.content
    found = progress(content.policy, maker.asked.actuals)
    counts = by_department(found)
    of_goals = {
        "counts": counts,
        "top": max((sum(each.values()) for _, each in counts), default=0),
        "has_actuals": maker.asked.actuals is not None,
    }
    bars = [(branch, bars_of(branch, maker.asked.lang)) for branch in plan.branches]
    is_listed = len(content.rules) <= _MOST_LISTED or len(bars) == 1
    is_drawn = len(content.rules) <= _MOST_DRAWN
    yield INDEX, "index.html.j2", {"bars": bars, "has_list": is_listed, "has_pictures": is_drawn, **of_goals}
    for branch, drawn in bars:
        if branch.file:
            left = tuple(each for each in branch.page.not_computed if each.place.article is None)
            cards = [maker.card(rule, branch.page.departments, left) for rule in branch.page.rules]
            yield branch.file, "chapter.html.j2", {"branch": branch, "cards": cards, "bars": drawn}
    leaves = [(leaf, branch) for branch in plan.branches for leaf in branch.leaves]
    for at, (leaf, branch) in enumerate(leaves):
        before, behind = leaves[at - 1][0] if at else None, leaves[at + 1][0] if at + 1 < len(leaves) else None
        shown = {"leaf": leaf, "branch": branch, "before": before, "behind": behind, **_of_leaf(maker, leaf)}
        yield leaf.file, "article.html.j2", shown
    if content.policy.goals:
        degrees = {made.goal.name: degree_of(made, maker.asked.lang) for made in found}
        yield GOALS, "goals.html.j2", {"degrees": degrees, **of_goals}
    if content.not_computed:
        yield LEFT, "not-computed.html.j2", {"groups": _by_chapter(maker)}
    if content.closing:
        yield CLOSING, "closing.html.j2", {}
    if content.rules:
        yield ENTERPRISE, "enterprise.html.j2", {}


def _of_leaf(maker: _Maker, leaf: Leaf) -> dict[str, object]:
    content, article = maker.plan.content, leaf.article.article
    goals = tuple(goal for goal in content.policy.goals if goal.place.article is article)
    left = tuple(each for each in content.not_computed if each.place.article is article)
    departments = article.departments or leaf.page.departments
    cards = [maker.card(rule, departments, left) for rule in leaf.article.rules]
    return {"cards": cards, "goals": goals, "left": left, "departments": departments}


def _by_chapter(maker: _Maker) -> list[tuple[str, list[NotComputed]]]:
    groups: dict[str, list[NotComputed]] = {}
    outside = say_in(maker.asked.lang)("before the chapters")
    for left in maker.plan.content.not_computed:
        chapter = left.place.chapter
        groups.setdefault(f"{chapter.label}{chapter.heading}" if chapter else outside, []).append(left)
    return list(groups.items())
