"""Facts as they are given on the command line or in JSON, made ready for ``policy.calc``.

In: texts.  Out: facts by name, numbers never through float.  Raises ``FactError`` (T0620 to T0622) where a text has not
the form of facts; whether the facts are right is for ``calc`` to say.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from tiaowen.runtime.errors import FactError, Fault, visible
from tiaowen.runtime.facts import FactType

CLAIM_DATE = "申报日期"
_LONGEST_INT = 4000  # Python refuses to read longer ones as int


def read_assignments(texts: Iterable[str], types: Mapping[str, FactType]) -> dict[str, object]:
    """Facts from 名称=值; where ``types`` has a list its items stand between 、, and a value that begins with [ or {
    is JSON.

    >>> fees = FactType(name="期权费", kind="list", item=FactType(name="", kind="number", unit="元", decimals=2))
    >>> read_assignments(["期权费=1000元、2500元", "首次申报=是"], {"期权费": fees})
    {'期权费': ['1000元', '2500元'], '首次申报': '是'}
    """
    facts: dict[str, object] = {}
    for text in texts:
        name, sign, value = text.replace("＝", "=", 1).partition("=")
        name, value = name.strip(), value.strip()
        if not sign or not name:
            zh = f"「{visible(text)}」应写作 名称=值，如 营业收入=3000万元"
            raise _refusal("T0622", name, zh, f"“{visible(text)}” must be written NAME=VALUE")
        if name in facts:
            raise _duplicate(name)
        kind = types[name].kind if name in types else "text"
        if kind in ("list", "record") and value[:1] in ("[", "{"):
            facts[name] = _loads(value)
        elif kind == "list":
            facts[name] = [] if value in ("", "无") else [item.strip() for item in value.split("、")]
        else:
            facts[name] = value
    return facts


def read_json(text: str) -> dict[str, object]:
    """Facts from a JSON object, every number as it is written.

    >>> read_json('{"投资额": 1000000.10, "设备": [3, 4]}')
    {'投资额': Decimal('1000000.10'), '设备': [3, 4]}
    """
    facts = _loads(text)
    if not isinstance(facts, dict):
        raise _refusal("T0620", "", "JSON 的最外层应是 {名称: 值}", "the JSON must be an object of names and values")
    return facts


def merged(*parts: Mapping[str, object]) -> dict[str, object]:
    """Facts that were given in several ways, as one; a name may be in one of them only."""
    facts: dict[str, object] = {}
    for part in parts:
        for name, value in part.items():
            if name in facts:
                raise _duplicate(name)
            facts[name] = value
    return facts


def _loads(text: str) -> object:
    try:
        return json.loads(
            text, parse_float=_number, parse_int=_whole, parse_constant=_number, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        zh = f"JSON 第{error.lineno}行第{error.colno}列写得不对"
        raise _refusal("T0620", "", zh, f"malformed JSON at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise _refusal("T0620", "", "JSON 套得太深", "the JSON is nested too deeply") from None


def _number(text: str) -> object:
    """A number with a point or an exponent, NaN, Infinity: whatever ``calc`` then says of it."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text  # an exponent that even Decimal cannot hold


def _whole(text: str) -> object:
    return int(text) if len(text) <= _LONGEST_INT else _number(text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _duplicate(name)
        found[name] = value
    return found


def _duplicate(name: str) -> FactError:
    return _refusal("T0621", name, f"「{visible(name)}」填了两次", f"“{visible(name)}” is given twice")


def _refusal(code: str, fact: str, message: str, message_en: str) -> FactError:
    return FactError([Fault(code, fact, message, message_en)])
