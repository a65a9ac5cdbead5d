"""Who is held against the interpreter: every target, each with what it can be asked."""

from support.answerers.answerer import Answerer
from support.answerers.columnar import C, NumPy
from support.answerers.duckdb import DuckDb
from support.answerers.ir import Ir
from support.answerers.java import Java
from support.answerers.libreoffice import LibreOffice
from support.answerers.node import Node
from support.answerers.postgresql import PostgreSql
from support.answerers.python import Python
from support.answerers.spark import Spark
from support.answerers.sqlite import Sqlite

ANSWERERS: tuple[type[Answerer], ...] = (
    *(Python, Node, Java, Ir),
    *(DuckDb, Sqlite, PostgreSql, Spark),
    *(C, NumPy),
    LibreOffice,
)
