"""The schools on the page of a country or group."""

from pages.shared.access import get_view
from pages.widgets.census import chosen_schools, get_page_census
from pages.widgets.show import show
from topics.schools.answer import country_section
from topics.schools.view import SchoolChoice


def draw_country_schools(area: str) -> None:
    """Draw the schools of a country or of any group in short, with the way to their page; it says so without any."""
    census = get_page_census()
    show(country_section(get_view(), area, chosen_schools(census, SchoolChoice(area)) if census else None))
