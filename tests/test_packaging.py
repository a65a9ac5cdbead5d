"""What is handed out: the source distribution is whole, a wheel made of it works, and is the same bytes every time."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

import tiaowen
from support.pages import ROOT
from tiaowen.compiler.version import VERSION


def built(folder: Path, target: str, seed: str) -> Path:
    """What hatchling makes of the sources in a folder."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder / "made")]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    (made,) = (folder / "made").iterdir()
    return made


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked source distribution."""
    folder = tmp_path_factory.mktemp("sources")
    for name in ("pyproject.toml", "LICENSE", "README.md", "README.zh.md", "CHANGELOG.md", "hatch_build.py"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("package", "compiler", "runtime", "grammar", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "lalr.kept*"))
    with tarfile.open(built(folder, "sdist", "0")) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (unpacked,) = (folder / "unpacked").iterdir()
    return unpacked


@pytest.fixture(scope="module")
def wheels(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Wheels made of the same source with other seeds of hashes, each with a parse table of its own."""
    made = []
    for seed in ("1", "2"):
        folder = tmp_path_factory.mktemp("wheel") / "source"
        shutil.copytree(sources, folder)
        made.append(built(folder, "wheel", seed))
    return made


def test_the_source_distribution_has_what_people_read(sources: Path) -> None:
    for name in ("README.md", "README.zh.md", "CHANGELOG.md", "LICENSE", "docs/tutorial.md", "hatch_build.py"):
        assert (sources / name).read_bytes() == (ROOT / name).read_bytes()


@pytest.mark.needs_system  # by its time
def test_wheels_are_the_same_bytes(wheels: list[Path]) -> None:
    one, other = wheels
    assert one.name == other.name == f"tiaowen-{VERSION}-py3-none-any.whl"
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.needs_system  # by its time
def test_a_wheel_is_the_package(wheels: list[Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(wheels[0]) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path)
    assert {"tiaowen/__init__.py", "tiaowen/__main__.py", "tiaowen/py.typed", "tiaowen/grammar/lalr.kept"} <= names
    assert not [name for name in names if name.startswith(("package/", "compiler/", "tests/"))]
    metadata = message_from_string((tmp_path / f"tiaowen-{VERSION}.dist-info" / "METADATA").read_text("utf-8"))
    assert metadata["Version"] == VERSION

    def python(*arguments: str) -> str:
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"}
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True
        ).stdout

    shown = python("-c", "import tiaowen; print(tiaowen.__file__, tiaowen.__version__)")
    assert shown == f"{tmp_path / 'tiaowen' / '__init__.py'} {VERSION}\n"
    assert python("-m", "tiaowen", "--version") == f"tiaowen {VERSION}\n"
    text = "试行政策\n\n（一）给予5元。\n【规则 1】甲\n依据：“给予5元”\n奖励：5元。\n【完】\n"
    (tmp_path / "a.policy").write_text(text, "utf-8")
    assert '"value": "5.00"' in python("-m", "tiaowen", "calc", "a.policy", "1", "--json")


def test_the_package_says_its_version() -> None:
    assert tiaowen.__version__ == VERSION
    with pytest.raises(AttributeError, match="nothing"):
        tiaowen.nothing  # noqa: B018


def test_python_m_is_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tiaowen", "check", str(tmp_path / "nothing.policy"), "--lang", "en"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2 and done.stdout.startswith("error[")
