"""How long a solver may go on: by what it does rather than by the clock, so that a busy machine gives the same answers."""

from typing import Any

SEED = 20250101
# What the solver does in a second, in its own measure; and how much longer than it should it may take by the clock.
_WORK_IN_A_SECOND = 10_000_000
_PATIENCE = 10


def limited(solver: Any, seconds: float) -> Any:
    """The solver, with so much work for each question (in seconds of a machine with nothing else to do)."""
    solver.set("rlimit", max(1, int(seconds * _WORK_IN_A_SECOND)))
    solver.set("timeout", max(1, int(seconds * _PATIENCE * 1000)))
    return solver
