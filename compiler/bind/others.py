"""其他的 beside an option that is called 其他: the option, or whatever is left.

In: the word, and the conditions of the cases before it.  Out: a question, where the two are not the same.
"""

from collections.abc import Iterator, Sequence

from ..model.expr import Compare, DefinitionRef, Expr, OptionLiteral, operands_of
from ..model.types import OptionType
from ..reading.syntax import Cell, Form, Word
from ..report.errors.apart import OthersOrOption
from .binder import Binder
from .names import spelled

_OTHERS = ("其他", "其它")


def ask_of_others(binder: Binder, said: Form | Word | Cell, before: Sequence[Expr]) -> None:
    """Asks where the cases before tell the options of a fact apart, of which one is called so and others are left."""
    is_option = isinstance(said, Form)
    word = _alone(said) if isinstance(said, Form) else next((one for one in _OTHERS if said.text.startswith(one)), "")
    if word not in _OTHERS:
        return
    taken: dict[str, tuple[OptionType, set[int]]] = {}
    for test in (test for condition in before for test in _tests(condition)):
        kind = test.left.type
        if isinstance(test.right, OptionLiteral) and isinstance(kind, OptionType) and word in kind.options:
            taken.setdefault(spelled(test.left), (kind, set()))[1].add(test.right.index)
    for fact, (kind, named) in taken.items():
        left = tuple(each for at, each in enumerate(kind.options) if at not in named and each != word)
        if left and kind.options.index(word) not in named:
            found = OthersOrOption(
                span=said.span, word=f"{word}的", fact=fact, option=word, left=left, is_option=is_option
            )
            binder.out.report.add(found)


def _alone(case: Form) -> str:
    """The option that a case is, where it does not name the fact."""
    test = case.parts[0] if case.kind == "guard" else case
    only = test.parts[0] if isinstance(test, Form) and test.kind == "one_of" and len(test.parts) == 1 else None
    return only.text if isinstance(only, Word) and only.terminal == "VALUE" else ""


def _tests(condition: Expr) -> Iterator[Compare]:
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, DefinitionRef):
        yield from _tests(condition.definition.body)
    else:
        for part in operands_of(condition):
            yield from _tests(part)
