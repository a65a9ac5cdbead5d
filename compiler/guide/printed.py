"""The document on paper: its own text laid out as an official document, then its rules as an appendix.

In: the content of a policy.  Out: ``Paper``, in which the text of the document stands whole and in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from ..document.departments import Departments
from ..model.clause import Goal
from ..report.diagnostic import Language
from .cards import Say, card, labelled
from .content import ArticleShown, Content, Page, Rule
from .original import Written
from .paper import BREAK, Block, Face, Gap, Line, Paper, Run, grid, line, printable, width_of
from .words import said


def paper_of(content: Content, lang: Language, *, text_only: bool) -> Paper:
    say = partial(_said, lang)
    parts = [tuple(_official(list(part))) for _, part in groupby(content.text, key=lambda each: each.part)]
    if not text_only:
        parts.append(tuple(_appendix(content, say)))
    return Paper(title=printable(content.policy.title), parts=tuple(part for part in parts if part))


def _said(lang: Language, key: str, **values: object) -> str:
    return said(key, lang, **values)


# ── the document's own text ──


def _official(part: Sequence[Written]) -> Iterator[Block]:
    """A part of the document; heads of several lines are one paragraph."""
    before = ""
    for (role, is_head), run in groupby(part, key=lambda each: (each.role, each.is_head)):
        paragraphs = list(run)
        kind = role if is_head or role in ("signature", "date") else "text"
        if before and _is_apart(before, kind):
            yield Gap()
        before = kind
        if role == "title":
            yield line("title", *_broken(paragraphs))
        elif is_head:
            style = _HEAD.get(role, "letterhead")
            yield from (line(style, each.text) for each in paragraphs)
        elif role == "signature":
            yield from _signed(paragraphs, part)
        elif role == "date":
            yield from (line("signature", each.text, right=_right_of_date(each.text, part)) for each in paragraphs)
        else:
            yield from _body(paragraphs)


_HEAD = {
    "subtitle": "subtitle",
    "date": "subtitle",
    "signature": "subtitle",
    "annex": "annex",
    "addressee": "addressee",
}


def _is_apart(before: str, kind: str) -> bool:
    """Whether an empty line stands between two kinds of lines: around the title, before the text and what signs it."""
    if kind == "text":
        return before not in ("addressee", "text")
    if kind in ("signature", "date"):
        return before == "text"
    return kind == "addressee" or (kind == "title" and before != "title")


def _broken(paragraphs: Sequence[Written]) -> Iterator[Run]:
    for at, each in enumerate(paragraphs):
        if at:
            yield BREAK
        yield Run(each.text)


def _body(paragraphs: Sequence[Written]) -> Iterator[Block]:
    for count, run in groupby(paragraphs, key=lambda each: len(_cells(each.text))):
        rows = list(run)
        if count > 2 or (count == 2 and len(rows) > 1):
            cells = [_cells(each.text) for each in rows]
            has_heads = len(rows) > 1 and not any(cell.isdecimal() or len(cell) > _LONGEST_HEAD for cell in cells[0])
            yield grid(cells[0], cells[1:]) if has_heads else grid((), cells)
        else:
            yield from map(_paragraph, rows)


# In characters: what is longer says something.
_LONGEST_HEAD = 12


def _cells(text: str) -> list[str]:
    """The cells of a row of a table, which tabs part."""
    return [cell.strip() for cell in text.split("\t")]


def _paragraph(each: Written) -> Line:
    lead, rest = each.text[: each.lead], each.text[each.lead :]
    if each.role in ("addressee", "furniture"):
        return line("addressee" if each.role == "addressee" else "imprint", each.text)
    if each.style in ("编", "章", "节"):
        return line("chapter", lead, Run(rest, "fang"))
    face = _FACES.get(each.style or "")
    is_heading = not rest or (rest[0] in "（(" and rest[-1] in "）)")
    if is_heading and each.style in _HEADINGS:
        return line(_HEADINGS[each.style], lead, Run(rest, "fang"))
    return line("body", Run(lead, face), rest)


_HEADINGS = {"一": "first", "（一）": "second"}
_FACES: dict[str, Face] = {"一": "hei", "（一）": "kai", "条": "hei"}


def _signed(paragraphs: Sequence[Written], part: Sequence[Written]) -> Iterator[Line]:
    for each in paragraphs:
        yield line("signature", each.text, right=_right_of_signature(each.text, part))


def _right_of_signature(text: str, part: Sequence[Written]) -> int:
    """An office stands two characters from the right, further where the day below it would not have room: that begins two
    characters to the right of it.  In hundredths of a character."""
    day = max((width_of(each.text) for each in part if each.role == "date" and not each.is_head), default=0)
    return max(4, day + 8 - width_of(text)) * 50


def _right_of_date(text: str, part: Sequence[Written]) -> int:
    """Below several offices in one line the day stands four characters from the right."""
    names = [each.text for each in part if each.role == "signature" and not each.is_head]
    if any(" " in name or "\u3000" in name for name in names):
        return 400
    return max(4, max(map(width_of, names), default=0) - width_of(text)) * 50


# ── the rules ──


def _appendix(content: Content, say: Say) -> Iterator[Block]:
    yield line("annex", say("appendix"))
    yield Gap()
    yield line("title", say("rules on paper"))
    yield Gap()
    yield line("note", say("appendix is made"))
    yield from _terms(content, say)
    yield line("label", say("legend"))
    for key in ("legend: basis", "legend: bounds", "legend: marks"):
        yield line("note", say(key))
    for kind in ("上限", "定额", "资格", "核算"):
        yield labelled(say(kind), say(f"legend: {kind}"), say)
    if content.rules:
        yield line("label", say("overview"))
        yield grid(
            [say(key) for key in ("rule", "title", "what is given", "kind", "article")], list(_overview(content, say))
        )
    for page in content.pages:
        yield from _page(page, say, is_whole=page.title == content.policy.title)
    if content.goals:
        yield line("first", say("goals by department"))
        for department, goals in content.goals:
            yield from _goals(department, goals, say)
    if content.not_computed:
        yield line("first", say("not computed"))
        for left in content.not_computed:
            note = say("in brackets", said=left.note) if left.note else ""
            yield line("note", f"{say('quoted', said=left.citation.text)}{say('colon')}{say(left.reason)}{note}")


def _goals(department: str, goals: Sequence[Goal], say: Say) -> Iterator[Block]:
    """Those of the same departments: who has which role is said once, where it is the same for all of them."""
    roles = [_roles(goal, say) for goal in goals]
    is_one = len(set(roles)) == 1
    yield line("label", (roles[0] if is_one else "") or department)
    heads = [say(key) for key in ("goal", "target", "year", "责任单位")]
    rows = [
        (goal.name, goal.target, say("of year", year=goal.year) if goal.year else "", "" if is_one else role)
        for goal, role in zip(goals, roles, strict=True)
    ]
    yield grid(heads, rows)


def _roles(goal: Goal, say: Say) -> str:
    """牵头单位：甲局；责任单位：乙局、丙局."""
    named = (
        f"{say(role)}{say('colon')}{say('list comma').join(dict.fromkeys(names))}"
        for role, names in goal.answering.by_role
    )
    return say("semicolon").join(named)


def _terms(content: Content, say: Say) -> Iterator[Block]:
    for terms in content.terms:
        for key, text in (("valid", terms.valid), ("budget", terms.budget), ("precedence", terms.precedence)):
            if text:
                yield labelled(say(key), text, say)


def _overview(content: Content, say: Say) -> Iterator[tuple[str, ...]]:
    for page in content.pages:
        for place, rules in (("", page.rules), *((section.title, section.rules) for section in page.articles)):
            yield from (_row(rule, place, say) for rule in rules)


def _row(rule: Rule, place: str, say: Say) -> tuple[str, ...]:
    return rule.clause.id, rule.clause.title, rule.heading, say(rule.clause.kind), place


def _page(page: Page, say: Say, *, is_whole: bool) -> Iterator[Block]:
    if not page.all_rules:
        return
    if not is_whole:
        yield line("first", page.title)
    yield from _departments(page.departments, say)
    for rule in page.rules:
        yield from card(rule, say)
    for section in page.articles:
        if section.rules:
            yield from _section(section, say)


def _section(section: ArticleShown, say: Say) -> Iterator[Block]:
    yield line("second", section.title)
    yield from _departments(section.article.departments, say)
    for rule in section.rules:
        yield from card(rule, say)


def _departments(named: Departments, say: Say) -> Iterator[Block]:
    for role, names in named.by_role:
        yield labelled(say(role), say("list comma").join(names), say, keep=True)
    if named.deadline:
        yield labelled(say("deadline"), named.deadline, say, keep=True)
