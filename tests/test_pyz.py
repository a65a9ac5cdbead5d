"""The whole command in one file: what it prints and writes is what the installed command does, wherever it stands."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from support.pages import ROOT

POLICY = ROOT / "policies" / "jindong-2025"
CALC = ("calc", "4.1", "科技保险保费=30万元", "--explain")


@pytest.fixture(scope="module")
def pyz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("一个文件") / "tiaowen.pyz")


def made(place: Path) -> Path:
    subprocess.run([sys.executable, str(ROOT / ".ci" / "pyz.py"), str(place)], check=True, capture_output=True)
    return place


def run(
    command: Sequence[str | Path], env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, env=env, cwd=cwd, capture_output=True, check=False)


def test_it_needs_nothing_that_is_installed(pyz: Path) -> None:
    """Isolated, without the packages of this environment: ``-S`` has no site-packages."""
    done = run([sys.executable, "-I", "-S", str(pyz), "check", str(ROOT / "policies" / "court-fees.policy")])
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().startswith("没有发现问题\n读到：《诉讼费用交纳办法》")
    # Where it stands nothing is left behind.
    assert [each.name for each in pyz.parent.iterdir()] == [pyz.name]


def test_it_has_python_and_data_only_and_every_licence(pyz: Path) -> None:
    with ZipFile(pyz) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    compiled = {".so", ".pyd", ".dll", ".dylib", ".exe", ".pyc"}
    assert not [name for name in names if Path(name).suffix in compiled or "__pycache__" in name]
    assert {name.split("/")[1] for name in names if name.startswith("licenses/")} == {
        *("lark", "click", "jinja2", "markupsafe")
    }
    assert "tiaowen/grammar/lalr.kept" in names


def test_the_same_sources_give_the_same_file(pyz: Path, tmp_path: Path) -> None:
    assert made(tmp_path / "又一个.pyz").read_bytes() == pyz.read_bytes()


def test_an_older_python_is_told(pyz: Path) -> None:
    """The first lines are read by any Python; they are run here with an older number."""
    with ZipFile(pyz) as archive:
        start = archive.read("__main__.py").decode("ascii")
    older = f"import sys\nsys.version_info = (3, 8, 10)\nexec({start!r})"
    done = run([sys.executable, "-c", older], {**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert done.returncode == 1
    assert done.stderr.decode().strip() == "需要 Python 3.11 或更高版本 / Python 3.11 or later is needed, not 3.8"
    narrow = run([sys.executable, "-c", older], {**os.environ, "PYTHONIOENCODING": "ascii:strict"})
    assert narrow.returncode == 1 and b"Python 3.11 or later is needed, not 3.8" in narrow.stderr


def gbk(text: str) -> str:
    """A name as a system of that code page writes it."""
    return os.fsdecode(text.encode("gbk"))


def files(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.needs_system
def test_it_does_what_the_installed_one_does_in_a_chinese_folder_and_code_page_936(pyz: Path, tmp_path: Path) -> None:
    """Folders and files whose names are in GBK, as the locale is, with a space; the folder of the program cannot be
    written to."""
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "GBK", str(tmp_path / "zh_CN.GBK")], check=True)
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    env = {**plain, "LOCPATH": str(tmp_path), "LC_ALL": "zh_CN.GBK"}
    home = tmp_path / gbk("我的 文件夹")
    program = home / gbk("程序")
    program.mkdir(parents=True)
    shutil.copy(pyz, program)
    program.chmod(0o555)
    for folder in (gbk("甲"), gbk("乙")):
        (home / folder / gbk("政策")).mkdir(parents=True)
        for file in POLICY.iterdir():
            shutil.copy(file, home / folder / gbk("政策") / gbk(file.name))
    commands = (
        ["check", "政策"],
        [CALC[0], "政策", *CALC[1:]],
        ["calc", "政策", "4.1", "科技保险保费=很多"],
        ["fmt", "政策", "--check"],
        ["docs", "政策", "-o", "读本"],
        ["compile", "政策", "--target", "python", "-o", "计算.py"],
        ["new", "新政策"],
    )
    for given in commands:
        typed = list(map(gbk, given))
        ours = run([sys.executable, "-S", program / pyz.name, *typed], env, home / gbk("甲"))
        theirs = run([sys.executable, "-m", "tiaowen", *typed], env, home / gbk("乙"))
        assert (ours.returncode, ours.stdout, ours.stderr) == (theirs.returncode, theirs.stdout, theirs.stderr), given
        assert ours.returncode == (2 if given[-1].endswith("很多") else 0), ours.stdout + ours.stderr
    written = files(home / gbk("甲"))
    assert written == files(home / gbk("乙"))
    assert any(name.endswith("index.html") for name in written)
    assert [each.name for each in program.iterdir()] == [pyz.name]
