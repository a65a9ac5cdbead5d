"""The policies of this repository, each compiled once in a process: they are values, which no test can change."""

from functools import cache
from pathlib import Path

from tiaowen.compiler import load
from tiaowen.compiler.pipeline import Loaded

FOLDER = Path(__file__).resolve().parents[2] / "policies"
SEED = FOLDER / "jindong-2025"


@cache
def loaded(path: Path = SEED) -> Loaded:
    """The policy at a path; the first one where none is said."""
    return load(path)
