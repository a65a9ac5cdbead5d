"""就高从优: which claims of the same matter are paid, and what all of them come to, one claim of each clause.

In: clauses worked out.  Out: a sheet on which the claims that are made are marked.  What excludes each other falls apart
into groups; of each group every selection that is allowed stands in a row, and the one that pays most is taken, of equal
ones that with the earlier claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from tiaowen.runtime.errors import visible
from tiaowen.runtime.settle import COUNTED

from ...ir.shape import Answer
from ...program.module import Module
from ...report.diagnostic import Language
from .book import Cell, Sheet, Style, Validation, styled
from .clause import Worked
from .looks import CELL, CELL_CENTER, CELL_LINK, CELL_NUMBER, HEAD, INPUT, LINK, NOTE, RESULT, RESULT_LABEL, TITLE
from .operands import (
    EMPTY,
    LIMIT,
    NO,
    YES,
    Number,
    Text,
    Truth,
    as_number,
    choice,
    compare,
    constant,
    every,
    if_text,
    joined,
    literal,
    plus,
    times,
)
from .steps import Steps
from .words import say

SELECTIONS_MAX = 400
"""So many selections of claims that exclude each other stand on a sheet at most; and so many claims in one group."""
GROUP_MAX = 40

CLAIMED, AMOUNT, PAID, WHY = 3, 4, 5, 6
FIRST_ROW = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that counts: its clause, in 分 where it is made, and its row."""

    worked: Worked
    row: int
    cents: Number
    title: Text


def groups_of(module: Module) -> list[list[str]]:
    """The clauses that exclude each other, as far as they hang together, in the order of the document."""
    order = [entry.id for entry in module.entries]
    near: dict[str, set[str]] = {}
    for matter in module.same_matter:
        for one, other in combinations(dict.fromkeys(matter), 2):
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    found: list[list[str]] = []
    left = [each for each in order if each in near]
    while left:
        group, waiting = {left[0]}, [left[0]]
        while waiting:
            more = near[waiting.pop()] - group
            group |= more
            waiting += more
        found.append([each for each in left if each in group])
        left = [each for each in left if each not in group]
    return found


def selections(module: Module, group: Sequence[str]) -> list[tuple[int, ...]] | None:
    """Every selection of a group in which no two exclude each other; None for too many."""
    rivals = {each: set[str]() for each in group}
    for matter in module.same_matter:
        for one, other in combinations(dict.fromkeys(matter), 2):
            if one in rivals and other in rivals:
                rivals[one].add(other)
                rivals[other].add(one)
    found: list[tuple[int, ...]] = [()]
    if len(group) > GROUP_MAX:
        return None
    for place, each in enumerate(group):
        free = [chosen for chosen in found if not any(group[at] in rivals[each] for at in chosen)]
        found += [(*chosen, place) for chosen in free]
        if len(found) > SELECTIONS_MAX:
            return None
    return sorted(found)


def counts(worked: Worked) -> bool:
    return worked.entry.form in COUNTED and worked.entry.unit == "元" and not isinstance(worked.entry.shape, Answer)


def settling_sheet(
    sheet: Sheet,
    steps: Steps,
    module: Module,
    clauses: Sequence[Worked],
    links: dict[str, str],
    yes_no: str,
    contents: str,
    lang: Language,
) -> None:
    """The whole sheet."""
    claims = _rows(sheet, steps, [each for each in clauses if counts(each)], links, yes_no, contents, module, lang)
    by_id = {claim.worked.entry.id: claim for claim in claims}
    chosen: dict[str, Truth] = {}
    rivals: dict[str, list[str]] = {}
    for group in groups_of(module):
        present = [each for each in group if each in by_id]
        found = selections(module, present)
        assert found is not None, "so many are refused before"
        for each, is_in in _best(steps, [by_id[name] for name in present], found, lang).items():
            chosen[each] = is_in
        for each in present:
            named = {name for matter in module.same_matter if each in matter for name in matter} - {each}
            rivals[each] = [name for name in present if name in named]
    paid: list[int] = []
    for claim in claims:
        name = claim.worked.entry.id
        is_paid = every([compare(">", claim.cents, constant(0)), chosen.get(name, YES)])
        steps.begin(f"{say(lang, 'paid')} {name}")
        cents = choice(is_paid, claim.cents, constant(0))
        kept = Number(steps.put(cents), cents.value, 0, LIMIT - 1)
        steps.put(as_number(every([compare(">", kept, constant(0)), _truth(claim.worked.entry.kind == "上限")])))
        paid.append(kept.value)
        _outcome(sheet, claim, kept, [(by_id[rival], chosen[rival]) for rival in rivals.get(name, [])], lang)
    _totals(sheet, steps, claims, paid, lang)


