"""From blocks to clauses: every name bound, every fault in the report.

``rule`` puts a clause together from its sections: ``facts`` (填报), ``definitions`` (其中, 标准), ``conditions`` (条件, 核对),
``results`` and ``cases`` (算例), which share a ``context``; ``terms`` is 【政策】.
"""

from .given import Given, feeding, lent_by
from .rule import resolve_rule
from .terms import resolve_terms

__all__ = ["Given", "feeding", "lent_by", "resolve_rule", "resolve_terms"]
