"""Pages of policies, written into folders: the site of the guide, or one page (target html)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from support.policies import FOLDER
from support.targets import emitted
from tiaowen.compiler.guide.format import Asked
from tiaowen.compiler.guide.formats import FORMATS
from tiaowen.compiler.pipeline import Loaded
from tiaowen.compiler.report.diagnostic import Language, Report

Thing = TypeVar("Thing")
# The folder of the pages of a policy in a medium.
Sites = Callable[[Path, str], Path]
POLICIES = sorted(FOLDER.iterdir())


def printed(policy: Loaded, folder: Path, lang: Language = "zh") -> Path:
    """The folder, with the site of the policy in it."""
    (site,) = (each for each in FORMATS if each.name == "site")
    report = Report()
    files = site.write(policy, Asked(lang=lang), report)
    assert not report.diagnostics
    return _put(files, folder)


def one_page(policy: Loaded, folder: Path) -> Path:
    """The folder, with the one page of the policy in it."""
    return _put({"index.html": emitted(policy, "html")[""].encode()}, folder)


MEDIA: Mapping[str, Callable[[Loaded, Path], Path]] = {"html": one_page, "site": printed}


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a policy's pages or clauses: large sites are tried in several tests, which can go to several processes."""

    medium: str
    policy: Path
    part: int = 0
    parts: int = 1

    def __str__(self) -> str:
        return f"{self.medium}-{self.policy.stem}" + (f"-{self.part}" if self.parts > 1 else "")

    def of(self, everything: Sequence[Thing]) -> Sequence[Thing]:
        return everything[self.part :: self.parts]


def shares() -> Iterator[Share]:
    for medium in MEDIA:
        for policy in POLICIES:
            parts = 4 if policy.is_dir() and medium == "site" else 1
            yield from (Share(medium, policy, part, parts) for part in range(parts))


each_share = pytest.mark.parametrize("share", list(shares()), ids=str)
each_policy = pytest.mark.parametrize("policy", POLICIES, ids=lambda place: place.stem)


def _put(files: Mapping[str, bytes], folder: Path) -> Path:
    for name, data in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


def pages_of(folder: Path) -> list[Path]:
    """Its pages, in the order of their names."""
    return sorted(folder.rglob("*.html"))


def page_of_clause(folder: Path, clause_id: str) -> Path:
    """The page with the card of a clause that can be calculated."""
    mark = f'data-clause="{clause_id}"'
    (found,) = (place for place in pages_of(folder) if mark in place.read_text("utf-8"))
    return found
