"""The tours of the READMEs: their files are written, their commands run, and what these print is compared.

A fenced block with a file name behind its language (python use.py) is that file.  A block ``console`` has commands
behind ``$ ``, each with its output below it.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

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
    programs = {
        "tiaowen": [sys.executable, "-m", "tiaowen.compiler.cli"],
        "python": [sys.executable],
        "node": [str(NODE)],
    }
    done = subprocess.run(
        [*programs[program], *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    may_fail = arguments[:1] == ["check"]
    assert done.returncode == 0 or (may_fail and done.returncode == 1), f"{command}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr
