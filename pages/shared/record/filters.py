"""The filters of the forecast record: which indicator, and said from which year until which."""

from i18n import text
from metrics.backtest import Span
from pages.shared.access import get_reference, get_state
from pages.shared.filters import choose_one, filter_row
from services.projecting.projections import kind_of_indicator
from services.projecting.record_view import origin_years

FIRST_INDICATOR = "individuals_online"


def draw_filters(options: list[str]) -> tuple[str, Span]:
    """Draw the filters; return the indicator chosen and from which years what was said is to be shown."""
    reference = get_reference()
    with filter_row(3) as (left, middle, right):
        with left:
            indicator = choose_one("indicator", text("record.indicator"), options, _name, FIRST_INDICATOR)
        projected = kind_of_indicator(reference.indicators[indicator]) is not None
        years = [str(one) for one in origin_years(get_state(), indicator)] if projected else []
        if not years:
            return indicator, Span()
        with middle:
            first = choose_one("from", text("record.first"), years)
        with right:
            last = choose_one("to", text("record.last"), [one for one in years if one >= first][::-1])
    return indicator, Span(int(first), int(last))


def _name(indicator: str) -> str:
    facts = get_reference().indicators[indicator]
    projected = kind_of_indicator(facts) is not None
    return facts.short_name if projected else text("record.unprojected", name=facts.short_name)
