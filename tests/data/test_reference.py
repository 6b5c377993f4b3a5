"""The reference data: complete, with sources, and refused loudly where it is broken."""

import csv
import shutil
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from data.builtin import DATASETS, load_builtin
from data.readers import read_file
from data.reference import FOLDER, BrokenReferenceError, Reference, load_reference, read_reference
from data.schemas.area import Membership
from data.schemas.rules import Rules

TODAY = date(2026, 11, 22)
REFERENCE = load_reference()
FIGURES = Path(__file__).parents[3] / "shared" / "figures"
needs_figures = pytest.mark.skipif(
    not FIGURES.is_dir(), reason="the figures are not beside the project: ../shared/figures does not exist"
)


@pytest.fixture
def reference() -> Reference:
    """Return the reference data of the product."""
    return REFERENCE


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a copy of the reference data that a test may break."""
    return Path(shutil.copytree(FOLDER, tmp_path / "reference", ignore=shutil.ignore_patterns("__pycache__")))


def test_every_indicator_has_a_source_a_reason_names_and_a_dataset(reference: Reference) -> None:
    for code, one in reference.indicators.items():
        assert all((one.source, one.reason, one.name, one.short_name)), code
        assert one.dataset in DATASETS, code


def test_every_area_has_a_name_and_a_source_and_each_group_its_scheme(reference: Reference) -> None:
    for code, one in reference.areas.items():
        assert one.name and one.source, code
        assert bool(one.scheme) == (one.kind != "country"), code


def test_no_two_areas_share_a_name(reference: Reference) -> None:
    names = [area.name for area in reference.areas.values()]

    assert len(names) == len(set(names)) == 272


@pytest.mark.parametrize(("name", "framework"), REFERENCE.frameworks.items())
def test_every_framework_has_a_source_and_a_reason(name: str, framework: object) -> None:
    assert getattr(framework, "framework", None) == name
    assert getattr(framework, "source", "")
    assert getattr(framework, "reason", "")


def test_frameworks_stand_in_their_order_with_their_first_baseline_years(reference: Reference) -> None:
    found = {name: one.baseline_from for name, one in reference.frameworks.items()}

    assert list(found) == ["SP2020", "UMC2030", "SP2024", "P2C", "GIGA"]
    assert (found["SP2020"], found["UMC2030"]) == (2017, 2020)


def test_thresholds_are_those_of_the_agreed_method_each_with_source_and_reason(reference: Reference) -> None:
    found = dict(reference.thresholds.entries())

    assert {name: one.value for name, one in found.items()} == {
        "on_track": 1.05,
        "within_reach": 1.67,
        "oldest_last_value_years": 4,
        "pace_window_years": 5,
        "fewest_periods_of_an_edition": 5,
        "baseline_within_years": 1,
        "verdict_years_before": 1,
        "indication_coverage": 0.8,
        "aggregate_coverage": 0.5,
        "composition_break": 0.1,
        "estimates_worth_a_mark": 0.5,
        "money_window_years": 2,
        "money_far_short": 0.2,
        "money_stale_intervals": 2,
        "suspected_break_times": 3,
        "suspected_break_points": 10,
        "suspected_break_share": 0.5,
        "suspected_break_steps": 4,
        "earliest_year": 1950,
        "price_window_years": 10,
        "fewest_prices": 3,
        "hardly_moving_years": 25,
        "known_schools": 6_000_000,
        "census_of_the_world": 0.8,
        "shortest_census_pace_years": 0.5,
    }
    assert all(one.source and one.reason for one in found.values())


def test_zero_means_missing_for_price_baskets_and_people_alone(reference: Reference) -> None:
    found = {code for code, one in reference.indicators.items() if one.zero_means == "missing"}

    assert found == {"fixed_basket", "mobile_basket_2gb", "mobile_basket_5gb", "population"}


def test_only_the_recycling_rate_may_exceed_its_maximum(reference: Reference) -> None:
    assert [code for code, one in reference.indicators.items() if one.above_maximum == "warns"] == [
        "ewaste_recycling_rate"
    ]


def test_a_gap_is_said_in_people_for_shares_of_people_alone(reference: Reference) -> None:
    assert all(one.people == (one.unit_measure == "PT_POP") for one in reference.indicators.values())


def test_headlines_alone_are_dated(reference: Reference) -> None:
    dated = {code for code, one in reference.indicators.items() if one.frequency == "dated"}

    assert dated == {code for code, one in reference.indicators.items() if one.dataset == "headlines"}


@pytest.mark.parametrize(
    ("indicator", "weight", "aggregate"),
    [
        ("individuals_online", "population", "weighted_mean"),
        ("coverage_4g", "population", "weighted_mean"),
        ("households_online", "households", "weighted_mean"),
        ("fixed_basket", "economies", "median"),
        ("ewaste_recycling_rate", "parts", "ratio_of_sums"),
        ("ewaste_generated", "population", "sum"),
        ("p2c_pledged_value", "none", "none"),
    ],
)
def test_an_indicator_is_weighed_as_agreed(indicator: str, weight: str, aggregate: str) -> None:
    found = REFERENCE.indicators[indicator]

    assert (found.weight, found.aggregate) == (weight, aggregate)


@pytest.mark.parametrize(
    ("indicator", "rule", "parts", "times"),
    [
        (
            "broadband_subscriptions",
            "sum",
            ("fixed_broadband_subscriptions", "mobile_broadband_subscriptions"),
            1,
        ),
        ("gender_parity_online", "ratio_of_sexes", ("individuals_online",), 1),
        ("ewaste_recycling_rate", "ratio", ("ewaste_recycled", "ewaste_generated"), 100),
    ],
)
def test_a_derived_indicator_names_its_parts(indicator: str, rule: str, parts: tuple[str, ...], times: int) -> None:
    found = REFERENCE.indicators[indicator].derived

    assert found is not None
    assert (found.rule, found.of, found.times) == (rule, parts, times)


@pytest.mark.parametrize(
    ("publisher", "code", "indicator"),
    [
        ("worldbank-wdi", "IT.NET.USER.ZS", "individuals_online"),
        ("worldbank-wdi", "SP.POP.TOTL", "population"),
        ("itu-datahub", "i99H", "individuals_online"),
        ("itu-datahub", "i271GA", "coverage_4g"),
        ("itu-datahub", "i154_FBB5_GNI", "fixed_basket"),
        ("un-sdg", "IT_MOB_OWN", "mobile_ownership"),
        ("un-sdg", "EN_EWT_RCYR", "ewaste_recycling_rate"),
    ],
)
def test_a_publishers_code_leads_to_its_indicator(publisher: str, code: str, indicator: str) -> None:
    assert code in {one.code for one in REFERENCE.indicators[indicator].codes[publisher]}


def test_no_publishers_code_leads_to_two_indicators(reference: Reference) -> None:
    found = [
        (publisher, one.code)
        for indicator in reference.indicators.values()
        for publisher, codes in indicator.codes.items()
        for one in codes
    ]

    assert len(found) == len(set(found))
    assert {publisher for publisher, _ in found} == {"worldbank-wdi", "itu-datahub", "un-sdg", "owid", "sdmx-csv"}


@pytest.mark.parametrize(
    ("country", "day", "belongs"),
    [
        ("BTN", date(2023, 12, 12), True),
        ("BTN", date(2023, 12, 13), False),
        ("STP", date(2024, 12, 12), True),
        ("STP", date(2024, 12, 13), False),
        ("NPL", date(2026, 11, 22), True),
        ("NPL", date(2026, 11, 24), False),
        ("LAO", date(2026, 11, 23), True),
        ("LAO", date(2026, 11, 24), False),
        ("BGD", date(2026, 11, 24), True),
        ("CHE", date(2020, 1, 1), False),
    ],
)
def test_a_country_is_an_ldc_until_the_day_it_leaves(country: str, day: date, belongs: bool) -> None:
    assert (country in REFERENCE.members_of("LDC", day)) is belongs
    assert ("LDC" in REFERENCE.groups_of(country, day)) is belongs


def test_a_departure_without_a_date_keeps_its_note(reference: Reference) -> None:
    noted = {one.ref_area for one in reference.memberships if one.note and one.until is None}

    assert {"AGO", "BGD"} <= noted
    (bangladesh,) = (one for one in reference.memberships if (one.group, one.ref_area) == ("LDC", "BGD"))
    assert all(words in bangladesh.note for words in ("2026-11-24", "2029-11-24", "to be checked"))


@pytest.mark.parametrize(
    ("group", "count"),
    [
        ("WLD", 250),
        ("LDC", 44),
        ("LLDC", 32),
        ("SIDS", 56),
        ("DVD", 62),
        ("DVG", 188),
        ("AFR", 44),
        ("AMS", 35),
        ("ARB", 22),
        ("ASP", 41),
        ("CIS", 9),
        ("EUR", 46),
        ("LIC", 25),
        ("LMC", 46),
        ("UMC", 59),
        ("HIC", 86),
        ("LMY", 130),
        ("M49_002", 60),
        ("M49_009", 29),
        ("M49_019", 57),
        ("M49_142", 51),
        ("M49_150", 52),
    ],
)
def test_a_group_has_as_many_members_as_the_list_it_rests_on(group: str, count: int) -> None:
    assert len(REFERENCE.members_of(group, TODAY)) == count


def test_every_group_has_members_and_no_country_has(reference: Reference) -> None:
    assert all(
        bool(reference.members_of(code, TODAY)) == (area.kind != "country") for code, area in reference.areas.items()
    )


def test_no_stay_in_a_group_overlaps_another(reference: Reference) -> None:
    stays: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for one in reference.memberships:
        stays[(one.group, one.ref_area)].append(one)

    twice = {pair: sorted(found, key=lambda one: one.since or date.min) for pair, found in stays.items()}
    overlapping = [
        pair
        for pair, found in twice.items()
        for earlier, later in pairwise(found)
        if earlier.until is None or later.since is None or later.since < earlier.until
    ]
    assert not overlapping
    # Palestine was lower-middle, upper-middle for the year from July 2023, and lower-middle again.
    assert [pair for pair, found in twice.items() if len(found) > 1] == [("LMC", "PSE"), ("UMC", "JOR")]


@pytest.mark.parametrize(
    "day", [date(2023, 6, 30), date(2023, 7, 1), date(2024, 7, 1), date(2025, 7, 1), TODAY], ids=str
)
def test_an_economy_is_in_one_income_group_on_any_day(reference: Reference, day: date) -> None:
    found = Counter(code for group in ("LIC", "LMC", "UMC", "HIC") for code in reference.members_of(group, day))

    assert len(found) == 216
    assert set(found.values()) == {1}


@pytest.mark.parametrize(
    ("country", "day", "group"),
    [
        ("JOR", date(2023, 6, 30), "UMC"),
        ("JOR", date(2023, 7, 1), "LMC"),
        ("JOR", date(2026, 7, 1), "UMC"),
        ("PSE", date(2024, 6, 30), "UMC"),
        ("PSE", date(2024, 7, 1), "LMC"),
        ("BGR", date(2024, 6, 30), "UMC"),
        ("BGR", date(2024, 7, 1), "HIC"),
        ("CRI", date(2025, 7, 1), "HIC"),
        ("NAM", date(2025, 7, 1), "LMC"),
        ("TGO", date(2026, 6, 30), "LIC"),
        ("TGO", date(2026, 7, 1), "LMC"),
    ],
)
def test_an_income_group_changes_on_the_first_of_july(country: str, day: date, group: str) -> None:
    assert [one for one in REFERENCE.groups_of(country, day) if one in ("LIC", "LMC", "UMC", "HIC")] == [group]


def test_every_dated_stay_in_an_income_group_names_its_source(reference: Reference) -> None:
    dated = [one for one in reference.memberships if one.since or (one.until and one.group != "LDC")]

    assert len(dated) == 56
    assert all(one.source for one in dated)


PRICES = FIGURES / "more" / "itu_price_baskets_2025-12.csv"


@needs_figures
@pytest.mark.parametrize(
    ("groups", "agreeing", "published"),
    [
        # Of the medians of LIC, LMC, UMC and HIC, 31 of 68 agreed with the income groups of July 2023.
        pytest.param(("LIC", "LMC", "UMC", "HIC"), 64, 68, id="income groups"),
        pytest.param(("AFR", "AMS", "ARB", "ASP", "CIS", "EUR"), 102, 102, id="regions of ITU"),
        pytest.param(("LDC", "LLDC", "SIDS"), 51, 51, id="special groups"),
    ],
)
def test_medians_that_itu_publishes_are_those_of_our_members(
    reference: Reference, groups: tuple[str, ...], agreeing: int, published: int
) -> None:
    """ITU takes the groups of the day of its workbook, for all years; rounding may hide a hundredth."""
    prices: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    with PRICES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            prices[(row["indicator"], row["time_period"])][row["ref_area"]] = float(row["obs_value"])

    gaps = [
        abs(median(found[one] for one in reference.members_of(group, date(2025, 12, 2)) if one in found) - found[group])
        for found in prices.values()
        for group in groups
    ]

    assert len(gaps) == published
    assert sum(gap <= 0.0151 for gap in gaps) == agreeing


def test_low_and_middle_income_is_low_and_both_middles(reference: Reference) -> None:
    parts = [reference.members_of(group, TODAY) for group in ("LIC", "LMC", "UMC")]

    assert sorted(reference.members_of("LMY", TODAY)) == sorted(code for part in parts for code in part)


def test_itu_has_194_member_states(reference: Reference) -> None:
    assert sum(area.itu_member for area in reference.areas.values()) == 194
    assert not reference.areas["PSE"].itu_member


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Turkey", "TUR"),
        ("Turkiye", "TUR"),
        ("Cote d'Ivoire", "CIV"),
        ("Korea, Rep.", "KOR"),
        ("Vietnam", "VNM"),
        ("Iran, Islamic Rep.", "IRN"),
        ("KSO", "XKX"),
        ("OWID_KOS", "XKX"),
        ("AAA", "GGY"),
        ("GBJ", "JEY"),
        ("OWID_WRL", "WLD"),
        ("High income", "HIC"),
        ("Low & middle income", "LMY"),
    ],
)
def test_a_publishers_name_of_an_area_leads_to_our_code(name: str, code: str) -> None:
    assert REFERENCE.other_names[name] == code


def test_the_arab_world_of_the_world_bank_is_not_the_arab_region_of_itu(reference: Reference) -> None:
    assert "Arab World" not in reference.other_names


def test_other_names_are_neither_codes_nor_names_of_ours(reference: Reference) -> None:
    own = set(reference.areas) | {area.name for area in reference.areas.values()}

    assert not own & set(reference.other_names)


def test_rules_carry_the_names_of_areas_and_the_day(reference: Reference) -> None:
    rules = reference.rules(TODAY)

    assert isinstance(rules, Rules)
    assert (rules.areas["NAM"], rules.today, rules.earliest_year) == ("Namibia", TODAY, 1950)
    assert rules.indicators is reference.indicators


def replace_in(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("areas.csv", "AFG,Afghanistan,country", "AFG,Afghanistan,land", "areas.csv, row 25: kind"),
        (
            "areas.csv",
            "AFG,Afghanistan",
            "ABW,Afghanistan",
            "areas.csv, row 25: ref_area: ABW stands there twice",
        ),
        (
            "indicators.toml",
            'direction = "up"',
            'direction = "sideways"',
            "indicators.toml, individuals_online: dir",
        ),
        (
            "indicators.toml",
            'of = ["individuals_online"]',
            'of = ["people_online"]',
            "people_online is no indicator",
        ),
        ("indicators.toml", "[individuals_online]", "[individuals_online", "indicators.toml: "),
        ("memberships.csv", "LDC,BTN,,2023-12-13", "LDC,BTN,,2023-13-13", "memberships.csv, row 258: until"),
        (
            "memberships.csv",
            "LDC,BTN,,2023-12-13",
            "LDC,BTN,2023-12-13,2023-12-13",
            "memberships.csv, row 258: all fields: Value error, until: 2023-12-13 is not after 2023-12-13",
        ),
        ("memberships.csv", "LDC,BTN,", "LDC,XXX,", "memberships.csv, row 258: XXX is no country"),
        ("memberships.csv", "LDC,BTN,", "NPL,BTN,", "memberships.csv, row 258: NPL is no group"),
        (
            "memberships.csv",
            "LDC,BTN,,2023-12-13,,",
            "LDC,BTN,,2023-12-13,,,,",
            "memberships.csv, row 258: extra column",
        ),
        ("sdg_links.csv", "SP2020-1.2,17.8", "SP2020-1.2,18.8", "sdg_links.csv, row 2: sdg_target"),
        ("sdg_links.csv", "SP2020-3.2,12.4", "SP2020-3.2,12.5", "sdg_target: 12.5 stands there twice for SP2020-3.2"),
        ("wholes.csv", "Facts and Figures 2025,205", "Facts and Figures 2025,0", "wholes.csv, row 2: whole"),
        ("wholes.csv", "economies_meeting_mobile_2pct", "economies", "row 2: indicator: economies is no indicator"),
        ("area_names.csv", "AAA,GGY", "AAA,XXX", "area_names.csv, row 2: ref_area: XXX"),
        ("area_names.csv", "KSO,XKX", "AAA,XKX", "stands there twice"),
        (
            "frameworks.toml",
            "baseline_from = 2017",
            'baseline_from = "then"',
            "frameworks.toml, SP2020: baseline_from",
        ),
        ("thresholds.toml", "value = 1.05", 'value = "much"', "thresholds.toml: on_track.value"),
        (
            "thresholds.toml",
            'source = "Own convention, after Eurostat and Open SDG 2.4, '
            'which end moderate progress at 60 % of the required pace"',
            'source = ""',
            "thresholds.toml: within_reach.source",
        ),
    ],
)
def test_a_broken_file_is_named_with_its_row(copied: Path, file: str, old: str, new: str, said: str) -> None:
    replace_in(copied / file, old, new)

    with pytest.raises(BrokenReferenceError) as raised:
        read_reference(copied)
    assert said in str(raised.value)


def test_whole_of_a_published_count_belongs_to_a_built_in_figure(reference: Reference) -> None:
    held = {
        (row["indicator"], row["ref_area"], row["time_period"], row["edition"]): row["obs_value"]
        for row in load_builtin("affordability").to_pylist()
    }

    assert {key: (held[key], one.whole) for key, one in reference.wholes.items()} == {
        ("economies_meeting_mobile_2pct", "WLD", "2025", "Facts and Figures 2025"): (130, 205),
        ("economies_meeting_fixed_2pct", "WLD", "2025", "Facts and Figures 2025"): (88, 195),
    }


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "areas.csv").unlink()

    with pytest.raises(BrokenReferenceError, match=r"areas\.csv: cannot be read"):
        read_reference(copied)


def read_figures(name: str) -> list[Mapping[str, str]]:
    """Return the rows of a file of figures."""
    with (FIGURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ADDED = {("SIDS", code) for code in ("BMU", "CYM", "TCA")}
"""Counted among SIDS by ITU's price workbook of December 2025, not by the list of the UN."""
LEAVING_LATER = ("SLB", "KHM", "SEN")
"""Least developed countries whose year of leaving became known after the figures were entered."""


