"""An explanation as code: its lines as literals, its values as expressions, as the runtime's ``tell`` takes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from tiaowen.runtime.tongues import TONGUES

from ..ir.integer import Quantity, Word
from ..program.explanation import PLACE, Explanation, Items, Line, Paid, Value
from .expressions import Printer


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingWords:
    """How a language says what an explanation needs: a line (its text, and numbers of values), one that is told for each item
    of a list (whose number comes first), one that is always told (its text alone), a quantity; several options, the values of
    an item; those of each item of a list ({values}, {item}, {items}), one of several options, a date and a text as people
    read them."""

    line: str
    line_of_each: str
    line_alone: str
    quantity: str
    options: str
    values: str
    of_items: str
    option: str
    day: str
    given: str


def told_lines(explanation: Explanation, printer: Printer, words: TellingWords) -> list[str]:
    """The lines: a text with the numbers of values in it, before it that of a list, behind it what must hold."""
    return [_line(line, printer, words) for line in explanation.lines]


def told_values(explanation: Explanation, printer: Printer, words: TellingWords) -> list[str]:
    """The values, in their order."""
    quoted = TONGUES[explanation.lang].quoted
    return [_value(value, printer, words, quoted) for value in explanation.values]


def _line(line: Line, printer: Printer, words: TellingWords) -> str:
    said = "".join(
        _escaped(part) if isinstance(part, str) else "{#}" if part == PLACE else f"{{{part}}}" for part in line.parts
    )
    text = printer.language.text(said)
    when = [str(number) if holds else f"~{number}" for number, holds in line.when]
    if line.each is not None:
        return words.line_of_each.format(", ".join((str(line.each), text, *when)))
    return words.line.format(", ".join((text, *when))) if when else words.line_alone.format(text)


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _value(value: Value, printer: Printer, words: TellingWords, quoted: Callable[[str], str]) -> str:
    match value:
        case Quantity():
            return words.quantity.format(", ".join((*printer.fraction(value.value), printer.language.text(value.unit))))
        case Word():
            return _word(value, printer, words, quoted)
        case Paid():
            return "pays"
        case Items():
            item, items, inner = printer.through(value.lists, value.values)
            values = words.values.format(
                "".join(f"{_value(part, inner, words, quoted)}, " for part in value.values).rstrip(" ")
            )
            return words.of_items.format(values=values, item=item, items=items)
        case _:
            return printer.truth(value)


def _word(word: Word, printer: Printer, words: TellingWords, quoted: Callable[[str], str]) -> str:
    match word.kind:
        case "option":
            assert word.value is not None
            options = "".join(f"{printer.language.text(quoted(option))}, " for option in word.options).rstrip(" ")
            return words.option.format(words.options.format(options), printer.as_narrow(word.value))
        case "date":
            assert word.value is not None
            return words.day.format(printer.as_narrow(word.value))
        case "text":
            return words.given.format(printer.text_of(word.name, word.list, word.index))
        case _:
            assert_never(word.kind)
