"""``pytest --update`` writes the golden files anew; the diff is what is reviewed.  ``pytest -k 居中`` finds the tests of
a sentence.  No property is timed: the first call builds the parse table, and machines are busy."""

import pytest
from hypothesis import HealthCheck, settings

from support.ids import said

settings.register_profile("tiaowen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
