"""The small census that the tests of the deeds have, for the topic as well."""

from tests.services.schools.conftest import own, small

__all__ = ["own", "small"]
