"""Several claims of one enterprise, settled together."""

from __future__ import annotations

from tiaowen.runtime.settle import SAME_MATTER_NAME

from ...report.diagnostic import Text
from ...service.answers import settle
from ...service.shapes import shape
from ..tool import Answered, Argument, Given, House, Tool, dated, object_of, offer_of
from .calculate import DATE, NUMBERS


def _run(house: House, given: Given) -> Answered:
    asked: dict[str, object] = {"claims": object_of(given, "claims")}
    if given.get("same_matter") is not None:
        asked[SAME_MATTER_NAME] = given["same_matter"]
    found = settle(offer_of(house, given), dated(asked, given), house.lang)
    return Answered(found, "\n".join(found["trace"]))


SETTLE = Tool(
    name="settle",
    title=Text("几项申报一并结算", "Settle several claims"),
    about=Text(
        "一家企业的几项申报一并结算：同一事项就高从优、不重复享受，付哪几项、合计多少、别的为什么不付。",
        "Settles several claims of one enterprise: of what is the same matter the best is paid; which are paid, the total, and why the others are not.",
    ),
    arguments={
        "claims": Argument(
            about=Text(
                f"{{条款: {{填报项: 值}}}}；同一条款再报一项的写 10.1#二期。{NUMBERS.zh}",
                f"{{clause: {{fact: value}}}}; a further claim of the same clause is 10.1#second. {NUMBERS.en}",
            ),
            schema={"type": ["object", "string"]},
        ),
        "same_matter": Argument(
            about=Text(
                '政策没有写明、但属于同一事项的申报，每组只付最高的：[["10.1", "11.4"]]',
                'claims for the same matter beside those that the policy declares, of each set the highest is paid: [["10.1", "11.4"]]',
            ),
            schema={"type": ["array", "null"], "items": {"type": "array", "items": {"type": "string"}}},
            is_needed=False,
        ),
        "date": DATE,
    },
    answer=shape("settlement"),
    run=_run,
)
