"""The documentation cannot rot: its examples are compiled, its commands run, its pages about diagnostics generated."""

import shutil
from pathlib import Path

import pytest

from support.cli_page import page as cli_page
from support.diagnostic_pages import pages
from support.pages import ROOT, Example, Row, compiled, examples, rows, shown
from support.tours import needs_system, run_tour
from support.unit_table import BEGIN, END, unit_table
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.report.render import render_text
from tiaowen.compiler.text.source import Source

PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "README.zh.md"]
ROWS = list(rows(ROOT / "docs" / "language.md"))
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


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_row_of_the_table_of_sentences_is_right_and_draws_no_remark(row: Row) -> None:
    policy, report = compile_sources([Source.of("行.policy", row.text)])
    assert not report.diagnostics, render_text(report.diagnostics)
    assert next(iter(policy.clauses.values())).cases


def test_the_table_of_sentences_has_each_once() -> None:
    assert len({row.quotation for row in ROWS}) == len(ROWS) >= 150


TOURS = [
    "README.md",
    "README.zh.md",
    "docs/tutorial.md",
    "docs/settling.md",
    "docs/embedding.md",
    "docs/sql.md",
    "docs/batch.md",
    "docs/year.md",
]


# The Chinese one is toured in CI: it goes where the English one goes.
TOURED = [pytest.param(name, marks=[pytest.mark.needs_system] * (name == "README.zh.md")) for name in TOURS]


@pytest.mark.parametrize("name", TOURED)
def test_the_tour_prints_what_it_shows(name: str, tmp_path: Path, update: bool) -> None:
    _tour(name, tmp_path, update, whole=False)


@pytest.mark.needs_system
@pytest.mark.parametrize("name", [name for name in TOURS if needs_system((ROOT / name).read_text("utf-8"))])
def test_the_whole_tour_prints_what_it_shows(name: str, tmp_path: Path, update: bool) -> None:
    """With a JVM and a server."""
    _tour(name, tmp_path, update, whole=True)


def _tour(name: str, folder: Path, update: bool, *, whole: bool) -> None:
    shutil.copytree(ROOT / "policies" / "jindong-2025", folder / "policies" / "jindong-2025")
    page = (ROOT / name).read_text("utf-8")
    toured = run_tour(page, folder, whole=whole)
    if update:
        (ROOT / name).write_text(toured, "utf-8")
    assert page == toured or update


def test_the_page_of_commands_is_what_they_say(update: bool) -> None:
    place = ROOT / "docs" / "cli.md"
    if update:
        place.write_text(cli_page(), "utf-8")
    assert place.read_text("utf-8") == cli_page()


def test_all_units_are_in_the_table(update: bool) -> None:
    page = ROOT / "docs" / "language.md"
    text = page.read_text("utf-8")
    before, rest = text.split(BEGIN)
    shown_there, behind = rest.split(END)
    if update:
        page.write_text(f"{before}{BEGIN}\n{unit_table()}\n{END}{behind}", "utf-8")
    assert shown_there.strip() == unit_table().strip() or update


def _replace(example: Example, said: str) -> None:
    """The page with one output anew; earlier updates may have moved it."""
    text = example.page.read_text("utf-8")
    at = text.index(f"```条文{' ' + example.refused if example.refused else ''}\n{example.text}```\n```输出\n")
    begin = text.index("```输出\n", at) + len("```输出\n")
    end = text.index("```\n", begin)
    example.page.write_text(text[:begin] + said + text[end:], "utf-8")


def test_the_pages_about_diagnostics_are_their_docstrings(update: bool) -> None:
    folder = ROOT / "docs" / "diagnostics"
    wanted = pages()
    if update:
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*.md"):
            old.unlink()
        for name, text in wanted.items():
            (folder / name).write_text(text, "utf-8")
    assert {path.name: path.read_text("utf-8") for path in folder.glob("*.md")} == wanted


def test_every_diagnostic_says_what_is_wrong_and_what_is_right() -> None:
    for name, text in pages().items():
        if name != "README.md":
            assert text.count("**错误示例**") == text.count("**正确示例**") == text.count("\n## "), name
