"""Shells complete commands, options and files; help stands in columns; every variable of the environment is told."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.pages import ROOT
from tiaowen.compiler.cli.columns import columns, wrapped
from tiaowen.compiler.cli.commands import COMMANDS
from tiaowen.compiler.cli.exits import ENVIRONMENT
from tiaowen.compiler.cli.main import main

# The functions of zsh that a line editor would give, saying what they are given.
ZSH = """
compdef() { : }
_describe() { print -r -- ${(PF)3} }
_path_files() { print -r -- FILES }
compadd() { print -r -- ${(PF)5} }
eval "$(tiaowen completion zsh)"
words=(%s); CURRENT=%d; _tiaowen_completion
"""


def shell(program: str, script: str, folder: Path) -> str:
    """What a shell prints, with ``tiaowen`` at hand."""
    found = shutil.which(program)
    assert found, f"apt install {program} (.ci/run does)"
    place = folder / "bin" / "tiaowen"
    place.parent.mkdir(exist_ok=True)
    place.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tiaowen "$@"\n', "utf-8")
    place.chmod(0o755)
    environment = {**os.environ, "PATH": f"{place.parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder)}
    done = subprocess.run(
        [found, "-c", script], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def in_bash(typed: str, folder: Path) -> list[str]:
    words = typed.split(" ")
    listed = " ".join(f"'{word}'" for word in words)
    return shell(
        "bash",
        f'eval "$(tiaowen completion bash)"; COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; compopt() {{ echo "$@"; }}; '
        '_tiaowen_completion tiaowen; printf "%s\\n" "${COMPREPLY[@]}"',
        folder,
    ).split()


@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("tiaowen co", ["coverage", "compile", "completion"]),
        ("tiaowen check --s", ["--strict", "--select"]),
        ("tiaowen check --format s", ["sarif"]),
        ("tiaowen completion ", ["bash", "zsh", "fish", "powershell"]),
        ("tiaowen check a", ["-o", "default"]),
        ("tiaowen settle a.policy --facts ", ["-o", "default"]),
    ],
)
def test_bash_completes(typed: str, offered: list[str], tmp_path: Path) -> None:
    assert in_bash(typed, tmp_path) == offered


@pytest.mark.needs_system
def test_zsh_completes_and_tells(tmp_path: Path) -> None:
    told = shell("zsh", ZSH % ("tiaowen sett", 2), tmp_path)
    assert told.split("\n")[0] == "settle:几项申报一并结算：就高从优，不重复享受"
    assert shell("zsh", ZSH % ("tiaowen check a", 3), tmp_path) == "FILES\n"


@pytest.mark.needs_system
def test_fish_completes_and_tells(tmp_path: Path) -> None:
    (tmp_path / "甲.policy").write_text("", "utf-8")
    script = "tiaowen completion fish | source; complete -C '%s'"
    assert shell("fish", script % "tiaowen sett", tmp_path) == "settle\t几项申报一并结算：就高从优，不重复享受\n"
    assert "甲.policy" in shell("fish", script % "tiaowen check 甲", tmp_path)


def test_powershell_is_answered(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["completion", "powershell"]) == 0
    assert "Register-ArgumentCompleter -Native -CommandName tiaowen" in capsys.readouterr().out
    for name, said in (("_TIAOWEN_COMPLETE", "powershell_complete"), ("COMP_WORDS", "tiaowen se"), ("COMP_CWORD", "1")):
        monkeypatch.setenv(name, said)
    monkeypatch.setenv("TIAOWEN_LANG", "en")
    assert main([]) == 0
    assert capsys.readouterr().out.split("\n")[:3] == [
        *("plain", "settle", "settle several claims: the best admissible selection")
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", ["60", "90"])
@pytest.mark.parametrize("name", ["", *(str(each.name) for each in COMMANDS)])
def test_help_stays_within_the_columns(
    name: str, width: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    assert main([*([name] if name else []), "--help", "--lang", lang]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert all(columns(line) < int(width) for line in lines if "[" not in line)
    texts = [re.search(r"^  \S.*?\S  +(?=\S)", line) for line in lines]
    assert len({columns(found[0]) for found in texts if found}) <= 2


def test_chinese_breaks_before_nothing_that_closes() -> None:
    lines = list(wrapped("依据、填报、条件。（同一事项）就高从优", 10))
    assert all(columns(line) <= 10 and line[0] not in "，。；：、）" and line[-1] not in "（“" for line in lines)
    assert "".join(lines) == "依据、填报、条件。（同一事项）就高从优"


def test_every_variable_of_the_environment_is_told() -> None:
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "compiler").rglob("*.py"))]
    asked = {name for text in texts for name in re.findall(r'environ(?:\.get\(|\[)"([A-Z_]+)"', text)}
    assert asked and asked | {"_TIAOWEN_COMPLETE"} == set(ENVIRONMENT)
