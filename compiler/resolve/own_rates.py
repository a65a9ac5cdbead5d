"""Parties that each pay at a rate of their own: 缴费基数，单位按8%、个人按2%; 单位按缴费基数的8%、个人按2%.

In: the one sentence of a result.  Out: an amount for each of the parties, who are of a closed list; None where the sentence says
no such thing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..bind.elided import base_of, form_of, of_base
from ..meaning.series import by_party
from ..model.clause import Series
from ..reading.syntax import Form, Section, Sentence, Word
from ..text.source import Squeezed, squeeze
from .context import Rule
from .yearly import lines

# Who pays his share of one contribution; any other word may be a quantity or a condition.
_WHO = "用人单位|单位|企业|职工个人|参保人员|参保个人|职工|个人|本人|雇主|雇员|集体|财政|政府|中央|省级?|市级?|县级?|区级?|镇级?|家庭|学校|基金|统筹基金|农户|投保人"
_PART = rf"(?P<who>{_WHO})(?:部分|负担|承担|缴纳|缴费|缴存)*(?=按|[0-9.]+[%‰])"
_SENTENCE = re.compile(
    rf"(?:(?P<base>[^，；：、0-9%]+?)，)?(?={_PART})".replace("?P<who>", "?:")
    + rf"(?:(?:{_WHO})(?:部分|负担|承担|缴纳|缴费|缴存)*(?:按照?[^，；：、%‰]*?)?[0-9.]+[%‰](?:的?(?:比例|费率))?(?:缴纳|缴存|缴费|负担|承担)?(?:[、，和]|$)){{2,}}"
)


def at_own_rates(rule: Rule, section: Section) -> Series | None:
    """The parties and their amounts."""
    source, place = section.span.source, section.content_span
    written = squeeze(source.read.text, place.start, place.end)
    text = written.text.rstrip("。；")
    found = _SENTENCE.fullmatch(text)
    parts = list(re.finditer(_PART, text)) if found else []
    names = {*rule.scope, *rule.binder.names.options}
    parties = [part["who"] for part in parts]
    if found is None or len(set(parties)) < len(parties) or any(name in parties for name in names):
        return None
    ends = [*(part.start() for part in parts[1:]), len(text)]
    read = [
        _read(rule, section, written, part.end(), _shorter(text, part.end(), end))
        for part, end in zip(parts, ends, strict=True)
    ]
    bases: Sequence[Form | Word] = ()
    if found["base"]:
        base = _read(rule, section, written, 0, len(found["base"]))
        bases = _whole(base.form)
    elif read[0].form is not None:
        bases = base_of(read[0].form.parts[-1]) if isinstance(read[0].form.parts[-1], Form) else ()
    read = [_with_base(each, bases) for each in read]
    return by_party(parties, lambda at: lines(rule.binder, [read[at]]))


def _shorter(text: str, start: int, end: int) -> int:
    """Where what is said of one party ends, without the mark and the words of paying behind it."""
    said = re.sub("(?:的?(?:比例|费率))?(?:缴纳|缴存|缴费|负担|承担)?[、，和]?$", "", text[start:end])
    return start + len(said)


def _read(rule: Rule, section: Section, written: Squeezed, start: int, end: int) -> Sentence:
    place = written.span(section.span.source, start, end)
    return rule.sentence(section, place.start, place.end, "line")


def _whole(line: Form | None) -> Sequence[Form | Word]:
    """What stands before the parties, as a whole."""
    award = line.parts[-1] if line else None
    first = next(award.forms(), None) if isinstance(award, Form) else None
    values = first.form("values") if first and first.kind == "base" else None
    return values.parts if values and len(values.parts) == 1 else ()


def _with_base(sentence: Sentence, bases: Sequence[Form | Word]) -> Sentence:
    line = sentence.form
    award = line.parts[-1] if line else None
    if line is None or not isinstance(award, Form):
        return sentence
    return replace(sentence, form=form_of(line.kind, (*line.parts[:-1], of_base(award, bases)), line.span))
