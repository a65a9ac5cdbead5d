"""All targets, in the order in which they are listed."""

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
