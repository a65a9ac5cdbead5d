"""The heading of a column: a fact, and the unit in which its numbers are; where several clauses ask for different things under
one name, the clause that the column is for, before it, as in the columns of results (7.1 符合).

>>> fact_of("研发费用（万元）", ["研发费用", "营业收入"])
('研发费用', '万元')
>>> fact_of("研发费用（单位：万元）", ["研发费用"]), fact_of("研发费用/万元", ["研发费用"]), fact_of(" 营业收入 ", ["营业收入"])
(('研发费用', '万元'), ('研发费用', '万元'), ('营业收入', ''))
>>> fact_of("备注", ["研发费用"])
>>> column_of("7.1 核定金额（万元）", ["核定金额"], ["7.1", "7.2"]), column_of("核定金额", ["核定金额"], ["7.1"])
(Headed(fact='核定金额', unit='万元', clause='7.1'), Headed(fact='核定金额', unit='', clause=''))
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

_WITH_UNIT = re.compile(r"(.+?)(?:\((?:单位[::]?)?([^()]+)\)|[/,、](?:单位[::]?)?([^/,、()]+))")


@dataclass(frozen=True, slots=True)
class Headed:
    """What a heading says: a fact, the unit of its numbers ("": none is said), and the clause that it is for alone ("": every
    clause that asks for it)."""

    fact: str
    unit: str
    clause: str


def column_of(heading: str, names: Collection[str], clauses: Collection[str]) -> Headed | None:
    """What a column is of, among facts and clauses; None where it is of no fact.  Whether that clause asks for that fact is
    for the caller to see."""
    if (found := fact_of(heading, names)) is not None:
        return Headed(*found, "")
    said = folded(heading)
    for begins, clause in _longest_first(tuple(clauses)):
        if said.startswith(begins) and (found := fact_of(said[len(begins) :], names)) is not None:
            return Headed(*found, clause)
    return None


def heading_for(of: str, unit: str, clause: str = "") -> str:
    """The heading that ``column_of`` reads back."""
    return f"{clause} {of}".lstrip() + (f"（{unit}）" if unit else "")


def fact_of(heading: str, names: Collection[str]) -> tuple[str, str] | None:
    """The name of the fact, and the unit ("" where the heading says none); None where the column is of no fact."""
    by_folded = _by_folded(tuple(names))
    said = folded(heading)
    if said in by_folded:
        return by_folded[said], ""
    found = _WITH_UNIT.fullmatch(said)
    if found is None or found[1] not in by_folded:
        return None
    return by_folded[found[1]], found[2] or found[3]


@lru_cache(maxsize=8)
def _by_folded(names: tuple[str, ...]) -> Mapping[str, str]:
    return {folded(name): name for name in names}


@lru_cache(maxsize=8)
def _longest_first(clauses: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each as headings have it, and as it is; 7.1 before 7."""
    found = ((folded(clause), clause) for clause in clauses)
    return tuple(sorted((each for each in found if each[0]), key=lambda each: -len(each[0])))


def folded(text: str) -> str:
    """Without white space, and in characters of one width."""
    return "".join(normalize("NFKC", text).split())
