"""What benchmarks/drafts.py measures stays what is promised; no text makes drafting fail."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tiaowen.compiler.drafting.drafts import drafts_of
from tiaowen.compiler.drafting.skeleton import block
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

pytestmark = pytest.mark.needs_system
ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = sorted((ROOT / "tests" / "documents").glob("*.txt"))


def test_the_policies_are_drafted_and_no_draft_pays_otherwise() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "drafts.py")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    figures = {name: tuple(map(int, row)) for name, *row in map(str.split, done.stdout.splitlines()[1:])}
    assert {name: wrong for name, (_, _, _, wrong, _, _) in figures.items() if wrong} == {}
    clauses, drafted, agree, *_ = figures.pop("jindong-2025")
    assert clauses == 59
    assert drafted >= 50
    assert agree >= 45
    assert sum(drafted for _, drafted, *_ in figures.values()) >= 16
    assert sum(agree for _, _, agree, *_ in figures.values()) >= 10


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_draft_compiles_within_its_document(path: Path) -> None:
    text = path.read_text("utf-8")
    policy, _ = compile_sources([Source.of(path.name, text)])
    for draft in drafts_of(policy):
        if draft.clause is not None:
            rule = block("规则", draft.number, draft.rule)
            made, report = compile_sources([Source.of(path.name, f"{text}\n{rule}\n")])
            assert draft.number in made.clauses, report.errors
            assert not [found for found in report.errors if found.span and found.span.start > len(text)]


def test_any_text_gives_drafts_or_none() -> None:
    rng = random.Random(58)
    pieces = [piece for path in DOCUMENTS for piece in path.read_text("utf-8").split("，") if len(piece) < 60]
    for _ in range(150):
        text = f"（一）{'，'.join(rng.choices(pieces, k=4))}。\n"
        policy, _ = compile_sources([Source.of("a", text)])
        for draft in drafts_of(policy):
            assert draft.rule.quote
