"""``pytest --update`` writes the golden files anew; the diff is what is reviewed.  No property is timed: the first call
builds the parse table, and machines are busy."""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("tiaowen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tiaowen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update"))
