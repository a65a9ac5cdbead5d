"""算例: worked cases as they are written, a sentence each or as the rows of a table."""

import re
from collections.abc import Sequence

from ..bind.binder import Refused
from ..bind.names import occurs
from ..model.clause import Fact, WorkedCase
from ..model.quantity import read_day
from ..model.resolved import Occurrence
from ..model.types import CLAIM_DATE, ListType, OptionType
from ..reading.layout import case_items
from ..reading.parse import Reader
from ..reading.syntax import Form, Section, Word
from ..reading.vocabulary import Vocabulary
from ..report.errors.names import UnknownName
from ..report.errors.syntax import RaggedRow
from ..report.errors.types import WrongType
from ..text.source import Span, squeeze
from .context import APPROVED, Rule
from .names import options_of


def read_cases(rule: Rule, section: Section) -> None:
    if section.rows:
        rule.draft.cases += tuple(_case_rows(rule, section))
        return
    reader = Reader(vocabulary_of_cases(rule))
    place = section.content_span
    for start, end, table in case_items(place.source, place.start, place.end):
        sentence = rule.sentence(section, start, end, "case", reader)
        if sentence.form is None:
            continue
        try:
            case = _case(rule, sentence.form, table)
        except Refused as refused:
            rule.report.add(refused.diagnostic)
            continue
        if case is not None:
            rule.draft.cases += (case,)


def vocabulary_of_cases(rule: Rule) -> Vocabulary:
    """The facts of the rule and of those that it is 取自."""
    facts = {**rule.fed_by, **rule.facts}
    return Vocabulary.of({*facts, *rule.failed, APPROVED, CLAIM_DATE}, options_of(facts.values()), rule.terms.units)


def _fact(rule: Rule, name: str) -> Fact | None:
    return rule.facts.get(name) or rule.fed_by.get(name)


def _note(rule: Rule, name: str, span: Span) -> None:
    """A fact that a case gives, of this rule or of one that it is 取自."""
    fact = _fact(rule, name)
    rule.binder.out.occurrences.append(Occurrence(span=span, name=name, declared_at=fact.span if fact else None))


def _case(rule: Rule, form: Form, table: Sequence[Sequence[Span]]) -> WorkedCase | None:
    given: list[tuple[str, object]] = []
    rest = "none"
    for part in form.forms():
        word = part.word("NAME")
        if part.kind == "given_rest":
            rest = "default" if "默认" in part.parts[0].span.text else "zero"
        elif option := part.word("VALUE") if part.kind == "given_option" else None:
            given.append((_owner(rule, option), option.text))
        elif word is not None:
            if word.text not in (*rule.fed_by, *rule.facts, APPROVED, CLAIM_DATE):
                rule.report.add(UnknownName(span=word.span, name=word.text))
                return None
            _note(rule, word.text, word.span)
            if part.kind == "given_table":
                given.append((word.text, _listed(rule, word, table)))
            elif part.kind == "given_value":
                values = [literal_text(w) for w in part.parts[1:] if isinstance(w, Word)]
                fact = _fact(rule, word.text)
                kind = fact.type if fact else None
                if isinstance(kind, ListType):
                    items = [] if values == ["无"] else values
                    # Records of one field are as good as plain items.
                    only = kind.fields[0][0] if len(kind.fields) == 1 else ""
                    given.append((word.text, [{only: item} for item in items] if only else items))
                else:
                    given.append((word.text, values[0]))
            else:
                given.append((word.text, part.kind == "given_yes"))
    outcome = form.form("outcome")
    expected: tuple[str, ...] | None = None
    if form.has("QUALIFIES"):
        expected = ("是",)
    elif outcome is not None and not outcome.has("REFUSED"):
        expected = tuple(literal_text(word) for word in outcome.parts if isinstance(word, Word))
    text = "".join(form.span.text.split())
    return WorkedCase(
        facts=tuple(given),
        rest=rest,  # type: ignore[arg-type]
        expected=expected,
        text=text,
        accepted=not form.has("NOT_TAKEN"),
        span=form.span,
    )


