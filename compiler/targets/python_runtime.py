"""Python: the runtime as it goes into a module: its modules one after the other, the code as it is, without the comments
and docstrings, which can be read in the package."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib import resources

from .runtimes import in_language

# In the order in which they use one another.
MODULES = (
    *("errors", "numerals", "units", "quantities", "facts", "result", "groups", "calendar_days", "in_chinese"),
    *("own_tongue", "telling", "selection", "settle", "allocate", "claims", "calculator"),
)


@cache
def runtime(lang: str = "zh") -> tuple[str, str, frozenset[str]]:
    """The imports and the code of the runtime, which explains in a language, and the names that both define."""
    imports: dict[str, set[str]] = {"typing": {"Any", "Literal", "TypeAlias", "TypedDict", "cast"}}
    plain: set[str] = set()
    codes: list[str] = []
    taken: set[str] = set()
    for module in in_language(MODULES, lang):
        text = resources.files("tiaowen.runtime").joinpath(f"{module}.py").read_text("utf-8")
        tree = ast.parse(text)
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                imports.setdefault(node.module, set()).update(alias.name for alias in node.names)
            elif isinstance(node, ast.Import):
                plain.update(alias.name for alias in node.names)
            taken.update(_defined(node))
        codes.append("\n".join([f"# ── runtime: {module} ──", *_code(text, tree)]))
    listed = [f"import {name}" for name in sorted(plain)]
    listed += [
        f"from {module} import {', '.join(sorted(names, key=_by_kind))}" for module, names in sorted(imports.items())
    ]
    names = {name for found in imports.values() for name in found} | plain
    return "\n".join(listed), "\n".join(codes), frozenset(taken | names)


def _by_kind(name: str) -> tuple[int, str]:
    """Constants, classes, functions, each by their letters: the order that linters of imports ask for."""
    return 0 if name.isupper() else 1 if name[0].isupper() else 2, name.lower()


def _code(text: str, tree: ast.Module) -> Iterator[str]:
    """The lines of a module without its imports, docstrings and comments."""
    left_out = set[int]()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            said, *rest = node.body
            # A class that has nothing else keeps it.
            left_out |= _lines(said) if rest else set()
        elif isinstance(node, (ast.Import, ast.ImportFrom)) and node in tree.body:
            left_out |= _lines(node)
    for number, line in enumerate(text.split("\n"), 1):
        if number not in left_out and line.strip() and not line.strip().startswith("#"):
            yield line


def _lines(node: ast.stmt) -> set[int]:
    assert node.end_lineno is not None
    return set(range(node.lineno, node.end_lineno + 1))


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
