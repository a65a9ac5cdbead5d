"""The front door where it is narrow: a folder with a Chinese name and a space, a locale of GBK, no network."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from support.pages import ROOT


def door(folder: Path) -> ModuleType:
    """door.py as it stands in a folder."""
    place = folder / ".ci" / "door.py"
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / ".ci" / "door.py", place)
    spec = importlib.util.spec_from_file_location("door_of_a_folder", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_environment_names_the_checkout_by_the_way_from_there(tmp_path: Path) -> None:
    folder = tmp_path / "我的 文件夹" / "条文"
    made = door(folder)
    packages = folder / ".venv" / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "_tiaowen.pth").write_text(str(folder / "build" / "dev"), "utf-8")
    made.make_path_relative()
    said = (packages / "_tiaowen.pth").read_bytes().decode("ascii")
    assert (packages / said).resolve() == (folder / "build" / "dev").resolve()


def test_an_older_python_can_read_it_to_be_told(tmp_path: Path) -> None:
    """Its grammar is that of Python 3.6, and the number is looked at before anything newer is asked for."""
    text = (ROOT / ".ci" / "door.py").read_text("utf-8")
    ast.parse(text, feature_version=(3, 6))
    older = f"import sys\nsys.version_info = (3, 8, 10)\nexec({text[: text.index('import hashlib')]!r})"
    done = subprocess.run([sys.executable, "-c", older], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1 and "Python 3.11 or later is needed" in done.stderr


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            "ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy Auth",
            "asks who you are",
        ),
        (
            "ProxyError('Cannot connect to proxy.', NewConnectionError('<…>: [Errno 111] refused'))",
            "look at HTTPS_PROXY",
        ),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] self-signed", "PIP_CERT"),
        ("NewConnectionError('<…>: [Errno -2] Name or service not known')", "is not known: there is no network"),
        ("NewConnectionError('<…>: Failed to establish a new connection: [Errno 111] refused')", "cannot be reached"),
        ("Looking in links: file:///wheelhouse", "does not have it"),
    ],
)
def test_why_nothing_is_within_reach_is_said_and_the_way_round(tmp_path: Path, said: str, reason: str) -> None:
    made = door(tmp_path / "条文")
    pip = f"  │ WARNING: {said}\n  │ ERROR: No matching distribution found for hatchling>=1.26\n note: x\n"
    first, second, *rest = made.why_it_failed(pip, "test").splitlines()
    assert first.startswith("装不了 hatchling>=1.26：")
    assert second.startswith("hatchling>=1.26 cannot be installed: ") and reason in second
    assert rest[-1].strip().startswith("python3 -m pip wheel --wheel-dir wheelhouse '.[test]' 'hatchling")
    assert "原因见上" in made.why_it_failed("error: something else", "")


def test_a_folder_of_wheels_is_all_that_is_asked(tmp_path: Path) -> None:
    made = door(tmp_path / "条文 一")
    assert "PIP_NO_INDEX" not in made.environment() or "PIP_NO_INDEX" in os.environ
    (tmp_path / "条文 一" / "wheelhouse").mkdir()
    found = made.environment()
    assert found["PIP_NO_INDEX"] == "1" and " " not in found["PIP_FIND_LINKS"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    made = door(tmp_path / "条文")
    (tmp_path / "条文").chmod(0o555)
    with pytest.raises(SystemExit, match="cannot be written to"):
        made.stop_where_nothing_can_be_written()


@pytest.mark.needs_system
def test_the_demonstration_runs_in_a_chinese_folder_and_a_locale_of_gbk(tmp_path: Path) -> None:
    """And the command runs there afterwards, whatever the locale."""
    folder = tmp_path / "我的 文件夹" / "条文"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in listed.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "GBK", str(tmp_path / "zh_CN.GBK")], check=True)
    gbk = {"LOCPATH": str(tmp_path), "LC_ALL": "zh_CN.GBK"}
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    demo = [sys.executable, ".ci/door.py", "demo", "--lang", "en"]
    done = subprocess.run(demo, cwd=folder, env={**plain, **gbk}, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode("utf-8", "replace")
    assert b"Result: subsidy 700,000 yuan" in done.stdout
    calc = "source .venv/bin/activate && cd policies && tiaowen calc jindong-2025 4.1 科技保险保费=30万元"
    for locale in (gbk, {"LC_ALL": "C.UTF-8"}, {"LC_ALL": "C"}):
        env = {"PATH": os.environ["PATH"], **locale}
        run = subprocess.run(["bash", "-c", calc], cwd=folder, env=env, capture_output=True, check=False)
        assert run.stdout.decode().startswith("最高补助20万元"), run.stderr.decode("utf-8", "replace")
    # Names in UTF-8 under a locale of GBK: the official text is known by its name, and what is made has names in UTF-8.
    for made in ("check ../policies/jindong-2025", "new 新政策", "check 新政策"):
        run = subprocess.run(
            ["bash", "-c", f"mkdir -p 甲 && cd 甲 && ../.venv/bin/tiaowen {made}"],
            cwd=folder,
            env={"PATH": os.environ["PATH"], **gbk},
            capture_output=True,
            check=False,
        )
        assert run.returncode == 0 and "96条" not in run.stdout.decode(), run.stderr.decode("utf-8", "replace")
    assert (folder / "甲" / "新政策" / "说明.md").is_file()
    bare = [str(folder / ".venv" / "bin" / "tiaowen"), "calc", "policies/jindong-2025", "4.1", "科技保险保费=30万元"]
    stripped = subprocess.run(bare, cwd=folder, env={}, capture_output=True, check=False)
    assert stripped.returncode == 0
