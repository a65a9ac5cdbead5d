"""How many claims the agreement suite put to whom, carried from the tests to the end of the run, also through xdist."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

_NAME = "claims put to"


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one test; ``record`` is pytest's ``record_property``."""

    record: Callable[[str, object], None]

    def add(self, answerer: str, asked: Mapping[str, int], clauses: int) -> None:
        """The claims of each clause that were put to it; ``clauses`` are all of the policy."""
        self.record(f"{_NAME} {answerer}", [sum(asked.values()), len(asked), clauses])


def told(properties: Iterable[tuple[str, object]]) -> list[str]:
    """Lines of the table; none where no test has counted."""
    counts: dict[str, Counter[str]] = {}
    for name, value in properties:
        if name.startswith(_NAME) and isinstance(value, list):
            of = counts.setdefault(name.removeprefix(_NAME).strip(), Counter())
            of.update(dict(zip(("claims", "said", "clauses"), value, strict=True)))
    if not counts:
        return []
    rows = [
        f"{name:<12}{of['claims']:>9,} claims of {of['said']:>3} of {of['clauses']:>3} clauses"
        for name, of in counts.items()
    ]
    return [*rows, f"{'together':<12}{sum(of['claims'] for of in counts.values()):>9,} claims, no disagreement"]
