"""The documentation cannot rot: its examples are compiled, its commands run, its pages about diagnostics generated."""

from pathlib import Path

import pytest
from support.pages import ROOT, Example, compiled, examples, shown

PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "README.zh.md"]
EXAMPLES = [example for page in PAGES for example in examples(page)]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_is_what_its_page_says(example: Example, update: bool) -> None:
    policy, diagnostics = compiled(example)
    if example.refused:
        assert [d.code for d in diagnostics] == [example.refused]
    else:
        assert not diagnostics, shown(example, policy, diagnostics)
    if example.output is not None:
        said = shown(example, policy, diagnostics)
        if update:
            _replace(example, said)
        assert example.output == said or update


def _replace(example: Example, said: str) -> None:
    """The page with one output anew; earlier updates may have moved it."""
    text = example.page.read_text("utf-8")
    at = text.index(f"```条文{' ' + example.refused if example.refused else ''}\n{example.text}```\n```输出\n")
    begin = text.index("```输出\n", at) + len("```输出\n")
    end = text.index("```\n", begin)
    example.page.write_text(text[:begin] + said + text[end:], "utf-8")
