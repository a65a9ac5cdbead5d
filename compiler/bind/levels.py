"""Where a scope closes: what is worked out for each item of a list, or each group, must be of it.

In: what stands within the scope.  Out: nothing, or a refusal that says what would count once for each.
"""

from ..model.expr import Compare, DefinitionRef, Expr, Field, Literal
from ..model.levels import Each, level_of, named_in, read_in, repeated, through_names
from ..report.errors.levels import ComparedWithItself, OfNoItem, OfWhichGroup
from ..text.source import Span
from .binder import Binder, Refused


def each_of(binder: Binder) -> Each | None:
    """What a sentence is worked out for, each on its own, to be added up."""
    if not binder.heading.adds_up:
        return None
    if binder.names.group_of:
        return Each(binder.names.group_of, is_group=True)
    return Each(binder.names.list_scope, also=binder.names.also) if binder.names.list_scope else None


def check_amount(each: Each, amount: Expr, span: Span, word: str, *, is_alone: bool = True) -> None:
    """An amount to be added up for each.  Of several sentences each must be of it; one that stands alone may be a number:
    the heading says that each gets it."""
    level = level_of(amount)
    if each.is_group:
        for made in through_names(amount, each):
            raise Refused(OfWhichGroup(span=span, name=made.name, text=made.text, list=each.list))
    if level.is_constant:
        if is_alone:
            return
        raise Refused(OfNoItem(span=span, what=_words(amount, span), each=word))
    for part in repeated(amount, each):
        raise Refused(OfNoItem(span=span, what=_words(part, span), each=word))


def check_condition(each: Each, condition: Expr, span: Span, word: str) -> None:
    """A condition asked of each."""
    if not each.has(level_of(condition)):
        raise Refused(OfNoItem(span=span, what=_words(condition, span), each=word, is_condition=True))
    if each.is_group:
        for made in through_names(condition, each):
            raise Refused(OfWhichGroup(span=span, name=made.name, text=made.text, list=each.list))


def check_apart(binder: Binder, subject: Expr, other: Expr, span: Span) -> None:
    """That a quantity is not compared with itself: 申请人中基础分超过基础分的数量 would be of the others, who cannot be said."""
    if not binder.names.list_scope:
        return
    left, right = set(read_in(subject)), set(read_in(other))
    is_same = left == right and len(left) == 1 and not _is_of_all(other)
    again = binder.names.open.count(binder.names.list_scope) > 1
    mixed = (
        again
        and any(_is_of(part, binder.names.list_scope) for part in left)
        and any(_is_of(part, binder.names.list_scope) for part in right)
    )
    if is_same or mixed:
        raise Refused(ComparedWithItself(span=span, name=named_in(subject) or span.text, each=binder.names.each))


def _is_of(part: Expr, name: str) -> bool:
    return name in level_of(part).items


def _is_of_all(expr: Expr) -> bool:
    """Whether it is of all items (总额, 数量), with which one of them may be compared."""
    level = level_of(expr)
    return bool(level.lists) and not level.items


def _words(expr: Expr, span: Span) -> str:
    match expr:
        case Literal():
            return expr.text
        case DefinitionRef() | Field():
            return expr.name
        case Compare():
            return named_in(expr) or span.text
    return named_in(expr) or span.text
