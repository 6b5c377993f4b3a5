"""What the tests of the readers share."""

import pytest

from data.schemas.rules import Rules
from tests.data.readers.small_rules import RULES


@pytest.fixture
def rules() -> Rules:
    """Return the rules that the samples are judged against."""
    return RULES
