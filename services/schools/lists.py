"""The lines and closed lists of the reference data, as schools are counted by them."""

from collections.abc import Mapping, Sequence

from data.reference.limits import load_school_checks, load_school_lines
from metrics.schools import SpeedLines


def speed_lines() -> SpeedLines:
    """Return the lines that speeds are judged by."""
    lines = load_school_lines()
    return SpeedLines(lines.good_mbps.value, lines.target_mbps.value, lines.kbps_a_student.value)


def closed_lists() -> dict[str, dict[str, str]]:
    """Return the words that columns are counted by: for each word in small letters how the closed list spells it."""
    lists = load_school_checks().lists
    return {
        "education_level": _spellings(lists.education_level.values, lists.education_level.also),
        "connection_type": _spellings(lists.connection_type.values, lists.connection_type.also),
        "network_coverage": _spellings(load_school_lines().network_coverage, {}),
    }


def _spellings(words: Sequence[str], also: Mapping[str, str]) -> dict[str, str]:
    return {word.lower(): word for word in words} | dict(also)
