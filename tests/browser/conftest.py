"""What the trials in a browser share: one browser for each file of tests, and the sites of all policies, printed once."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.browser import started, watched
from support.policies import loaded
from support import site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from support.browser import Watched

Sites = Callable[[Path], Path]


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with started() as found:
        yield found


@pytest.fixture
def tab(browser: "Browser") -> Iterator["Watched"]:
    """A tab in which nothing may go wrong."""
    with watched(browser) as found:
        yield found
        assert not found.wrong


@pytest.fixture(scope="session")
def site_of(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The folder of the site of a policy."""

    @cache
    def place(policy: Path) -> Path:
        return site.printed(loaded(policy), tmp_path_factory.mktemp(policy.stem))

    return place
