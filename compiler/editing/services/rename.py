"""Another name for a fact, a definition or a clause, everywhere that it stands; 上年 of it goes along, and 口径 and 说明 that
speak of it, save where it may be part of another word: those places are told.

INVARIANT: what is given back leaves the policy with the clauses and the results it had: the changed texts are checked before,
and a name that would be read as something else is refused.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...report.diagnostic import Language
from ..answers import Change, Range, Renaming
from ..desk import Checked, Desk
from ..spot import spot
from ..trying import tried
from .definition import clause_at, clause_places, places_of
from .mentions import mentions

_BEFORE = "上年"
_NAME = re.compile(r"[^\W\d_][^\s，；：。（）()“”、｜|【】,;:]*")
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]*")


def renamable(checked: Checked, file: str, at: int) -> Range | None:
    """The place of what can have another name; None where nothing can."""
    found = spot(checked, file, at)
    if found is None:
        return None
    if occurrence := found.occurrence:
        return Range.of(checked.places.span(occurrence.span)) if occurrence.declared_at else None
    if head := clause_at(found):
        here = found.in_file.span.start + found.at - found.block.span.start
        return next((Range.of(each) for each in clause_places(checked, head) if each.start <= here <= each.end), None)
    return None


def rename(desk: Desk, file: str, at: int, name: str, lang: Language = "zh") -> Renaming:
    """The changes that give it another name."""
    checked = desk.checked
    found, name = spot(checked, file, at), name.strip()
    if found is None or renamable(checked, file, at) is None:
        return _refused(lang, "这里没有可以改名的名称或条款", "there is no name or clause here that can be renamed")
    changes: list[Change] = []
    left: list[Range] = []
    if occurrence := found.occurrence:
        is_before = occurrence.name.startswith(_BEFORE) and occurrence.name != _BEFORE
        base = name.removeprefix(_BEFORE) if is_before else name
        if not _NAME.fullmatch(base):
            return _refused(lang, f"「{name}」不能作名称：名称不含空格和标点", f"{name} is no name")
        places = dict(places_of(checked, occurrence))
        for span, said in places.items():
            written = "".join(span.text.split())
            new = f"{_BEFORE}{base}" if written.startswith(_BEFORE) and said.startswith(_BEFORE) else base
            changes.append(Change(Range.of(span), new))
        old = occurrence.name.removeprefix(_BEFORE) if is_before else occurrence.name
        for span, is_sure in mentions(checked, old, places):
            if is_sure:
                changes.append(Change(Range.of(span), base))
            else:
                left.append(Range.of(span))
    else:
        if not _ID.fullmatch(name):
            return _refused(lang, f"「{name}」不能作条款的编号，编号像 7.1", f"{name} is no number of a clause")
        if any(block.kind == "规则" and block.head == name for block in checked.blocks):
            return _refused(lang, f"已经有规则 {name}", f"there is a rule {name} already")
        changes = [Change(Range.of(span), name) for span in clause_places(checked, clause_at(found))]
    return replace(_tried(desk, tuple(changes), name, lang), left=tuple(left))


def _tried(desk: Desk, changes: tuple[Change, ...], name: str, lang: Language) -> Renaming:
    """The changes, where nothing is wrong with them that was not before."""
    before, after = desk.checked, tried(desk, changes)
    worse = {e.code for e in after.report.errors} - {e.code for e in before.report.errors}
    if (
        worse
        or len(after.report.errors) > len(before.report.errors)
        or len(after.policy.clauses) != len(before.policy.clauses)
    ):
        first = next((e for e in after.report.errors if e.code in worse), None) or next(iter(after.report.errors), None)
        said = first.title.said(lang) if first else ""
        return _refused(lang, f"改成「{name}」以后有错误：{said}", f"with {name} there would be an error: {said}")
    return Renaming(changes=changes)


def _refused(lang: Language, zh: str, en: str) -> Renaming:
    return Renaming(refused=zh if lang == "zh" else en)
