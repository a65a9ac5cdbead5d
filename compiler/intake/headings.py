"""The heading of a column: a fact, and the unit in which its numbers are.

>>> fact_of("研发费用（万元）", ["研发费用", "营业收入"])
('研发费用', '万元')
>>> fact_of("研发费用（单位：万元）", ["研发费用"]), fact_of("研发费用/万元", ["研发费用"]), fact_of(" 营业收入 ", ["营业收入"])
(('研发费用', '万元'), ('研发费用', '万元'), ('营业收入', ''))
>>> fact_of("备注", ["研发费用"])
"""

from __future__ import annotations

import re
from collections.abc import Collection
from unicodedata import normalize

_WITH_UNIT = re.compile(r"(.+?)(?:\((?:单位[::]?)?([^()]+)\)|[/,、](?:单位[::]?)?([^/,、()]+))")


def fact_of(heading: str, names: Collection[str]) -> tuple[str, str] | None:
    """The name of the fact, and the unit ("" where the heading says none); None where the column is of no fact."""
    by_folded = {folded(name): name for name in names}
    said = folded(heading)
    if said in by_folded:
        return by_folded[said], ""
    found = _WITH_UNIT.fullmatch(said)
    if found is None or found[1] not in by_folded:
        return None
    return by_folded[found[1]], found[2] or found[3]


def folded(text: str) -> str:
    """Without white space, and in characters of one width."""
    return "".join(normalize("NFKC", text).split())
