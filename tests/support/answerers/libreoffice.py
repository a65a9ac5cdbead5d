"""The workbook, filled with claims and recalculated by LibreOffice.

A cell has no text with a unit to be read, and a blank text is no text there, so only claims whose facts are readable are put
to it; and numbers beyond what a sheet keeps exactly, and days before 1900, it refuses of itself: these are not counted.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from support.answerers.answerer import NOT_ASKED, Answerer, Claim, Outcome, held
from support.workbook import Outcome as Shown
from support.workbook import answers

# Lines of single items stand in a sheet of their own, and a line says where.
_ITEM, _ELSEWHERE = re.compile("\u3000?第[0-9]+"), "逐项的计算见"
# Beyond what a sheet says it can hold.
_BEYOND = {"T0608", "T0612"}


class LibreOffice(Answerer):
    name = "libreoffice"
    needs_system = True
    most = 8
    least = 15

    def answers(self, claims: Sequence[Claim]) -> list[object]:
        asked = [claim for claim in claims if (facts := held(self.policy, claim)) and not _has_blank(facts[0].values())]
        given = [(claim.clause, claim.facts, claim.day) for claim in asked]
        shown = dict(zip(map(id, asked), answers(self.policy, given, self.folder), strict=True))
        return [self._told(shown[id(claim)]) if id(claim) in shown else NOT_ASKED for claim in claims]

    def _told(self, shown: Shown) -> object:
        if shown.codes:
            return NOT_ASKED if set(shown.codes) <= _BEYOND else sorted(set(shown.codes))
        return list(shown.values), shown.eligible, _lines(shown.lines)

    def told(self, claim: Claim, outcome: Outcome) -> object:
        if isinstance(outcome, list):
            return sorted({fault[0] for fault in outcome})
        value = outcome["value"]
        if isinstance(value, bool):
            value = []  # what somebody is entitled to is said by 符合 alone
        parts = [*value.values()] if isinstance(value, dict) else value if isinstance(value, list) else [value]
        return [*map(Decimal, parts)], outcome["eligible"], _lines(outcome["trace"][2:])


def _has_blank(values: Iterable[object]) -> bool:
    return any(
        _has_blank(value) if isinstance(value, tuple) else isinstance(value, str) and not value.strip()
        for value in values
    )


def _lines(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if not _ITEM.match(line) and not line.startswith(_ELSEWHERE)]
