"""Cases in turn, each with its number, where 的， is left out: 博士每月2000元、硕士每月1500元; ，一级90%、二级80%.

In: the form of a sentence as it was read.  Out: a form of the same meaning: one list of cases with 分别 and their numbers, or
behind an amount a step for each case.
"""

from dataclasses import replace
from itertools import pairwise

from ..reading.syntax import Form, Word
from ..report.errors.types import WrongType
from ..text.source import Span
from .binder import Binder, Refused
from .choices import is_choice
from .elided import form_of

# 积20分, 加20分
_POINTS = ("加", "积", "计", "记")


_CAPS = ("cap", "cap_per", "cap_each", "floor", "floor_per")
# Steps that say what a case is given, rather than what is done with the amount before.
GIVES = ("rate", "per_unit", "per_quantity", "per_full")


def lines_beside(binder: Binder, line: Form) -> tuple[Form, ...]:
    """自建的，每平方米100元，租用的，每平方米50元: cases that exclude each other stand beside each other, and so do the tiers that
    「、」 parts; a cap behind the last of them alone may be of all, and is left to be asked about."""
    guard, award = line.form("guard"), line.parts[-1]
    if not isinstance(award, Form) or guard is None or award.kind != "award":
        return (line,)
    groups: list[list[Form]] = [[]]
    for part in award.forms():
        if part.kind in ("case_step", "replaced"):
            groups.append([])
        groups[-1].append(part)
    first, *others = groups
    heads = [head for head, *_ in others]
    # 其余的, first behind a case, is what the case leaves: within it there is nothing else
    tests = [_test_of(guard) or next(guard.forms(), None), *map(_test_of, heads)]
    is_rest = len(heads) == 1 and heads[0].has("OTHERWISE")
    if (
        not first
        or not (is_rest or any(tests[1:]))
        or not all(_stand_beside(binder, *pair) for pair in pairwise(tests))
    ):
        return (line,)
    if len({any(part.kind in _CAPS for part in group) for group in groups}) > 1:
        return (line,)
    made = [_line_beside(group) for group in others]
    if any(one is None for one in made):
        return (line,)
    head = replace(line, parts=(*line.parts[:-1], replace(award, parts=tuple(first))))
    return (head, *(one for one in made if one is not None))


def _test_of(part: Form) -> Form | None:
    """The test of a case, or of a step that is taken in some; None for 其余的."""
    return next((each for each in part.forms() if each.kind in ("one_of", "within", "ranges")), None)


def _stand_beside(binder: Binder, before: Form | None, test: Form | None) -> bool:
    """Whether the second of two cases cannot be meant within the first."""
    if before is None or test is None:
        return before is not None
    if test.kind == "ranges":
        span = test.span
        return before.kind in ("within", "ranges") and span.source.text[: span.start].rstrip().endswith("、")
    if before.kind != "one_of" or test.kind != "one_of":
        return False
    options = [[word.text for word in each.words("VALUE")] for each in (before, test)]
    owners = {owner for each in options for option in each for owner in binder.names.options.get(option, ())}
    named = {word.text for each in (before, test) for word in each.words("NAME")}
    return all(options) and len(owners) == 1 and named <= owners and not set(options[0]) & set(options[1])


def _line_beside(group: list[Form]) -> Form | None:
    """A case with what it is given, as a sentence of its own."""
    head, *rest = group
    test, step = _test_of(head), head.parts[-1]
    words = () if test else tuple(head.words("OTHERWISE"))
    case = Span(head.span.source, head.span.start, step.span.start)
    guard = (form_of("guard", (test,), case),) if test else words
    span = head.span.to(group[-1].span)
    if not guard:
        return None
    if isinstance(step, Word):
        given = form_of("award", (step,), step.span) if step.terminal == "REFUSED" else None
    elif step.kind not in GIVES or step.span.text.startswith(("乘", "×", "再")):
        return None
    else:
        amount = replace(step, kind="base") if step.kind == "rate" else step
        given = form_of("award", (amount, *rest), step.span.to(group[-1].span))
    return form_of("line", (*guard, given), span) if given else None


