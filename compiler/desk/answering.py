"""What the page asks, answered: JSON in, JSON out.

In: the name of a call, and what it is given: the files of a policy as texts, always, and what else it takes.  Out: what it answers, or
the faults of what was filled in.  The policy at hand is kept: of a text that changes only what changed is read anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tiaowen.runtime.errors import FactError

from ..answers.claims import read_json
from ..report.published import faults_data
from .calls import CALLS
from .made import Files, Made, made_of

if TYPE_CHECKING:
    from ..report.diagnostic import Language

_BY_NAME = {call.name: call for call in CALLS}


class Answering:
    """Answers the page; the policy that was asked about last is at hand."""

    def __init__(self) -> None:
        self._made = made_of(())

    def answer(self, call: str, asked: str) -> str:
        """The answer to a call as JSON: {"answer": …}, or {"faults": …} where facts are wrong."""
        given = read_json(asked)
        lang: Language = "en" if given.get("lang") == "en" else "zh"
        try:
            found: dict[str, Any] = {"answer": _BY_NAME[call].answer(self._of(given["files"]), given, lang)}
        except FactError as error:
            found = {"faults": faults_data(error)}
        return json.dumps(found, ensure_ascii=False)

    def _of(self, given: Any) -> Made:
        files = texts_of(given)
        if files == self._made.files:
            return self._made
        if [name for name, _ in files] == [name for name, _ in self._made.files]:
            for (name, text), (_, before) in zip(files, self._made.files, strict=True):
                if text != before:
                    self._made.desk.put(name, text)
            self._made = Made(files, self._made.desk)
        else:
            self._made = made_of(files)
        return self._made


# A rule with what most have, for everything that a check needs to be read once.
_ANY = """某市若干政策

（一）支持研发。对研发费用达到100万元以上的企业，按研发费用的5%给予补助，每家企业最高补助50万元。

【规则 1.1】研发补助
依据：“对研发费用达到100万元以上的企业，按研发费用的5%给予补助，每家企业最高补助50万元”
填报：研发费用：金额。
条件：研发费用达到100万元以上。
补助：研发费用的5%，封顶50万元。
算例：研发费用200万元，得10万元。
【完】
"""


def warmed(desk: Answering) -> None:
    """Has a desk answer what the page asks first, so that nothing of it is to be read or built when it does."""
    for text in (_ANY, _ANY.replace("封顶50", "封顶60")):
        files = [{"name": "a", "text": text}]
        at = text.index("封顶")
        for call, given in (
            ("check", {}),
            ("outline", {}),
            *(
                ("assist", {"service": each, "asked": {"file": "a", "at": at, "start": at, "end": at}})
                for each in ("completion", "hover", "actions")
            ),
        ):
            desk.answer(call, json.dumps({"files": files, **given}))
    desk.answer("check", json.dumps({"files": [{"name": "a", "text": ""}]}))


def texts_of(files: Sequence[Mapping[str, str]]) -> Files:
    return tuple((each["name"], each["text"]) for each in files)
