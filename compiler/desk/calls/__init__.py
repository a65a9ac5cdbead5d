"""The calls of the page, a file each."""

from .assist import ASSIST
from .bring import BRING
from .calculate import CALCULATE
from .calculator import CALCULATOR
from .call import Call
from .cases import CASES
from .check import CHECK
from .compare import COMPARE
from .draft import DRAFT
from .export import EXPORT
from .format import FORMAT
from .guide import GUIDE
from .outline import OUTLINE
from .prove import PROVE

CALLS: tuple[Call, ...] = (
    CHECK,
    OUTLINE,
    ASSIST,
    BRING,
    DRAFT,
    CALCULATE,
    CALCULATOR,
    CASES,
    GUIDE,
    PROVE,
    COMPARE,
    FORMAT,
    EXPORT,
)
