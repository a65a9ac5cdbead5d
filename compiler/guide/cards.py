"""A rule on paper: what it is, what to report, its conditions, its calculation and its worked cases.

In: a ``Rule`` of the content and the words of a language.  Out: blocks of ``paper``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, read_value

from ..model.clause import PerItem, Series
from .content import Case, Rule
from .outline import Case as Branch
from .outline import Cases, Node, Rates, Repeated, Step
from .paper import Block, Line, Run, grid, line

Say = Callable[..., str]


def card(rule: Rule, say: Say) -> Iterator[Block]:
    yield line("rule", say("rule and title", id=rule.clause.id, title=rule.clause.title))
    yield from _what(rule, say)
    yield from _facts(rule, say)
    yield from _before(rule, say)
    yield from _conditions(rule, say)
    yield from _calculation(rule, say)
    clause = rule.clause
    if clause.readings:
        yield line("label", say("readings"))
        yield _lead(say("is read so"), say)
        yield from _items(clause.readings)
    if clause.notes:
        yield line("label", say("notes"))
        yield from _items(clause.notes)
    if rule.cases:
        yield line("label", say("cases"))
        yield from _worked(rule, say)


def labelled(label: str, text: str, say: Say, style: str = "note", *, keep: bool = False) -> Line:
    """依据：……, the label set apart."""
    return line(style, Run(f"{label}{say('colon')}", "hei"), text, keep=keep)


def _lead(text: str, say: Say, after: str = "") -> Line:
    """A sentence that what follows belongs to."""
    return line("note", f"{text}{after}{say('colon at the end')}", keep=True)


def _items(texts: Sequence[str]) -> Iterator[Line]:
    """Each numbered, where there are several."""
    for number, text in enumerate(texts, 1):
        yield line("note", f"{number}. {text}" if len(texts) > 1 else text)


def _what(rule: Rule, say: Say) -> Iterator[Block]:
    clause = rule.clause
    if clause.form == "资格":
        what = say("is qualification", heading=rule.heading, whom=clause.qualifies_for)
    elif clause.form == "核算":
        what = say("is figure", heading=rule.heading)
    elif clause.ceiling:
        what = say("is ceiling", heading=rule.heading, form=say(clause.form), kind=say("上限"))
    else:
        what = say("is fixed", heading=rule.heading, form=say(clause.form), kind=say("定额"))
    yield labelled(say("what it is"), what, say)
    yield labelled(say("basis"), say("quoted", said=clause.citation.text), say, "quotation")
    if rule.valid:
        yield labelled(say("valid"), say("own period", valid=rule.valid), say)
    if rule.same_matter:
        others = say("list comma").join(rule.same_matter)
        yield labelled(say("same matter"), say("is same matter", rules=others), say)


def _facts(rule: Rule, say: Say) -> Iterator[Block]:
    yield line("label", say("what to report"))
    rows = list(rule.facts)
    if rule.clause.ceiling:
        rows.append((say("approved"), say("an amount"), "", say("as the ceiling"), say("of the approved")))
    if rows:
        yield grid([say(key) for key in ("fact", "what to fill in", "range", "left out", "note")], rows)
        yield line("note", say("none below zero"))
    else:
        yield line("note", say("no facts"))
    if rule.checks:
        yield _lead(say("checks"), say)
        yield from _items(rule.checks)


def _before(rule: Rule, say: Say) -> Iterator[Block]:
    if rule.named or rule.stepped:
        yield line("label", say("worked out first"))
    if rule.named:
        yield _lead(say("named numbers"), say)
        yield grid([say(key) for key in ("name", "in words", "formula")], [_once(*row) for row in rule.named])
    for name, nodes in rule.stepped:
        yield _lead(say("worked out so", name=name), say)
        yield from _steps(nodes, name, say)


def _conditions(rule: Rule, say: Say) -> Iterator[Block]:
    yield line("label", say("conditions"))
    if not rule.conditions:
        yield line("note", say("no conditions"))
        return
    count = len(rule.conditions)
    yield _lead(say("all of these", count=count, all=say("all")) if count > 1 else say("must hold"), say)
    for number, condition in enumerate(rule.conditions, 1):
        yield line("note", f"{number}. {condition.text}", keep=bool(condition.mode))
        if condition.mode == "任一":
            yield _lead(say("any of the following", any=say("any")), say)
        elif condition.mode == "全部":
            yield _lead(say("all of the following", all=say("every one")), say)
        for at, part in enumerate(condition.parts, 1):
            yield line("item", f"（{at}）{part}")


def _calculation(rule: Rule, say: Say) -> Iterator[Block]:
    clause = rule.clause
    yield line("label", say("calculation"))
    if rule.fixed:
        yield line("note", say("is always", heading=rule.heading, amount=rule.fixed))
        return
    if not (rule.steps or rule.parts):
        yield line("note", say("answer only"))
        return
    if not rule.parts:
        yield _lead(say("the last is the result"), say)
    yield from _steps(rule.steps, rule.heading, say, is_whole=not rule.parts)
    if rule.parts:
        yield _lead(say("so many amounts", count=len(rule.parts)), say)
        yield grid([rule.heading, say("in words"), say("formula")], [_once(*row) for row in rule.parts])
    if isinstance(clause.series, PerItem):
        yield line("note", say("a row for each", each=rule.each))
    if isinstance(clause.series, Series) and clause.series.remainder:
        yield line("note", say("last takes the rest", rounding=rule.rounding))
    elif clause.unit == "元" or clause.rounding.step >= 1:
        yield line("note", say("rounded at the end", rounding=rule.rounding))


# ── steps ──


def _steps(nodes: Sequence[Node], heading: str, say: Say, *, is_whole: bool = True) -> Iterator[Block]:
    """Steps that follow each other make one table; the last node of the whole gives the result itself."""
    runs = [(kind, list(run)) for kind, run in groupby(nodes, key=type)]
    for at, (_, run) in enumerate(runs):
        if steps := [node for node in run if isinstance(node, Step)]:
            yield grid([say(key) for key in ("step", "in words", "formula")], [_step(step, say) for step in steps])
            continue
        for node in run:
            match node:
                case Rates():
                    yield _rates(node, say)
                case Cases():
                    yield from _cases(node, heading, say, is_last=is_whole and at == len(runs) - 1)
                case Repeated():
                    yield _lead(node.heading, say)
                    yield from _steps(node.steps, heading, say)


def _step(step: Step, say: Say) -> tuple[str | Line, ...]:
    words = labelled(step.label, step.words, say, "cell") if step.label else step.words
    return (line("middle", step.mark), words, step.formula if step.formula != step.words else "")


def _rates(node: Rates, say: Say) -> Block:
    total = f"{say('sum')}{say('in brackets', said=node.mark)}"
    rows = [*node.rows, (total, "", say("all of the above"))]
    return grid([say(key) for key in ("item", "rate", "formula")], rows)


def _cases(node: Cases, heading: str, say: Say, *, is_last: bool) -> Iterator[Block]:
    which = "highest case" if node.highest else "first case"
    reading = say("in brackets", said=node.reading) if node.reading else ""
    yield _lead(say(which) if is_last else say(f"{which}, marked", mark=node.mark), say, reading)
    if node.is_table:
        keys = node.keys or (say("case"),)
        rows = [(*_case_cells(case, len(keys), say), case.words) for case in node.cases]
        yield grid([*keys, heading], rows)
    else:
        for number, case in enumerate(node.cases, 1):
            when = case.when or say("in other cases")
            yield line("note", Run(f"{say('numbered case', number=number)}{say('colon')}", "hei"), when, keep=True)
            if case.steps:
                yield from _steps(case.steps, heading, say)
            else:
                yield line("note", f"{heading}{say('colon')}{case.words}")
    if not node.has_rest:
        yield line("note", say("no case, nothing"))


def _case_cells(case: Branch, count: int, say: Say) -> tuple[str, ...]:
    cells = case.cells or (case.when or say("in other cases"),)
    return (*cells, *[""] * (count - len(cells)))


def _once(first: str, words: str, formula: str) -> tuple[str, str, str]:
    """A row whose formula is left out where it says what the words say."""
    return first, words, formula if formula != words else ""


# ── worked cases ──


def _worked(rule: Rule, say: Say) -> Iterator[Block]:
    """All of them in a table of what each comes to, then how each is worked out; what the article has besides, once."""
    heads = [say(key) for key in ("example", "situation", "comes to")]
    rows = [
        (line("middle", say("numbered example", number=number)), case.text, _amounts(case))
        for number, case in enumerate(rule.cases, 1)
    ]
    yield grid(heads, rows)
    apart = dict.fromkeys(text for case in rule.cases for text in _besides(rule, case))
    yield from (line("note", text) for text in apart)
    for number, case in enumerate(rule.cases, 1):
        yield line("note", Run(say("example worked out", number=number), "hei"), say("colon at the end"), keep=True)
        for name, columns, records in case.tables:
            yield _lead(name, say)
            yield grid(columns, _ledger(records))
        yield from (line("working", text) for text in case.lines if text not in apart)


def _besides(rule: Rule, case: Case) -> tuple[str, ...]:
    """The lines of what the article has that is not computed, which come first in whatever is worked out."""
    refused = not case.accepted
    return () if refused else case.lines[: len(rule.clause.not_computed)]


def _amounts(case: Case) -> Line:
    return line("amount", "、".join(amount(text) or text for text in case.given))


def _ledger(records: Sequence[Sequence[str]]) -> list[tuple[str | Line, ...]]:
    """Records with the columns that hold nothing but amounts of money set as such."""
    columns = []
    for column in zip(*records, strict=True):
        amounts = [amount(cell) for cell in column]
        columns.append([line("amount", text) for text in amounts] if all(amounts) else column)
    return list(zip(*columns, strict=True))


_MONEY = FactType(name="", kind="number", unit="元", decimals=2, negative=True)


def amount(text: str) -> str:
    """An amount as tables of amounts have it: 2,600,000.00元 for 260万元; nothing for what is no amount of money."""
    try:
        fen = read_value(_MONEY, text) if text.endswith("元") else None
    except FactError:
        return ""
    if not isinstance(fen, int):
        return ""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'－' if fen < 0 else ''}{yuan:,}.{rest:02}元"
