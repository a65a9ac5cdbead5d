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


def texts_of(files: Sequence[Mapping[str, str]]) -> Files:
    return tuple((each["name"], each["text"]) for each in files)
