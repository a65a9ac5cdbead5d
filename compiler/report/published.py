"""The versions of what is written as JSON for programs.

A name that comes in later leaves a version as it is; a version goes up where a name goes or changes its meaning.  The
shapes are in service/shapes.py and docs/schemas/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tiaowen.runtime.errors import FactError

    from .render import Json

Answer = Literal["result", "faults", "errors", "cases", "coverage", "outline", "proofs", "comparison"]
# Those of a settlement and of an allocation stand with them, in the runtime.
VERSIONS: Mapping[Answer, int] = {
    "result": 1,
    "faults": 1,
    "errors": 1,
    "cases": 1,
    "coverage": 1,
    "outline": 1,
    "proofs": 1,
    "comparison": 1,
}


def said(answer: Answer, data: Mapping[str, Any]) -> dict[str, Any]:
    """What is written, with which answer it is and its version in front."""
    return {"answer": answer, "version": VERSIONS[answer], **data}


def faults_data(error: FactError) -> list[Json]:
    """What is wrong with facts, in the order in which they are declared."""
    return [
        {"code": fault.code, "fact": fault.fact, "message": fault.message, "message_en": fault.message_en}
        for fault in error.faults
    ]
