"""A case that is a range of options and does not say of which fact: 2—5星级的, 达到三星、四星、五星的.

In: a sentence, read.  Out: the same with a case that says it: of the one fact that has these options.  达到 of options without an
order is read where no other of them can be higher.
"""

import re
from dataclasses import replace

from tiaowen.runtime.numerals import read_numeral

from ..model.types import OptionType
from ..reading.syntax import Form, Word
from .binder import Binder
from .elided import form_of, left_out
from .ends import words_in
from .names import list_type, spelled

# Options that say that there is none of the others.
_NONE = re.compile("^(?:无|没有|未|不|非|其他|其它|其余)|(?:以下|等外)$")
_NUMERAL = re.compile("[0-9]+|[一二三四五六七八九十]+")
_REACHING = ("达到", "达")


def with_its_fact(binder: Binder, line: Form) -> Form:
    """The sentence with a case that names the fact of the options that it ranges over."""
    guard = line.form("guard")
    test = guard.parts[0] if guard else None
    about = left_out(test) if isinstance(test, Form) else None
    if guard is None or about is None or about.kind != "ranges":
        return line
    ends = [word for word in words_in(about) if word.terminal in ("VALUE", "QUANTITY", "DATE", "NAME", "RATE")]
    kind = _kind_of(binder, ends)
    if kind is None:
        return line
    name, options = kind
    made = _listed(about, ends, options)
    if made is None:
        fact = form_of("understood", (Word(terminal="NAME", text=name, span=about.span),), about.span)
        made = form_of("within", (fact, about), about.span)
    other = replace(guard, parts=(made,))
    return replace(line, parts=tuple(other if part is guard else part for part in line.parts))


def _kind_of(binder: Binder, ends: list[Word]) -> tuple[str, OptionType] | None:
    """The one fact that all of the ends are options of."""
    if not ends or any(word.terminal != "VALUE" for word in ends):
        return None
    owners = {owner for word in ends for owner in binder.names.options.get(word.text, ())}
    if len(owners) != 1 or list_type(binder, *owners):
        return None
    name = owners.pop()
    kinds = [fact.type for fact in binder.names.facts if spelled(fact) == name and isinstance(fact.type, OptionType)]
    return (name, kinds[0]) if len(kinds) == 1 and isinstance(kinds[0], OptionType) else None


def _listed(about: Form, ends: list[Word], kind: OptionType) -> Form | None:
    """The options that are meant, each by itself."""
    parts = list(about.forms())
    if len(parts) == 1 and len(ends) == 2 and len(list(parts[0].forms("bound"))) == 2:
        words = _between(ends[0], ends[1], kind)
        return form_of("one_of", words, about.span) if words else None
    reaching = parts[0].form("after_word")
    if reaching is None or kind.ordered or any(part.kind != "bound" for part in parts[1:]):
        return None
    said = reaching.word("LOWER")
    others = set(kind.options) - {word.text for word in ends}
    if said is None or said.text not in _REACHING or not all(_NONE.search(option) for option in others):
        return None
    return form_of("one_of", tuple(ends), about.span)


def _between(first: Word, last: Word, kind: OptionType) -> tuple[Word, ...]:
    """2—5星级: those whose numbers lie between; of options with an order, those that stand between."""
    if kind.ordered:
        start, stop = kind.options.index(first.text), kind.options.index(last.text)
        return tuple(replace(last, text=option) for option in kind.options[start : stop + 1])
    shape, low = _numbered(first.text)
    other, high = _numbered(last.text)
    if shape != other or not 0 < low < high:
        return ()
    numbered = {_numbered(option)[1]: option for option in kind.options if _numbered(option)[0] == shape}
    if not all(number in numbered for number in range(low, high + 1)):
        return ()
    return tuple(replace(last, text=numbered[number]) for number in range(low, high + 1))


def _numbered(option: str) -> tuple[str, int]:
    """An option without its number, and the number; 0 where it has none."""
    found = _NUMERAL.search(option)
    if found is None:
        return option, 0
    return f"{option[: found.start()]}*{option[found.end() :]}", int(read_numeral(found[0]))
