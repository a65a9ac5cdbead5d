"""The import contracts of pyproject.toml hold: each stage knows only the stages before it."""

from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import tiaowen

ROOT = Path(__file__).parent.parent


def test_the_package_is_installed_as_it_stands() -> None:
    """An install from before package/ has no such file: then pip install -e '.[dev]' once more."""
    assert tiaowen.__file__ is not None


def test_import_contracts_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert code == 0, capsys.readouterr().out
