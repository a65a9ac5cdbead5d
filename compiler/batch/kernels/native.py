"""Kernels compiled from C: by the system's compiler, or by the one that the extra ``native`` installs.

In: kernels.  Out: a loaded ``Library``, kept in the user's cache under the hash of its source, the compiler and the processor, so
that it is compiled once.  A kept library that is broken is made anew.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...cache import cache_folder
from ...program.module import Module
from ...targets.c import function_names, printed
from ...targets.columnar.steps import Kernel

# Doubles only guess, so that no option about them changes a result.
_FLAGS = ("-std=c11", "-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math", "-shared", "-fPIC")
# What gcc would else move into branches it does not put into vectors.
_OF_GCC = ("-fno-tree-pre", "-fno-tree-sink")
_OF_X86 = ("-mprefer-vector-width=512",)
# So many rows at once: days that are the same for all stay near the processor.
_AT_ONCE = 65_536
# A function of every library, which says that the file is whole.
_WHOLE = "\nint tiaowen_is_whole(void);\nint tiaowen_is_whole(void) {\n    return 1;\n}\n"


class NoCompiler(Exception):
    """There is no compiler of C, or none that works; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Compiler:
    """A command, and what tells it from another."""

    command: tuple[str, ...]
    version: str

    @property
    def flags(self) -> tuple[str, ...]:
        is_gcc = "clang" not in self.version and "Free Software Foundation" in self.version
        is_x86 = platform.machine().lower() in ("x86_64", "amd64")
        return (*_FLAGS, *(_OF_GCC if is_gcc else ()), *(_OF_X86 if is_x86 else ()))


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """The compiled kernels by clause; ``path`` is the file that has them, ``name`` what it is called where it is brought."""

    functions: Mapping[str, Any]
    path: Path
    name: str

    def run(
        self,
        clause: str,
        columns: Sequence[tuple[NDArray[Any], bool]],
        offsets: Sequence[NDArray[np.int64]],
        days: NDArray[np.int32] | int | None,
        outputs: tuple[NDArray[Any], ...],
    ) -> None:
        """Fill the results of all rows.  ``columns`` are of rows, or else of items; a day that all rows have is a number."""
        values, eligible, cap, status = outputs
        rows, function = len(eligible), self.functions[clause]
        at_once = min(rows, _AT_ONCE)
        of_rows = [*(each for each, is_row in columns if is_row), *offsets]
        width = {id(each): each.itemsize for each in of_rows}
        arrays = [*(each for each, _ in columns), *offsets]
        if isinstance(days, int):
            arrays.append(np.full(at_once, days, np.int32))
        elif days is not None:
            arrays.append(days)
            width[id(days)] = days.itemsize
        # Several results of a row stand one behind the other, for so many rows as are worked out at once.
        held = values if values.ndim == 1 or rows == at_once else np.empty((len(values), at_once), np.int64)
        facts = [(_address(each), width.get(id(each), 0)) for each in arrays] or [(0, 0)]
        results = [(_address(each), each.itemsize) for each in (held, eligible, cap, status)]
        if held is not values:
            results[0] = results[0][0], 0
        for start in range(0, rows, at_once or 1):
            count = min(at_once, rows - start)
            given, made = (
                (ctypes.c_void_p * len(all_of))(*(place + start * step for place, step in all_of))
                for all_of in (facts, results)
            )
            function(count, given, made)
            if held is not values:
                values[:, start : start + count] = held.reshape(-1)[: len(held) * count].reshape(len(held), count)


def _address(array: NDArray[Any]) -> int:
    return array.__array_interface__["data"][0]  # type: ignore[no-any-return]


# Folders with libraries that another machine has compiled.  Their names have in them what they were made of and for which processor.
_BROUGHT: list[Path] = []


def look_in(folder: Path) -> None:
    """Libraries that were brought into this folder are taken, where they are for this processor."""
    if folder not in _BROUGHT:
        _BROUGHT.append(folder)


def compiled(module: Module, kernels: Mapping[str, Kernel]) -> Library:
    """The library of these kernels: one that was brought, or by the first compiler that makes one.  Raises NoCompiler."""
    source, names = printed(module, kernels)[""] + _WHOLE, function_names(module)
    name = f"{sha256(chr(0).join([source, _processor()]).encode()).hexdigest()[:32]}.so"
    for folder in _BROUGHT:
        if (brought := _loaded(folder / name, names, kernels)) is not None:
            return replace(brought, name=name)
    failed = "clang, cc, gcc, python -m ziglang"
    for compiler in compilers():
        said = "\0".join([source, *compiler.command, compiler.version, *compiler.flags, _processor()])
        path = cache_folder("kernels") / f"{sha256(said.encode()).hexdigest()[:32]}.so"
        try:
            library = _loaded(path, names, kernels)
            if library is None:
                _build(compiler, source, path)
                library = _loaded(path, names, kernels)
        except (NoCompiler, OSError) as error:
            failed = str(error)
            continue
        if library is not None:
            return replace(library, name=name)
        failed = str(path)
    raise NoCompiler(failed)


def _loaded(path: Path, names: Mapping[str, str], kernels: Mapping[str, Kernel]) -> Library | None:
    """What is kept there; None where there is nothing, or what is there is broken."""
    if not path.is_file():
        return None
    try:
        shared = ctypes.CDLL(str(path))
        if shared.tiaowen_is_whole() != 1:
            return None
        functions = {clause: getattr(shared, names[clause]) for clause in kernels}
    except (OSError, AttributeError):
        return None
    for function in functions.values():
        function.argtypes, function.restype = [ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p], None
    return Library(functions, path, path.name)


def _build(compiler: Compiler, source: str, path: Path) -> None:
    """Compile in a folder apart, and put the library in its place in one go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        text, made = Path(folder, "kernels.c"), Path(folder, "kernels.so")
        text.write_text(source, "utf-8")
        command = [*compiler.command, *compiler.flags, "-o", str(made), str(text)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode or not made.is_file():
            raise NoCompiler(done.stderr.strip()[-2000:] or " ".join(command))
        made.replace(path)


def compilers() -> tuple[Compiler, ...]:
    """Those that answer: clang, or the one of the package ``ziglang``, which is a clang, before the system's own; what they make is as
    fast.  ``TIAOWEN_CC`` names the only one to take, and empty none."""
    wanted = os.environ.get("TIAOWEN_CC")
    if wanted is not None:
        return tuple(filter(None, [_tried((wanted,))])) if wanted else ()
    return _found()


@cache
def _found() -> tuple[Compiler, ...]:
    places = [(place,) for name in ("clang", "cc", "gcc") if (place := shutil.which(name))]
    zig = [(sys.executable, "-m", "ziglang", "cc")] if find_spec("ziglang") is not None else []
    is_clang = bool(places) and Path(places[0][0]).stem == "clang"
    commands = [*places, *zig] if is_clang else [*zig, *places]
    return tuple(filter(None, map(_tried, commands)))


def _tried(command: tuple[str, ...]) -> Compiler | None:
    """The compiler, where it answers."""
    try:
        done = subprocess.run([*command, "--version"], capture_output=True, text=True, errors="replace", check=False)
    except OSError:
        return None
    return Compiler(command, done.stdout) if done.returncode == 0 else None


@cache
def _processor() -> str:
    """What the code is made for: the machine, and what its processor can do."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    told = [line for line in lines if line.startswith(("model name", "flags", "Features"))]
    return "\n".join([platform.system(), platform.machine(), platform.processor(), *sorted(set(told))])