@needs_figures
def test_areas_are_those_of_the_figures(reference: Reference) -> None:
    for row in read_figures("areas.csv"):
        area = reference.areas[row["ref_area"]]
        # Income groups and the members of the other groups are those of July 2023 there, when the figures were entered.
        found = [one for one in reference.memberships if one.ref_area == area.ref_area]
        stays = {one.group: one for one in found if one.holds_on(date(2023, 7, 1)) or one.group == "LDC"}

        assert (area.name, area.m49, area.itu_member) == (row["name"], row["m49"], row["itu_member"] == "Y")
        assert (row["ldc"] == "Y", row["lldc"] == "Y", row["sids"] == "Y") == tuple(
            group in stays and (group, area.ref_area) not in ADDED for group in ("LDC", "LLDC", "SIDS")
        )
        for column in ("itu_region", "income", "development_m49_2021"):
            assert not row[column] or row[column] in stays
        until = stays["LDC"].until if "LDC" in stays and area.ref_area not in LEAVING_LATER else None
        assert (until.isoformat() if until else "") == row["ldc_until"]


@needs_figures
def test_every_indicator_of_the_figures_is_described(reference: Reference) -> None:
    others = ("areas.csv", "more/linkages.csv", "more/targets_checked.csv")
    files = [str(path.relative_to(FIGURES)) for path in FIGURES.rglob("*.csv")]
    used = {row["indicator"] for name in files if name not in others for row in read_figures(name)}
    # Served by publishers beside 3G to 5G, and the second and third part of the target UMC2030 M7.
    without_figures = {"coverage_2g", "school_speed_per_student", "school_data_200"}

    assert used | without_figures == set(reference.indicators)


