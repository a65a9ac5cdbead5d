"""The desk page as a file, and a browser for it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.browser import started
from tiaowen.compiler.desk.brought import brought
from tiaowen.compiler.desk.built import page as built

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="package")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("desk") / "条文 工作台.html"
    place.write_bytes(built(brought()))
    return place


@pytest.fixture(scope="package")
def browser() -> Iterator["Browser"]:
    with started() as found:
        yield found
