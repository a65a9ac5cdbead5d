"""language/ is tables: it imports what tables are made of, and nothing of the compiler."""

import ast
from pathlib import Path

import pytest

import tiaowen.compiler.language

FILES = sorted(Path(tiaowen.compiler.language.__path__[0]).glob("*.py"))
MADE_OF = {"collections.abc", "dataclasses", "typing"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_tables_import_nothing_but_tables(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        assert not isinstance(node, ast.Import)
        is_table = isinstance(node, ast.ImportFrom) and node.level == 1 and node.module in {each.stem for each in FILES}
        assert not isinstance(node, ast.ImportFrom) or node.module in MADE_OF or is_table, f"line {node.lineno}"
