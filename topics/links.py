"""Links that open a page for an area, a group put together by the reader included, on the day that is looked at."""

from urllib.parse import urlencode

from data.schemas.indicator import Indicator
from data.schemas.own_indicator import NATIONAL
from metrics.judgement import LIVE_STATUSES
from services.groups import custom_members, is_custom
from services.view import View
from topics.prices import PRICE
from topics.scorecard import ScorecardRow

OWN_GROUP = "own_group"
"""The area of a link whose group the reader put together; its countries stand beside it."""
SEVERAL = "internet_access"
"""The page that sets areas side by side: a group put together by the reader is there the countries that make it up."""
COMPARE = "compare"
"""The page that shows any indicator: that of those with no page of their own."""
TARGET = "target"
"""The page of a target takes a group put together by the reader by its code."""
PARAMETERS = {SEVERAL: "indicator", "affordability": "basket", "ewaste": "", COMPARE: "indicator"}
"""The pages of datasets, and under which name their link keeps the indicator."""
HEADLINES = {"giga": "schools", "p2c": "pledges"}


def area_link(view: View, page: str, ref_area: str, **more: str) -> str:
    """Return the address of a page for an area."""
    as_of = {"as_of": view.as_of.isoformat()} if view.as_of else {}
    return f"{page}?{urlencode({**more, **_area_query(page, ref_area), **as_of}, doseq=True)}"


def _area_query(page: str, ref_area: str) -> dict[str, object]:
    if not is_custom(ref_area) or page == TARGET:
        return {"area": ref_area}
    if page in (SEVERAL, COMPARE):
        return {"area": list(custom_members(ref_area))}
    return {"area": OWN_GROUP, "area_members": list(custom_members(ref_area))}


def indicator_link(view: View, indicator: Indicator, ref_area: str) -> str:
    """Return the address of the page on which an indicator has its full chart, empty where there is none."""
    headline = HEADLINES.get(indicator.indicator.partition("_")[0], "")
    page = indicator.dataset if indicator.dataset in PARAMETERS else headline
    page = COMPARE if indicator.dataset == NATIONAL else page
    if not page:
        return ""
    parameter = PARAMETERS.get(page, "")
    chosen = page in (SEVERAL, COMPARE) or indicator.unit_measure == PRICE
    return area_link(view, page, ref_area, **({parameter: indicator.indicator} if parameter and chosen else {}))


def scenario_of_target(row: ScorecardRow, view: View) -> str:
    """Return the address on which a running target can be tried; empty where it cannot."""
    indicator = view.reference.indicators.get(row.target.indicator)
    judged = row.judgement.series is not None and row.judgement.status in LIVE_STATUSES
    if indicator is None or not judged or indicator.direction == "parity":
        return ""
    return area_link(view, "scenario", row.judgement.ref_area, indicator=indicator.indicator)
