"""Texts for properties: anything at all, the words of the language in any order, and policies with slips in them."""

import re
from pathlib import Path

from hypothesis import strategies as st

from tiaowen.compiler.language.headings import WORDS as HEADINGS

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = "某区若干政策\n\n（一）支持研发投入。对企业研发费用按5%补助，每家最高补助100万元。（责任单位：区科技局）\n"
POLICIES = tuple(
    path.read_text("utf-8")
    for path in (
        *sorted((ROOT / "tests" / "diagnostics").glob("*.policy")),
        *sorted((ROOT / "policies").glob("*/*.policy")),
    )
)
BLOCKS = tuple(block for text in POLICIES for block in re.findall("【规则[^】]*】.*?【完】", text, re.DOTALL))
WORDS = (
    *HEADINGS,
    *sorted(set(re.findall("[\u4e00-\u9fff]+", (ROOT / "grammar" / "words.lark").read_text("utf-8")))),
    *"，；：。、（）“”【】｜\n….,%‰+-×÷~至的或且不为占较每",
    *(
        "【规则 1.1】",
        "【完】",
        "【政策】",
        "【指标】",
        "【不计算】",
        "依据：",
        "填报：",
        "补助：",
        "条件：",
        "算例：",
        "标准：",
    ),
    *(
        "其中：",
        "甲",
        "乙",
        "丙",
        "100万元",
        "5%",
        "20亩",
        "每家",
        "2025年1月1日",
        "（逐笔）",
        "（含上年）",
        "（就高）",
        "（依次）",
    ),
    *("每笔金额", "每笔含日期（日期）、数（金额）", "其余为零", "得5元", "取自1.1", "默认", "，分别", "同时，"),
)

words = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A rule of which nothing is known but its names."""
    return f"{DOCUMENT}【规则 1.1】补助\n依据：“对企业研发费用按5%补助”\n填报：甲、乙：金额；丙：是否。\n{draw(words)}\n【完】\n"


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A sound rule with a few slips: words added, taken out, put in the place of others, or taken from elsewhere."""
    text = draw(st.sampled_from(BLOCKS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        dropped = draw(st.integers(0, 8))
        other = draw(st.sampled_from(BLOCKS))
        start = draw(st.integers(0, len(other)))
        added = draw(st.one_of(st.just(""), st.sampled_from(WORDS), st.just(other[start : start + 20])))
        text = text[:at] + added + text[at + dropped :]
    return f"{DOCUMENT}{text}\n"
