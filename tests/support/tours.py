"""The tours of the READMEs: their files are written, their commands run, and what these print is compared.

A fenced block with a file name behind its language (python use.py) is that file.  A block ``console`` has commands
behind ``$ ``, each with its output below it.  ``tiaowen`` runs within this process, which has read the grammar already; a
command that ends in ``&`` goes on beside the others until the tour ends.  Its block, and what needs a program that pip
cannot install, is left as it is printed, unless the tour is ``whole``.
"""

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from .command import Command
from .node import NODE

_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", re.M | re.S)
_COMMAND = re.compile(r"^\$ (?P<line>.*(?:\\\n.*)*)\n(?P<printed>(?:(?!\$ ).*\n)*)", re.M)
# What pip cannot install; a server needs a port that nobody else has.
_OF_THE_SYSTEM = ("java", "javac", "curl", "&")
_PROGRAMS = {"python": sys.executable, "node": str(NODE)}
_SECONDS = 60


def run_tour(page: str, folder: Path, *, whole: bool = False) -> str:
    """The page as it should be: every output is what its command prints in ``folder``, in the order of the page."""
    with ExitStack() as running:

        def anew(block: re.Match[str]) -> str:
            if block["file"]:
                (folder / block["file"]).write_text(block["body"], "utf-8")
            if block["kind"] != "console":
                return block[0]
            found = list(_COMMAND.finditer(block["body"]))
            is_left = not whole and any(shlex.split(each["line"])[-1] == "&" for each in found)
            said = (each["printed"] if is_left else _said(each, folder, whole, running) for each in found)
            shown = (f"$ {each['line']}\n{out}" for each, out in zip(found, said, strict=True))
            return f"```console\n{''.join(shown)}```"

        return _BLOCK.sub(anew, page)


def needs_system(page: str) -> bool:
    """Whether a tour has what the quick one leaves out."""
    return any(
        _is_of_the_system(shlex.split(found["line"]))
        for block in _BLOCK.finditer(page)
        if block["kind"] == "console"
        for found in _COMMAND.finditer(block["body"])
    )


def _is_of_the_system(words: Sequence[str]) -> bool:
    return words[0] in _OF_THE_SYSTEM or words[-1] in _OF_THE_SYSTEM


def _said(found: re.Match[str], folder: Path, whole: bool, running: ExitStack) -> str:
    words = shlex.split(found["line"])
    if _is_of_the_system(words) and not whole:
        return found["printed"]
    if words[-1] == "&":
        _start(words[:-1], folder, running)
        return found["printed"]
    program, *arguments = words
    code, said = _within(arguments, folder) if program == "tiaowen" else _beside(program, arguments, folder)
    may_fail = arguments[:1] == ["check"]
    assert code == 0 or (may_fail and code == 1), f"{found['line']}: {said}"
    return said if said.endswith("\n") or not said else f"{said}\n"


def _within(arguments: list[str], folder: Path) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(folder)
        run = Command(monkeypatch)(*arguments)
    return run.code, run.out + run.err


def _beside(program: str, arguments: list[str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [_PROGRAMS.get(program, program), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def _start(words: list[str], folder: Path, running: ExitStack) -> None:
    """A server, which has begun to answer at its --port when this returns."""
    command = [sys.executable, "-m", "tiaowen", *words[1:]]
    quiet = subprocess.DEVNULL
    server = running.enter_context(subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet))
    running.callback(server.terminate)
    address = f"http://127.0.0.1:{words[words.index('--port') + 1]}/"
    ends = time.monotonic() + _SECONDS
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urlopen(address, timeout=_SECONDS):
                return
        except URLError:
            time.sleep(0.2)
    raise AssertionError(f"{shlex.join(words)} does not answer")
