"""What the code of a message means."""

from __future__ import annotations

from tiaowen.runtime.errors import hint

from ...report.diagnostic import Text
from ...service.messages import pages
from ..shapes import MESSAGES
from ..tool import Answered, Argument, Given, House, Tool, refusal, text_of


def _run(house: House, given: Given) -> Answered:
    code, known = text_of(given, "code").strip(" []【】").upper(), pages()
    if code not in known:
        zh, en = hint(code, known)
        raise refusal("code", f"没有代码「{code[:40]}」{zh}", f"there is no code {code[:40]}{en}")
    found = known[code]
    return Answered({"messages": [page.data() for page in found]}, "\n\n".join(page.text(house.lang) for page in found))


EXPLAIN_MESSAGE = Tool(
    name="explain_message",
    title=Text("一个代码说的是什么", "Explain a code"),
    about=Text(
        "一个代码（T0402、T0609）说的是什么：错误示例、正确示例、理由。",
        "What a code (T0402, T0609) means: a wrong example, a right one, and why.",
    ),
    arguments={
        "code": Argument(
            about=Text("代码，如 T0402", "the code, such as T0402"), schema={"type": "string", "maxLength": 40}
        )
    },
    answer=MESSAGES,
    run=_run,
    of_policy=False,
)
