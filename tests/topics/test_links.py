"""Links that open a page for an area: every page knows what they ask for."""

from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from data.reference import load_reference
from data.schemas.own_indicator import OwnIndicator
from services.tracker import State
from services.view import View
from tests.days import TODAY
from topics.links import area_link, indicator_link

VIEW = View(cast("State", None), load_reference(), TODAY)
"""A link needs no figures."""


@pytest.mark.parametrize(
    ("page", "area", "link"),
    [
        pytest.param("country", "KEN", "country?area=KEN", id="country"),
        pytest.param(
            "country", "KEN+UGA", "country?area=own_group&area_members=KEN&area_members=UGA", id="group of one's own"
        ),
        pytest.param("target", "KEN+UGA", "target?area=KEN%2BUGA", id="target takes the code of a group"),
        pytest.param("internet_access", "KEN+UGA", "internet_access?area=KEN&area=UGA", id="page of several areas"),
    ],
)
def test_area_stands_in_the_link_as_the_page_reads_it(page: str, area: str, link: str) -> None:
    assert area_link(VIEW, page, area) == link


def test_looking_back_a_link_leads_to_the_same_day() -> None:
    back = replace(VIEW, as_of=date(2025, 11, 30))

    assert area_link(back, "country", "KEN") == "country?area=KEN&as_of=2025-11-30"


def test_an_own_indicator_leads_to_the_page_that_compares() -> None:
    own = OwnIndicator(indicator="fibre", name="Fibre", unit_measure="KM", unit_words="km", direction="up")

    assert indicator_link(VIEW, own.as_indicator(), "KEN") == "compare?indicator=fibre&area=KEN"
    assert indicator_link(VIEW, own.as_indicator(), "KEN+UGA") == "compare?indicator=fibre&area=KEN&area=UGA"


@pytest.mark.parametrize(
    ("indicator", "link"),
    [
        ("individuals_online", "internet_access?indicator=individuals_online&area=WLD"),
        ("fixed_basket", "affordability?basket=fixed_basket&area=WLD"),
        ("economies_meeting_fixed_2pct", "affordability?area=WLD"),
        ("ewaste_recycling_rate", "ewaste?area=WLD"),
        ("giga_schools_mapped", "schools?area=WLD"),
        ("p2c_pledged_value", "pledges?area=WLD"),
        ("population", ""),
    ],
)
def test_indicator_leads_to_the_page_with_its_full_chart(indicator: str, link: str) -> None:
    assert indicator_link(VIEW, load_reference().indicators[indicator], "WLD") == link
