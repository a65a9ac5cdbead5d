"""公平竞争审查: an award for being registered or settled here, for moving in or not moving out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..analysis.fair_competition import paying_sentences, words_for_here
from ..report.errors.fair_competition import FairCompetition

if TYPE_CHECKING:
    from ..model.policy import Policy


# What families and persons are given is for no operator.
_OF_PERSONS = re.compile("婚姻|结婚|生育|育儿|户籍|入学|居民")


@dataclass(frozen=True, kw_only=True)
class LocalRegistration(FairCompetition):
    """给钱的条件是在本地注册、设立、迁入、不迁出或纳入本地统计。

    错误示例：`对注册地迁入本区的企业，一次性奖励200万元。`
    正确示例：`对年研发费用2000万元以上的企业，一次性奖励200万元。`
    理由：拿钱的条件是把企业留在本地、迁到本地的，审查时要看是不是以迁移注册地、在本地纳税、纳入本地统计为条件给奖补。
    """

    code: ClassVar[str] = "T0447"
    concern: ClassVar[tuple[str, str]] = (
        "以在本地注册、设立、迁入、留下或入统为条件",
        "the condition is to register, settle, stay or be counted here",
    )
    provision: ClassVar[tuple[str, str]] = (
        "对照《公平竞争审查条例》第九条第一项、第二项（阻碍迁出，排斥、限制、强制外地经营者在本地设立分支机构）、第十条第二项和实施办法"
        "第十九条（以迁移注册地、在本地纳税、纳入本地统计为条件给奖补）",
        "see articles 9(1), 9(2) and 10(2) of the regulation on fair competition review and article 19 of its measures: "
        "awards on condition of moving here, paying taxes here or being counted here",
    )
    question: ClassVar[tuple[str, str]] = (
        "不在本地注册、设立或入统的经营者做同样的事能不能得到，这个条件是不是政策目的所必需",
        "can operators from elsewhere have it for the same, is the condition needed for what the policy is for",
    )


def local_registration(policy: Policy) -> Iterator[LocalRegistration]:
    here = words_for_here(policy.title)
    settled = re.compile(
        f"注册地[^，。；]{{0,4}}(?:迁入|迁至|迁移|转入|变更)(?:到|至)?(?:{here})?"
        f"|(?:整体)?(?:搬迁|迁入|迁至|转入)(?:到|至)?{here}"
        "|(?:新|整体)迁入的?[^，。；]{0,8}?(?:企业|总部|机构|公司|项目)|总部[^，。；]{0,4}迁入"
        f"|(?:在|于){here}[^，。；]{{0,10}}?(?:注册(?!商标)|登记|设立|落户|纳税|入统|新建或购置)"
        f"|{here}(?:依法)?(?:注册登记|登记注册|工商注册|注册)(?!商标)"
        "|(?:不|不得|不再|未)(?:迁出|迁离|外迁|搬离)"
        "|纳入[^，。；]{0,6}统计|(?<![深纳投融])入统(?![筹一战领计])|纳统(?![筹一战])"
        f"|(?:企业|机构|总部|项目|公司)[^，。；]{{0,4}}落户{here}?|落户{here}?的?[^，。；]{{0,6}}(?:企业|机构|总部|项目|公司)"
    )
    for sentence in paying_sentences(policy):
        if (found := settled.search(sentence.text)) and not _OF_PERSONS.search(sentence.text):
            yield LocalRegistration(span=sentence.span(found), passage=found[0])
