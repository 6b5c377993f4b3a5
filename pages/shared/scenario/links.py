"""The way to the scenario page from a gap."""

from collections.abc import Sequence
from urllib.parse import urlencode

from pages.shared.access import get_view, judging_day
from services.scenario.members import MOVED_BY
from services.shortfall.shortfalls import Gap
from services.shortfall.targets import is_live
from topics.links import area_link

PAGE = "scenario"


def scenario_of_gap(gap: Gap, chosen: Sequence[str]) -> str:
    """Return the address on which the countries chosen reach the level over the years; empty where they cannot."""
    facts = gap.indicator
    if MOVED_BY.get(facts.aggregate) != facts.weight or gap.by_region or not is_live(gap.target, judging_day()):
        return ""
    more = {"change": "reach", "to": f"{gap.target.target_value:g}", "reach": list(chosen)}
    return f"{area_link(get_view(), PAGE, gap.area, indicator=facts.indicator)}&{urlencode(more, doseq=True)}"
