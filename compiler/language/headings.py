"""The headings of a rule: one row each, in the order in which they are resolved, whatever their order in a block.

A row says how a heading is spelt, who reads it, what its sentences are read as, and whose its numbers are.  From it
come where a section begins (``reading/layout.py``), who resolves it (``resolve/rooms.py``), what it is printed from
(``format/``), what a quotation must account for (``accounts/``), and the words of messages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Form = Literal["奖补", "减免", "交纳", "核算", "资格"]
# What brackets behind a heading say of cases that hold together: the first counts, or the highest.
Order = Literal["", "依次", "就高"]
ORDERS: Mapping[str, Order] = {
    "依次": "依次",
    **dict.fromkeys(("就高", "从高", "择高", "取高", "取最高者", "最高者", "取最高", "就高从优", "就高不重复"), "就高"),
}
# 最高奖励：200万元: the result is what is paid at most.
MOST = "最高"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """``words`` are what people are told of, the first of them the one that others are said by; ``others`` mean the
    same.  Headings of one ``room`` are read in the order in which they stand.

    ``rule`` is the rule of the grammar that each sentence is read as; without one, what stands there is free words or
    the ``rows`` of a table.  ``numbers`` says whose they are: the rule's ``own``, which its quotation must have;
    ``quoted``; ``read``, which speak for both sides; or nobody's.  ``form`` is what a result is; 【定义】 may lend what
    ``is_lent``.  In brackets behind it one that ``has_scope`` says what it is about (逐笔), and one that ``has_cases``
    which of them counts (依次).  Of one that ``is_once`` a rule has one.
    """

    words: tuple[str, ...]
    others: tuple[str, ...] = ()
    room: str
    rule: str = ""
    rows: bool = False
    numbers: Literal["own", "quoted", "read", ""] = "own"
    form: Form | None = None
    is_lent: bool = False
    has_scope: bool = False
    is_once: bool = False
    has_cases: bool = False


HEADINGS: tuple[Heading, ...] = (
    Heading(words=("依据",), room="citation", numbers="quoted"),
    Heading(words=("有效期",), room="validity", numbers="", is_once=True),
    Heading(words=("填报",), room="facts", rule="fact", is_lent=True, has_scope=True),
    Heading(words=("其中",), room="definitions", rule="definition", is_lent=True, has_scope=True, has_cases=True),
    Heading(words=("标准",), room="tables", rows=True, is_lent=True, has_scope=True, has_cases=True),
    Heading(words=("核对",), room="checks", rule="requirement", has_scope=True),
    Heading(words=("条件",), room="conditions", rule="requirement", has_scope=True),
    Heading(
        words=("奖励", "补助"),
        others=(
            *("补贴", "资助", "奖补", "补偿", "支持", "扶持", "配套", "贴息", "返还", "退还"),
            *("发放", "给予", "支付", "报销", "救助", "津贴"),
        ),
        room="result",
        rule="line",
        has_scope=True,
        has_cases=True,
        form="奖补",
    ),
    Heading(
        words=("减免",),
        others=("抵扣", "优惠", "抵用", "减征", "减收", "免收", "免征", "扣减额"),
        room="result",
        rule="line",
        has_scope=True,
        has_cases=True,
        form="减免",
    ),
    Heading(
        words=("交纳",),
        others=("缴纳", "征收", "收取", "收费", "加收"),
        room="result",
        rule="line",
        form="交纳",
        has_scope=True,
        has_cases=True,
    ),
    Heading(
        words=("核算",),
        others=("计算", "加回", "认定数", "安排"),
        room="result",
        rule="line",
        form="核算",
        has_scope=True,
        has_cases=True,
    ),
    Heading(words=("资格",), others=("认定",), room="result", form="资格"),
    Heading(words=("封顶",), others=("最高限额", "上限"), room="whole", rule="line", has_cases=True),
    Heading(words=("保底",), room="whole", rule="line", has_cases=True),
    Heading(words=("扣除",), room="whole", rule="line", has_cases=True),
    Heading(words=("分期", "分配"), others=("分年", "分次"), room="whole", rule="shares"),
    Heading(words=("取整",), room="rounding", rule="whole_rounding", is_once=True),
    Heading(words=("口径",), room="words", numbers="read"),
    Heading(words=("说明",), room="words", numbers="read"),
    Heading(words=("算例",), room="cases", rule="case", rows=True, numbers=""),
    Heading(words=("承诺",), room="promises", rule="promise", numbers=""),
)
_OF_WORD = {word: heading for heading in HEADINGS for word in (*heading.words, *heading.others)}
# Every word that a section may begin with, and those of them that results have.
WORDS = tuple(_OF_WORD)
RESULT_WORDS = tuple(word for word, heading in _OF_WORD.items() if heading.form)
# What people are told that there is.
TOLD = tuple(word for heading in HEADINGS for word in heading.words)


def heading_of(word: str) -> Heading:
    """The row of a heading as it is written: 封顶, 最高限额, 最高奖励."""
    return _OF_WORD.get(word) or _OF_WORD[word.removeprefix(MOST)]


# What a result is called in English; with 最高 it is one of at most so much.
_ENGLISH: Mapping[str, str] = {
    "奖励": "award",
    "补助": "subsidy",
    "补贴": "subsidy",
    "资助": "grant",
    "奖补": "award",
    "补偿": "compensation",
    "支持": "support",
    "扶持": "support",
    "配套": "matching funds",
    "贴息": "interest subsidy",
    "返还": "refund",
    "退还": "refund",
    "发放": "payment",
    "给予": "payment",
    "支付": "payment",
    "报销": "reimbursement",
    "救助": "assistance",
    "津贴": "allowance",
    "减免": "reduction",
    "抵扣": "deduction",
    "优惠": "relief",
    "抵用": "voucher",
    "减征": "reduction",
    "减收": "reduction",
    "免收": "exemption",
    "免征": "exemption",
    "扣减额": "deduction",
    "交纳": "payment due",
    "缴纳": "payment due",
    "征收": "levy",
    "收取": "charge",
    "收费": "charge",
    "加收": "surcharge",
    "核算": "figure",
    "计算": "figure",
    "加回": "amount added back",
    "认定数": "recognised number",
    "安排": "allotment",
    "资格": "qualification",
    "认定": "recognition",
}


def heading_said(word: str, lang: Literal["zh", "en"]) -> str:
    """What a result is called: as it is written; in English subsidy, or subsidy of at most."""
    if lang == "zh":
        return word
    english = _ENGLISH.get(word.removeprefix(MOST), word)
    return f"{english} of at most" if word.startswith(MOST) else english


# What people write for a heading, by a word in it; the first that fits.
_MEANT: tuple[tuple[str, str], ...] = (
    ("条件 前提 要求 对象 适用 门槛", "条件"),
    ("材料 数据 事实 输入 参数 变量 申报", "填报"),
    ("上限 限额 最高", "封顶"),
    ("下限 最低", "保底"),
    ("标准 金额 额度 方式 比例 奖 补 支持 给", "补助"),
    ("定义 公式 计算", "其中"),
    ("备注 附注 注", "说明"),
    ("例 测试", "算例"),
    ("原文 出处 引用 来源", "依据"),
    ("解释 理解", "口径"),
    ("期限 有效 时间", "有效期"),
)


def meant_by(word: str) -> str:
    """The heading that is likely meant: 条件 for 前提; nothing where none is."""
    return next((heading for words, heading in _MEANT if any(part in word for part in words.split())), "")
