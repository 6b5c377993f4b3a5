"""The tracker that the tests of the deeds have, for topics as well."""

from tests.services.conftest import judged, own, state, tracker

__all__ = ["judged", "own", "state", "tracker"]
