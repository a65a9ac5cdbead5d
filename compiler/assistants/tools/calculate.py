"""The result of one clause, with every step."""

from __future__ import annotations

from ...report.diagnostic import Text
from ...service.answers import calculate
from ...service.shapes import shape
from ..tool import Answered, Argument, Given, House, Tool, dated, object_of, offer_of, text_of
from .clause_facts import CLAUSE_ID

DATE = Argument(
    about=Text(
        "申报日期，如 2025-03-01；不写按有效期最后一天",
        "date of the claim, such as 2025-03-01; else the last day of validity",
    ),
    schema={"type": ["string", "null"], "format": "date"},
    is_needed=False,
)
NUMBERS = Text(
    "金额、比例、小数写成文字：\"3000万元\"、\"20%\"、\"0.5\"；整数可以写成数，带小数点的数不收（JSON 的小数会变成不精确的二进制数）",
    "write amounts, ratios and decimals as text: \"3000万元\", \"20%\", \"0.5\"; whole numbers may be numbers, a number with a point is refused (decimals of JSON become inexact binary numbers)",
)  # fmt: skip


def _run(house: House, given: Given) -> Answered:
    offer, clause_id = offer_of(house, given), text_of(given, "clause")
    found = calculate(offer, clause_id, dated(object_of(given, "facts"), given), house.lang)
    return Answered(found, "\n".join(found["trace"]))


CALCULATE = Tool(
    name="calculate",
    title=Text("计算一条规则", "Calculate a clause"),
    about=Text(
        "按一条规则和填报算出准确的结果，逐步说明理由和依据的原文。金额一律用这里算出的，不要自己算。填报不对的，返回每一处错误（代码、哪一项、怎么改）。",
        "The exact result of a rule for the facts of an applicant, with every step, the reason and the sentence it rests on. Take every amount from here, never work it out yourself. Wrong facts come back as faults: code, fact, what to mend.",
    ),
    arguments={
        "clause": CLAUSE_ID,
        "facts": Argument(
            about=Text(
                f"填报：{{名称: 值}}，名称见 clause_facts；也可以是这样的 JSON 文字，数照写的读。{NUMBERS.zh}",
                f"the facts, {{name: value}}, with the names of clause_facts; or the same as JSON text, whose numbers are read as written. {NUMBERS.en}",
            ),
            schema={"type": ["object", "string"]},
        ),
        "date": DATE,
    },
    answer=shape("result"),
    run=_run,
)
