"""What one call of clause 7.1 costs through the compiled Java class, against the same rule written by hand with long.

Both sides are in Clause71.java, run in one JVM in alternating rounds, new facts in every round; they must agree before any
timing.  The hand-written side makes the same checks of its facts, and explains nothing.

Prints the median ratio of each row beside its limit; the exit code is 1 where one is over.
Run it with the Python that tiaowen is installed in and a JDK: ``python benchmarks/clause_7_1_java.py [ROUNDS]``.
"""

import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
POLICY = HERE.parent / "policies" / "jindong-2025"


def main(rounds: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder) / "Jindong2025.java"
        command = [sys.executable, "-m", "tiaowen", "compile", str(POLICY), "--target", "java", "-o", str(module)]
        subprocess.run(command, stdin=subprocess.DEVNULL, check=True)
        sources = [module, HERE / "Clause71.java"]
        subprocess.run(["javac", "--release", "11", "-encoding", "UTF-8", "-d", folder, *sources], check=True)
        run = subprocess.run(
            ["java", "-cp", folder, "Clause71", str(rounds)], capture_output=True, text=True, check=True
        )
    print(f"Java, median of {rounds} rounds; by hand with long is 1")
    rows = [line.split("\t") for line in run.stdout.splitlines()]
    over = [told(row[0], *map(int, row[1:])) for row in rows]
    return int(any(over))


def told(what: str, ours: int, theirs: int, percent: int, limit: int) -> bool:
    """Print a row; whether it is over its limit."""
    is_over = bool(limit) and percent > limit
    judged = f", limit {limit // 100}" + (": OVER" if is_over else "") if limit else ""
    print(f"  {what:40} {Decimal(percent) / 100:7} ×  ({ours} ns, by hand {theirs} ns){judged}")
    return is_over


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 201))
