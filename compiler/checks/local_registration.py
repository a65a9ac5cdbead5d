"""公平竞争审查: an award for being registered or settled here, for moving in or not moving out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..analysis.fair_competition import first_of_each, first_that, words_for_here
from ..report.errors.fair_competition import FairCompetition
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


# What families and persons are given is for no operator.
_OF_PERSONS = re.compile("婚姻|结婚|生育|育儿|户籍|入学|居民|户口|落户人员|居住证|失业登记|登记失业")
_PERSON = re.compile(
    "个人|人才|毕业生|人员|劳动者|学生|硕士|博士|专家|家庭|职工|教师|医师|医生|本科|大专|技师|青年|农民|残疾人|老年人|儿童|军人|申请人"
)
_MAY_BE_PERSONAL = re.compile("落户|登记|迁入|转入|纳税|迁出|设立")
_OPERATOR = re.compile("企业|机构|公司|单位|总部|项目|平台|基金|商户|经营者|工商|合作社|注册|分支|主体|市场|经营")
_SOME_PLACE = "(?:[\u4e00-\u9fff]{1,3}?[省市区县州旗镇](?:内)?|当地|本地)?"
# 在本区注册企业全职工作满1年: of a person who works there.
_WORKS_THERE = re.compile(
    "(?:的?[^，。；、]{0,6}(?:企业|机构|公司|单位|组织|园))[^，。；]{0,8}(?:工作|就业|任职|从业|上岗|入职|见习|实习|聘用|劳动合同)"
)
_CHANNEL = re.compile("开户|账户|帐户|银行卡|社保卡|一卡通|参保|社会保险|社保")


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
        "对照《公平竞争审查条例》第九条第一项和第二项、第十条第二项，实施办法第十九条",
        "see articles 9(1), 9(2) and 10(2) of the regulation on fair competition review and article 19 of its measures",
    )
    question: ClassVar[tuple[str, str]] = (
        "外地经营者做同样的事为什么不给",
        "why not for operators from elsewhere who do the same",
    )


@looks_at("text")
def local_registration(policy: Policy) -> Iterator[LocalRegistration]:
    here = words_for_here(policy.title)
    settled = re.compile(
        f"注册地[^，。；]{{0,4}}(?:迁入|迁至|迁移|转入|变更)(?:到|至)?{_SOME_PLACE}"
        f"|(?:注册|登记|纳税|税收|税务|征管)(?:地|关系)[^，。；]{{0,6}}在{here}"
        f"|(?:(?:整体)?(?:搬迁|迁入|迁至|转入)(?:到|至)?|(?:注册(?!商标)|登记|设立|落户|纳税)地?[在于]){here}"
        "|(?:新|整体)迁入的?[^，。；]{0,8}?(?:企业|总部|机构|公司|项目)|(?:总部[^，。；]{0,4}|企业|公司|机构)迁入"
        f"|[在于]{here}[^，。；]{{0,10}}?(?:注册(?!商标)|登记|设立|新设(?![备施计])|落户|纳税|入统|新建或购置)"
        f"|{here}(?:依法)?(?:注册登记|登记注册|工商注册|注册)(?!商标)"
        "|(?:不|不得|不再|未)(?:迁出|迁离|外迁|搬离)"
        "|纳入[^，。；]{0,6}统计|(?<![深纳投融])入统(?![筹一战领计])|纳统(?![筹一战])"
        f"|(?:企业|机构|总部|项目|公司)[^，。；]{{0,4}}落户{_SOME_PLACE}"
        f"|落户{_SOME_PLACE}的?[^，。；]{{0,6}}(?:企业|机构|总部|项目|公司)"
    )
    for span, passage in first_of_each(policy, lambda text: first_that(settled, text, _is_of_an_operator)):
        yield LocalRegistration(span=span, passage=passage)


def _is_of_an_operator(found: re.Match[str]) -> bool:
    """Whether who registers or settles is an operator, rather than a person, or a payment that comes by a bank here."""
    text = found.string
    around = text[max(0, found.start() - 15) : found.end() + 15]
    if _PERSON.search(text) and _WORKS_THERE.match(text, found.end()):
        return False
    if _OF_PERSONS.search(text) or _CHANNEL.search(text[found.start() : found.end() + 12]):
        return False
    return bool(_OPERATOR.search(around)) or not (_PERSON.search(text) and _MAY_BE_PERSONAL.search(found[0]))
