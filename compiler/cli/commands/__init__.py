"""The commands, a file each, in the order in which help lists them.

In: the language, and what was typed, read by click.  Out: an exit code; what is written goes through ``streams``, files
through ``shared.put``.  Everything beyond click is imported within the commands.
"""

from ..bilingual import Command
from .allocate import allocate
from .audit import audit
from .batch import batch
from .calc import calc
from .check import check
from .compile import compile_
from .completion import completion
from .coverage import coverage
from .desk import desk
from .diff import diff
from .docs import docs
from .draft import draft
from .explain import explain
from .fmt import fmt
from .form import form
from .goals import goals
from .import_ import import_
from .lsp import lsp
from .mcp import mcp
from .new import new
from .notice import notice
from .outline import outline
from .population import population
from .prove import prove
from .serve import serve
from .settle import settle
from .simulate import simulate
from .test import test
from .watch import watch

COMMANDS: tuple[Command, ...] = (
    new,
    import_,
    draft,
    check,
    watch,
    explain,
    fmt,
    calc,
    settle,
    batch,
    outline,
    goals,
    coverage,
    allocate,
    audit,
    form,
    notice,
    population,
    simulate,
    compile_,
    docs,
    serve,
    mcp,
    lsp,
    desk,
    test,
    prove,
    diff,
    completion,
)
