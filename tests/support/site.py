"""Sites of policies, printed into folders, and their pages."""

from pathlib import Path

from support.policies import FOLDER
from tiaowen.compiler import Policy
from tiaowen.compiler.guide.formats import FORMATS

POLICIES = sorted(FOLDER.iterdir())


def printed(policy: Policy, folder: Path) -> Path:
    """The folder, with the site of the policy in it."""
    (site,) = (each for each in FORMATS if each.name == "site")
    for name, data in site.write(policy).items():
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
