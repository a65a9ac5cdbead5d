"""What a block means, every name bound.  In: a block and what governs it (``given``).  Out: ``model.Resolved``, with a
clause or with faults; ``terms`` of 【政策】, ``goals`` of 【指标】 and what 【不计算】 names.

``rule`` goes through the ``rooms``, one a heading or a few: ``facts`` (填报), ``definitions`` (其中, 标准), ``conditions``
(条件, 核对), ``results``, ``cases`` (算例) and others, which put their parts into a draft (``context``); ``draft`` makes
the clause of it, and ``feeds`` holds them together (取自).
"""

from .feeds import with_sound_feeds
from .given import Given, feeding, lent_by
from .rule import resolve_rule
from .terms import resolve_terms

__all__ = ["Given", "feeding", "lent_by", "resolve_rule", "resolve_terms", "with_sound_feeds"]
