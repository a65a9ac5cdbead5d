"""The list that is published, on paper: the announcement on its page, the names in an annex, totals in further ones.

In: a notice.  Out: ``Paper``; what is not known (the period, who is asked) stands as blanks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import groupby

from tiaowen.runtime.errors import visible

from ..guide.paper import BREAK, Block, Gap, Line, Paper, Run, grid, line, printable, width_of
from ..model.clause import Clause
from ..report.diagnostic import Language
from .basis import article_said, policy_said
from .masking import masked_name, masked_text
from .notice import Applicant, Listed, Notice, summed
from .words import say

# A title of 二号 has so many characters in a line.
_TITLE = 19
_OPENING, _CLOSING = "《“（〔‘", "》”）〕’，。、：；"


def list_paper(notice: Notice, lang: Language) -> Paper:
    title = say(lang, "list title", policy=policy_said(notice.policy, lang))
    parts = [tuple(_announcement(notice, title, lang))]
    annexes = annexes_of(notice, lang)
    for number, (name, block) in enumerate(annexes, 1):
        parts.append(tuple(_annex(number if len(annexes) > 1 else "", name, block, lang)))
    return Paper(title=printable(title), parts=tuple(parts))


def annexes_of(notice: Notice, lang: Language) -> list[tuple[str, Block]]:
    """Each with its title; the shares stand last."""
    found = [(say(lang, "annex 1"), _names(notice, lang))] if notice.listed else []
    if len(notice.totals) > 1:
        found.append((say(lang, "annex totals"), _totals(notice, lang)))
    if notice.is_short:
        found.append((say(lang, "annex shares"), _shares(notice, lang)))
    return found


def titled(title: str) -> Line:
    """A title in lines of about one length, none of which begins or ends with a mark that may not."""
    said = printable(title)
    count = -(-width_of(said) // (2 * _TITLE))
    runs: list[Run] = []
    while said:
        at = _cut(said, count)
        runs += [BREAK, Run(said[:at])] if runs else [Run(said[:at])]
        said, count = said[at:].lstrip(), count - 1
    return line("title", *runs)


def _cut(said: str, lines: int) -> int:
    """Where the first of so many lines ends."""
    if lines < 2:
        return len(said)
    half = next(at for at in range(len(said) + 1) if width_of(said[:at]) * lines >= width_of(said))
    for is_whole in (True, False):
        for away in range(6 if is_whole else half):
            for at in (half + away, half - away):
                if 0 < at < len(said) and _may_part(said, at) and not (is_whole and _is_within(said, at)):
                    return at
    return half


def _is_within(said: str, at: int) -> bool:
    """Whether a place is in brackets: （2025年版）."""
    return said.rfind("（", 0, at) > said.rfind("）", 0, at)


def _may_part(said: str, at: int) -> bool:
    before, behind = said[at - 1], said[at]
    if before.isascii() and behind.isascii():
        return behind == " "
    is_counted = before.isdigit() and behind in "年月日号届期版"
    return behind not in _CLOSING and before not in _OPENING and not is_counted


def shown_names(notice: Notice) -> dict[str, str]:
    """The name of each applicant as it is published, by its key: masked where that is asked for; where two are alike,
    their keys are added, masked too."""
    shown = {
        each.key: masked_name(each.name, each.key) if notice.is_masked else each.name for each in notice.applicants
    }
    count = Counter(shown[each.key] for each in notice.applicants if each.paid)
    lang: Language = "zh"
    return {
        key: say(lang, "alike", name=name, key=masked_text(key) if notice.is_masked else key)
        if count[name] > 1
        else name
        for key, name in shown.items()
    }


def remark_of(entry: Listed, lang: Language) -> str:
    return say(lang, "ceiling") if entry.award.kind == "上限" else ""


def matter_of(clause: Clause) -> str:
    return clause.title or clause.id


# ── the announcement ──


def announced(notice: Notice, lang: Language) -> list[str]:
    """The paragraphs of the announcement: what, how long, whom to turn to."""
    tell = partial(say, lang)
    policy = policy_said(notice.policy, lang)
    if notice.listed:
        found = ["".join(_opening(notice, policy, lang))]
        if notice.is_short:
            found.append(tell("shared out", shared=notice.shared, annex=len(annexes_of(notice, lang))))
    else:
        found = [tell("list opens, nobody", policy=policy)]
    return [*found, *(tell(key) for key in ("period", "objections", "office", "person", "address"))]


def _announcement(notice: Notice, title: str, lang: Language) -> Iterator[Block]:
    tell = partial(say, lang)
    yield titled(title)
    yield Gap()
    for text in announced(notice, lang):
        yield line("body", text)
    annexes = [name for name, _ in annexes_of(notice, lang)]
    if annexes:
        yield Gap()
    for number, name in enumerate(annexes, 1):
        key = "only annex" if len(annexes) == 1 else "annex said" if number == 1 else "annex next"
        # What is signed has some of the text above it.
        yield line("body", tell(key, number=number, title=name), keep=True)
    yield Gap()
    yield line("signature", tell("seal"), right=200)
    yield line("signature", tell("day"), right=200)


def _opening(notice: Notice, policy: str, lang: Language) -> Iterator[str]:
    entries = notice.listed
    yield say(
        lang,
        "list opens",
        policy=policy,
        applicants=len({entry.applicant.key for entry in entries}),
        lines=len(entries),
        total=notice.total,
    )
    by_form = {
        form: summed(entry.award.amount for entry in entries if entry.award.clause.form == form)
        for form in ("奖补", "减免")
    }
    between = "" if lang == "zh" else " "
    if all(by_form.values()):
        yield between + say(lang, "reductions apart", support=by_form["奖补"], reduction=by_form["减免"])
    if any(entry.award.kind == "上限" for entry in entries):
        yield between + say(lang, "ceilings are")


# ── annexes ──


def _annex(number: int | str, title: str, block: Block, lang: Language) -> Iterator[Block]:
    yield line("annex", say(lang, "annex", number=number).strip())
    yield Gap()
    yield line("title", title)
    yield line("amount", say(lang, "unit"), keep=True)
    yield block


def _names(notice: Notice, lang: Language) -> Block:
    """By matter, each with its subtotal where there are several."""
    names, tell = shown_names(notice), partial(say, lang)
    rows: list[list[str | Line]] = []
    number = 0
    is_several = len(notice.totals) > 1
    for _, group in groupby(notice.listed, key=lambda entry: entry.award.clause.id):
        entries = list(group)
        clause = entries[0].award.clause
        for entry in entries:
            number += 1
            rows.append(
                [
                    line("middle", str(number)),
                    names[entry.applicant.key],
                    matter_of(clause),
                    line("middle", article_said(notice.policy, clause, lang)),
                    _amount(entry.award.amount),
                    line("middle", remark_of(entry, lang)),
                ]
            )
        if is_several:
            said = tell("subtotal", count=len(entries))
            rows.append(["", "", _bold(said), "", _bold_amount(notice.totals[clause.id]), ""])
    rows.append(["", _bold(tell("total")), "", "", _bold_amount(notice.total), ""])
    heads = [tell(key) for key in ("number", "applicant", "matter", "basis", "amount", "remark")]
    return grid(heads, rows)


def _totals(notice: Notice, lang: Language) -> Block:
    tell = partial(say, lang)
    count = Counter(entry.award.clause.id for entry in notice.listed)
    rows: list[list[str | Line]] = []
    for number, (clause_id, total) in enumerate(notice.totals.items(), 1):
        clause = notice.policy.clauses[clause_id]
        rows.append(
            [
                line("middle", str(number)),
                matter_of(clause),
                line("middle", article_said(notice.policy, clause, lang)),
                line("amount", str(count[clause_id])),
                _amount(total),
            ]
        )
    rows.append(["", _bold(tell("total")), "", _bold_amount(sum(count.values())), _bold_amount(notice.total)])
    return grid([tell(key) for key in ("number", "matter", "basis", "count", "amount")], rows)


def _shares(notice: Notice, lang: Language) -> Block:
    names, tell = shown_names(notice), partial(say, lang)
    rows: list[list[str | Line]] = [
        [line("middle", str(number)), names[each.key], _amount(each.total), _amount(each.share)]
        for number, each in enumerate(sharing(notice), 1)
    ]
    rows.append(["", _bold(tell("total")), _bold_amount(notice.total), _bold_amount(notice.shared)])
    return grid([tell(key) for key in ("number", "applicant", "due", "share")], rows)


def sharing(notice: Notice) -> list[Applicant]:
    """Those to whom anything is due, by key."""
    return sorted((each for each in notice.applicants if each.paid), key=lambda each: each.key)


def _amount(amount: Decimal | None) -> Line:
    return line("amount", "" if amount is None else str(amount))


def _bold_amount(amount: Decimal | int | None) -> Line:
    return line("amount", Run("" if amount is None else str(amount), "hei"))


def _bold(said: str) -> Line:
    return line("cell", Run(visible(said, 200), "hei"))
