"""其中 and 标准: the names that a rule defines."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from ..bind.amounts import expr_of
from ..bind.binder import Binder, Out, Refused
from ..bind.conditions import condition_of
from ..bind.names import occurs, with_name, within_list
from ..bind.sentences import attempt, lines_of
from ..language.word_lists import NAMED
from ..meaning.mechanisms.alternatives import choose
from ..meaning.mechanisms.one_item import OneItem
from ..meaning.tables import AMOUNT, BAND, CASE, Table, Unreadable, column, is_named, read_table
from ..model.expr import Definition, DefinitionRef, Expr
from ..model.height import MAX_HEIGHT, height
from ..model.types import DATE, ListType, NumberType
from ..reading.layout import items
from ..reading.syntax import Form, Section, Sentence
from ..report.diagnostic import Report
from ..report.errors.names import DuplicateName
from ..report.errors.syntax import TooInvolved
from ..report.errors.types import WrongType
from ..text.source import Span, fold, squeeze
from .context import Rule, column_of, lists_of_scope, lists_used, place_in_scope
from .scope import Pending, Prior, Unsound


def read_definitions(rule: Rule, section: Section) -> None:
    """其中, or （含上年） the same for last year, too, or （逐笔） for the items of a list: each waits until it is asked
    for."""
    prior = section.scope == "含上年"
    lists = lists_of_scope(rule, section) if section.scope and not prior else ()
    for name, place, parts in _named(rule, section):
        for defined in (name, f"上年{name}") if prior else (name,):
            if defined in rule.scope:
                first = rule.facts[defined].span if defined in rule.facts else None
                rule.report.add(DuplicateName(span=parts[0].span, name=defined, first=first))
                continue
            bind = partial(_definition, rule, defined, parts, defined != name, lists, section)
            rule.scope.pending[defined] = Pending(bind, parts[0].span, lists[0] if lists else "")
            rule.declare(defined, place)


def read_standard(rule: Rule, section: Section) -> None:
    """标准: the columns of a table, or a table with a name."""
    lists = {
        field: fact.name
        for fact in rule.facts.values()
        if isinstance(fact.type, ListType)
        for field, _ in fact.type.fields
    }
    lists |= {name: pending.of_list for name, pending in rule.scope.pending.items() if pending.of_list}
    known = {*rule.facts, *rule.scope.pending, *lists}
    table = read_table(section, {*known, AMOUNT} if is_named(section) else known, rule.report)
    if table is None:
        return
    _note_keys(rule, table, lists)
    if is_named(section):
        rule.tables[section.scope] = partial(_applied, rule, table)
        rule.declare(section.scope, place_in_scope(section, section.scope))
        return
    each = next((lists[cell.text] for cell in table.head if cell.text in lists), "")
    for index in table.results:
        cell = table.head[index]
        if cell.text in rule.scope:
            rule.report.add(DuplicateName(span=cell.span, name=cell.text))
            continue
        rule.scope.pending[cell.text] = Pending(partial(_column, rule, table, index, each), cell.span, each)
        rule.declare(cell.text, cell.span)


def _note_keys(rule: Rule, table: Table, lists: Mapping[str, str]) -> None:
    """The names that head the columns by which a row is chosen."""
    for cell in (table.head[key] for key in table.keys):
        name = cell.text.removeprefix(BAND)
        if name not in (CASE, AMOUNT):
            text = squeeze(cell.span.source.read.text, cell.span.start, cell.span.end)
            span = text.span(cell.span.source, len(cell.text) - len(name), len(cell.text))
            occurs(rule.binder, span, name, "" if (name in rule.scope) else lists.get(name, ""))


def bind_definitions(rule: Rule) -> None:
    """All that was defined, asked for or not, so that its faults are told."""
    for name in list(rule.scope.pending):
        try:
            rule.scope[name]
        except Refused as refused:
            rule.report.add(refused.diagnostic)
        except Unsound:
            pass
    rule.scope.used.clear()


def _applied(rule: Rule, table: Table, binder: Binder, amount: Expr) -> Expr:
    """What a table with a name gives for an amount: its one column of results."""
    binder = replace(binder, heading=replace(binder.heading, column=column_of(table.section)))
    try:
        found = column(table, table.results[0], with_name(binder, AMOUNT, amount), rule.reader, rule.report)
    except Unreadable:
        rule.failed.add(table.section.scope)
        raise Unsound from None
    return found


def _column(rule: Rule, table: Table, index: int, each: str) -> Expr:
    """A column of results; of the items of the list ``each`` where the table is about these."""
    cell = table.head[index]
    binder = replace(rule.binder, heading=replace(rule.binder.heading, column=column_of(table.section)))
    if each:
        binder = within_list(binder, each)
    try:
        body = column(table, index, binder, rule.reader, rule.report)
    except Unreadable:
        rule.failed.add(cell.text)
        raise Unsound from None
    made = Definition(name=cell.text, body=body, type=body.type, text="查标准表", scope=each, span=cell.span)
    rule.definitions[cell.text] = made
    return DefinitionRef(definition=made)


def _named(rule: Rule, section: Section) -> list[tuple[str, Span, list[Sentence]]]:
    """The definitions of a section, each name with its place: a sentence without a name continues the one above."""
    source = section.span.source
    text = fold(source.read.text)
    found: list[tuple[str, Span, list[Sentence]]] = []
    for start, end in items(text, section.content_span.start, section.content_span.end):
        item = squeeze(source.read.text, start, end)
        match = re.match(rf"({NAMED})(?:（[^（）]*）)?：", item.text)
        if match and match[1] in rule.reader.vocabulary.names:
            sentence = rule.sentence(section, start, end, "definition")
            inner = sentence.form.parts[-1] if sentence.form else None
            inner = inner if isinstance(inner, Form) else None
            found.append((match[1], item.span(source, *match.span(1)), [replace(sentence, form=inner)]))
        elif found:
            found[-1][2].append(rule.sentence(section, start, end, "line"))
        else:
            rule.sentence(section, start, end, "definition")
    return found


def _chosen(line: Form | None) -> Form | None:
    """星级最高者, 取甲日、乙日中较晚者 alone: what may be no number."""
    form = line
    for kind in ("line", "award", "base", "values"):
        if form is None or form.kind != kind or len(form.parts) != 1:
            return None
        inner = form.parts[0]
        form = inner if isinstance(inner, Form) else None
    return form if form is not None and form.kind in ("of_list", "extreme") else None


def _is_number(binder: Binder, form: Form) -> bool:
    """Whether it is a number (or is refused as one)."""
    try:
        return isinstance(expr_of(replace(binder, out=Out(report=Report())), form).type, NumberType)
    except Refused:
        return True


def _definition(
    rule: Rule, name: str, parts: list[Sentence], prior: bool, lists: tuple[str, ...], section: Section
) -> Expr:
    known: Mapping[str, Expr] = Prior(rule.scope) if prior else rule.scope
    heading = replace(rule.binder.heading, column=column_of(section))
    binder = replace(rule.binder, names=replace(rule.binder.names, known=known), heading=heading)
    if lists:
        binder = within_list(binder, *lists)
    first = parts[0].form
    body: Expr | None
    if first is not None and first.kind not in ("line", "line_cap"):
        body = attempt(binder, parts[0], condition_of)
        for extra in parts[1:]:
            wanted = (
                "名称和冒号（前一项已是完整的条件）",
                "a name and a colon, the item before being a whole condition",
            )
            rule.report.add(WrongType(span=extra.span, what=extra.span.text, wanted=wanted))
    elif (chosen := _chosen(first)) is not None and len(parts) == 1 and not _is_number(binder, chosen):
        body = attempt(binder, replace(parts[0], form=chosen), condition_of)
    else:
        body = lines_of(binder, parts, choose)
    if isinstance(body, OneItem) and body.type == DATE:
        wanted = (
            "写在条件里：「取证日最早者2025年1月1日以后」",
            "in the condition itself: 取证日最早者2025年1月1日以后",
        )
        rule.report.add(WrongType(span=parts[0].span, what=body.of_list, wanted=wanted))
        body = None
    if body is None:
        rule.failed.add(name)
        raise Unsound
    text = "；".join("".join(part.span.text.split()) for part in parts)
    text = text.split("：", 1)[1] if "：" in text else text
    scope = lists_used(rule, section, binder, body) if lists else ("",)
    if not scope:
        rule.failed.add(name)
        raise Unsound
    made = Definition(name=name, body=body, type=body.type, text=text, scope=scope[0], span=parts[0].span)
    rule.heights[made] = height(body, rule.heights)
    if rule.heights[made] > MAX_HEIGHT:
        raise Refused(TooInvolved(span=parts[0].span))
    rule.definitions[name] = made
    return DefinitionRef(definition=made)
