"""Other spellings of a form, put into the one that the rest of bind/ knows.

In: forms as they were read.  Out: forms, of the same meaning; nothing is typed yet.
"""

from dataclasses import replace

from ..reading.syntax import Form, Word
from ..report.errors.types import WrongType
from .binder import Refused


def with_subjects(tests: Form) -> Form:
    """面积1万平方米以上且不超过3万平方米, 产值1亿元以上且同比增长10%以上: the tests behind 且 that leave out what they are of,
    with it."""
    parts: list[Form | Word] = []
    subject: Form | Word | None = None
    for part in tests.parts:
        if isinstance(part, Form) and part.kind in ("ranges", "growth_of_it"):
            ranges = part if part.kind == "ranges" else part.form("ranges")
            if subject is None or ranges is None:
                raise Refused(
                    WrongType(span=part.span, what=part.span.text, wanted=("前面写明是什么", "what it is of"))
                )
            name = subject.parts[0] if isinstance(subject, Form) else subject
            of = subject if part.kind == "ranges" else Form(kind="growth", parts=(name,), span=part.span)
            part = Form(kind="within", parts=(of, ranges), span=part.span)
        elif isinstance(part, Form) and part.kind == "within":
            subject = part.parts[0]
        parts.append(part)
    return replace(tests, parts=tuple(parts))


def case_of(line: Form) -> Form | None:
    """The case of a sentence; of two (工作十年以下的，在本单位五年以下的，……) both."""
    guards = list(line.forms("guard"))
    if len(guards) < 2:
        return guards[0] if guards else None
    span = guards[0].span.to(guards[-1].span)
    tests = tuple(test for guard in guards for test in _tests_of(guard))
    return Form(kind="guard", parts=(Form(kind="all_of", parts=tests, span=span),), span=span)


def _tests_of(guard: Form) -> tuple[Form | Word, ...]:
    test = guard.parts[0]
    return test.parts if isinstance(test, Form) and test.kind == "all_of" else (test,)


def dashed(form: Form) -> tuple[Word, ...]:
    """The two numbers of 达到1万-3万平方米, which is a range and no subtraction."""
    places = (form, *form.forms("after_word"))
    difference = next((found for place in places if (found := place.form("difference"))), None)
    if difference is None:
        return ()
    words = tuple(part.parts[0] for part in difference.forms() if part.kind == "quantity")
    return tuple(word for word in words if isinstance(word, Word) and word.terminal == "QUANTITY") * (len(words) == 2)