def test_every_link_to_a_global_goal_is_of_a_target_that_is_built_in(reference: Reference) -> None:
    known = set(load_builtin("targets")["target_id"].to_pylist())

    assert set(reference.sdg_links) <= known
    assert sum(len(links) for links in reference.sdg_links.values()) == 31
    assert all(one.source for links in reference.sdg_links.values() for one in links)


@pytest.mark.parametrize(
    ("target_id", "links"),
    [
        ("SP2020-1.2", [("17.8", "same")]),
        ("SP2020-3.2", [("12.4", "nearest"), ("12.5", "same")]),
        ("UMC2030-U5", [("9.c", "same")]),
        ("UMC2030-M7b", [("4.a", "nearest")]),
    ],
)
def test_a_target_serves_a_global_goal_by_its_indicator(target_id: str, links: list[tuple[str, str]]) -> None:
    assert [(one.sdg_target, one.basis) for one in REFERENCE.sdg_links[target_id]] == links


@needs_figures
def test_links_are_those_by_indicator_of_the_figures(reference: Reference) -> None:
    figures = {
        (row["target_id"], row["sdg_target"], "same" if " is the same " in row["note"] else "nearest")
        for row in read_figures("more/linkages.csv")
        if row["sdg_target"] and row["note"].startswith("by indicator")
    }
    ours = {(target, one.sdg_target, one.basis) for target, links in reference.sdg_links.items() for one in links}
    parts_of_m7 = {("UMC2030-M7b", "4.a", "nearest"), ("UMC2030-M7c", "4.a", "nearest")}

    assert ours == figures | parts_of_m7


def test_the_plan_as_a_whole_names_goals_and_action_lines(reference: Reference) -> None:
    plan = reference.frameworks["SP2020"]

    assert plan.wsis_action_lines == ("C2", "C5", "C6")
    assert {"9.c", "17", "4.b", "5.b"} <= set(plan.sdg_targets)
    assert plan.links_source
    assert not any(one.wsis_action_lines for name, one in reference.frameworks.items() if name != "SP2020")


@pytest.mark.parametrize("name", ["ewaste_generated", "ewaste_recycled"])
def test_tonnes_are_not_taken_for_million_tonnes(name: str) -> None:
    # Kenya's e-waste in tonnes, of a plausible size; the whole world made 62 million tonnes in 2022.
    written = f"indicator,ref_area,time_period,obs_value\n{name},KEN,2022,51300\n".encode()

    reading = read_file(written, "x.csv", load_reference().rules(date(2026, 11, 22)))

    assert [(one.code, one.severity) for one in reading.problem_counts] == [("obs-value-out-of-range", "blocks")]
