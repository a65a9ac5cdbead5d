"""Every target of all policies compiles, and of the clauses that one cannot say there are no more than are known."""

from pathlib import Path

import pytest

from support.answerers import ANSWERERS
from support.policies import loaded, of_every_policy
from support.targets import written
from tiaowen.compiler.targets.every import TARGETS
from tiaowen.compiler.targets.target import Wanted

KINDS = [(target.name, dialect) for target in TARGETS for dialect in target.dialects or ("",)]
# By target or dialect and policy, how many clauses cannot be said.
UNSAID = {kind.name: kind.unsaid for kind in ANSWERERS}


@pytest.mark.needs_system
@pytest.mark.parametrize(("target", "dialect"), KINDS, ids=lambda name: name or "-")
@of_every_policy
def test_it_compiles(path: Path, target: str, dialect: str) -> None:
    files, unsaid = written(loaded(path), target, Wanted(stem="policy", dialect=dialect))
    assert all(files.values()) and "" in files
    assert len(unsaid) == UNSAID.get(dialect or target, {}).get(path.stem, 0)


def test_every_target_that_calculates_is_asked() -> None:
    """html and schema are none: the one is the JavaScript of node in a page, the other describes facts and results."""
    asked = {"node": "javascript", "libreoffice": "workbook"}
    names = {asked.get(kind.name, kind.name) for kind in ANSWERERS}
    dialects = {dialect for target in TARGETS for dialect in target.dialects}
    assert {target.name for target in TARGETS} | dialects <= names | {"html", "schema", "sql"}
    assert dialects <= names
