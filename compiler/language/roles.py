"""What a number is for, and the words of a text that tell it: 投资额100万元以上的，按10%补助，最高50万元 has a threshold, an award
and a cap.

A word stands before its number or behind it.  Of several before a number the one that ends nearest to it counts.
"""

from dataclasses import KW_ONLY, dataclass
from typing import Literal

from .bounds_words import BOUNDS_WORDS, words_of

# What is given (an amount, a price, a rate), the most and the least of it, what is taken off; from where on, or up to where,
# a case holds; where the part of a quantity begins or ends that counts; how large a step is; by what is divided.  The last four have nothing to say in what is paid: what may be filled
# in, what is if nothing is, how facts must agree, and what no sentence uses.
Role = Literal["给付", "封顶", "保底", "扣除", "门槛", "分段", "步长", "除数", "范围", "未填", "核对", "闲置"]

ROLE_WORDS: dict[Role, tuple[str, str]] = {
    "给付": ("给的数", "what is given"),
    "封顶": ("封顶", "a cap"),
    "保底": ("保底", "a floor"),
    "扣除": ("扣除的数", "what is taken off"),
    "门槛": ("门槛", "a threshold"),
    "分段": ("部分的界", "where a part begins or ends"),
    "步长": ("每一步的大小", "the size of a step"),
    "除数": ("除数", "a divisor"),
    "范围": ("填报的范围", "the range of what may be filled in"),
    "未填": ("不填时的数", "a default"),
    "核对": ("核对的界", "a check of the facts"),
    "闲置": ("没有用到的定义", "a definition that nothing uses"),
}


@dataclass(frozen=True, slots=True)
class RoleWord:
    """``pattern`` stands ``before`` a number or ``behind`` it; ``roles`` are those that the number may then have.  One that
    ``touches`` stands right before it.  ``of_ratios`` is said of percentages only, ``of_sums`` of everything else."""

    pattern: str
    roles: tuple[Role, ...]
    _: KW_ONLY
    touches: bool = False
    of_ratios: bool = False
    of_sums: bool = False


AWARDED = "奖励|奖补|奖金|补助|补贴|补偿|资助|支持|扶持|贴息|返还|配套|优惠|减免"
_FILLER = (
    "(?:再|另|可|新|一次性|给予|予以|分别|各|为|按照?|约|共|计|年|资金|总额|额度|额|罚款|收取|收费|计收|缴纳|交纳|抵扣|抵免"
    f"|发放|支付|报销|救助|给付|{AWARDED})*"
)


def _bounds(*, is_low: bool, is_denied: bool, includes: bool) -> str:
    """The words of bounds that stand before a number, longest first."""
    words = (
        row.word
        for row in BOUNDS_WORDS.values()
        if row.place == "before"
        and (row.side == "low") == is_low
        and (row.word[0] in "不未") == is_denied
        and (row.inclusive or not includes)
    )
    return "|".join(sorted(words, key=len, reverse=True))