def _truth(holds: bool) -> Truth:
    return YES if holds else NO


def _rows(
    sheet: Sheet,
    steps: Steps,
    clauses: Sequence[Worked],
    links: dict[str, str],
    yes_no: str,
    contents: str,
    module: Module,
    lang: Language,
) -> list[Claim]:
    for column, width in enumerate((12, 40, 8, 12, 20, 20, 70)):
        sheet.widths[column] = width
    sheet.put(0, 0, say(lang, "settling title"), TITLE)
    sheet.put(1, 0, say(lang, "back"), LINK, link=f"{contents}!A1")
    sheet.put_merged(2, 0, WHY, say(lang, "settling hint"), NOTE)
    sheet.heights |= {0: 30, 2: 32, FIRST_ROW - 1: 20}
    names = (
        "settling id",
        "settling name",
        "settling form",
        "settling claimed",
        "settling amount",
        "settling paid",
        "remark",
    )
    for column, name in enumerate(names):
        sheet.put(FIRST_ROW - 1, column, say(lang, name), HEAD)
    sheet.title_rows = FIRST_ROW
    sheet.printed_columns = WHY + 1
    claims: list[Claim] = []
    for at, worked in enumerate(clauses):
        row, entry = FIRST_ROW + at, worked.entry
        sheet.put(row, 0, visible(entry.id, 60), CELL_LINK, link=links[entry.id])
        sheet.put(row, 1, visible(entry.title, 200), CELL)
        sheet.put(row, 2, say(lang, entry.form), CELL_CENTER)
        sheet.put(row, CLAIMED, None, styled(INPUT, align="center", indent=0))
        steps.begin(f"{say(lang, 'settling claimed')} {entry.id}")
        cell = sheet.at(row, CLAIMED)
        made = Truth(f'EXACT({cell},"{say(lang, "true")}")', False)
        assert worked.of is not None
        total = plus(worked.results)
        counted = every([made, worked.is_sound, worked.is_eligible])
        cents = steps.keep(choice(counted, _in_cents(total, worked), constant(0)))
        claims.append(Claim(worked, row, cents, literal(entry.title)))
        _amount(sheet, row, AMOUNT, cents, made)
    area = (FIRST_ROW, CLAIMED, FIRST_ROW + max(0, len(clauses) - 1), CLAIMED)
    sheet.validations.append((area, Validation(kind="list", source=yes_no, error=say(lang, "choose yes"))))
    return claims


def _in_cents(total: Number, worked: Worked) -> Number:
    """Money is in 分, or in whole steps of them."""
    assert worked.of is not None
    factor = worked.of.step * 100
    assert factor.denominator == 1, "money is rounded to the 分 or more"
    return times(constant(factor.numerator), total) if factor != 1 else total


def _amount(sheet: Sheet, row: int, column: int, cents: Number, is_made: Truth, look: Style = CELL_NUMBER) -> None:
    """分 as yuan, where the claim is made."""
    value: Decimal | str = Decimal(cents.value) / 100 if is_made.value else ""
    style = styled(look, number="#,##0.00")
    sheet.cells[row, column] = Cell(value=value, formula=f'IF({is_made.text},{cents.text}/100,"")', style=style)


