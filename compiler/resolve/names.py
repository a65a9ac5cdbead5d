"""The names that the sentences of a rule may use, once its facts are read: facts, what 其中 and 标准 are about to
define, options; and the reader that knows them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from tiaowen.runtime.facts import FactType
from tiaowen.runtime.units import parse_unit, unit_decimals

from ..bind.binder import Names
from ..language.word_lists import NAMED
from ..meaning.tables import AMOUNT, CASE, is_named
from ..model.clause import Fact
from ..model.expr import FactRef
from ..model.quantity import unit_of
from ..model.types import CLAIM_DATE, DATE, TEXT, ListType, NumberType, OptionType, Plain, Type
from ..reading.layout import items
from ..reading.of_lists import Listed
from ..reading.parse import Reader
from ..reading.syntax import Section
from ..reading.vocabulary import Vocabulary
from ..text.source import fold, squeeze
from .context import Rule
from .facts import facts_of

# 按一年计算, 本条算一台; not 不足一年的按一年计.
_OF_A_REST = re.compile("不足|不满|未满|不到|超过|零头|的，?按")
_ONE = re.compile("(?:按|算|计)[一1]个?([^0-9一二三四五六七八九十]{1,4}?)(?:计算?|算)?$")


def names_known(rule: Rule) -> None:
    """The facts become names, those of rules that they are 取自 are read, and the rule has its reader and binder."""
    for fact in rule.facts.values():
        rule.scope.bound[fact.name] = FactRef(name=fact.name, type=fact.type)
        if fact.from_clause in rule.blocks:
            rule.fed_by |= facts_of(rule, rule.blocks[fact.from_clause])
    rule.scope.bound[CLAIM_DATE] = FactRef(name=CLAIM_DATE, type=DATE)
    names, options = _names(rule), options_of(rule.facts.values())
    known = Names(
        known=rule.scope,
        terms=replace(rule.terms, valid=rule.draft.valid or rule.terms.valid),
        options=options,
        tables=rule.tables,
        limits=frozenset(filter(_says_limit, names)),
        most={
            fact.name: Fraction(fact.reading.high, fact.reading.scale)
            for fact in rule.facts.values()
            if fact.reading.kind == "number" and fact.reading.high is not None
        },
        declared=rule.declared,
        facts=tuple(rule.scope.bound[name] for name in rule.facts),
        of_one=_of_one(rule),
        finer=tuple(
            reading.unit for fact in rule.facts.values() for reading in _parts(fact.reading) if _is_finer(reading)
        ),
        facts_alone=not any(section.kind.room in ("definitions", "tables") for section in rule.sections),
    )
    rule.binder = replace(rule.binder, names=known)
    rule.reader = Reader(Vocabulary.of(names, options, rule.terms.units, _lists(rule), _kinds(rule), _sorts(rule)))


def _parts(reading: FactType) -> Iterator[FactType]:
    """What is filled in: a number, those of a list, the fields of its records."""
    yield reading
    yield from _parts(reading.item) if reading.item else ()
    yield from reading.fields


def _is_finer(reading: FactType) -> bool:
    """人，可带小数."""
    unit = parse_unit(reading.unit) if reading.unit not in ("", "%") else None
    return unit is not None and reading.decimals > 0 and not unit_decimals(unit) and unit.factor == 1


_SAID = {"boolean": "是否", "date": "日期", "text": "文字"}


def _kinds(rule: Rule) -> dict[str, str]:
    """What each fact is, in a word; lists are left out."""
    found: dict[str, str] = {}
    for fact in rule.facts.values():
        match fact.type:
            case NumberType(shown=shown):
                found[fact.name] = shown
            case OptionType():
                found[fact.name] = "选项"
            case Plain(kind=kind):
                found[fact.name] = _SAID[kind]
            case ListType():
                pass
            case _:
                assert_never(fact.type)
    return found


def _sorts(rule: Rule) -> dict[str, tuple[str, ...]]:
    """The options of each fact that has some."""
    return {fact.name: fact.type.options for fact in rule.facts.values() if isinstance(fact.type, OptionType)}


def _lists(rule: Rule) -> dict[str, Listed]:
    """The names of lists, of the fields of their records, and of what 其中 and 标准 have for each of their items."""
    found: dict[str, Listed] = {}
    of_lists = [(fact.name, fact.type) for fact in rule.facts.values() if isinstance(fact.type, ListType)]
    by_word: dict[str, list[Listed]] = {}
    for name, kind in of_lists:
        own = (kind.item, *(of for _, of in kind.fields))
        options = tuple(option for of in own if isinstance(of, OptionType) for option in of.options)
        listed = Listed(kind.each, kind.names, name, kind.kinds, options)
        said = (field for field, of in kind.fields if isinstance(of, NumberType | OptionType) or of in (DATE, TEXT))
        found |= dict.fromkeys((name, *said), listed)
        for word in {name, kind.each}:
            by_word.setdefault(word, []).append(listed)
    for section in rule.sections if of_lists else ():
        match by_word.get(section.scope.removeprefix("逐").split("，")[0], ()):
            case [listed, *_] if section.heading == "其中":
                found |= dict.fromkeys(defined_names(section), listed)
        if section.heading == "标准" and section.rows:
            head = [cell.text for cell in section.rows[0]]
            of = next((found[text] for text in head if text in found), None)
            found |= {text: of for text in head if of is not None and text not in found}
    return {name: listed for name, listed in found.items() if name not in rule.facts or name in dict(of_lists)}


def _of_one(rule: Rule) -> frozenset[str]:
    """口径：按一年计算: what the rule is about one of, so that 每年 is said of that."""
    told = (said for section in rule.own if section.heading == "口径" for said in re.split("[。；]", section.text))
    plain = (said for said in ("".join(said.split()) for said in told) if not _OF_A_REST.search(said))
    found = (_ONE.search(part) for said in plain for part in re.split("[，：、]", said))
    return frozenset(unit.text for one in found if one and (unit := unit_of(one[1], rule.terms.units)))


def _says_limit(name: str) -> bool:
    """最高补贴限额: a name that says of itself that what bears it is a limit, as ，最高…… behind an amount does."""
    return name.startswith(("最高", "封顶")) and name.endswith(("额", "额度", "数", "标准"))


def _names(rule: Rule) -> set[str]:
    names = {*rule.facts, *rule.failed, CLAIM_DATE}
    for fact in rule.facts.values():
        if isinstance(fact.type, ListType):
            names.update(name for name, _ in fact.type.fields)
    for section in rule.sections:
        if section.heading == "其中":
            for name in defined_names(section):
                names.update((name, f"上年{name}") if "含上年" in section.scope else (name,))
        elif is_named(section):
            names |= {section.scope, AMOUNT}
        elif section.heading == "标准" and section.rows:
            names.update(cell.text for cell in section.rows[0] if cell.text != CASE)
    return names


def options_of(facts: Iterable[Fact]) -> dict[str, list[str]]:
    """The options of facts and of what lists hold, each with the names that have it."""
    options: dict[str, list[str]] = {}
    for fact in facts:
        kinds: list[tuple[str, Type]] = [(fact.name, fact.type)]
        if isinstance(fact.type, ListType):
            kinds = [*fact.type.fields, *([(fact.name, fact.type.item)] if fact.type.item else [])]
        for name, kind in kinds:
            for option in kind.options if isinstance(kind, OptionType) else ():
                options.setdefault(option, []).append(name)
    return options


def defined_names(section: Section) -> list[str]:
    """The names that the items of 其中 begin with."""
    source = section.span.source
    text = fold(source.read.text)
    found = []
    for start, end in items(text, section.content_span.start, section.content_span.end):
        match = re.match(rf"({NAMED})(?:（[^（）]*）)?：", squeeze(source.read.text, start, end).text)
        if match:
            found.append(match[1])
    return found