def _owner(rule: Rule, option: Word) -> str:
    """The one fact that has an option: 博士, of 学历."""
    facts = {**rule.fed_by, **rule.facts}.values()
    owners = [fact.name for fact in facts if isinstance(fact.type, OptionType) and option.text in fact.type.options]
    if len(owners) != 1:
        wanted = ("写明是哪一项的", "the fact that it is an option of")
        said = "、".join(f"「{name}{option.text}」" for name in owners) or f"「类别{option.text}」"
        raise Refused(
            WrongType(span=option.span, what=option.text, wanted=wanted, advice=(f"写{said}", f"write {said}"))
        )
    _note(rule, owners[0], option.span)
    return owners[0]


def _listed(rule: Rule, name: Word, table: Sequence[Sequence[Span]]) -> list[object]:
    """The items of a list as the table behind a case has them: a column for each field, or one for plain items."""
    fact = _fact(rule, name.text)
    kind = fact.type if fact else None
    if not isinstance(kind, ListType) or not table:
        wanted = ("一列数或记录，下面附表（格子用｜分开）", "a list, with a table below, its cells parted by ｜")
        if isinstance(kind, ListType) and len(kind.fields) == 1:
            wanted = (
                f"直接写各{kind.each}的{kind.fields[0][0]}，用「、」隔开（只有一栏，不用附表）",
                "its items, parted by 、",
            )
        raise Refused(WrongType(span=name.span, what=name.text, wanted=wanted))
    names = [field for field, _ in kind.fields] or [name.text]
    head, *rows = ([squeeze(cell.source.read.text, cell.start, cell.end).text for cell in row] for row in table)
    for cell, title in zip(table[0], head, strict=True):
        if title not in names:
            raise Refused(UnknownName(span=cell, name=title, similar="、".join(names)))
        occurs(rule.binder, cell, title, name.text if kind.fields else "")
    found: list[object] = []
    for row, cells in zip(rows, table[1:], strict=True):
        if len(row) != len(head):
            raise Refused(RaggedRow(span=cells[0].to(cells[-1]), cells=len(row), columns=len(head)))
        values = {title: _cell_value(cell) for title, cell in zip(head, row, strict=True)}
        found.append(values if kind.fields else values[name.text])
    return found


def _case_rows(rule: Rule, section: Section) -> list[WorkedCase]:
    head, *rows = section.rows
    names = [cell.text for cell in head]
    for cell in head[:-1]:
        if cell.text not in (*rule.fed_by, *rule.facts, APPROVED, CLAIM_DATE):
            rule.report.add(UnknownName(span=cell.span, name=cell.text))
        else:
            _note(rule, cell.text, cell.span)
    if names[-1] != "应得":
        rule.report.add(UnknownName(span=head[-1].span, name=names[-1], similar="应得"))
        return []
    found = []
    for row in rows:
        if len(row) != len(head):
            rule.report.add(RaggedRow(span=row[0].span.to(row[-1].span), cells=len(row), columns=len(head)))
            continue
        given: list[tuple[str, object]] = []
        for name, cell in zip(names[:-1], row[:-1], strict=True):
            fact = _fact(rule, name)
            value: object = _cell_value(cell.text)
            if fact is not None and isinstance(fact.type, ListType):
                value = [] if cell.text in ("无", "空") else cell.text.split("、")
            given.append((name, value))
        said = row[-1].text
        is_accepted = not said.startswith("不受理")
        expected = None if said.startswith("不予") or not is_accepted else tuple(said.split("、"))
        text = "，".join(f"{name}{cell.text}" for name, cell in zip(names, row, strict=True))
        span = row[0].span.to(row[-1].span)
        found.append(
            WorkedCase(
                facts=tuple(given), rest="default", expected=expected, text=text, accepted=is_accepted, span=span
            )
        )
    return found


def literal_text(word: Word) -> str:
    if word.terminal == "DATE":
        found = read_day(word.text)
        return found.isoformat() if found else word.text
    return word.text[1:-1] if word.terminal == "TEXT" else word.text


def _cell_value(text: str) -> object:
    match = re.fullmatch(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日", text)
    if match:
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return text[1:-1] if text[:1] == "“" and text[-1:] == "”" else text
