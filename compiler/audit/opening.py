"""The payments in a file."""

from __future__ import annotations

from collections.abc import Sequence

from ..intake.headings import fact_of, folded
from ..tables.opening import open_table
from ..tables.source import Source
from .asked import Asked
from .clauses import payable_of
from .columns import heading_names


def opened_payments(asked: Sequence[Asked], path: str, key: str) -> Source:
    """The table.  Raises ``TableError``."""
    names = heading_names(payable_of(asked), key)
    by_folded = {folded(name) for name in names}

    def is_known(heading: str) -> bool:
        return folded(heading) in by_folded or fact_of(heading, names) is not None

    return open_table(path, is_known)
