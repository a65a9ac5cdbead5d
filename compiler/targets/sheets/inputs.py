"""A cell to fill in: how it looks, what may be typed, what is wrong with it in words, and what it is held as.

In: a fact's type and its cell.  Out: the same for a form, a calculator or a row of a table.  Words and codes of faults are
those of the runtime, with what was typed in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tiaowen.runtime.errors import FactError, Fault, make_fault, show
from tiaowen.runtime.facts import FactType, Value, read_facts, read_value
from tiaowen.runtime.quantities import CLOCK
from tiaowen.runtime.tongues import TONGUES

from ...report.diagnostic import Language
from ..expressions import Unsayable
from .book import Shown, Style, Validation, styled
from .days import EARLIEST, OFFSET
from .looks import INPUT
from .operands import (
    EMPTY,
    Number,
    Operand,
    Text,
    Truth,
    as_number,
    compare,
    constant,
    if_text,
    joined,
    literal,
)
from .steps import Steps
from .words import say

LAST = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell is held as (0, 否 or "" where something is wrong with it), and what is wrong, "" for nothing."""

    held: Operand
    fault: Text


@dataclass(frozen=True, slots=True)
class Fed:
    """What another clause gives for a fact that is left blank, in its parts; and why it does not."""

    held: Number
    fault: Text


def read(
    steps: Steps,
    of: FactType,
    cell: str,
    given: Value,
    limit: int,
    options: str,
    lang: Language,
    fed: Fed | None = None,
) -> Read:
    """The reading of a cell in which ``given`` stands (None: nothing).  ``limit`` bounds a number in its parts; ``options``
    is where the options stand."""
    fault = steps.keep_text(_fault(of, cell, given, limit, options, lang, fed))
    is_sound, is_blank = Truth(f'{fault.text}=""', fault.value == "", 0), f'{cell}=""'
    held = 0 if given is None else given
    match of.kind:
        case "number":
            low, high = max(of.least, 1 - limit), min(of.most, limit - 1)
            instead = fed.held if fed else constant(0 if of.default is None else int(_whole(of.default)))
            read_as = f"ROUND({cell}*{of.scale},0)" if of.scale != 1 else cell
            said = f"IF({is_sound.text},IF({is_blank},{instead.text},{read_as}),0)"
            value = instead.value if given is None and is_sound.value else _whole(held)
            return Read(steps.keep(Number(said, value, min(low, 0), max(high, 0))), fault)
        case "boolean":
            yes = f'EXACT({cell},"{say(lang, "true")}")'
            said = f"IF({is_sound.text},IF({is_blank},{int(bool(of.default))},IF({yes},1,0)),0)"
            value = int(bool(of.default)) if given is None else int(bool(given))
            return Read(compare("=", steps.keep(Number(said, value, 0, 1)), constant(1)), fault)
        case "option":
            place = f"SUMPRODUCT(EXACT({cell},{options})*(ROW({options})))-ROW({options.partition(':')[0]})"
            said = f"IF({is_sound.text},IF({is_blank},{_whole(of.default or 0)},{place}),0)"
            value = _whole(of.default or 0) if given is None else _whole(held)
            return Read(steps.keep(Number(said, value, 0, len(of.options) - 1)), fault)
        case "date":
            instead_of = 1 if of.default is None else _whole(of.default)
            value = instead_of if given is None else _whole(held)
            said = f"IF({is_sound.text},IF({is_blank},{instead_of},{cell}+{OFFSET}),1)"
            low, high = EARLIEST.toordinal(), LAST.toordinal()
            return Read(steps.keep(Number(said, value, 1, max(low, high))), fault)
        case "text":
            return Read(Text(cell, "" if given is None else str(given)), fault)
        case _:
            raise Unsayable("这种填报项", "facts of this kind")


def _whole(value: Value) -> int:
    assert isinstance(value, int)
    return int(value)


# ── what is wrong ──


def _fault(of: FactType, cell: str, given: Value, limit: int, options: str, lang: Language, fed: Fed | None) -> Text:
    wrong = [(f"NOT({test})", words) for test, words in _must(of, cell, limit, options, lang)]
    said = '""'
    for test, words in reversed(wrong):
        said = f"IF({test},{words.text},{said})"
    blank = EMPTY if of.default is not None or of.optional else _missing(of, lang)
    if fed is not None:
        blank = fed.fault
    broken = _said(of, True if of.kind != "boolean" else 1, "", lang)
    value = blank.value if given is None else ""
    return Text(f'IF(ISERROR({cell}),{broken.text},IF({cell}="",{blank.text},{said}))', value)


