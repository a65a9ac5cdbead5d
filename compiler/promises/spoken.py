"""What the promises in words (承诺) have in common: their words, and the case in which they are meant.

A case (规上企业的，……) is one of the rule that promises; it is asked of every claim by that rule, but of a claim in parts
(分两次申报) it is asked of the whole only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model.promise import Promise
from ..report.diagnostic import Text
from .differences import Part
from .obligation import Claim, Formula, Obligation, Replayed


def words_of(promise: Promise, about: str = "") -> Text:
    """The sentence; ``about`` which of several things that it promises."""
    told = f"（{about}）" if about else ""
    return Text(f"承诺：{promise.text}{told}", f"promised: {promise.text}{f' ({about})' if about else ''}")


def in_case(promise: Promise, obligation: Obligation) -> Obligation:
    """The obligation, where the case of the promise holds."""
    given = promise.given
    if given is None:
        return obligation
    by = obligation.applicants[0].clause
    asked = [
        at
        for at, made in enumerate(obligation.applicants)
        if made.clause is by and not any(isinstance(each, Part) for each in made.differs)
    ]

    def is_case(claims: Sequence[Claim]) -> Formula:
        return claims[0].world.every(*(claims[at].truth_of(given) for at in asked))

    def broken(claims: Sequence[Claim]) -> Formula:
        return claims[0].world.every(is_case(claims), obligation.broken(claims))

    def premise(claims: Sequence[Claim]) -> Formula:
        meant = obligation.premise
        return is_case(claims) if meant is None else claims[0].world.every(is_case(claims), meant(claims))

    def seen(claims: Sequence[Replayed]) -> bool:
        return all(claims[at].evaluation.truth(given) for at in asked) and obligation.seen(claims)

    return replace(obligation, broken=broken, seen=seen, premise=premise)


def all_held(claims: Sequence[Claim]) -> Formula:
    """That all conditions hold of every claim."""
    return claims[0].world.every(*(claim.held for claim in claims))
