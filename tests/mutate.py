"""Which one-token changes of the code make a test fail: by hand, to find what the tests do not hold.

    python tests/mutate.py compiler/program runtime [-n 40] [--seed 1] [--jobs 2]

In: files and folders of the code.  Out: so many changes drawn at random from all that could be made there (the same ones
for a seed), each killed by a test or survived, with its line before and after.  A change is made in a copy of the tree,
never here.  Quick tests of what rules mean come first, the whole suite only for what they let pass.  A change that means
the same (an equivalent one) survives rightly: that is for the reader to say.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from support.code_changes import Change, changes

ROOT = Path(__file__).resolve().parent.parent
# Fast, and nearest to what a rule means; each is asked before those behind it.
FIRST = (
    "tests/test_sentences.py",
    "tests/test_constructs.py",
    "tests/program",
    "tests/model",
    "tests/targets",
    "tests/runtime",
    "tests/test_refused.py",
    "tests/test_short_forms.py",
    "tests/agreement",
    "tests/test_javascript.py",
)
# A change may make a loop endless: that is noticed, too.
SECONDS = {"first": 600, "all": 2400}


@dataclass(frozen=True, slots=True)
class Mutant:
    path: Path
    change: Change

    @property
    def line(self) -> int:
        return self.text.count("\n", 0, self.change.start) + 1

    @property
    def text(self) -> str:
        return (ROOT / self.path).read_text("utf-8")

    def said(self) -> str:
        before, after = self.text.splitlines(), self.change.of(self.text).splitlines()
        last = self.text.count("\n", 0, self.change.end)
        old, new = before[self.line - 1 : last + 1], after[self.line - 1 : last + 1 + len(after) - len(before)]
        return "\n".join(
            (f"{self.path}:{self.line}", *(f"  - {line}" for line in old), *(f"  + {line}" for line in new))
        )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("places", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("-n", type=int, default=40, help="how many changes are tried (40)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (1)")
    parser.add_argument("--jobs", type=int, choices=(1, 2), default=2, help="how many at a time (2)")
    parser.add_argument("--quick", action="store_true", help="do not ask the whole suite about survivors")
    given = parser.parse_args(arguments)
    found = [mutant for place in given.places for mutant in mutants_of(place)]
    drawn = random.Random(given.seed).sample(found, min(given.n, len(found)))
    print(f"{len(drawn)} of {len(found)} changes", flush=True)
    survived = list(run(drawn, given.jobs, quick=given.quick))
    print(f"killed {len(drawn) - len(survived)} of {len(drawn)}")
    for mutant in survived:
        print(f"survived {mutant.said()}")
    return 0


def mutants_of(place: Path) -> Iterator[Mutant]:
    """Every change of a file, or of the files of a folder."""
    given = place.resolve()
    files = sorted(given.rglob("*")) if given.is_dir() else [given]
    for path in files:
        if path.suffix in (".py", ".js") and path.is_file():
            text = path.read_text("utf-8")
            for change in changes(text, javascript=path.suffix == ".js"):
                yield Mutant(path.relative_to(ROOT), change)


def run(mutants: Sequence[Mutant], jobs: int, *, quick: bool) -> Iterator[Mutant]:
    """The mutants that no test notices; what becomes of each is printed as it ends."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            trees.put(copied(Path(folder) / str(number)))
        for mutant, killer in zip(
            mutants, pool.map(lambda one: killed_by(one, trees, quick=quick), mutants), strict=True
        ):
            print(f"{'killed' if killer else 'SURVIVED'} {mutant.said()}\n  {killer}", flush=True)
            if not killer:
                yield mutant


def copied(tree: Path) -> Path:
    """A copy of this tree, in which changes are made."""
    left_out = shutil.ignore_patterns(".git", ".venv", ".hypothesis", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, tree, symlinks=True, ignore=left_out)
    return tree


def killed_by(mutant: Mutant, trees: SimpleQueue[Path], *, quick: bool) -> str:
    """The first test that fails with a change; "" where none does."""
    tree = trees.get()
    place = tree / mutant.path
    before = place.read_bytes()
    try:
        place.write_text(mutant.change.of(mutant.text), "utf-8")
        first = [name for name in FIRST if (tree / name).exists()]
        return failing(tree, first, SECONDS["first"]) or ("" if quick else failing(tree, ["tests"], SECONDS["all"]))
    finally:
        place.write_bytes(before)
        trees.put(tree)


def failing(tree: Path, tests: Sequence[str], seconds: int) -> str:
    """The first of these tests that fails in a tree."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=no", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(tree / "build" / "dev"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, encoding="utf-8", errors="replace", timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return f"no end within {seconds} s"
    if not ended.returncode:
        return ""
    lines = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return lines[0] if lines else f"{ended.stdout}{ended.stderr}".strip()[-300:] or f"exit {ended.returncode}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
