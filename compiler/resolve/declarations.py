"""有效期, 取整, 口径, 说明: what a rule says beside what it calculates."""

import re

from ..model.quantity import read_day
from ..model.rounding import read_rounding
from ..reading.parse import sentences
from ..reading.syntax import Section
from ..report.diagnostic import Report
from ..report.errors.syntax import UnknownScope
from ..report.errors.types import BadRange
from ..text.source import squeeze
from .context import Rule, no_amount, plain_text


def read_validity(rule: Rule, section: Section) -> None:
    """有效期：甲日至乙日, where it is not the policy's."""
    text = squeeze(section.text).text
    written = re.findall(r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日", text)
    first = read_day(written[0]) if written else None
    found = [day for text in written if (day := read_day(text, first.year if first else 0))]
    between = re.sub("(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日", "，", text).strip("。；")
    if len(found) != 2 or found[0] > found[1] or not re.fullmatch("自?，起?[至到~～—–-]+，止?", between):
        rule.report.add(BadRange(span=section.content_span, text=section.text[:20]))
        return
    rule.draft.valid = found[0], found[1]


def read_rounding_of(rule: Rule, section: Section) -> None:
    """取整：四舍五入到元, of the whole result."""
    if rule.draft.form == "资格":
        rule.report.add(no_amount(section))
        return
    read = sentences(section, rule.reader, "whole_rounding", Report())
    word = read[0].form.word("ROUNDED") if len(read) == 1 and read[0].form else None
    if word is None:
        squeezed = squeeze(section.text).text.rstrip("。；")
        rule.report.add(UnknownScope(span=section.content_span, scope=squeezed[:12], heading=section.heading))
        return
    rule.read[section.span] = list(read)
    rule.draft.rounding = read_rounding(word.text)


def read_words(rule: Rule, section: Section) -> None:
    """口径, 说明: words for people, kept with their heading."""
    rule.draft.told += ((section.kind.words[0], plain_text(section.text)),)
