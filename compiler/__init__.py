"""tiaowen 条文: official policy documents that calculate themselves.

>>> from tiaowen.compiler import load
>>> policy = load("policies/jindong-2025")                           # doctest: +SKIP
>>> policy.calc("8.3", {"规模以上企业新建的市级研发中心": 2}).value      # doctest: +SKIP
Decimal('200000.00')
"""

from .pipeline import Policy, PolicyError, load
from .version import VERSION

__all__ = ["VERSION", "Policy", "PolicyError", "load"]
