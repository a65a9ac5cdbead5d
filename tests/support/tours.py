"""The tours of the READMEs: their files are written, their commands run, and what these print is compared.

A fenced block with a file name behind its language (python use.py) is that file.  A block ``console`` has commands
behind ``$ ``, each with its output below it.  ``tiaowen`` runs within this process, which has read the grammar already.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from .command import Command
from .node import NODE

_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", re.M | re.S)


def run_tour(page: str, folder: Path) -> str:
    """The page as it should be: every output is what its command prints in ``folder``, in the order of the page."""

    def anew(block: re.Match[str]) -> str:
        if block["file"]:
            (folder / block["file"]).write_text(block["body"], "utf-8")
        if block["kind"] != "console":
            return block[0]
        commands = [line for line in block["body"].split("\n") if line.startswith("$ ")]
        return "```console\n" + "".join(f"{line}\n{_printed(line[2:], folder)}" for line in commands) + "```"

    return _BLOCK.sub(anew, page)


def _printed(command: str, folder: Path) -> str:
    program, *arguments = shlex.split(command)
    code, said = _within(arguments, folder) if program == "tiaowen" else _beside(program, arguments, folder)
    may_fail = arguments[:1] == ["check"]
    assert code == 0 or (may_fail and code == 1), f"{command}: {said}"
    return said


def _within(arguments: list[str], folder: Path) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(folder)
        run = Command(monkeypatch)(*arguments)
    return run.code, run.out + run.err


def _beside(program: str, arguments: list[str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [{"python": sys.executable, "node": str(NODE)}[program], *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
