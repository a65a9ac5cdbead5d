"""A word that leaves room must be read: 原则上、视情 in the quotation need a 口径 in the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import Account, accounts_of
from ..document.figures import RATIO, Figure
from ..model.types import NumberType
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_ROOM = re.compile(
    "原则上|视情况?|(?<![重监电影注近轻歧忽])视(?![同为频力野])[^，。；、]{1,8}(?:情况|状况|程度)|酌情|适当(?=给予|予以|补助|补贴|奖励|提高|上浮|增加|降低)"
)


class DiscretionUnread(Plain):
    """原文留了余地（原则上、视情、酌情），规则没有写怎样取。

    错误示例：`依据：“给予80%补助，原则上单家企业不超过500万元”`，规则只写封顶500万元
    正确示例：加 `口径：“原则上”按一律不超过500万元执行。`
    理由：原则上、视情、酌情给了例外，规则一律照算，就是取了一种读法，要写明。
    """

    code: ClassVar[str] = "T0442"
    severity: ClassVar = "hint"
    clause: str
    word: str

    def texts(self) -> Texts:
        return (
            (
                f"依据里有「{self.word}」，规则 {self.clause} 没有口径",
                f"the quotation says {self.word}, which leaves room, and clause {self.clause} has no reading of it",
            ),
            (
                f"「{self.word}」允许例外，规则一律照算，就是取了一种读法",
                "the word allows for exceptions, while the rule calculates without any: that is a reading",
            ),
            (
                f"在「口径」里写明「{self.word}」怎样执行",
                "say under 口径 how the word is applied",
            ),
        )


@looks_at("rule")
def discretion_unread(policy: Policy) -> Iterator[DiscretionUnread]:
    for account in accounts_of(policy):
        for quotation in account.quotations:
            for found in _ROOM.finditer(quotation.text):
                after = next((figure for figure in quotation.figures if figure.start >= found.end()), None)
                is_read = found[0] in account.said or (after is not None and _is_default(account, after))
                if not is_read:
                    yield DiscretionUnread(span=quotation.span(*found.span()), clause=account.clause.id, word=found[0])


def _is_default(account: Account, figure: Figure) -> bool:
    """Whether a number is what a fact is where it is not given: the applicant may then say another."""
    defaults = {
        fact.reading.default * fact.scale
        for fact in account.clause.facts
        if isinstance(fact.reading.default, int) and isinstance(fact.type, NumberType)
    }
    return any(value.number in defaults for value in figure.values if value.kind == RATIO)