def _must(of: FactType, cell: str, limit: int, options: str, lang: Language) -> list[tuple[str, Text]]:
    """What must hold of a cell that is not blank, and the fault where it does not: the first one is told."""
    match of.kind:
        case "number":
            if of.unit == CLOCK:
                raise Unsayable("时刻", "times of day")
            most, held = Decimal(limit) / of.scale, f"ROUND({cell}*{of.scale},0)"
            reason = say(lang, "only digits")
            unreadable = make_fault("T0611", (of.name,), shown=show("\ue000"), reason=reason)
            found = [
                (f"ISNUMBER({cell})", _with_value(unreadable, "\ue000", cell, lang)),
                (f"ABS({cell})<{most:f}", _too_large(of, limit, lang)),
                (
                    f"{held}/{of.scale}={cell}" if of.scale != 1 else f"ROUND({cell},0)={cell}",
                    _said(of, Decimal("0.123456789012"), cell, lang),
                ),
            ]
            if not of.negative:
                found.append((f"{cell}>=0", _said(replace(of, low=None), -1, cell, lang)))
            return found + _between(of, held, cell, lang)
        case "boolean":
            words = ",".join(f'EXACT({cell},"{say(lang, name)}")' for name in ("true", "false"))
            return [(f"OR({words})", _said(of, "？", cell, lang))]
        case "option":
            return [(f"SUMPRODUCT(EXACT({cell},{options})*1)>0", _said(of, "\ue000", cell, lang))]
        case "date":
            first, last = (day.toordinal() - OFFSET for day in (EARLIEST, LAST))
            whole = f"IF(ISNUMBER({cell}),ROUND({cell},0)={cell},FALSE)"
            early = literal(
                f"T0612 {_at(of, lang)}：{say(lang, 'date range')}"
                if lang == "zh"
                else f"T0612 {_at(of, lang)} {say(lang, 'date range')}"
            )
            found = [(whole, _said(of, "？", cell, lang)), (f"AND({cell}>={first},{cell}<={last})", early)]
            return found + _between(of, f"({cell}+{OFFSET})", cell, lang)
        case "text":
            return [(f"ISTEXT({cell})", _said(of, 1, cell, lang))]
        case _:
            raise Unsayable("这种填报项", "facts of this kind")


def _between(of: FactType, held: str, cell: str, lang: Language) -> list[tuple[str, Text]]:
    """The bounds of a fact, in the words of the runtime, with the value in its place."""
    tests = [f"{held}>={of.low}"] if of.low is not None else []
    tests += [f"{held}<={of.high}"] if of.high is not None else []
    if not tests:
        return []
    if of.kind == "date":
        beyond: object = "0001-01-01" if of.low is not None else "9999-12-31"
        shown = f'TEXT({cell},"yyyy-mm-dd")'
    else:
        outside = of.low - 1 if of.low is not None else (of.high or 0) + 1
        free = replace(of, negative=True)
        value = Decimal(outside) / of.scale
        of, beyond, shown = free, int(value) if value == int(value) else value, cell
    return [(f"AND({','.join(tests)})" if tests[1:] else tests[0], _said(of, beyond, shown, lang))]


def _missing(of: FactType, lang: Language) -> Text:
    try:
        read_facts([of], {})
    except FactError as error:
        return literal(_words(error.faults[0], lang))
    raise AssertionError("a fact without a default is asked for")


def _said(of: FactType, value: object, cell: str, lang: Language) -> Text:
    """The fault of a value as the runtime has it, with what stands in the cell in the place of that value."""
    try:
        read_value(of, value)
    except FactError as error:
        return _with_value(error.faults[0], value, cell, lang)
    raise AssertionError(f"{value!r} is a fault of {of.name}")


def _with_value(fault: Fault, value: object, cell: str, lang: Language) -> Text:
    """Its words with what stands in the cell where they have the value; without either where there is no ``cell``."""
    said = _words(fault, lang)
    before, shown, behind = said.rpartition(show(value))
    if not shown or not cell:
        return literal(said.removesuffix(show(value)).rstrip("，, "))
    return joined([literal(f"{before}“"), Text(f"LEFT({cell},40)", "?"), literal(f"”{behind}")])


def _words(fault: Fault, lang: Language) -> str:
    """Of an amount a cell has digits alone, where the runtime reads 3000万元."""
    if lang == "zh":
        return f"{fault.code} {fault.message.replace('如 3000万元', '只填数字，如 30000000')}"
    return f"{fault.code} {fault.message_en.replace('such as 3000万元', 'in digits, such as 30000000')}"


