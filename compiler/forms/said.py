"""What is said of a column: what goes into it, what is taken where it is left blank, and which clause needs it for what.

In: a column and a language.  Out: texts, for the remark on its heading, the message at its cells, and the page 填表说明.
"""

from __future__ import annotations

from dataclasses import replace

from tiaowen.runtime.errors import visible
from tiaowen.runtime.facts import FactType
from tiaowen.runtime.quantities import CLOCK

from ..guide.content import fact_row
from ..guide.uses import uses
from ..meaning.english import unit_said
from ..model.types import ListType
from ..report.diagnostic import Language
from .asking import EXPLAINED
from .columns import Asked, Column
from .words import say

# So many clauses are told in a remark; the rest stand in 填表说明.
CLAUSES_SHOWN = 6
_OPTIONS_SHOWN = 8


def what(of: FactType, lang: Language, most: int = 1000) -> str:
    """What is to be filled in: 金额，按元填，最多2位小数; of options so many are named at most."""
    match of.kind:
        case "number":
            return _number(of, lang)
        case "option":
            named = [visible(option, 40) for option in of.options[:most]]
            named += [say(lang, "more options", count=len(of.options))] if len(of.options) > most else []
            return say(lang, "option", options=say(lang, "comma").join(named))
        case "boolean" | "date" | "text":
            return say(lang, of.kind)
        case _:
            return ""


def in_short(of: FactType, lang: Language) -> str:
    """The same where there is little room."""
    return what(of, lang, most=_OPTIONS_SHOWN)


def _number(of: FactType, lang: Language) -> str:
    if of.unit == CLOCK:
        return say(lang, "clock")
    if of.unit == "%":
        said = say(lang, "ratio")
    elif of.unit == "元":
        said = say(lang, "amount")
    elif of.unit:
        said = say(lang, "number of" if of.decimals else "whole of", unit=unit_said(of.unit, lang))
    else:
        said = say(lang, "factor" if of.decimals else "whole")
    parts = [said]
    if of.decimals and of.unit != "%":
        parts.append(say(lang, "decimals", count=of.decimals))
    return ("，" if lang == "zh" else ", ").join(parts)


def left_blank(column: Column, lang: Language) -> str:
    """What becomes of a blank cell, for all of its clauses."""
    by_words: dict[str, list[str]] = {}
    for asked in column.asked:
        by_words.setdefault(_blank(asked, lang), []).append(asked.clause.id)
    if len(by_words) == 1:
        return next(iter(by_words))
    comma = say(lang, "comma")
    parts = (say(lang, "differs", clause=comma.join(ids), said=said) for said, ids in by_words.items())
    return say(lang, "semicolon").join(parts)


def _blank(asked: Asked, lang: Language) -> str:
    reading = asked.fact.reading
    if reading.optional:
        return say(lang, "may be blank")
    if reading.default is None:
        return say(lang, "needed")
    return say(lang, "left blank", value=_value(asked, lang))


def _value(asked: Asked, lang: Language) -> str:
    said = fact_row(asked.fact, lang)[3]
    return said.removeprefix("按" if lang == "zh" else "counts as ")


def ranges(column: Column, lang: Language) -> str:
    """The ranges of what its clauses take, in a line; "" where none says any."""
    by_words: dict[str, list[str]] = {}
    for asked in column.asked:
        by_words.setdefault(fact_row(asked.fact, lang)[2], []).append(asked.clause.id)
    if len(by_words) == 1:
        return next(iter(by_words))
    comma = say(lang, "comma")
    parts = (say(lang, "differs", clause=comma.join(ids), said=said) for said, ids in by_words.items() if said)
    return say(lang, "semicolon").join(parts)


def used(asked: Asked, lang: Language) -> str:
    """7.1 研发投入奖励（条件：研发费用达到100万元以上；奖励）."""
    clause = asked.clause
    named = say(lang, "rule", id=visible(clause.id, 60), title=visible(clause.title, 100)).strip()
    said = say(lang, "semicolon").join(dict.fromkeys(uses(clause, asked.fact.name, lang)))
    if not said:
        return named
    return f"{named}（{said}）" if lang == "zh" else f"{named} ({said})"


def remark(column: Column, lang: Language) -> str:
    """What is shown at the heading."""
    lines = [column.heading, *_lines(column, lang)]
    lines.append(say(lang, "asked by"))
    lines += (f"· {used(asked, lang)}" for asked in column.asked[:CLAUSES_SHOWN])
    if len(column.asked) > CLAUSES_SHOWN:
        lines.append(f"· {say(lang, 'many', count=len(column.asked), sheet=EXPLAINED[lang == 'en'])}")
    return "\n".join(lines)


def _lines(column: Column, lang: Language) -> list[str]:
    lines = [what(column.of, lang)] if what(column.of, lang) else []
    if said := ranges(column, lang):
        lines.append(say(lang, "range", range=said))
    lines.append(left_blank(column, lang))
    lines += ordering(column, lang)
    return lines


def ordering(column: Column, lang: Language) -> list[str]:
    """What is declared of the rows of a list."""
    found = [say(lang, "so many", count=column.of.length)] if column.of.length else []
    note = fact_row(replace(column.asked[0].fact, from_clause=""), lang)[4]
    return found + ([note] if column.is_table and note else [])


def message(column: Column, of: FactType, lang: Language) -> str:
    """What is shown at a cell of the column: in short, since 255 characters are shown."""
    said = [in_short(of, lang)]
    if not column.is_table:
        if range_ := ranges(column, lang):
            said.append(say(lang, "range", range=range_))
        said.append(left_blank(column, lang))
    ids = [visible(asked.clause.id, 30) for asked in column.asked[:CLAUSES_SHOWN]]
    if len(column.asked) > CLAUSES_SHOWN:
        ids.append(say(lang, "many", count=len(column.asked), sheet=EXPLAINED[lang == "en"]))
    said.append(say(lang, "asked by in line", clauses=say(lang, "comma").join(ids)))
    return say(lang, "semicolon").join(said)


def each_of(column: Column, lang: Language) -> str:
    """What an item is called: 笔, 项."""
    kind = column.asked[0].fact.type
    each = kind.each if isinstance(kind, ListType) else ""
    return each if lang == "zh" and each else "行" if lang == "zh" else "item"
