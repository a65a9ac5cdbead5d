"""What the guide costs: ``tiaowen docs`` for every policy in policies/, in every format, in seconds of processor time.

Each run is a process of its own; its user and system time are counted (children too, an office suite among them), so that
waiting for others does not matter.  Prints each figure beside its limit (on an unloaded machine) and the number and size
of the files; the exit code is 1 where one is over.  Formats whose extra is not installed are named and left out.
Run it with the Python that has tiaowen installed: ``python benchmarks/guide.py [FORMAT…]``.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tiaowen.compiler.guide.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent
LIMIT_MS = 10_000


def main(formats: list[str]) -> int:
    over = False
    for policy in sorted((ROOT / "policies").iterdir()):
        for name in formats or [each.name for each in FORMATS]:
            with tempfile.TemporaryDirectory() as folder:
                spent = spent_ms(policy, name, Path(folder))
                files = [place for place in Path(folder).rglob("*") if place.is_file()]
                size = sum(place.stat().st_size for place in files) // 1000
            over |= spent is not None and spent > LIMIT_MS
            said = "not installed" if spent is None else f"{spent} ms of {LIMIT_MS}, {len(files)} files, {size} kB"
            print(f"{policy.stem:16} {name:5} {said}", flush=True)
    return int(over)


def spent_ms(policy: Path, name: str, folder: Path) -> int | None:
    """The processor time of one run; None where its extra is not installed; exit where it fails otherwise."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "tiaowen.compiler.cli", "docs", policy, "-o", folder, "--format", name]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        said = done.stderr.decode(errors="replace")
        if "pip install" in said:
            return None
        sys.exit(f"tiaowen docs {policy.name} --format {name} failed:\n{said}")
    return int((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
