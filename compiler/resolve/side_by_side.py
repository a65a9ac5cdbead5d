"""Results side by side, each with a name and a rule of its own: 回收金额：回收量，每吨100元；运输补助：运输里程，每公里2元。"""

import re
from collections.abc import Sequence

from ..bind.binder import Refused
from ..bind.sentences import lines_of
from ..bind.units import alike
from ..language.word_lists import NAMED
from ..meaning.mechanisms.alternatives import choose
from ..model.clause import Series
from ..model.expr import Expr
from ..reading.layout import items
from ..reading.syntax import Section, Sentence
from ..report.errors.names import DuplicateName
from ..text.source import Span, fold, squeeze
from .context import Rule
from .scope import Unsound

_NAMED = re.compile(f"(?=[^0-9：]{{1,20}}：)({NAMED})：")


def side_by_side(rule: Rule, section: Section) -> bool:
    """Whether the sentences of a result have names, the first of them too, and there are several; then it is read so."""
    parts = _parts(section)
    if len(parts) < 2:
        return False
    found: list[tuple[str, Expr]] = []
    for name, span, places in parts:
        if name in rule.scope or name in dict(found):
            rule.report.add(DuplicateName(span=span, name=name))
            return True
        read = [rule.sentence(section, start, end, "line") for start, end in places]
        amount = _amount(rule, read, found[0][1] if found else None)
        if amount is None:
            return True
        found.append((name, amount))
    rule.draft.series = Series(parts=tuple(found), named=True)
    return True


def _amount(rule: Rule, read: Sequence[Sentence], first: Expr | None) -> Expr | None:
    """What stands behind one of the names, in the unit of the first."""
    try:
        amount = lines_of(rule.binder, read, choose)
        if amount is not None and first is not None:
            alike(amount, first, read[0].span.to(read[-1].span))
        return amount
    except Refused as refused:
        rule.report.add(refused.diagnostic)
    except Unsound:
        pass
    return None


def _parts(section: Section) -> list[tuple[str, Span, list[tuple[int, int]]]]:
    """The names, each with its place and the places of its sentences; none where the first sentence has no name."""
    source = section.span.source
    found: list[tuple[str, Span, list[tuple[int, int]]]] = []
    for start, end in items(fold(source.read.text), section.content_span.start, section.content_span.end):
        written = squeeze(source.read.text, start, end)
        if said := _NAMED.match(written.text):
            begin = written.span(source, said.end(), len(written.text)).start
            found.append((said[1], written.span(source, *said.span(1)), [(begin, end)]))
        elif found:
            found[-1][2].append((start, end))
        else:
            return []
    return found