def lines_apart(line: Form) -> tuple[Form, ...]:
    """优秀奖励10万元，良好奖励5万元，合格不予奖励; 30人以上奖励1万元、60人以上奖励2万元: a sentence for each case, where the cases cannot stand
    in one list, since they are given other things or ask for other numbers."""
    award, guard = line.parts[-1], line.form("guard")
    if not isinstance(award, Form) or guard is None:
        return (line,)
    award = _said_with_the(award)
    if not award.form("pair"):
        return (line,)
    first, *others = award.forms()
    if any(part.kind != "pair" for part in others) or _amount_of(first) is None or _is_one_list(guard, first, others):
        return (line,)
    made = tuple(_line_of(pair, first) for pair in others)
    if any(one is None for one in made):
        return (line,)
    head = replace(line, parts=(*line.parts[:-1], replace(award, parts=(first,))))
    return (head, *(one for one in made if one is not None))


def _is_one_list(guard: Form, first: Form, pairs: list[Form]) -> bool:
    tests = [guard.parts[0], *(pair.parts[0] for pair in pairs)]
    steps = [first, *map(_step_of, pairs)]
    return all(isinstance(test, Form) and test.kind == "one_of" for test in tests) and (
        None not in map(_amount_of, steps) and len({_price(step) for step in steps}) == 1
    )


def _line_of(pair: Form, first: Form) -> Form | None:
    test, step = next(pair.forms()), _step_of(pair)
    if step.kind not in ("refused", "rate", "halved") and _amount_of(step) is None:
        return None
    guard = test if test.kind == "guard" else form_of("guard", (test,), test.span)
    # 第二年减半: half of what the first gives
    steps = (first, step) if step.kind == "halved" else (step,)
    given = replace(step, kind="award") if step.kind == "refused" else form_of("award", steps, step.span)
    return form_of("line", (guard, given), pair.span)


def pairs_apart(line: Form) -> Form:
    """博士每月2000元、硕士每月1500元，最长36个月: 博士、硕士，每月分别2000元、1500元，最长36个月; behind an amount (，一级90%、二级80%) a case
    each."""
    award, guard = line.parts[-1], line.form("guard")
    if isinstance(award, Form) and guard:
        award = _said_with_the(award)
    if not isinstance(award, Form) or not award.form("pair"):
        return line
    parts, test = list(award.parts), guard.parts[0] if guard else None
    forms = [part for part in parts if isinstance(part, Form)]
    first = _amount_of(forms[0])
    pairs = [part for part in forms[1:] if part.kind == "pair"]
    if isinstance(test, Form) and test.kind == "one_of" and first is not None and len(pairs) > 1:
        pairs, forms = _with_nothing_last(pairs, forms)
    if isinstance(test, Form) and guard and test.kind == "one_of" and first is not None:
        steps = [_amount_of(_step_of(pair)) for pair in pairs]
        if pairs != forms[1 : 1 + len(pairs)] or None in steps or len({_price(step) for step in (first, *steps)}) > 1:
            raise Refused(_not_in_turn(line, pairs[0]))
        tests = (test, *(next(pair.forms()) for pair in pairs))
        names = {word.text for each in tests for word in each.words("NAME")}
        if len(names) > 1:
            raise Refused(_not_in_turn(line, pairs[0]))
        values = [step.form("values") for step in (first, *steps) if step is not None]
        listed = (
            part
            for one, each in zip(values, tests, strict=True)
            for part in (one.parts if one else ()) * len([word for word in each.parts if is_choice(word)])
        )
        said = Word(terminal="RESPECTIVELY", text="分别", span=award.span)
        units = tuple(part for part in first.parts if isinstance(part, Word) and part.terminal == "ITEM")
        whole = replace(first, parts=(*units, said, form_of("values", tuple(listed), award.span)))
        choices = (word for each in tests[1:] for word in each.parts if is_choice(word))
        guard = replace(guard, parts=(replace(test, parts=(*test.parts, *choices)),))
        award = replace(award, parts=(whole, *forms[1 + len(pairs) :]))
        words = (part for part in line.parts if isinstance(part, Word))
        return replace(line, parts=(*words, guard, award))
    steps_apart = (_step_apart(part) if part.kind == "pair" else part for part in forms)
    return replace(line, parts=(*line.parts[:-1], replace(award, parts=tuple(steps_apart))))


