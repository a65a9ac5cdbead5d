"""The libraries that an engine needs beside those of ``batch``."""

from __future__ import annotations

from importlib import import_module

from ..report.errors.tables import BadOption
from ..tables.source import TableError
from .options import EngineName

# The extra of the engine's name brings them.
_OF_ENGINE = {"duckdb": ("duckdb",), "spark": ("pyspark", "py4j", "pandas")}


def have_engine(engine: EngineName) -> None:
    """Raises ``TableError`` where a library of an engine is not installed."""
    for library in _OF_ENGINE.get(engine, ()):
        try:
            import_module(library)
        except ModuleNotFoundError as error:
            name = error.name or library
            cause = f"没有安装 {name}", f"{name} is not installed"
            advice = (
                f"请运行：pip install 'tiaowen[{engine}]'（在源码目录里：pip install -e '.[{engine}]'）",
                f"run: pip install 'tiaowen[{engine}]' (in a checkout: pip install -e '.[{engine}]')",
            )
            raise TableError(BadOption(option=f"--engine {engine}", cause=cause, advice=advice)) from None
