"""Cases: what holds in each case that a sentence lists (甲、乙的，分别……), and the binder for the amount of it.

In: the guard of a sentence.  Out: conditions, each with a binder that knows what the case asks for.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ..model.expr import All, Compare, Expr, Literal
from ..model.types import NumberType
from ..reading.syntax import Form
from .amounts import expr_of
from .binder import Asked, Binder
from .choices import choice_words, is_choice, listed_test, rank_word
from .conditions import alternatives_of, condition_of
from .ranges import places_of


def cases_of(binder: Binder, guard: Form, count: int = 0) -> list[tuple[Expr, Binder, str]]:
    """The cases that a guard lists (甲、乙的，分别……), each with the binder for its amount and its words; one where it
    lists none.  Of several lists it is the one with as many as ``count``."""
    if ranked := _ranked(binder, guard, count):
        return ranked
    listed = listed_test(guard, count)
    if listed is None:
        condition = condition_of(binder, guard)
        return [(condition, in_case(binder, condition), guard.span.text)]
    conditions = alternatives_of(binder, listed, ladder=True)
    others = (
        [condition_of(binder, part) for part in guard.parts if part is not listed] if guard.kind == "all_of" else []
    )
    made: list[tuple[Expr, Binder, str]] = []
    words = choice_words(listed)
    for index, condition in enumerate(conditions):
        paired = _paired(in_case(binder, condition, starts=False), index, len(conditions))
        is_named = not is_choice(listed.parts[0])
        subject = listed.parts[0].span.text if is_named else ""
        verb = "为" if listed.kind == "one_of" and is_named else ""
        text = f"{subject}{verb}{words[index]}" if index < len(words) else guard.span.text
        made.append((All(parts=(*others, condition)) if others else condition, paired, text))
    return made


def _ranked(binder: Binder, guard: Form, count: int) -> list[tuple[Expr, Binder, str]]:
    """名次前三名的，分别……: the first, the second and the third."""
    tests = list(guard.forms()) if guard.kind == "all_of" else [guard]
    ranked = next((test for test in tests if rank_word(test)), None)
    if ranked is None or not (rank := rank_word(ranked)) or not rank.text.startswith("前"):
        return []
    others = tuple(condition_of(binder, test) for test in tests if test is not ranked)
    subject = expr_of(binder, ranked.parts[0])
    last = places_of(binder, rank, subject).high
    if not isinstance(last, Literal) or last.value != count:
        return []
    made: list[tuple[Expr, Binder, str]] = []
    for at in range(count):
        place = Literal(value=Fraction(at + 1), type=last.type, text=str(at + 1))
        case: Expr = Compare(left=subject, operator="=", right=place)
        case = All(parts=(*others, case)) if others else case
        words = "".join(f"{test.span.text}且" for test in tests if test is not ranked)
        text = f"{words}{ranked.parts[0].span.text}第{at + 1}"
        made.append((case, _paired(in_case(binder, case), at, count), text))
    return made


def in_case(binder: Binder, condition: Expr, *, starts: bool = True) -> Binder:
    """The binder for the amount of a case: it knows what quantities the case asks for, and above what bound."""
    asked = tuple(found if starts else replace(found, start=None) for found in asked_of(condition))
    return replace(binder, here=replace(binder.here, asked=(*binder.here.asked, asked)))


def _paired(binder: Binder, position: int, width: int) -> Binder:
    """The binder for that of several cases, for which 分别 gives one value each."""
    return replace(binder, here=replace(binder.here, position=position, width=width))


def asked_of(condition: Expr) -> Iterator[Asked]:
    """The quantities that hold to a bound wherever the condition holds."""
    match condition:
        case All():
            for part in condition.parts:
                yield from asked_of(part)
        case Compare() if isinstance(condition.left.type, NumberType) and not isinstance(condition.left, Literal):
            is_lower = condition.operator in (">", ">=") and isinstance(condition.right, Literal)
            above = condition.right if condition.operator in (">", ">=") and not is_lower else None
            yield Asked(condition.left, condition.right if is_lower else None, condition.operator == ">=", above)
