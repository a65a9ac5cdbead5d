"""The tools, a file each, in the order in which an assistant comes to need them."""

from ..tool import Tool
from .calculate import CALCULATE
from .check_draft import CHECK_DRAFT
from .clause_facts import CLAUSE_FACTS
from .explain_message import EXPLAIN_MESSAGE
from .find_clauses import FIND_CLAUSES
from .list_policies import LIST_POLICIES
from .settle import SETTLE

TOOLS: tuple[Tool, ...] = (
    LIST_POLICIES,
    FIND_CLAUSES,
    CLAUSE_FACTS,
    CALCULATE,
    SETTLE,
    CHECK_DRAFT,
    EXPLAIN_MESSAGE,
)
