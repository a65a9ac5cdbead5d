"""The reference of the language shows what comes of promises: each block 证明 is what ``tiaowen prove`` says of those in words."""

import re
from pathlib import Path

import pytest

from support.pages import ROOT, Example, compiled
from tiaowen.compiler.proofs import prove
from tiaowen.compiler.proofs.report import proofs_text

PAGE = ROOT / "docs" / "language.md"
_PROVED = re.compile(r"^```条文\n((?:(?!^```).)*?)^```\n```证明\n(.*?)^```\n", re.M | re.S)


def shown(text: str) -> str:
    policy, _ = compiled(Example(PAGE, 0, text, None, None, 0, 0))
    said = [made for made in prove(policy) if made.obligation.words.zh.startswith("承诺")]
    return "".join(proofs_text(said, "zh").splitlines(keepends=True)[:-1])


@pytest.mark.parametrize("place", range(3))
def test_what_is_shown_is_proved(place: int, update: bool) -> None:
    page = PAGE.read_text("utf-8")
    found = list(_PROVED.finditer(page))
    assert len(found) == 3
    said = shown(found[place][1])
    if update:
        start, end = found[place].span(2)
        Path(PAGE).write_text(page[:start] + said + page[end:], "utf-8")
    assert found[place][2] == said or update
