"""A compiled Java module, called from Python through one JVM, which compiles it, too."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from support.node import Call, Request

# Java 11, every warning, and each of them an error.
OPTIONS = ("--release", "11", "-Xlint:all", "-Werror")
_PROGRAM = Path(__file__).with_name("Calculator.java")


def is_there() -> bool:
    """Whether there is a JDK."""
    return shutil.which("javac") is not None


class Calculator:
    """Compiled classes, many calls at a time; a context manager, since it holds a process."""

    target: ClassVar[str] = "java"

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["java", "-Xss64m", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def __enter__(self) -> "Calculator":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def module(self, folder: Path, text: str, name: str = "Policy") -> Path:
        """The class of this text, compiled in a folder that is made for it; AssertionError with what the compiler says."""
        folder.mkdir()
        file = folder / f"{name}.java"
        file.write_text(text, "utf-8")
        said = self._asked({"file": str(file), "options": list(OPTIONS)})
        assert said == "", said
        return file

    def can_be_said(self, call: Call) -> bool:
        """Whether the compiler would let a call pass: an id is a text, facts and claims are a map, a day is a date or a text."""
        name, given, options = call
        *ids, of = given
        is_map = isinstance(of, Mapping) or (of is None and name == "calc")
        day, scores, sets = (options.get(each) for each in ("date", "scores", "same_matter"))
        are_options = (
            day is None or isinstance(day, str | date),
            scores is None or isinstance(scores, Mapping),
            sets is None or isinstance(sets, Mapping if name == "allocate" else list | tuple),
            options.get("approved") is None or isinstance(options["approved"], Mapping),
        )
        return is_map and all(are_options) and all(isinstance(each, str) for each in ids)

    def calc(self, file: Path, requests: Sequence[Request]) -> list[Any]:
        """For each (clause, facts, date): what ``toMap`` gives, or the faults as lists of their texts."""
        return self.answers(file, [("calc", (clause, facts), {"date": day}) for clause, facts, day in requests])

    def answers(self, file: Path, calls: Sequence[Call]) -> list[Any]:
        """For each call, with options as the Python module has them: what ``toMap`` of the answer gives, or the faults."""
        found: list[Any] = self._asked({"file": str(file), "calls": [_written(_in_order(call)) for call in calls]})
        return found

    def _asked(self, request: Mapping[str, object]) -> Any:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the JVM ended"
        return json.loads(answer)


# What stands behind the other arguments, and what it is where nothing is said.
_OPTIONS: Mapping[str, Mapping[str, object]] = {
    "calc": {"date": None},
    "settle": {"same_matter": [], "date": None},
    "allocate": {"budget": None, "scores": None, "date": None, "same_matter": None, "approved": None},
}


def _in_order(call: Call) -> list[object]:
    """The function, then all its arguments."""
    name, given, options = call
    usual = _OPTIONS.get(name, {})
    said = {key: value if options.get(key) is None else options[key] for key, value in usual.items()}
    assert set(options) <= set(usual)
    return [name, *given, *said.values()]


def _written(value: object) -> object:
    """A value as JSON; what JSON lacks as {"$": kind, "text": …}, for Calculator.java to revive."""
    if isinstance(value, Decimal):
        return {"$": "decimal", "text": str(value)}
    if isinstance(value, date):
        return {"$": "date", "text": value.isoformat()}
    if isinstance(value, float):
        return {"$": "float", "text": str(value)}
    if isinstance(value, list | tuple):
        return [_written(part) for part in value]
    if isinstance(value, Mapping):
        return {name: _written(part) for name, part in value.items()}
    return value
