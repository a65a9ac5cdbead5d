"""Why several cases are one list, of which one is taken: what every list of cases carries from where it is bound.

A list whose form does not keep its cases apart, and of which nobody said how it is meant, is ``Unsaid``: there is no
other way to make it, and a check asks about every pair that it names.
"""

from dataclasses import dataclass

from ..language.headings import Order


@dataclass(frozen=True, slots=True)
class Column:
    """Where cases stand: under which heading, what is in brackets behind it, and what that says of those that hold
    together."""

    word: str = ""
    order: Order = ""
    scope: str = ""

    def saying(self, order: Order) -> str:
        """The heading as it would be written."""
        return f"{self.word}（{'，'.join(filter(None, (self.scope, order)))}）："


@dataclass(frozen=True, slots=True)
class Apart:
    """The form says which one: ranges of one quantity, options of one fact, 是 and 否, thresholds of which the highest
    that is reached counts (``is_ladder``), 不予 before the others, 其余的."""

    is_ladder: bool = False


@dataclass(frozen=True, slots=True)
class InTurn:
    """依次: the first that holds is meant."""


@dataclass(frozen=True, slots=True)
class Highest:
    """就高: the best of those that hold."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Nothing says which: each of the ``pairs`` (an earlier case and a later one) may hold together.  The first that holds
    is paid, and it is asked."""

    pairs: tuple[tuple[int, int], ...]
    column: Column


Why = Apart | InTurn | Highest | Unsaid
