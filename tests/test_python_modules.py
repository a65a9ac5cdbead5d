"""The compiled Python modules of all policies, as their users' tools see them: type checkers, linters, older Pythons."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.policies import FOLDER, loaded
from support.rules import policy_of
from support.targets import emitted

RULE = """填报：
  营业收入：金额；
  重点企业：是否；
  类别：大型、中型；
  验收日期：日期；
  用工：人，未填按0人；
  占比：比例；
  费用：每笔金额；
  记录：每条含单位（文字）、数量（人）。
条件：重点企业；类别为大型。
奖励：营业收入，按5%，封顶100万元。
"""
RIGHT = """{
    "营业收入": "200万元", "重点企业": True, "类别": "大型", "验收日期": date(2025, 3, 1), "占比": Decimal("0.2"),
    "费用": [1, "2万元"], "记录": [{"单位": "甲", "数量": 1}, ("乙", 2)],
}"""
WRONG = (
    ('"营业收入": "200万元"', '"营业收入": 0.5'),
    ('"重点企业": True', '"重点企业": "对"'),
    ('"类别": "大型"', '"类别": "小型"'),
    ('"占比": Decimal("0.2"),', ""),
    ('"验收日期"', '"验收"'),
    ('"数量": 1', '"数目": 1'),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules of all policies."""
    found = tmp_path_factory.mktemp("modules")
    for path in sorted(FOLDER.iterdir()):
        name = path.stem.replace("-", "_")
        (found / f"{name}.py").write_text(emitted(loaded(path), "python")[""], "utf-8")
    assert len(list(found.iterdir())) >= 7
    return found


def run(folder: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.needs_system  # by its time
def test_they_pass_the_strict_checks_of_mypy(folder: Path, tmp_path: Path) -> None:
    files = [file.name for file in sorted(folder.glob("*.py"))]
    code, said = run(folder, sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), *files)
    assert code == 0, said


def test_they_pass_the_usual_rules_of_ruff(folder: Path) -> None:
    code, said = run(folder, sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", ".")
    assert code == 0, said


@pytest.mark.needs_system
def test_they_pass_the_strict_checks_of_pyright(folder: Path) -> None:
    """Needs ``pyright``, which npm installs."""
    pyright = shutil.which("pyright")
    assert pyright is not None, "npm install pyright, and put it on the PATH"
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict", "pythonVersion": "3.10"}', "utf-8")
    code, said = run(folder, pyright, ".")
    assert code == 0, said


def test_they_say_which_python_they_need_and_use_nothing_newer(folder: Path) -> None:
    for file in folder.glob("*.py"):
        text = file.read_text("utf-8")
        ast.parse(text, feature_version=(3, 10))
        assert "Python 3.10 or later" in (ast.get_docstring(ast.parse(text)) or "")


def test_facts_are_checked_where_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "policy.py").write_text(emitted(policy_of(RULE), "python")[""], "utf-8")
    head = "from datetime import date\nfrom decimal import Decimal\nfrom policy import Facts_1, calc\n\n"
    texts = [RIGHT, *(RIGHT.replace(*change) for change in WRONG)]
    assert len(set(texts)) == len(texts)
    for index, text in enumerate(texts):
        (tmp_path / f"use_{index}.py").write_text(
            f'{head}facts: Facts_1 = {text}\nprint(calc("1", facts).value)\n', "utf-8"
        )
    code, said = run(
        tmp_path, sys.executable, "-m", "mypy", "--strict", *(f"use_{index}.py" for index in range(len(texts)))
    )
    wrong = {line.split(".py")[0] for line in said.splitlines() if ": error:" in line}
    assert (code, sorted(wrong)) == (1, [f"use_{index}" for index in range(1, len(texts))]), said
    assert run(tmp_path, sys.executable, "use_0.py") == (0, "100000.00\n")
