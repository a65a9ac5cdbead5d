"""What a check looks at, said on the check: an editor asks it again only where that has changed.

In: a check.  Out: its ``Reach``; one that is not marked looks at the whole policy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

# - ``rule``: the rule and its clause, what governs it, what is lent to it and what it is 取自, and the document's own text
# - ``rule beside others``: likewise, and where the numbers of other rules begin and end (``bounded_facts``)
# - ``block``: a block and the document's own text
# - ``text``: the document's own text, its goals, and what 【政策】 declares
Reach = Literal["rule", "rule beside others", "block", "text", "policy"]
_Check = TypeVar("_Check", bound=Callable[..., object])
_MARKED: dict[Callable[..., object], Reach] = {}


def looks_at(reach: Reach) -> Callable[[_Check], _Check]:
    def marked(check: _Check) -> _Check:
        _MARKED[check] = reach
        return check

    return marked


def reach_of(check: Callable[..., object]) -> Reach:
    return _MARKED.get(check, "policy")
