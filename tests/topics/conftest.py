"""The tracker that the tests of the deeds have, for topics as well."""

from tests.services.conftest import judged, state, tracker

__all__ = ["judged", "state", "tracker"]
