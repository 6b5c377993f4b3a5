"""The lines and closed lists of the reference data, as schools are counted by them."""

from data.reference.school_lines import load_school_lines
from data.reference.schools import load_school_checks
from metrics.schools import SpeedLines


def speed_lines() -> SpeedLines:
    """Return the lines that speeds are judged by."""
    lines = load_school_lines()
    return SpeedLines(lines.good_mbps.value, lines.target_mbps.value, lines.kbps_a_student.value)


def closed_lists() -> dict[str, tuple[str, ...]]:
    """Return the words that columns of closed lists are counted by."""
    lists = load_school_checks().lists
    return {
        "education_level": lists.education_level.values,
        "connection_type": lists.connection_type.values,
        "network_coverage": load_school_lines().network_coverage,
    }
