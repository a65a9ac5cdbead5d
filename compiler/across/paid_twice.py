"""The same matter is paid by both policies at a time, and neither says whether both may be had (T0450).

Silent where one of them says so: 就高, 不重复享受 beyond its own rules, or that it pays on top of the other (在市级奖励的
基础上再奖励, 配套).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..meaning.wording import spoken_words
from ..report.errors.across import PaidTwice
from ..text.source import squeeze
from .side_by_side import PAID, Pair, named

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def paid_twice(pair: Pair) -> Iterator[PaidTwice]:
    if _settles(pair.old) or _settles(pair.new):
        return
    for old, new in pair.same_matters:
        together = pair.in_force_together(old, new)
        if new.form in PAID and together and not adds_up(old) and not adds_up(new):
            yield PaidTwice(
                span=new.citation.span or new.span,
                clause=new.id,
                other=old.id,
                policy=named(pair.old),
                gives=_gives(new),
                other_gives=_gives(old),
                together=together,
                passage=old.citation.span or old.span,
            )


_ONCE = re.compile(r"不重复|不得重复|不予重复|就高|从高|择优|不同时享受|不叠加")
_OTHERS = re.compile(
    r"其[他它](?!条|款|项)|别的|同类|同级|上级|各级|(?:多个|多项|各项|不同)政策|[省市区县]级|[省市区县]、[市区县]|[省市]区"
)


def _settles(policy: Policy) -> bool:
    """Whether a policy says that what others pay is not paid again."""
    for paragraph in policy.document.paragraphs:
        for sentence in re.split("[。；]", squeeze(paragraph.text).text):
            if _ONCE.search(sentence) and _OTHERS.search(sentence):
                return True
    return False


_ON_TOP = re.compile(
    r"(?:国家|省|市|区|县|上级|各级)[^，。；]{0,10}基础上|(?:国家|省|市|区|县|上级|各级)[^。；]{0,20}[再另]"
    r"|配套|叠加|差额|补足"
)


def adds_up(clause: Clause) -> bool:
    """Whether a rule is paid on top of another policy's, or makes up the difference to it."""
    return bool(_ON_TOP.search(squeeze(clause.citation.text).text))


_LONGEST = 60


def _gives(clause: Clause) -> str:
    said = spoken_words(clause.amount) if clause.amount is not None else ""
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}……"
