"""Whether a change of the code changed what people read: a hash of every output, for every policy and every fixture.

    python tests/same_bytes.py before.txt        then change, then
    python tests/same_bytes.py after.txt && diff before.txt after.txt

By hand: a restructuring must leave every line as it was.  One line an output: its command, the file, the exit code and
a sha256 of what was written.  ``told`` is every line of every explanation of the policies' worked cases.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tiaowen.compiler import cli, load
from tiaowen.compiler.answers.worked_cases import case_lines

ROOT = Path(__file__).resolve().parent.parent
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "{}", "--allowed"),
    ("check", "{}", "--allowed", "--lang", "en"),
    ("check", "{}", "--format", "json"),
    ("check", "{}", "--format", "sarif"),
    ("fmt", "{}"),
    ("goals", "{}", "--json"),
    ("coverage", "{}", "--json"),
    ("test", "{}"),
    ("docs", "{}", "-o", "{out}/docs"),
    ("compile", "{}", "--target", "python", "-o", "{out}/module.py"),
    ("compile", "{}", "--target", "javascript", "-o", "{out}/module.mjs"),
)


def main(output: str) -> None:
    policies = sorted((ROOT / "policies").iterdir())
    fixtures = sorted((ROOT / "tests" / "diagnostics").glob("*.policy"))
    with Path(output).open("w", encoding="utf-8") as out:
        for path in [*policies, *fixtures]:
            for line in lines(path):
                print(line, file=out)
        for path in policies:
            print(f"told {path.name} {told(path)}", file=out)


def lines(path: Path) -> Iterator[str]:
    """One line a command; fixtures are copied first, since ``fmt`` writes."""
    for command in COMMANDS:
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "in"
            copy.mkdir()
            for file in sorted(path.iterdir()) if path.is_dir() else [path]:
                (copy / file.name).write_bytes(file.read_bytes())
            place = copy if path.is_dir() else copy / path.name
            code, said = run([part.format(str(place), out=folder) for part in command])
            written = sorted(file for file in Path(folder).rglob("*") if file.is_file())
            made = "".join(f"{file.relative_to(folder)}\n{file.read_text('utf-8')}" for file in written)
            print_of = sha256((said.replace(folder, "") + made).encode("utf-8", "surrogatepass")).hexdigest()
            yield f"{' '.join(command)} {path.name} {code} {print_of}"


def run(command: list[str]) -> tuple[int, str]:
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with redirect_stdout(stream), redirect_stderr(stream):
        code = cli.main(command)
    return code, stream.buffer.getvalue().decode("utf-8")


def told(path: Path) -> str:
    policy = load(path)
    traces = [
        (clause.id, case_lines(policy, clause, case)) for clause in policy.clauses.values() for case in clause.cases
    ]
    return sha256(repr(traces).encode()).hexdigest()


if __name__ == "__main__":
    main(*sys.argv[1:])