def _best(steps: Steps, claims: Sequence[Claim], found: Sequence[tuple[int, ...]], lang: Language) -> dict[str, Truth]:
    """Whether each claim is in the selection that pays most, of equal ones that with the earliest claim."""
    names = "、".join(claim.worked.entry.id for claim in claims)
    totals: list[Number] = []
    count = len(claims)
    first = last = 0
    for chosen in found:
        steps.begin(say(lang, "selection", names=names, chosen="、".join(claims[at].worked.entry.id for at in chosen)))
        total = plus([claims[at].cents for at in chosen]) if chosen else constant(0)
        totals.append(Number(steps.put(total), total.value, 0, LIMIT - 1))
        # Below the total, each claim counts more than all later ones together.
        ranks = [
            choice(compare(">", claims[at].cents, constant(0)), constant(1 << count - 1 - at), constant(0))
            for at in chosen
        ]
        steps.put(plus(ranks) if ranks else constant(0))
        first, last = first or steps.row, steps.row
    ranks_of = [sum((claims[at].cents.value > 0) << count - 1 - at for at in chosen) for chosen in found]
    columns = [steps.sheet.area((first, column), (last, column)) for column in (2, 3)]
    steps.begin(say(lang, "best", names=names))
    most = max(total.value for total in totals)
    best = Number(steps.put(Number(f"MAX({columns[0]})", most, 0, LIMIT - 1)), most, 0, LIMIT - 1)
    rank = max(rank for rank, total in zip(ranks_of, totals, strict=True) if total.value == most)
    tied = f"SUMPRODUCT(MAX(({columns[0]}={best.text})*{columns[1]}))"
    kept = Number(steps.put(Number(tied, rank, 0, 1 << count)), rank, 0, 1 << count)
    # The rank is a number whose binary digits are the claims, the first the highest.
    found_in: dict[str, Truth] = {}
    for place, claim in enumerate(claims):
        own, above = 1 << count - 1 - place, 1 << count - place
        rest = f"{kept.text}-INT({kept.text}/{above})*{above}"
        found_in[claim.worked.entry.id] = Truth(f"{rest}>={own}", rank % above >= own, 0)
    return found_in


def _outcome(sheet: Sheet, claim: Claim, paid: Number, rivals: Sequence[tuple[Claim, Truth]], lang: Language) -> None:
    row, worked = claim.row, claim.worked
    made = Truth(
        f'EXACT({sheet.at(row, CLAIMED)},"{say(lang, "true")}")', sheet.cells[row, CLAIMED].value == say(lang, "true")
    )
    _amount(sheet, row, PAID, paid, made)
    instead: list[Text] = []
    for rival, is_chosen in rivals:
        is_paid = every([is_chosen, compare(">", rival.cents, constant(0))])
        instead.append(
            if_text(is_paid, literal(f"{say(lang, 'instead mark')}{rival.worked.entry.id} {rival.worked.entry.title}"))
        )
    dropped = joined([literal(say(lang, "dropped")), *instead])
    why = if_text(compare(">", paid, constant(0)), literal(say(lang, "is paid")), dropped if instead else EMPTY)
    why = if_text(compare(">", claim.cents, constant(0)), why, literal(say(lang, "is nothing")))
    why = if_text(worked.is_eligible, why, literal(say(lang, "is refused")))
    why = if_text(worked.is_sound, why, literal(say(lang, "is unsound")))
    sheet.put_formula(row, WHY, if_text(made, why), CELL)


def _totals(sheet: Sheet, steps: Steps, claims: Sequence[Claim], paid: Sequence[int], lang: Language) -> None:
    """What is paid in all: of each form, and together."""
    count, last = len(claims), steps.row
    cents, ceilings = (steps.sheet.area((last - count + 1, column), (last, column)) for column in (2, 3))
    forms = sheet.area((FIRST_ROW, 2), (FIRST_ROW + count - 1, 2))
    row = FIRST_ROW + count + 1
    for form in (*COUNTED, ""):
        total = sum(each for claim, each in zip(claims, paid, strict=True) if form in ("", claim.worked.entry.form))
        said = f'SUMPRODUCT(EXACT({forms},"{say(lang, form)}")*{cents})' if form else f"SUM({cents})"
        sheet.put_merged(row, 0, AMOUNT, say(lang, form or "total"), RESULT_LABEL)
        _amount(sheet, row, PAID, Number(said, total, 0, LIMIT - 1), YES, RESULT)
        is_ceiling = any(each and claim.worked.entry.kind == "上限" for claim, each in zip(claims, paid, strict=True))
        has_ceiling = Truth(f"SUM({ceilings})>0", is_ceiling, 0)
        note = if_text(has_ceiling, literal(say(lang, "ceiling note"))) if not form else EMPTY
        sheet.put_formula(row, WHY, note, styled(RESULT_LABEL, size=9.5, bold=False))
        sheet.heights[row] = 22
        row += 1
