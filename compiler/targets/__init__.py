"""The targets, one file each.  In: a policy's ``Module``.  Out: texts, and diagnostics for what a target cannot say."""

from .c import C
from .html import HTML
from .ir import IR
from .java import JAVA
from .javascript import JAVASCRIPT
from .python import PYTHON
from .schema import SCHEMA
from .sql import SQL
from .target import Target
from .workbook import WORKBOOK

TARGETS: tuple[Target, ...] = (PYTHON, JAVASCRIPT, JAVA, C, SQL, HTML, IR, SCHEMA, WORKBOOK)
