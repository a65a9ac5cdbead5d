"""What an audit says of a difference: its kind, and a sentence.

In: a difference, how the amount comes about, the single payments.  Out: the kind (None: nothing is wrong), and the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import TYPE_CHECKING

from tiaowen.runtime.errors import visible
from tiaowen.runtime.tongues import tongue_of

from ..model.clause import Clause
from ..model.policy import Policy
from ..report.diagnostic import Language
from .finding import Kind

if TYPE_CHECKING:
    from .asked import Difference, Settings
    from .clauses import Payable

# Single payments: amounts in 分, days as ordinals (0: none said), rows of the table.
Singles = tuple[Sequence[int], Sequence[int], Sequence[int]]
Said = tuple[Kind | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Of one policy."""

    policy: Policy
    settings: Settings

    @property
    def lang(self) -> Language:
        return self.settings.lang

    def of(
        self,
        clause: Clause,
        each: Difference,
        lines: Sequence[str],
        cap: str,
        singles: Singles,
        instead: Mapping[str, int],
        has_days: bool,
    ) -> Said:
        """What is to be said of a claim.  ``cap``: the words of the caps that lowered what is due; ``instead``: what was paid by
        the clauses that are paid in its place."""
        if each.fault is not None:
            zh = f"申报有误，算不出应付，实付{self._yuan(each.paid)}：{each.fault.message}"
            en = f"the application is faulty and nothing can be worked out; paid {self._yuan(each.paid)}: {each.fault.message_en}"
            return "不符合条件", self._pick(zh, en)
        if not each.eligible and each.paid:
            return self._not_eligible(each, lines)
        if has_days and (early := self._early(clause, singles)) is not None:
            zh = f"{early[0].isoformat()}付款，早于有效期（{early[1].isoformat()}起），实付{self._yuan(each.paid)}"
            en = f"paid on {early[0].isoformat()}, before the policy is in force (from {early[1].isoformat()}): {self._yuan(each.paid)}"
            return "超期", self._pick(zh, en)
        if each.is_late and each.paid:
            return "超期", self._late(clause, each, singles)
        if each.dropped and each.paid:
            return self._dropped(each, instead)
        if each.is_open:
            return self._above_ceiling(each)
        return self._differs(each, cap, singles)

    def _not_eligible(self, each: Difference, lines: Sequence[str]) -> Said:
        words = tongue_of(self.lang).SETTLING_WORDS
        late = [line for line in lines if words["too late"] in line]
        why = [line.strip() for line in lines[:-1] if line[:1].isspace() or words["fails"] in line]
        paid = self._yuan(each.paid)
        if late:
            return "超期", self._pick(f"{late[0]}，实付{paid}", f"{late[0]}; paid {paid}")
        said = words["semicolon"].join(why)
        zh = f"不符合条件，实付{paid}" + (f"：{said}" if said else "")
        en = f"not eligible, and paid {paid}" + (f": {said}" if said else "")
        return "不符合条件", self._pick(zh, en)

    def _dropped(self, each: Difference, instead: Mapping[str, int]) -> Said:
        had = {name: paid for name, paid in instead.items() if paid > 0}
        paid = self._yuan(each.paid)
        if had:
            zh = "、".join(f"{name}（已付{self._yuan(amount)}）" for name, amount in had.items())
            en = ", ".join(f"{name} (paid {self._yuan(amount)})" for name, amount in had.items())
            said = self._pick(
                f"与{zh}是同一事项，就高只付后者，又付了{paid}",
                f"the same matter as {en}, of which only that is paid; {paid} was paid besides",
            )
            return "重复享受", said
        zh, en = "、".join(instead), ", ".join(instead)
        said = self._pick(
            f"与{zh}是同一事项，就高应付{zh}，付的却是这一项，{paid}",
            f"the same matter as {en}, which is due instead; {paid} was paid by this one",
        )
        return "多付", said

    def _above_ceiling(self, each: Difference) -> Said:
        more = each.paid - each.due
        if more <= 0:
            return None, ""
        zh = f"上限{self._yuan(each.due)}，实付{self._yuan(each.paid)}，超过上限{self._yuan(more)}"
        en = f"the ceiling is {self._yuan(each.due)}; paid {self._yuan(each.paid)}, {self._yuan(more)} above it"
        return ("尾差" if more < self.settings.tolerance else "多付"), self._pick(zh, en)

    def _differs(self, each: Difference, cap: str, singles: Singles) -> Said:
        more = each.paid - each.due
        if not more:
            return None, ""
        due, paid, by = self._yuan(each.due), self._yuan(each.paid), self._yuan(abs(more))
        times = len(singles[0])
        if abs(more) < self.settings.tolerance and each.due:
            zh, en = f"应付{due}，实付{paid}，相差{by}", f"due {due}, paid {paid}: {by} apart"
            return "尾差", self._pick(zh, en)
        parts = self._pick(f"分{times}次", f" in {times} payments") if times > 1 else ""
        if more < 0 and not each.paid:
            back = self._pick("；付过又全部收回", "; paid and taken back") if times else ""
            return "应付未付", self._pick(f"应付{due}，没有付款{back}", f"{due} is due and was not paid{back}")
        if more < 0:
            zh, en = f"应付{due}，{parts}实付{paid}，少付{by}", f"due {due}, paid {paid}{parts}: {by} too little"
            return "少付", self._pick(zh, en)
        if (again := self._again(singles, each.due)) is not None:
            amount, rows = again
            listed = "、".join(map(str, rows))
            zh = f"应付{due}，{parts}实付{paid}：{self._yuan(amount)}付了{len(rows)}次（付款表第{listed}行），多付{by}"
            en = f"due {due}, paid {paid}{parts}: {self._yuan(amount)} {len(rows)} times (rows {listed}), {by} too much"
            return "重复享受", self._pick(zh, en)
        held = self._pick(f"，超过封顶（{cap}）", f", above the cap ({cap})") if cap else ""
        zh, en = f"应付{due}，{parts}实付{paid}，多付{by}{held}", f"due {due}, paid {paid}{parts}: {by} too much{held}"
        return "多付", self._pick(zh, en)

    def _again(self, singles: Singles, due: int) -> tuple[int, list[int]] | None:
        """One amount that was paid again and again, where without that what is due was paid."""
        amounts, _, rows = singles
        for amount in dict.fromkeys(amounts):
            times = [row for row, other in zip(rows, amounts, strict=True) if other == amount]
            rest = sum(amounts) - amount * (len(times) - 1)
            if amount > 0 and len(times) > 1 and abs(rest - due) < self.settings.tolerance:
                return amount, times
        return None

    def _early(self, clause: Clause, singles: Singles) -> tuple[Date, Date] | None:
        """The first day of payment, where it is before the first of the validity."""
        valid = clause.valid or self.policy.terms_of(clause).valid
        days = [day for amount, day in zip(singles[0], singles[1], strict=True) if day and amount > 0]
        if valid is None or not days or min(days) >= valid[0].toordinal():
            return None
        return Date.fromordinal(min(days)), valid[0]

    def _late(self, clause: Clause, each: Difference, singles: Singles) -> str:
        """That it was paid after the validity, and nothing says that it was claimed in time."""
        valid = clause.valid or self.policy.terms_of(clause).valid
        assert valid is not None
        day, last, paid = Date.fromordinal(max(singles[1])).isoformat(), valid[1].isoformat(), self._yuan(each.paid)
        zh = (
            f"{day}付款，晚于有效期（到{last}），申报表没有写申报日期，看不出是在有效期内申报的，实付{paid}；"
            f"在有效期内申报的，请在申报表里写上申报日期，或者用 --date 写明"
        )
        en = (
            f"paid on {day}, after the policy was in force (until {last}), and the application has no date: {paid};"
            f" where it was made in time, write its 申报日期, or say --date"
        )
        return self._pick(zh, en)

    def unclaimed(self, clause: Clause, paid: int, times: int, pays: bool) -> Said:
        """Of what was paid to somebody who has not claimed it."""
        amount = self._yuan(paid)
        parts = self._pick(f"分{times}次", f" in {times} payments") if times > 1 else ""
        if not pays:
            zh = f"这一条是{clause.form}，不发放资金，{parts}实付{amount}"
            return "多付", self._pick(zh, f"this clause pays no money; {amount} was paid{parts}")
        return "无申报", self._pick(
            f"没有申报这一项，{parts}实付{amount}", f"not applied for; {amount} was paid{parts}"
        )

    def across(self, of: Payable, by: Payable, paid: int, other: int, together: str) -> str:
        """Of what another policy paid, too."""
        zh = (
            f"与《{by.policy}》{by.clause}（已付{self._yuan(other)}）是同一事项（{together}），就高只付一项，"
            f"{of.clause}又付了{self._yuan(paid)}"
        )
        en = (
            f"the same matter as {by.clause} of {by.policy} (paid {self._yuan(other)}); {self._yuan(paid)} was paid "
            f"besides by {of.clause}"
        )
        return self._pick(zh, en)

    def unread(self, row: int | None) -> str:
        """That a payment of it could not be read."""
        if row is None:
            return ""
        return self._pick(
            f"；付款表第{row}行读不出，没有算在内", f"; row {row} of the payments cannot be read and is not counted"
        )

    @staticmethod
    def unused(columns: Sequence[str], lang: Language) -> Iterator[str]:
        """What columns of the payments were not asked for."""
        if columns:
            listed = "、".join(map(visible, columns))
            yield (
                f"付款表没有用到的列：{listed}"
                if lang == "zh"
                else f"columns of the payments that are not used: {listed}"
            )

    def _pick(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def _yuan(self, fen: int) -> str:
        return said_yuan(fen, self.lang)


def said_yuan(fen: int, lang: Language) -> str:
    """
    >>> said_yuan(12345678, "zh"), said_yuan(5000000, "zh"), said_yuan(-150, "en")
    ('123456.78元', '5万元', '-1.50 yuan')
    """
    tongue = tongue_of(lang)
    return tongue.shown_quantity(fen, 100, tongue.SETTLING_WORDS["yuan"])
