"""What the tests share."""
import pytest

import therapycode as tc


@pytest.fixture(scope="session")
def engine():
    return tc.Engine()


def visit(**facts):
    """A visit with the two facts that every visit needs."""
    return tc.Session(**{"date_of_service": "2026-03-02", "discipline": "PT", **facts})
