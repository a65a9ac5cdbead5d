"""The targets, one file each: a printer of a policy's module to texts."""

from .javascript import JAVASCRIPT
from .python import PYTHON
from .target import Target

TARGETS: tuple[Target, ...] = (PYTHON, JAVASCRIPT)