BEFORE: tuple[RoleWord, ...] = (
    # ── steps ──
    RoleWord(
        "每[^，。；：、0-9每]{0,3}每[年月](?:再|另)?(?:增加|增发|加发|提高)",
        ("给付", "步长"),
        touches=True,
        of_sums=True,
    ),
    RoleWord(
        "(?<!不)每年?(?:同比|环比)?(?:再|新|多|递|净)?(?:同比|环比)?(?:增加|增长|增|提高|提升|上升|高出|高于|高|超过|超出|超|突破|多|满|达到|达"
        "|完成|实现|达成|减少|下降|降低|低于|低|少|缩短|提前|延长)(?!就业|值|新)[^，。；：、0-9补奖给按]{0,12}|每",
        ("步长",),
        touches=True,
    ),
    RoleWord("每(?:超过|超出|高出|高于|高)[^，。；：、0-9补奖给]{0,16}", ("步长",), touches=True, of_ratios=True),
    # ── limits of what is given ──
    RoleWord(
        "(?:最高|至高|最多|至多|最大|最长|封顶|上限|限额|限于)(?:额|额度|金额|限额|值|线)?"
        f"{_FILLER}(?:限额|标准)?(?:不?(?:得|可|应|能)?(?:超过|突破|高于|多于|大于|达到?))?{_FILLER}",
        ("封顶",),
    ),
    RoleWord(f"(?:保底|兜底){_FILLER}", ("保底",)),
    RoleWord(
        f"(?:最低|最少|至少|下限){_FILLER}(?:不?(?:得|可|应|能)?(?:低于|少于|小于|达到?))?{_FILLER}", ("保底", "门槛")
    ),
    RoleWord(
        f"(?:{_bounds(is_low=False, is_denied=True, includes=True)}|不[得能应可]?(?:超过|高于|多于)|不超出|不突破|控制在|限制在)",
        ("门槛", "封顶"),
        touches=True,
    ),
    RoleWord(
        f"(?:{_bounds(is_low=True, is_denied=True, includes=True)}|不[得能应可]?(?:低于|少于))",
        ("门槛", "保底"),
        touches=True,
    ),
    # ── what is given ──
    RoleWord("减免|优惠|下浮|下调|减征|减收|减少|降低|让利|减除|扣减", ("给付", "扣除"), of_ratios=True),
    RoleWord(
        "奖励|奖补|奖金|补助|补贴|补偿|补足|资助|支持|扶持|贴息|返还|退还|配套|发放|发给|支付|给付|拨付|给予|赔偿|加发|增发|补发"
        "|减免|免收|优惠|抵扣|抵用|交纳|缴纳|收取|征收|加收|计收|计征|收费|缴费|预缴|罚款|缴存",
        ("给付",),
    ),
    RoleWord(
        f"(?:{AWARDED}|收费|缴费|计费|支付|发放|税)?(?:标准|比例|费率|税率|单价)(?:为|是)?{_FILLER}",
        ("给付",),
        touches=True,
    ),
    RoleWord("(?:每|全|当)年(?:度|合计|共计?|总计)?", ("给付", "封顶"), touches=True),
    RoleWord("每[^，。；：、0-9每扣]{1,6}", ("给付",), touches=True),
    RoleWord("(?:按照?|的|以)", ("给付",), touches=True, of_ratios=True),
    RoleWord("上浮|下浮|提高(?:到|至)|增加(?:到|至)|减按|下调|上调", ("给付",), of_ratios=True),
    RoleWord(
        "增长|增幅|增速|增长率|提高|提升|增加|下降|降低|减少|降幅|占比|比重|比例(?:达到?)?|利润率|负债率",
        ("门槛", "给付"),
        of_ratios=True,
    ),
    # ── what is taken off ──
    RoleWord("扣除|减除|扣减|扣去|减去|扣|免赔额?|起付(?:线|标准)|减", ("扣除",), touches=True),
    RoleWord("免征额(?:度)?(?:为|是)?", ("分段",), touches=True),
    RoleWord("起征点(?:为|是)?", ("门槛",), touches=True),
    RoleWord("除以|÷", ("除数",), touches=True),
    # ── thresholds ──
    RoleWord(f"(?:{_bounds(is_low=True, is_denied=False, includes=False)})(?:了|到)?", ("门槛",), touches=True),
    RoleWord(f"(?:{_bounds(is_low=False, is_denied=False, includes=False)})", ("门槛",), touches=True),
    RoleWord("不满|不足|未满|未达到?|不到", ("门槛",), touches=True),
    RoleWord("占[^，。；：、0-9]{1,14}", ("门槛",), touches=True, of_ratios=True),
)
# 不超过 behind what is given, or whose whole it limits, is of what is given: ，不超过50万元；每家企业补助不超过50万元.
LIMIT_OF_AWARD = (
    rf"(?:^(?:且|但|并|原则上|其中|即)?|(?:每|单|同一|最高|累计|合计|总计|总共|原则上|全年|{AWARDED})[^，。；：、0-9]{{0,12}}"
    "|(?:免|减|应)税额)$"
)
# Words further before a number that may have their say: 不高于其利息总额的50%, 减除费用每年6万元.
EARLIER: tuple[RoleWord, ...] = (
    RoleWord(
        f"{_bounds(is_low=False, is_denied=True, includes=True)}|不[得能应可]?(?:超过|高于|多于)|最高|封顶|最多|上限|限额",
        ("门槛", "封顶"),
    ),
    RoleWord(
        f"{_bounds(is_low=True, is_denied=True, includes=True)}|不[得能应可]?(?:低于|少于)|最低|保底", ("门槛", "保底")
    ),
    RoleWord("超过|高于|低于|少于|大于|小于|达到|占", ("门槛",)),
    # 甲费减乙费的10%: of either
    RoleWord("减除|扣除|扣减|减去|减(?!免|半|征|少|轻|税|按)|免赔|起付", ("扣除",)),
)
BEHIND: tuple[RoleWord, ...] = (
    RoleWord("的?[^，。；：、0-9的]{0,6}(?:减免|优惠|折扣|减征)", ("给付", "扣除"), of_ratios=True),
    RoleWord(rf"的?(?:一次性|以奖代补|资金|财政|专项|创业|生活|租金|购房|房租|项目|配套)*(?:{AWARDED})", ("给付",)),
    RoleWord("(?:为限|封顶|为上限|为最高限额)", ("封顶",)),
    RoleWord("(?:保底|兜底)", ("保底",)),
    RoleWord("(?:(?:及?以[上下内]的?|的)[^，。；：、0-9的]{0,4})?部分", ("分段",)),
    RoleWord("的?基础上", ("门槛", "分段", "扣除")),
    # 最高500万元的贷款额度 limits what something is a share of
    RoleWord("的?[^，。；：、0-9]{0,4}(?:贷款|授信|担保|融资)(?:额度|限额|总额|额)?", ("分段", "范围", "门槛")),
)
# 扣除5000元后的20%: it is taken from what the percentage is of.
TAKEN_BEFORE = "(?:后|以后|之后)"
# 以上, 以下, 以内 …: behind what is given they limit it.
UP_FROM = "|".join(words_of("behind", side="low"))
UP_TO = "|".join(words_of("behind", side="high"))
