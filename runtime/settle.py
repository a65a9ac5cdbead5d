"""就高从优，不重复享受: of several claims, which are paid.

In: the results of the claims of one enterprise in document order, and which of them are the same matter.  Out: a
``Settlement``.  Only 奖补 and 减免 in money count; 核算, 资格 and 交纳 are reported beside it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from .errors import FactError, make_fault
from .result import Outcome, Result, cents, money
from .selection import TooManyExclusions, best_of
from .tongues import tongue_of

COUNTED = ("奖补", "减免")
SAME_MATTER_NAME = "同一事项"


class Settlement:
    """What is paid, and why the rest is not.  Every mapping is in document order.

    ``total``: yuan, with two decimals; ``subtotals`` the same by form (奖补, 减免).
    ``paid``: name of a claim → its result.  ``dropped``: name → names of the claims paid instead.
    ``refused``: name → its result, not eligible or 0.  ``others``: name → result of what never counts (核算, 资格, 交纳).
    ``kind``: 上限 where something paid is a ceiling (the authority decides up to it), else 定额.
    ``results``: name → result, of all claims.  ``date``: that of the claims, where they have one in common.

    A language is zh or en; "" is Chinese, in a compiled module its own, and a compiled module has no other.
    """

    # The shape of to_dict; docs/settling.md has it.
    VERSION = 1

    __slots__ = ("date", "dropped", "kind", "others", "paid", "refused", "results", "subtotals", "total")

    def __init__(
        self, results: Mapping[str, Result], paid: Mapping[str, Result], dropped: Mapping[str, tuple[str, ...]]
    ) -> None:
        """``paid`` and ``dropped`` are among ``results``; the others are sorted out by form."""
        self.results = results
        self.paid = paid
        self.dropped = dropped
        rest = {name: result for name, result in results.items() if name not in paid and name not in dropped}
        self.refused = {name: result for name, result in rest.items() if _counts(result)}
        self.others = {name: result for name, result in rest.items() if not _counts(result)}
        in_fen = {form: sum(fen_of(result) for result in paid.values() if result.form == form) for form in COUNTED}
        self.subtotals: dict[str, Decimal] = {form: money(fen, 100) for form, fen in in_fen.items()}
        self.total = money(sum(in_fen.values()), 100)
        self.kind = "上限" if any(result.kind == "上限" for result in paid.values()) else "定额"
        days = {result.date for result in results.values()}
        self.date: date | None = days.pop() if len(days) == 1 else None

    @property
    def claims(self) -> tuple[str, ...]:
        """The names of all claims, in document order, which an object of JSON may not keep."""
        return tuple(self.results)

    @property
    def summary(self) -> tuple[str, ...]:
        """What is paid, what is not and why, line by line."""
        return self.summary_in()

    @property
    def trace(self) -> tuple[str, ...]:
        """The summary, then the explanation of every claim, line by line."""
        return self.trace_in()

    def summary_in(self, lang: str = "") -> tuple[str, ...]:
        """The summary in a language."""
        words = tongue_of(lang).SETTLING_WORDS
        parts = words["comma"].join(
            words["part"].format(form=words[form], amount=_yuan(amount, lang))
            for form, amount in self.subtotals.items()
        )
        total = words["total, up to" if self.kind == "上限" else "total"]
        lines = [total.format(amount=_yuan(self.total, lang), parts=parts)]
        sections = [
            ("paid", ((name, _claimed(result, lang)) for name, result in self.paid.items())),
            ("dropped", ((name, self._instead(name, lang)) for name in self.dropped)),
            ("refused", ((name, _reason(result, lang)) for name, result in self.refused.items())),
            ("others", ((name, _last(result, lang)) for name, result in self.others.items())),
        ]
        for heading, rows in sections:
            listed = [words["row"].format(name=name, said=said) for name, said in rows]
            lines += [words[heading], *listed] if listed else []
        return tuple(lines)

    def trace_in(self, lang: str = "") -> tuple[str, ...]:
        """The summary, then the explanation of every claim, in a language."""
        lines = list(self.summary_in(lang))
        for name, result in self.results.items():
            lines += ["", f"【{name}】", *result.trace_in(lang)]
        return tuple(lines)

    def explain(self, lang: str = "") -> str:
        """The explanation as one text."""
        return "\n".join(self.trace_in(lang))

    def to_dict(self, lang: str = "") -> dict[str, object]:
        """Everything in forms that JSON has; amounts as text."""
        return {
            "answer": "settlement",
            "version": self.VERSION,
            "total": str(self.total),
            "kind": self.kind,
            "subtotals": {form: str(amount) for form, amount in self.subtotals.items()},
            "date": None if self.date is None else self.date.isoformat(),
            "claims": list(self.claims),
            "paid": {name: result.to_dict(lang) for name, result in self.paid.items()},
            "dropped": {name: list(instead) for name, instead in self.dropped.items()},
            "refused": {name: result.to_dict(lang) for name, result in self.refused.items()},
            "others": {name: result.to_dict(lang) for name, result in self.others.items()},
            "trace": list(self.trace_in(lang)),
        }

    def __repr__(self) -> str:
        return f"Settlement({self.total}, {self.kind!r}, paid={list(self.paid)}, dropped={list(self.dropped)})"

    def _instead(self, name: str, lang: str) -> str:
        words = tongue_of(lang).SETTLING_WORDS
        listed = words["list comma"].join(
            words["rival"].format(name=other, amount=_amount(self.paid[other], lang)) for other in self.dropped[name]
        )
        return words["instead"].format(what=_claimed(self.results[name], lang), rivals=listed)


def best_settlement(results: Mapping[str, Result], exclusions: Iterable[tuple[str, str]]) -> Settlement:
    """The selection that pays most, where of each pair in ``exclusions`` (names of ``results``) one at most is paid; of
    equal totals the one that keeps the earlier claims.

    Raises FactError (T0625) where there are so many exclusions that the best selection is not found: never a worse one.
    """
    names = [name for name, result in results.items() if _counts(result) and fen_of(result) > 0]
    index = {name: place for place, name in enumerate(names)}
    # As bits, since of thousands of claims of one matter there are millions of pairs.
    rivals = [0] * len(names)
    count = 0
    for one, other in exclusions:
        if one in index and other in index and one != other:
            rivals[index[one]] |= 1 << index[other]
            rivals[index[other]] |= 1 << index[one]
            count += 1
    try:
        chosen = best_of([fen_of(results[name]) for name in names], rivals)
    except TooManyExclusions:
        fault = make_fault("T0625", (SAME_MATTER_NAME,), claims=str(len(names)), pairs=str(count))
        raise FactError([fault]) from None
    paid = {names[place]: results[names[place]] for place in chosen}
    dropped = {
        name: tuple(names[rival] for rival in chosen if rivals[place] >> rival & 1)
        for name, place in index.items()
        if name not in paid
    }
    return Settlement(results, paid, dropped)


def _counts(result: Result) -> bool:
    return result.form in COUNTED and result.unit == "元"


def is_open(result: Result) -> bool:
    """Whether a result is a ceiling in money, of which the authority has not said yet how much is paid."""
    return _counts(result) and result.kind == "上限"


def fen_of(result: Result) -> int:
    """What a result in money pays, all its parts together, in 分."""
    return _sum_fen(result.value) if result.eligible else 0


def _sum_fen(value: Outcome) -> int:
    if isinstance(value, dict | tuple):
        return sum(_sum_fen(part) for part in (value.values() if isinstance(value, dict) else value))
    return cents(Decimal(value))


def _amount(result: Result, lang: str) -> str:
    return _money(fen_of(result), 100, lang)


def _yuan(amount: Decimal, lang: str) -> str:
    return _money(*amount.as_integer_ratio(), lang)


def _money(numerator: int, denominator: int, lang: str) -> str:
    tongue = tongue_of(lang)
    return tongue.shown_quantity(numerator, denominator, tongue.SETTLING_WORDS["yuan"])


def _claimed(result: Result, lang: str) -> str:
    words = tongue_of(lang).SETTLING_WORDS
    return words.get(result.kind, words["titled"]).format(title=result.title, amount=_amount(result, lang))


def _last(result: Result, lang: str) -> str:
    words = tongue_of(lang).SETTLING_WORDS
    said = result.trace_in(lang)[-1].removeprefix(words["result"])
    return words["titled"].format(title=result.title, amount=said)


def _reason(result: Result, lang: str) -> str:
    """The lines of the explanation that say why, else that the amount is 0."""
    words = tongue_of(lang).SETTLING_WORDS
    if result.eligible:
        return words["titled"].format(title=result.title, amount=words["zero"])
    # A line that begins with a space says by how much the one before it failed.
    told = result.trace_in(lang)[:-1]
    signs = (words["fails"], words["too late"])
    why = [line.strip() for line in told if line[:1].isspace() or any(sign in line for sign in signs)]
    said = words["semicolon"].join(why) or words["not eligible"]
    return words["titled"].format(title=result.title, amount=said)
