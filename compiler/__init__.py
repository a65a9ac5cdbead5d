"""tiaowen 条文: official policy documents that calculate themselves.

>>> from tiaowen.compiler import load
>>> policy = load("policies/jindong-2025")                           # doctest: +SKIP
>>> policy.calc("8.3", {"规模以上企业新建的市级研发中心": 2}).value      # doctest: +SKIP
Decimal('200000.00')
"""

from typing import TYPE_CHECKING

from .version import VERSION

if TYPE_CHECKING:
    from .pipeline import Loaded as Policy
    from .pipeline import PolicyError, load

__all__ = ["VERSION", "Policy", "PolicyError", "load"]


def __getattr__(name: str) -> object:
    """The passes are imported when they are first asked for, so that ``tiaowen --help`` need not wait for them."""
    if name in ("Policy", "PolicyError", "load"):
        from . import pipeline

        return pipeline.Loaded if name == "Policy" else getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
