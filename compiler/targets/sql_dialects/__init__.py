"""The databases, a file each.  In: columns and how they are asked for.  Out: the words of that database for them."""

from .dialect import Dialect
from .duckdb import DuckDB
from .postgresql import PostgreSQL
from .spark import Spark
from .sqlite import SQLite

DIALECTS: tuple[Dialect, ...] = (DuckDB(), PostgreSQL(), SQLite(), Spark())