def _at(of: FactType, lang: Language) -> str:
    return f"「{of.name}」" if lang == "zh" else f"“{of.name}”"


def _too_large(of: FactType, limit: int, lang: Language) -> Text:
    most = TONGUES[lang].shown_quantity(
        limit, of.scale, "元" if lang == "zh" and of.unit == "元" else "yuan" if of.unit == "元" else ""
    )
    unit = "" if of.unit == "元" else of.unit
    return literal(
        f"T0608 {_at(of, lang)}{'' if lang == 'zh' else ' '}{say(lang, 'bound', most=most, unit=unit).rstrip()}"
    )


# ── how it looks ──


def style(of: FactType) -> Style:
    """The look of the cell: a number with as many decimals as it may have."""
    if of.kind == "number":
        if of.unit == "%":
            return styled(INPUT, number="0.########%")
        whole = "#,##0"
        return styled(
            INPUT, number=f"{whole}.00" if of.unit == "元" else f"{whole}.{'#' * of.decimals}" if of.decimals else whole
        )
    if of.kind == "date":
        return styled(INPUT, number="yyyy-mm-dd", align="center", indent=0)
    if of.kind == "text":
        return styled(INPUT, number="@", align="left", wrap=True)
    return styled(INPUT, align="center", indent=0)


def shown_given(of: FactType, value: Value, lang: Language) -> Shown | None:
    """A value as it stands in the cell."""
    match of.kind:
        case _ if value is None:
            return None
        case "number":
            return Decimal(_whole(value)) / of.scale
        case "boolean":
            return say(lang, "true" if value else "false")
        case "option":
            return of.options[_whole(value)]
        case "date":
            return date.fromordinal(_whole(value))
        case _:
            return str(value)


def hint(of: FactType, lang: Language) -> str:
    """What is to be filled in, in a few words."""
    match of.kind:
        case "number":
            said = (
                say(lang, "ratio")
                if of.unit == "%"
                else say(lang, "number", decimals=of.decimals)
                if of.decimals
                else say(lang, "whole")
            )
        case "boolean":
            said = say(lang, "choose yes")
        case "option":
            said = say(lang, "choose")
        case "date":
            said = say(lang, "date")
        case _:
            said = say(lang, "text")
    if of.default is not None:
        value = default_words(of, lang)
        said = (
            f"{said}；{say(lang, 'or blank', value=value)}"
            if lang == "zh"
            else f"{said}; {say(lang, 'or blank', value=value)}"
        )
    return said


def default_words(of: FactType, lang: Language) -> str:
    """A default as people read it."""
    if of.kind == "number":
        return TONGUES["zh"].shown_quantity(_whole(of.default), of.scale, of.unit)
    return str(shown_given(of, of.default, lang))


def validation(of: FactType, limit: int, options: str, lang: Language) -> Validation | None:
    """What may be typed; what is wrong with a cell is told beside it all the same, since whoever pastes is not asked."""
    title, told = of.name, hint(of, lang)
    match of.kind:
        case "number":
            low, high = max(of.least, 1 - limit), min(of.most, limit - 1)
            kind = "whole" if of.scale == 1 else "number"
            return Validation(
                kind=kind,
                low=Decimal(low) / of.scale,
                high=Decimal(high) / of.scale,
                title=title,
                hint=told,
                error=told,
            )
        case "boolean" | "option":
            return Validation(kind="list", source=options, title=title, hint=told, error=told)
        case "date":
            return Validation(kind="day", low=EARLIEST, high=LAST, title=title, hint=told, error=told)
        case _:
            return Validation(kind="any", title=title, hint=told)


def given_in(types: Mapping[str, FactType], facts: Mapping[str, object]) -> dict[str, Value]:
    """The values of those facts that can be read."""
    found: dict[str, Value] = {}
    for name, of in types.items():
        if name in facts:
            try:
                found[name] = read_value(of, facts[name])
            except FactError:
                continue
    return found


def counted(fault: Text) -> Number:
    """1 for a fault, 0 for none."""
    return as_number(Truth(f'{fault.text}<>""', fault.value != "", 0))


def first_of(faults: list[Text]) -> Text:
    """The first of several faults, each in a cell."""
    said = EMPTY
    for fault in reversed(faults):
        said = if_text(Truth(f'{fault.text}<>""', fault.value != "", 0), fault, said)
    return said
