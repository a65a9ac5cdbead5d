"""The grammar of TextMate for editors that colour by patterns, made of the tables of the language.

In: nothing.  Out: plain data for ``tiaowen.tmLanguage.json``.  It colours what can be told without reading: blocks, headings,
quotations, numbers with their units, words of the language; what each name is, the service says (semantic colours).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tiaowen.runtime.units import unit_words

from ..document.blocks import KINDS
from ..language.bounds_words import BOUNDS_WORDS
from ..language.headings import MOST, RESULT_WORDS, WORDS
from ..language.lexicon import LEXICON, OPEN_WORDS

# Numbers, and what else has a pattern of its own.
_NUMBERS = frozenset(
    {"QUANTITY", "RATE", "PRICE", "UNIT", "ITEM", "NUMBER", "POINTS", "PERCENTS"}
    | {"YEAR", "RANK", "SEGMENT", "SO_MANY", "WHICH"}
)
_OPEN = OPEN_WORDS | _NUMBERS


def words() -> tuple[str, ...]:
    """The words of the language, those of one character apart, the longest first."""
    found: set[str] = set()
    for name, row in LEXICON.items():
        if name not in _OPEN:
            found.update((row.said, *row.others, *row.samples))
    found.update(BOUNDS_WORDS)
    whole = {word.strip("，：；、。 ") for word in found}
    return tuple(
        sorted((word for word in whole if re.fullmatch("[\u4e00-\u9fff]{2,}", word)), key=lambda w: (-len(w), w))
    )


def grammar() -> dict[str, Any]:
    """The grammar; its patterns are of Oniguruma."""
    headings, results = _any(WORDS), _any(RESULT_WORDS)
    units = _any(unit_words())
    digits = r"[0-9０-９][0-9０-９.,，．]*[十百千万亿]*"
    return {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "tiaowen",
        "scopeName": "source.tiaowen",
        "fileTypes": ["policy"],
        "patterns": [{"include": "#allowance"}, {"include": "#block"}],
        "repository": {
            "allowance": {
                "name": "comment.block.tiaowen",
                "begin": r"【\s*容许\s*([^】]*)】",
                "beginCaptures": {
                    "0": {"name": "keyword.control.block.tiaowen"},
                    "1": {"name": "constant.other.tiaowen"},
                },
                "end": "【完】",
                "endCaptures": {"0": {"name": "keyword.control.block.tiaowen"}},
            },
            "block": {
                "name": "meta.block.tiaowen",
                "begin": rf"(【\s*(?:{_any(kind for kind in KINDS if kind != '容许')}))\s*([^】]*)(】)",
                "beginCaptures": {
                    "1": {"name": "keyword.control.block.tiaowen"},
                    "2": {"name": "entity.name.function.tiaowen"},
                    "3": {"name": "keyword.control.block.tiaowen"},
                },
                "end": "【完】",
                "endCaptures": {"0": {"name": "keyword.control.block.tiaowen"}},
                "patterns": [
                    {"include": f"#{name}"}
                    for name in ("quotation", "words_for_people", "heading", "number", "option", "word")
                ],
            },
            "quotation": {
                "name": "string.quoted.tiaowen",
                "begin": "“",
                "end": "”",
                "patterns": [{"include": "#quotation"}],
            },
            "words_for_people": {
                "begin": r"(?:^|(?<=[；。”]))\s*(口径|说明)\s*：",
                "beginCaptures": {"1": {"name": "entity.name.type.heading.tiaowen"}},
                "end": rf"(?=【完】|^\s*(?:{headings}|{MOST}(?:{results}))\s*(?:（[^（）]*）)?\s*：)",
                "contentName": "comment.block.documentation.tiaowen",
            },
            "heading": {
                "match": rf"(?:^|(?<=[；。”】]))\s*({MOST}(?:{results})|{headings})(（[^（）]*）)?\s*(?=：)",
                "captures": {
                    "1": {"name": "entity.name.type.heading.tiaowen"},
                    "2": {"name": "variable.parameter.tiaowen"},
                },
            },
            "number": {
                "name": "constant.numeric.tiaowen",
                "match": rf"{digits}(?:[%％‰]|个百分点|万?{units}(?:[/·•]每?{units})*)?|百分之[零一二三四五六七八九十百0-9点.]+",
            },
            "option": {"name": "punctuation.separator.tiaowen", "match": "[｜|]"},
            "word": {"name": "keyword.operator.word.tiaowen", "match": _any(words())},
        },
    }


def _any(said: Iterable[str]) -> str:
    """One of some words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(said, key=lambda word: (-len(word), word))) + ")"
