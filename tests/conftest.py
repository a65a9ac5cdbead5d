"""``pytest --update`` writes the golden files anew; the diff is what is reviewed.  ``pytest -k 居中`` finds the tests of
a sentence.  No property is timed: the first call builds the parse table, and machines are busy.  What is tried is the
same in every run, so that a change is judged by itself; ``pytest --hypothesis-profile=searching -m needs_system
tests/properties`` looks further."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from support.ids import said
from support.tally import Tally, told

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from support.site import Sites
    from support.targets import Calculator

settings.register_profile("searching", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("tiaowen", settings.get_profile("searching"), derandomize=True)
settings.load_profile("tiaowen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update"))


def pytest_make_parametrize_id(val: object) -> str | None:
    """A text is the name of its test, as it is written; so are bytes, which pytest leaves as they are."""
    if isinstance(val, bytes):
        return said(repr(val))
    return said(val) if isinstance(val, str) else None


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Counts the claims that are put to a target."""
    return Tally(record_property)


_LEFT_OUT = pytest.StashKey[int]()


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """What needs more than pip can install is counted, to be told at the end."""
    for item in items:
        if item.get_closest_marker("needs_system"):
            item.config.stash[_LEFT_OUT] = item.config.stash.get(_LEFT_OUT, 0) + 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of xdist gives its count to who started it."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left out"] = session.config.stash.get(_LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[_LEFT_OUT] = getattr(node, "workeroutput", {}).get("left out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """How many tests were left out; how many claims were put to whom."""
    if count := config.stash.get(_LEFT_OUT, 0):
        zh = f"未运行 {count} 项 needs_system 测试（需 pip 装不了的软件，或时间长）"
        terminalreporter.write_line(f"{zh} / left out: {count} needs_system tests")
    reports = [report for report in terminalreporter.getreports("passed") if report.when == "call"]
    lines = told(pair for report in reports for pair in report.user_properties)
    if lines:
        terminalreporter.section("claims that every target answers as the interpreter does")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="module", params=["node", pytest.param("java", marks=pytest.mark.needs_system)])
def calculator(request: pytest.FixtureRequest) -> Iterator["Calculator"]:
    """What runs the compiled modules of a language beside Python, one process for each file of tests."""
    from support import java, node

    with (java if request.param == "java" else node).Calculator() as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One for each file of tests."""
    from support.browser import started

    with started() as found:
        yield found


@pytest.fixture(scope="session")
def site_of(tmp_path_factory: pytest.TempPathFactory) -> "Sites":
    """The pages of policies, written once: ``site_of(policy, "site")``, or as one page ``site_of(policy, "html")``."""
    from support.policies import loaded
    from support.site import MEDIA

    @cache
    def place(policy: Path, medium: str) -> Path:
        return MEDIA[medium](loaded(policy), tmp_path_factory.mktemp(f"{policy.stem}-{medium}"))

    return place


@pytest.fixture(scope="session")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of ``tiaowen desk``."""
    from tiaowen.compiler.desk.brought import brought
    from tiaowen.compiler.desk.built import page

    place = tmp_path_factory.mktemp("desk") / "条文 工作台.html"
    place.write_bytes(page(brought()))
    return place
