"""The pledges on the page of a country or group."""

from pages.shared.access import get_view
from pages.widgets.show import show
from topics.pledges.tables import country_section


def draw_country_pledges(area: str) -> None:
    """Draw the pledges that concern an area, with links to all of them and to the need they stand beside."""
    show(country_section(get_view(), area))
