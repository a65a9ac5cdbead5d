"""Clauses looked for by words, as people ask for them: 研发费用补助, 外汇期权, 7.1.

In: a policy and words.  Out: clauses in short, the best first; of equal ones the earlier of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .clauses import policy_data

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Language
    from ..report.render import Json

# How much it says where words are found there.
_WEIGHTS = (("title", 6), ("facts", 4), ("article", 3), ("citation", 2), ("chapter", 1), ("departments", 1))
_WHOLE = 4


def search(policy: Policy, words: str, lang: Language = "zh", most: int = 20) -> list[Json]:
    """The clauses in which most of the words are found, whole or in pairs of characters."""
    clauses: Any = policy_data(policy, lang)["clauses"]
    pieces = list(dict.fromkeys(_pieces(words)))
    scored = [(_score(clause, pieces), clause) for clause in clauses]
    best = sorted((each for each in scored if each[0]), key=lambda each: -each[0])
    return [clause for _, clause in best[:most]]


def _pieces(words: str) -> Iterator[str]:
    """Each word, and of Chinese ones each two neighbours."""
    for word in re.findall(r"[\w.%]+", words):
        yield word
        for run in re.findall("[㐀-鿿]+", word):
            yield from (run[at : at + 2] for at in range(len(run) - 1))


def _score(clause: dict[str, Any], pieces: list[str]) -> int:
    found = 0
    for name, weight in _WEIGHTS:
        said = clause[name] if isinstance(clause[name], str) else " ".join(clause[name])
        found += sum(weight * (_WHOLE if len(piece) > 2 else 1) for piece in pieces if piece in said)
    return found + 100 * (clause["clause"] in pieces)
