"""Names: what a name means where it stands, and the names of an inner scope.

In: a word.  Out: its expression, and a note of its place; unknown names are refused, and those of tables, which are no
amounts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..model.expr import DefinitionRef, Element, Expr, FactRef, Field, OptionLiteral
from ..model.levels import level_of
from ..model.resolved import Occurrence
from ..model.types import BOOLEAN, ListType, NumberType, OptionType
from ..reading.syntax import Word
from ..report.errors.names import UnknownName
from ..report.errors.types import NeedsScope, WrongType
from ..text.source import Span
from .binder import Binder, Refused


def meaning_of(binder: Binder, word: Word) -> Expr:
    """What a name in a sentence means."""
    if word.text in binder.names.tables:
        wanted = (f"一个数，再写「，按{word.text}计算」", f"an amount, and then ，按{word.text}计算")
        raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted))
    return named(binder, word.text, word.span)


def understood(binder: Binder, name: str, span: Span) -> Expr:
    """What a name means that is not written here but meant (国家级的 of 级别).

    INVARIANT: what is of an item stands only where the items of its list are gone through."""
    if name not in binder.names.known:
        for fact in binder.names.facts:
            if isinstance(fact.type, ListType) and name in dict(fact.type.fields):
                raise Refused(NeedsScope(span=span, name=name, each=fact.type.each))
        raise Refused(UnknownName(span=span, name=name))
    found = binder.names.known[name]
    closed = [each for each in lists_of(found) if each not in binder.names.open]
    if closed:
        kind = list_type(binder, closed[0])
        raise Refused(NeedsScope(span=span, name=name, each=kind.each if kind else ""))
    return found


def lists_of(found: Expr) -> tuple[str, ...]:
    """The lists whose items a name of 其中（逐笔） or of a table of items is about."""
    if not isinstance(found, DefinitionRef) or not found.definition.scope:
        return ()
    others = level_of(found).items - {found.definition.scope}
    return (found.definition.scope, *sorted(others))


def named(binder: Binder, name: str, span: Span) -> Expr:
    """What the name that stands here means: the one place where written names are bound."""
    found = understood(binder, name, span)
    # （含上年） reads 研发费用 as 上年研发费用; what 数额 of a table stands for has a name of its own.
    bound = spelled(found) if spelled(found) in (name, f"上年{name}") else name
    occurs(binder, span, bound, found.list if isinstance(found, Field) else "")
    return found


def occurs(binder: Binder, span: Span, name: str, of_list: str = "") -> None:
    """Notes that a name stands here, of a field with its list."""
    declared = binder.names.declared.get((of_list, name))
    binder.out.occurrences.append(Occurrence(span=span, name=name, declared_at=declared))


def option_of(kind: OptionType, word: Word) -> OptionLiteral:
    """One of the options of a list."""
    if word.text not in kind.options:
        raise Refused(UnknownName(span=word.span, name=word.text, similar="、".join(kind.options[:8])))
    return OptionLiteral(index=kind.options.index(word.text), type=kind)


def with_name(binder: Binder, name: str, meaning: Expr) -> Binder:
    """The binder for sentences in which a name has this meaning."""
    return replace(binder, names=replace(binder.names, known=_Layered({name: meaning}, binder.names.known)))


def within_list(binder: Binder, name: str, *also: str) -> Binder:
    """The binder for one item of a list: the list's name is the item, and a record's fields are names.  Of those that
    are ``also`` gone through, one by one with its items, likewise."""
    inner: dict[str, Expr] = {}
    unit = ""
    for each in (*reversed(also), name):
        kind = list_type(binder, each)
        assert kind is not None
        unit = kind.each
        inner |= {
            field_name: Field(list=each, name=field_name, index=index, type=field_type)
            for index, (field_name, field_type) in enumerate(kind.fields)
        }
        if kind.item is not None:
            inner[each] = Element(list=each, type=kind.item)
    known = _Layered(inner, binder.names.known)
    facts = (*inner.values(), *binder.names.facts)
    names = replace(binder.names, known=known, facts=facts, list_scope=name, also=also)
    names = replace(names, open=(*binder.names.open, name, *also), each=unit, group_of="")
    return replace(binder, names=names)


def walked(binder: Binder, *exprs: Expr) -> tuple[str, ...]:
    """The lists whose items, in a column of them, the expressions are of."""
    lists = (binder.names.list_scope, *binder.names.also)
    read = frozenset[str]().union(*(level_of(expr).items for expr in exprs))
    return tuple(each for each in lists if each in read)


def list_type(binder: Binder, name: str) -> ListType | None:
    """The type of a list, also where its name stands for the present item."""
    kinds = (fact.type for fact in binder.names.facts if isinstance(fact, FactRef) and fact.name == name)
    return next((kind for kind in kinds if isinstance(kind, ListType)), None)


def of_groups(binder: Binder, name: str) -> Binder:
    """The binder for one group of the records of a list: what goes through the list goes through the group."""
    return replace(binder, names=replace(binder.names, group_of=name, each="组"))


class _Layered(Mapping[str, Expr]):
    """Names of an inner scope before those of the outer one, which may be bound only when asked for."""

    def __init__(self, inner: Mapping[str, Expr], outer: Mapping[str, Expr]) -> None:
        self._inner, self._outer = inner, outer

    def __getitem__(self, name: str) -> Expr:
        return self._inner[name] if name in self._inner else self._outer[name]

    def __contains__(self, name: object) -> bool:
        return name in self._inner or name in self._outer

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._inner), **dict.fromkeys(self._outer)})

    def __len__(self) -> int:
        return len({*self._inner, *self._outer})


def spelled(expr: Expr) -> str:
    """The name that an expression is; nothing where it is none."""
    return getattr(expr, "name", "") or getattr(expr, "list", "")


def wanted_for(subject: Expr) -> tuple[str, str]:
    """What may be compared with it, in both languages."""
    kind = subject.type
    if isinstance(kind, OptionType):
        return (f"选项：{'、'.join(kind.options)}", f"one of {', '.join(kind.options)}")
    if isinstance(kind, NumberType):
        return (f"数（{kind.shown}）" if kind.shown else "数", f"a number ({kind.shown})" if kind.shown else "a number")
    return ("是或否", "是 or 否") if kind == BOOLEAN else ("同类的内容", "something of the same kind")
