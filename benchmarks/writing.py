"""All figures of writing a policy against their goals: what a keystroke costs, how good drafts are, the desk page in a real browser.

    python benchmarks/writing.py [--no-browser]

Runs benchmarks/editing.py, drafts.py and desk.py, one after the other, and reads what they print.  The exit code is 1 where a goal is missed or a figure is
not there.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Goal:
    """A figure of ``script``, where ``pattern`` finds it; ``said`` is the goal in words."""

    what: str
    script: str
    pattern: str
    said: str
    holds: Callable[[float], bool]


GOALS = (
    Goal("a change inside a block, ms", "editing.py", r"^block +([0-9.]+) ms", "under 50", lambda it: it < 50),
    Goal("everything, ms", "editing.py", r"^all +([0-9.]+) ms", "under 1000", lambda it: it < 1000),
    Goal("drafted of 59 rules", "drafts.py", r"^jindong-2025 +59 +(\d+)", "at least 45", lambda it: it >= 45),
    Goal("drafts that agree", "drafts.py", r"^jindong-2025(?: +\d+){2} +(\d+)", "at least 30", lambda it: it >= 30),
    Goal("drafts that are wrong", "drafts.py", r"^jindong-2025(?: +\d+){3} +(\d+)", "at most 3", lambda it: it <= 3),
    Goal("the page, MB", "desk.py", r"^size +([0-9.]+) MB", "under 25", lambda it: it < 25),
    Goal("until it answers, s", "desk.py", r"^ready +([0-9.]+) s", "under 5", lambda it: it < 5),
    Goal("keystroke to message, s", "desk.py", r"^message +([0-9.]+) s", "under 1", lambda it: it < 1),
)


def main(args: list[str]) -> int:
    goals = [goal for goal in GOALS if goal.script != "desk.py" or "--no-browser" not in args]
    printed = {script: _printed(script) for script in dict.fromkeys(goal.script for goal in goals)}
    missed = 0
    for goal in goals:
        found = re.search(goal.pattern, printed[goal.script], re.MULTILINE)
        holds = found is not None and goal.holds(float(found[1]))
        missed += not holds
        print(
            f"{goal.what:<28} {found[1] if found else 'none':>8}  {goal.said:<12} {'' if holds else 'MISSED'}".rstrip()
        )
    return int(missed > 0)


def _printed(script: str) -> str:
    done = subprocess.run([sys.executable, str(HERE / script)], stdout=subprocess.PIPE, encoding="utf-8", check=False)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