def _with_nothing_last(pairs: list[Form], forms: list[Form]) -> tuple[list[Form], list[Form]]:
    """甲的，100元，乙400元，丙免缴: what gets nothing needs no case of its own."""
    last = pairs[-1]
    if not last.has("REFUSED") and last.form("refused") is None:
        return pairs, forms
    return pairs[:-1], [form for form in forms if form is not last]


def _step_apart(pair: Form) -> Form:
    """，优秀90%; ，第二年减半, of the place that is asked for."""
    test = next(pair.forms())
    if test.kind == "guard":
        return form_of("replaced", (*test.parts, _as_step(pair)), pair.span)
    return form_of("case_step", (test, _as_step(pair)), pair.span)


def _said_with_the(award: Form) -> Form:
    """优秀的奖励5万元，良好的奖励3万元: behind a fixed amount, that of another case is no step."""
    parts = list(award.parts)
    first = _amount_of(parts[0]) if parts and isinstance(parts[0], Form) else None
    if first is None or not _is_fixed(first):
        return award
    for at, part in enumerate(parts[1:], 1):
        if not isinstance(part, Form) or part.kind not in ("case_step", "replaced"):
            break
        test, step = part.parts[0], part.parts[-1]
        kind = "one_of" if part.kind == "case_step" else "ranges"
        if not (
            isinstance(test, Form) and test.kind == kind and isinstance(step, Form) and step.kind in ("rate", "more")
        ):
            break
        if step.kind == "more" and not step.span.text.startswith(_POINTS):
            break
        if kind == "ranges":
            # 5000人以上的补助50万元，1万人以上的补助100万元
            test = form_of("guard", (test,), test.span)
        amount = replace(step, kind="base")
        if not _is_fixed(amount) or step.span.text.startswith(("按", "乘", "×")):
            break
        parts[at] = form_of("pair", (test, amount), part.span)
    return replace(award, parts=tuple(parts))


def _is_fixed(form: Form) -> bool:
    values = form.form("values")
    one = values.parts[0] if values and len(values.parts) == 1 and form.kind == "base" else None
    said = one.span.text if isinstance(one, Form) and one.kind == "quantity" else ""
    return ("元" in said or said.endswith("分")) and "/" not in said


def _step_of(pair: Form) -> Form:
    return list(pair.forms())[-1]


def _as_step(pair: Form) -> Form | Word:
    step = _step_of(pair)
    if step.kind in ("refused", "nothing") and (word := step.word("REFUSED", "WITHOUT")):
        return word
    if step.kind == "base" and step.span.text.startswith(_POINTS):
        # 60分，区级积20分
        return replace(step, kind="more")
    return replace(step, kind="rate") if step.kind == "base" else step


def _amount_of(form: Form) -> Form | None:
    """A number, or a price for each, with nothing else."""
    values = form.form("values") if form.kind in ("base", "per_unit") else None
    return form if values and len(values.parts) == 1 and not form.has("RESPECTIVELY") else None


def _price(form: Form | None) -> tuple[str, ...]:
    return tuple(word.text for word in form.words("ITEM")) if form else ()


def _not_in_turn(line: Form, pair: Form) -> WrongType:
    """博士每月2000元，最高5万元，硕士每月1500元: of which the cap is."""
    wanted = ("各种情形写成一样的（都是每月多少元），后面才是封顶等", "the cases alike, and the cap behind them all")
    advice = (
        f"各情形分开写，中间用「；」：……；{pair.span.text}",
        f"write the cases apart, with ； between them: …；{pair.span.text}",
    )
    return WrongType(span=pair.span, what=pair.span.text, wanted=wanted, advice=advice)
