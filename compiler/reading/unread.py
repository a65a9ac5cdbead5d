"""What could stand where a text stops being read: for messages, and for whoever completes what is being written.

In: a text and the rule as which it is read.  Out: the place, the terminals of the lexicon that could stand there, and
the declared names.  Nothing here changes what is read.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from ..language.hints import (
    BETWEEN_FACTS,
    END,
    HINTS,
    PROMISES,
    PROMISES_OF_POLICY,
    SCOPE_OF_A_NAME,
    SHARED_OUT,
    TYPES,
    unknown_unit,
)
from ..language.lexicon import LEXICON, TOLD
from ..language.word_lists import GO_ON, NAMED
from ..report.diagnostic import Edit
from ..report.errors.names import UnknownName
from ..report.errors.syntax import UnreadableWords, WordWithoutMeaning
from ..text.source import Source, Squeezed
from .around import advice_for, is_never_silent, left_over, stands_before_a_number
from .lexer import Lexer, Stopped
from .missing import SAYS_A_NUMBER, names_of, type_guessed
from .rewrite import Written, proposed, rewritten
from .vocabulary import longest_first

_MARKS = "，；：（）、“”。"
_A_CHARACTER_MORE = re.compile(rf"(?!{'|'.join(GO_ON)})[\u4e00-\u9fff]{{1,2}}(?=[0-9的，；、（）]|$)")
# 丙增加的，……: a promise begins with a name; what begins otherwise (外省企业与本省企业同等) is no unknown name.
_MOVED = re.compile("(增加|提高|增长|减少|降低|下降|不同|变化)的")
# 其中：展位补助（逐个，取最高4个）：……
_OF_ONE_NAME = re.compile(f"{NAMED}(（(?:逐|取|每|就高|依次)[^（）]*）)：")
_ORDER = (*TOLD, *(name for name in LEXICON if name not in TOLD))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """``terminals`` could stand at ``at``, the most useful first; ``names`` are the declared names and options that
    could.  Of a text that is read to its end, what could go on behind it."""

    at: int
    terminals: tuple[str, ...]
    names: tuple[str, ...]


def expected(reader: Lexer, text: str, rule: str) -> Unread:
    """What could stand where ``text``, which has no white space, stops being the beginning of a sentence of ``rule``."""
    return _of(reader, reader.stop(text, rule))


def _of(reader: Lexer, stopped: Stopped) -> Unread:
    own = {"NAME": reader.vocabulary.names, "VALUE": reader.vocabulary.options}
    return Unread(
        at=stopped.at,
        terminals=tuple(name for name in _ORDER if name in stopped.accepted),
        names=tuple(name for terminal in own if terminal in stopped.accepted for name in sorted(own[terminal])),
    )


def explain(
    reader: Lexer,
    stopped: Stopped,
    squeezed: Squeezed,
    source: Source,
    rule: str,
    offers: Callable[[Edit, str], Edit | None] | None = None,
) -> UnreadableWords | UnknownName | WordWithoutMeaning:
    """Say of a sentence that cannot be read what is there and what could be, in words rather than terminals.  A sentence
    that ends too early is told what is missing, not all that could go on.  With ``offers``, it is looked for how
    the sentence could be written, and which facts it needs."""
    if rule == "definition" and (own := _OF_ONE_NAME.match(squeezed.text)):
        place = squeezed.span(source, own.start(1), own.end(1))
        return UnreadableWords(span=place, found=own[1], expected=(END,), hint=SCOPE_OF_A_NAME)
    stop = _of(reader, stopped)
    rest = squeezed.text[stop.at :]
    word = re.match(rf"[^{_MARKS}的]{{0,16}}", rest)
    found = word[0] if word and word[0] else rest[:8]
    whole = _whole(squeezed.text, rule)
    hint = _hint(reader, squeezed.text, stop.at, rule) if whole is None else None
    before, name = _before_a_name(reader, rest) if "NAME" in stop.terminals and hint is None else ("", "")
    if before:
        found = before
        hint = (
            f"后面的「{name}」读作名称；「{before}」是名称里的字的，填报里的名称要一字不差，不是的删去",
            f"“{name}” behind it is read as a name: leave “{before}” out, or declare the name with it",
        )
    unknown = _unknown(reader, squeezed.text, stop, found, is_hinted=hint is not None)
    left = "" if hint or whole or (unknown and unknown[2]) else left_over(rest)
    beside = _beside_an_option(reader, squeezed.text, stop.at)
    written = None
    change: Edit | None = None
    if offers and whole is None:
        names = reader.vocabulary.names | reader.vocabulary.options

        def holds(made: Written) -> bool:
            nonlocal change
            if is_never_silent(left) and (left not in made.text or left in names_of(made.facts)):
                return False
            change = offers(_edit(made, squeezed, source), made.facts)
            return change is not None

        written = rewritten(reader, squeezed.text, rule, lambda text: _nearest(text, names), holds)
    if beside and not written:
        start, length, option = beside
        place = squeezed.span(source, start, start + length)
        return UnknownName(span=place, name=squeezed.text[start : start + length], beside=option)
    if left and not written and (unknown is None or is_never_silent(left) or stands_before_a_number(rest)):
        start = squeezed.text.index(left, stop.at)
        place = squeezed.span(source, start, start + len(left))
        return WordWithoutMeaning(span=place, word=left, instead=advice_for(left))
    if written and written.named:
        place = squeezed.span(source, written.start, max(written.end, written.start + 1))
        return UnknownName(
            span=place, name=squeezed.text[written.start : written.end], similar=written.named, change=change
        )
    if (
        written
        and change
        and (name := next((one for one in sorted(names_of(written.facts)) if one in squeezed.text), ""))
    ):
        start = squeezed.text.index(name)
        place = squeezed.span(source, start, start + len(name))
        return UnknownName(span=place, name=name, proposal=proposed(squeezed.text, written, change))
    if unknown and not written:
        start, length, similar = unknown
        shown = squeezed.text[start : start + length]
        kind = "" if similar else type_guessed(shown, squeezed.text[start + length :])
        return UnknownName(span=squeezed.span(source, start, start + length), name=shown, similar=similar, kind=kind)
    first, last = (stop.at, stop.at + len(found)) if rest else (max(0, stop.at - 1), stop.at)
    told = tuple(dict.fromkeys(LEXICON[name].people for name in stop.terminals if name in TOLD))
    return UnreadableWords(
        span=squeezed.span(source, first, last),
        found=found[:16],
        expected=told or (END,),
        hint=hint or whole,
        proposal=proposed(squeezed.text, written, change) if written and change else None,
    )


def _edit(written: Written, squeezed: Squeezed, source: Source) -> Edit:
    """The change of a sentence, in the text as its author wrote it."""
    return Edit(squeezed.span(source, written.start, written.end), written.replacement)


def _hint(reader: Lexer, text: str, at: int, rule: str) -> tuple[str, str] | None:
    """What is known of the words that could not be read."""
    rest = text[at:]
    if rule == "case" and text[at - 1 : at] == "、" and reader.vocabulary.names and _begins_a_name(reader, rest):
        return BETWEEN_FACTS
    if rule == "fact" and not rest and (unit := re.search("：([^，：、（）0-9]{1,4})$", text)):
        return unknown_unit(unit[1])
    if text.endswith("其中", 0, at) and re.match("[^，；0-9]+[0-9.]+[万亿]?元", rest):
        return SHARED_OUT
    hint = next((advice for pattern, advice in HINTS if re.match(pattern, rest)), None)
    if hint is None and _A_CHARACTER_MORE.match(rest):
        hint = _name_before(reader, text, at)
    return TYPES if hint is None and rule == "fact" else hint


def _begins_a_name(reader: Lexer, rest: str) -> bool:
    return any(rest.startswith(name) for name in reader.vocabulary.names)


def _whole(text: str, rule: str) -> tuple[str, str] | None:
    """What whole sentences could be, where nothing else is known."""
    if rule == "setting" and text.startswith("承诺"):
        return PROMISES_OF_POLICY
    return PROMISES if rule == "promise" else None


def _beside_an_option(reader: Lexer, text: str, at: int) -> tuple[int, int, str] | None:
    """国家级、省级、市级分别, and 市级 is none of the options: its place, its length, and the option that it stands beside."""
    options = longest_first(reader.vocabulary.options)
    listed = re.compile(rf"(?:(?:{options})、)*({options})、(?P<own>[\u4e00-\u9fff]{{1,8}}?)(?=、|的?，?分别|的?，?各)")
    for found in listed.finditer(text) if reader.vocabulary.options else ():
        own = found["own"]
        if found.start("own") <= at <= found.end() and own not in {
            *reader.vocabulary.options,
            *reader.vocabulary.names,
        }:
            return found.start("own"), len(own), found[1]
    return None


def _before_a_name(reader: Lexer, rest: str) -> tuple[str, str]:
    """A character right before a declared name, and the name: 若, 在, 依; ("", "") where there is none."""
    known = reader.vocabulary.names
    name = max((one for one in known if len(one) > 1 and rest.startswith(one, 1)), key=len, default="")
    return (rest[0], name) if name and re.match("[\u4e00-\u9fff]", rest) else ("", "")


def _name_before(reader: Lexer, text: str, at: int) -> tuple[str, str] | None:
    """A name with a character or two too many (投资额 for 投资) is read as the name and stops behind it."""
    name = max((name for name in reader.vocabulary.names if text.endswith(name, 0, at)), key=len, default="")
    said = f"前面读作名称「{name}」；名称要与填报、其中里的一字不差"
    return (said, f"what stands before is read as the name “{name}”; names are repeated exactly") if name else None


def _unknown(reader: Lexer, text: str, stop: Unread, found: str, *, is_hinted: bool) -> tuple[int, int, str] | None:
    """Where a name stands that is not declared, its length, and the declared one that is most probably meant."""
    names, at, rest = reader.vocabulary.names, stop.at, text[stop.at :]
    if _before_a_name(reader, rest)[0]:
        return None
    if "VALUE" in stop.terminals and "NAME" not in stop.terminals:
        # 获评｜省示范点: 获评 is read as a word before an option, and the name 获评省级示范点 was meant
        begins = (start for start in range(max(0, at - 4), at) if reader.end("AWARDED", text, start) == at)
        start = next(begins, at)
        if start < at and (similar := _nearest(text[start:], names)):
            return start, len(re.split(f"[{_MARKS}的]", text[start:])[0]), similar
    if "NAME" not in stop.terminals or not found or is_hinted or not re.match(r"[^\W\d]", found):
        return None
    if similar := _nearest(rest, names | reader.vocabulary.options):
        return None if rest.startswith(similar) else (at, min(len(similar), len(found)), similar)
    if SAYS_A_NUMBER.search(found):
        return None
    if "RESULT" in stop.terminals and not at and not _MOVED.search(rest):
        return None
    if "CAP" in stop.terminals and text[at - 1 : at] == "，":
        return None
    return at, len(found), ""


def _nearest(rest: str, names: Iterable[str]) -> str:
    """The declared name that the text most probably means to begin with, or ""."""
    best, score = "", 0.0
    for name in sorted(names):
        for length in (len(name), len(name) - 1, len(name) + 1):
            candidate = rest[: max(2, length)]
            close = get_close_matches(name, [candidate], 1, 0.6)
            if close and (len(set(name) & set(candidate)) / max(len(name), len(candidate))) > score:
                best, score = name, len(set(name) & set(candidate)) / max(len(name), len(candidate))
    return best
