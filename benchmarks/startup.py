"""How long the command line takes from a cold start: ``tiaowen check`` of the first policy and ``tiaowen --help``.

Each run is a process of its own. Prints the median of the runs beside its limit (on an unloaded machine); the exit code
is 1 where a median is over. Run it with the Python that has tiaowen installed: ``python benchmarks/startup.py [RUNS]``.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter_ns

ROOT = Path(__file__).resolve().parent.parent
TIAOWEN = Path(sys.executable).with_name("tiaowen.exe" if os.name == "nt" else "tiaowen")

# Arguments and the limit in milliseconds.
COMMANDS = (
    (("check", str(ROOT / "policies" / "jindong-2025")), 1000),
    (("--help",), 150),
)


def main(runs: int) -> int:
    times_ms: list[list[int]] = [[] for _ in COMMANDS]
    for _ in range(runs):  # alternating, so that a busy moment hits both
        for times, (arguments, _limit) in zip(times_ms, COMMANDS, strict=True):
            times.append(run_ms(arguments))
    over = False
    for times, (arguments, limit_ms) in zip(times_ms, COMMANDS, strict=True):
        middle = int(median(times))
        over |= middle > limit_ms
        verdict = "over" if middle > limit_ms else "within"
        print(f"tiaowen {arguments[0]}: median of {runs} {middle} ms, least {min(times)} ms, {verdict} {limit_ms} ms")
    return int(over)


def run_ms(arguments: tuple[str, ...]) -> int:
    """Run the command once and return its wall time; exit where it fails, since a failure is no measurement."""
    start = perf_counter_ns()
    result = subprocess.run([TIAOWEN, *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    elapsed = perf_counter_ns() - start
    if result.returncode:
        sys.exit(f"tiaowen {' '.join(arguments)} failed:\n{result.stderr.decode(errors='replace')}")
    return elapsed // 10**6


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 11))
