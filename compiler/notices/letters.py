"""A letter to an applicant: what is paid, on what basis, how it is worked out, what is not paid and why, what to mend.

In: a notice and one of its applicants.  Out: the blocks of a letter, which begins on a new page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from ..guide.paper import Block, Gap, Line, Paper, Run, grid, line, printable
from ..model.clause import Series
from ..report.diagnostic import Language
from .basis import article_said, policy_said, quotation
from .capitals import counted, in_capitals
from .listed import matter_of
from .masking import is_identity
from .notice import Applicant, Award, Notice
from .words import say

# What an explanation begins with that a letter has told already.
_TOLD = (
    "规则 ",
    "依据：",
    "责任单位：",
    "同条不计算的内容：",
    "Rule ",
    "Basis: ",
    "Responsible department: ",
    "Not calculated, in the same article: ",
)
_T = TypeVar("_T")
_RESULT = ("结果：", "Result: ")


def letter_paper(notice: Notice, applicant: Applicant, lang: Language) -> Paper:
    title = f"{say(lang, 'letter title')} {applicant.name}"
    return Paper(title=printable(title), parts=(tuple(letter(notice, applicant, lang)),))


def letters_paper(notice: Notice, lang: Language) -> Paper:
    """All of them, each from a new page."""
    return Paper(
        title=printable(say(lang, "letter title")),
        parts=tuple(tuple(letter(notice, each, lang)) for each in notice.applicants),
    )


def letter(notice: Notice, applicant: Applicant, lang: Language) -> Iterator[Block]:
    tell = partial(say, lang)
    policy = policy_said(notice.policy, lang)
    yield line("title", tell("letter title"))
    yield Gap()
    yield line("addressee", tell("dear", name=applicant.name))
    if notice.name_heading == notice.key_heading:
        yield line("body", tell("letter opens, no key", policy=policy))
    else:
        heading = tell("identity") if is_identity(applicant.key) else notice.key_heading
        yield line("body", tell("letter opens", policy=policy, heading=heading, key=applicant.key))
    sections: list[tuple[str, list[Block]]] = [
        ("result", list(_result(notice, applicant, lang))),
        ("how worked out", list(_each(applicant.paid, partial(_award, notice), lang))),
        ("dropped", list(_each(applicant.dropped, partial(_dropped, notice), lang))),
        ("waiting", list(_each(applicant.waiting, partial(_waiting, notice), lang))),
        ("refused", list(_each(applicant.refused, partial(_refused, notice), lang))),
        ("others", list(_each(applicant.others, partial(_other, notice), lang))),
        ("returned", list(_returned(notice, applicant, lang))),
        ("rights", [line("body", tell(key), keep=key == "person") for key in ("rights are", "office", "person")]),
    ]
    for number, (key, blocks) in enumerate(((key, blocks) for key, blocks in sections if blocks), 1):
        yield line("first", tell(str(number)), tell(key))
        yield from blocks
    yield Gap()
    yield line("signature", tell("seal"), right=200)
    yield line("signature", tell("day"), right=200)


def _result(notice: Notice, applicant: Applicant, lang: Language) -> Iterator[Block]:
    tell = partial(say, lang)
    if applicant.paid:
        key = "in all, up to" if any(each.kind == "上限" for each in applicant.paid) else "in all"
        total = applicant.total
        yield line("body", tell(key, count=len(applicant.paid), total=total, capitals=in_capitals(total)))
        if applicant.share is not None and applicant.share != total:
            yield line("body", tell("share is", share=applicant.share, capitals=in_capitals(applicant.share)))
        if len(applicant.paid) > 1:
            yield _table(notice, applicant, lang)
    elif applicant.waiting:
        yield line("body", tell("nothing yet"))
    elif applicant.dropped or applicant.refused or applicant.returned:
        yield line("body", tell("nothing"))
    elif not applicant.others:
        yield line("body", tell("no claims"))


def _table(notice: Notice, applicant: Applicant, lang: Language) -> Block:
    tell = partial(say, lang)
    rows: list[list[str | Line]] = [
        [
            line("middle", str(number)),
            matter_of(each.clause),
            line("middle", article_said(notice.policy, each.clause, lang)),
            line("amount", str(each.amount)),
            line("middle", tell("ceiling") if each.kind == "上限" else ""),
        ]
        for number, each in enumerate(applicant.paid, 1)
    ]
    total = line("amount", Run(str(applicant.total), "hei"))
    rows.append(["", line("cell", Run(tell("total"), "hei")), "", total, ""])
    amount = f"{tell('amount')}（{tell('unit').removeprefix('单位：')}）" if lang == "zh" else f"{tell('amount')}, yuan"
    return grid([tell("number"), tell("matter"), tell("basis"), amount, tell("remark")], rows)


def _each(
    awards: Sequence[_T], told: Callable[[_T, str, Language], Iterator[Block]], lang: Language
) -> Iterator[Block]:
    """Each with its number: （一）, （二）, as 公文 count below 一、."""
    for number, award in enumerate(awards, 1):
        said = say(lang, "nth", number=counted(number) if lang == "zh" else number)
        yield from told(award, said, lang)


def _award(notice: Notice, award: Award, number: str, lang: Language) -> Iterator[Block]:
    key = "each ceiling" if award.kind == "上限" else "each award"
    yield line("second", say(lang, key, number=number, title=matter_of(award.clause), amount=award.amount))
    yield from _grounds(notice, award, lang)


def _grounds(notice: Notice, award: Award, lang: Language) -> Iterator[Block]:
    """The words of the document, then the calculation."""
    tell = partial(say, lang)
    yield line("quotation", Run(tell("basis is"), "hei"), quotation(notice.policy, award.clause, lang))
    steps = list(steps_of(award))
    if steps:
        yield line("note", Run(tell("calculation"), "hei"), keep=True)
        yield from (line("item", step) for step in steps)
    elif award.cap:
        yield line("note", Run(tell("calculation"), "hei"), award.cap)
    if award.parts:
        yield line("note", tell("parts are", count=len(award.parts), listed=_parts(award, lang)))


def _parts(award: Award, lang: Language) -> str:
    series = award.clause.series
    labels = award.clause.labels if isinstance(series, Series) else ()
    named = (
        labels
        if len(labels) == len(award.parts)
        else [say(lang, "nth part", number=at) for at in range(1, len(award.parts) + 1)]
    )
    said = (say(lang, "part", label=label, amount=part) for label, part in zip(named, award.parts, strict=True))
    return say(lang, "comma").join(said)


def steps_of(award: Award) -> Iterator[str]:
    """The explanation without what a letter tells apart."""
    return (line for line in award.trace if line.strip() and not line.startswith(_TOLD))


def _dropped(notice: Notice, pair: tuple[Award, tuple[Award, ...]], number: str, lang: Language) -> Iterator[Block]:
    award, instead = pair
    rivals = say(lang, "comma").join(
        say(lang, "rival", title=matter_of(each.clause), id=each.clause.id, amount=each.amount) for each in instead
    )
    yield line("second", say(lang, "not paid", number=number, title=matter_of(award.clause)))
    yield line("body", say(lang, "dropped is", amount=award.amount, rivals=rivals))
    yield from _grounds(notice, award, lang)


def _waiting(notice: Notice, award: Award, number: str, lang: Language) -> Iterator[Block]:
    yield line("second", say(lang, "each ceiling", number=number, title=matter_of(award.clause), amount=award.amount))
    yield line("body", say(lang, "waiting is"))
    yield from _grounds(notice, award, lang)


def _refused(notice: Notice, award: Award, number: str, lang: Language) -> Iterator[Block]:
    said = say(lang, "is zero" if award.eligible else "not eligible")
    yield line("second", say(lang, "refused is", number=number, title=matter_of(award.clause), said=said))
    yield from _grounds(notice, award, lang)


def _other(notice: Notice, award: Award, number: str, lang: Language) -> Iterator[Block]:
    last = next((line for line in reversed(award.trace) if line.startswith(_RESULT)), "")
    for result in _RESULT:
        last = last.removeprefix(result)
    said = last or (f"{award.amount}{award.clause.unit}" if award.amount is not None else award.shown.said(lang))
    yield line("second", say(lang, "each other", number=number, title=matter_of(award.clause), said=said))
    yield from _grounds(notice, award, lang)


def _returned(notice: Notice, applicant: Applicant, lang: Language) -> Iterator[Block]:
    tell = partial(say, lang)
    if not applicant.returned:
        return
    yield line("body", tell("returned is"))
    rows = [
        (_matter(notice, each.clause), each.column, each.said.said(lang), each.mend.said(lang))
        for each in applicant.returned
    ]
    yield grid([tell(key) for key in ("matter", "column", "problem", "mending")], rows)


def _matter(notice: Notice, clause_id: str) -> str:
    clause = notice.policy.clauses.get(clause_id)
    return f"{clause_id} {clause.title}" if clause else clause_id
