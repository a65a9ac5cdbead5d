"""The modules can be pasted one after another into one file, which is what a compiled calculator is made of."""

import ast
import sys
from importlib import resources
from types import ModuleType

import pytest

from tiaowen.compiler.targets.python_runtime import MODULES


def tree(module: str) -> ast.Module:
    return ast.parse((resources.files("tiaowen.runtime") / f"{module}.py").read_text(encoding="utf-8"))


def names(node: ast.stmt) -> list[str]:
    """Names that a statement of a module defines."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def test_no_name_is_defined_twice() -> None:
    defined = [name for module in MODULES for node in tree(module).body for name in names(node)]
    assert sorted(defined) == sorted(set(defined))


def test_imports_are_plain_and_standard() -> None:
    earlier: set[str] = set()
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Import):
                assert all(alias.asname is None and alias.name in sys.stdlib_module_names for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.module and all(alias.asname is None for alias in node.names)
                assert node.module in earlier if node.level else node.module.split(".")[0] in sys.stdlib_module_names
        earlier |= {module, "tongues"} if module == "own_tongue" else {module}  # in whose place it stands


def test_the_modules_work_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    body = [
        node
        for module in MODULES
        for node in tree(module).body
        if not (isinstance(node, ast.ImportFrom) and node.level)
    ]
    calculator = ModuleType("calculator")
    monkeypatch.setitem(sys.modules, "calculator", calculator)  # where a dataclass looks its module up
    exec(compile(ast.Module(body=body, type_ignores=[]), "calculator.py", "exec"), calculator.__dict__)
    income = calculator.FactType(name="营业收入", kind="number", unit="元", decimals=2)
    assert str(calculator.money(calculator.read_value(income, "3000万元"), 100)) == "30000000.00"
