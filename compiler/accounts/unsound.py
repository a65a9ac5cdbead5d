"""The numbers of a rule that has faults of its own, held against its quotation as far as can be told from its words.

In: a policy.  Out: for each rule without a clause, what it quotes and has no use for, and what it says that is not
quoted, so that one run tells these too.  What a number is for is told once the rule can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..document.alike import known
from ..document.figures import Figure, figures, heading_units
from ..model.resolved import Resolved
from ..reading.syntax import Section
from ..report.errors.syntax import TooPrecise, UnreadableNumeral, VagueNumeral
from ..text.source import Span, squeeze

if TYPE_CHECKING:
    from ..model.policy import Policy

_Found = tuple[Figure, Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsound:
    """``unused`` are the figures of the quotation that the words of the rule ``id`` do not name, ``unquoted`` the amounts
    and percentages of its words that the quotation does not have, each with its place."""

    id: str
    unused: tuple[_Found, ...]
    unquoted: tuple[_Found, ...]


@lru_cache(maxsize=8)
def unsound_accounts(policy: Policy) -> tuple[Unsound, ...]:
    """Of the rules that have faults, in the order of the document; worked out once for all checks that ask."""
    return tuple(_accounts(policy))


def _accounts(policy: Policy) -> Iterator[Unsound]:
    lent = [section for each in policy.lent for section in each.sections]
    for name, resolved in policy.read.items():
        if resolved.clause is None and _is_whole(resolved):
            terms = policy.terms.get(resolved.block.source.name) or policy.terms.get("")
            yield _account(name, resolved, lent, terms.units if terms else ())


def _is_whole(resolved: Resolved) -> bool:
    """Whether a rule has all its parts, and numbers that can be read: else they follow from what is told already."""
    rooms = {section.kind.room for section in resolved.sections}
    kinds = (UnreadableNumeral, VagueNumeral, TooPrecise)
    return {"citation", "result"} <= rooms and not any(isinstance(found, kinds) for found in resolved.diagnostics)


def _account(name: str, resolved: Resolved, lent: Sequence[Section], units: Sequence[str]) -> Unsound:
    names = tuple(resolved.vocabulary.names | resolved.vocabulary.options)
    found = [(section, figure) for section in resolved.sections for figure in _figures(section, names, units)]
    quoted = [figure for section, figure in found if section.kind.numbers == "quoted"]
    own = [figure for section, figure in found if section.kind.numbers == "own" and section.kind.room != "facts"]
    said = [figure for section, (figure, _) in found if section.kind.numbers != "quoted"]
    said += [figure for section in lent for figure, _ in _figures(section, names, units)]
    read = [figure for section, (figure, _) in found if section.kind.numbers == "read"]
    is_said = known(value for figure in said for value in (*figure.readings, *figure.covers))
    is_quoted = known(
        value for figure in (*read, *(f for f, _ in quoted)) for value in (*figure.readings, *figure.covers)
    )
    return Unsound(
        id=name,
        unused=tuple((f, at) for f, at in quoted if _counts(f) and not is_said.has(f.compared)),
        unquoted=tuple((f, at) for f, at in own if _counts(f) and not is_quoted.has(f.compared)),
    )


def _counts(figure: Figure) -> bool:
    """Whether a figure is an amount or a percentage that says something."""
    return (figure.is_money or figure.is_ratio) and not figure.is_bare and figure.text not in ("100%", "全额")


def _figures(section: Section, names: Sequence[str], units: Sequence[str]) -> Iterator[_Found]:
    if not section.kind.numbers:
        return
    place = section.content_span
    squeezed = squeeze(place.source.read.text, place.start, place.end)
    headed = heading_units(squeezed.text) if section.kind.numbers == "quoted" else ()
    for figure in figures(squeezed.text, names, units, headed, squeezed.apart):
        yield figure, squeezed.span(place.source, figure.start, figure.end)
