"""How many claims the agreement suite put to whom, carried from the tests to the end of the run, also through xdist."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

_NAME = "claims put to"


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one test; ``record`` is pytest's ``record_property``."""

    record: Callable[[str, object], None]

    def add(self, answerer: str, asked: Mapping[str, int]) -> None:
        self.record(f"{_NAME} {answerer}", sum(asked.values()))


def told(properties: Iterable[tuple[str, object]]) -> list[str]:
    """Lines of the table; none where no test has counted."""
    counts = Counter[str]()
    for name, value in properties:
        if name.startswith(_NAME) and isinstance(value, int):
            counts[name.removeprefix(_NAME).strip()] += value
    if not counts:
        return []
    rows = [*counts.items(), ("together", sum(counts.values()))]
    return [f"{name:<12}{count:>9,}" for name, count in rows]
