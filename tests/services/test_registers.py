"""Censuses of schools and lists of pledges, from the file to what they say of targets, and back."""

from datetime import date

import pytest

from data.readers import ReadOptions
from services.checking import Check, check_file
from services.examples import has_example, publish_example, remove_example
from services.previewing import MERGE, Mode, preview_file
from services.publishing import MovedOnError, Published, Who, publish_file, restore_revision
from services.tracker import Tracker
from services.view import View
from topics.scenario.courses import Wish, find_members, find_standing
from topics.scenario.outcomes import work_out
from topics.scenario.words import missing_words, reached_words, required_words, side_records, value_words
from topics.scorecard import judge_row
from topics.wording import describe_missing, describe_reason

TODAY = date(2026, 11, 22)
ANA, BEN = Who("Ana", "a census"), Who("Ben", "another")
CENSUS = "school_id,ref_area,school_name,connectivity,checked_on,students"
PLEDGES = "pledge_id,pledger,pledger_kind,focus_area,amount,currency,pledged_on"


def check(tracker: Tracker, header: str, *rows: str) -> Check:
    return check_file(tracker, "\n".join([header, *rows]).encode(), "register.csv", ReadOptions(), TODAY)


def publish(tracker: Tracker, header: str, *rows: str, mode: Mode = MERGE, who: Who = ANA) -> Published:
    found = check(tracker, header, *rows)
    assert found.publishable, found.problems
    return publish_file(tracker, found, who, TODAY, mode)


def schools(tracker: Tracker) -> dict[str, str]:
    table = tracker.store.snapshot().read("schools", columns=["ref_area", "school_id", "connectivity"])
    return {f"{row['ref_area']} {row['school_id']}": row["connectivity"] for row in table.to_pylist()}


def counts(published: Published, dataset: str) -> tuple[int, int, int, int]:
    one = published.preview.differences[dataset]
    return one.new, one.changed, one.unchanged, one.gone


def test_census_replaces_its_countries_and_touches_no_other(own: Tracker) -> None:
    publish(own, CENSUS, "1,KEN,A,yes,2024,100", "2,KEN,B,no,2024,50", "1,UGA,C,unknown,2024,")

    again = publish(own, CENSUS, "2,KEN,B,yes,2025,50", "3,KEN,D,no,2025,20")

    assert counts(again, "schools") == (1, 1, 0, 1)
    assert schools(own) == {"KEN 2": "yes", "KEN 3": "no", "UGA 1": "unknown"}


def test_census_merged_by_id_keeps_schools_and_what_it_leaves_open(own: Tracker) -> None:
    publish(own, CENSUS, "1,KEN,A,yes,2024,100", "2,KEN,B,no,2024,50")

    again = publish(own, "school_id,ref_area,students", "1,KEN,120", mode=Mode(by_id=True))

    assert counts(again, "schools") == (0, 1, 0, 0)
    assert schools(own) == {"KEN 1": "yes", "KEN 2": "no"}


def test_same_census_again_changes_nothing(own: Tracker) -> None:
    rows = ("1,KEN,A,yes,2024,100", "1,UGA,C,unknown,2024,")
    publish(own, CENSUS, *rows)

    again = publish(own, CENSUS, *rows)

    assert again.revisions == ()
    assert counts(again, "schools") == (0, 0, 2, 0)


def test_earlier_revision_of_the_schools_comes_back_whole(own: Tracker) -> None:
    publish(own, CENSUS, "1,KEN,A,yes,2024,100", "1,UGA,C,no,2024,10")
    before = schools(own)
    publish(own, CENSUS, "9,KEN,Z,no,2025,1", "1,TZA,T,yes,2025,")

    restored = restore_revision(own, "schools", 1, ANA, TODAY)

    assert schools(own) == before
    assert counts(restored, "schools") == (1, 0, 1, 2)
    assert own.state().registers.census.keys() == {"KEN", "UGA"}


def test_censuses_of_two_people_at_once_do_not_overwrite_each_other(own: Tracker) -> None:
    mine = check(own, CENSUS, "1,KEN,A,yes,2024,100")
    publish(own, CENSUS, "1,UGA,C,no,2024,10", who=BEN)
    publish_file(own, mine, ANA, TODAY)
    theirs = check(own, CENSUS, "2,KEN,B,no,2024,50")
    preview = preview_file(own, theirs, TODAY)

    assert schools(own) == {"KEN 1": "yes", "UGA 1": "no"}
    assert preview.based_on == {"schools": 2}


def test_census_decides_the_target_of_its_country_and_not_of_the_world(own: Tracker) -> None:
    publish(own, CENSUS, *(f"{number},KEN,S,{'yes' if number <= 3 else 'no'},2024-06-30,10" for number in range(1, 6)))
    published = publish(own, CENSUS, *(f"{number},KEN,S,yes,2026-06-30,10" for number in range(1, 6)))
    state = own.state()
    row = judge_row(View(state, own.reference, TODAY), state.by_id["UMC2030-U4"], "KEN")

    assert [(point.period, point.value) for point in row.judgement.series.points] == [  # type: ignore[union-attr]
        ("2024-06-30", 60.0),
        ("2026-06-30", 100.0),
    ]
    assert row.judgement.status == "achieved"
    assert state.judge(state.by_id["GIGA-1"], "WLD", TODAY).latest is None
    assert ("UMC2030-U4", "KEN") in {(one.target_id, one.ref_area) for one in published.preview.consequences}


def test_file_without_connectivity_makes_no_figure(own: Tracker) -> None:
    publish(own, "giga_id_school,school_name,country_iso3_code", "a-1,Moi Avenue,KEN")

    assert schools(own) == {"KEN a-1": "unknown"}
    assert own.state().world.book.of("schools_online", "KEN") == ()


def test_file_that_would_make_known_connectivity_unknown_warns(own: Tracker) -> None:
    publish(own, CENSUS, "1,KEN,A,yes,2024,100", "1,UGA,B,unknown,2024,100")
    header = "giga_id_school,school_name,country_iso3_code"
    kenya, uganda = check(own, header, "1,Moi,KEN"), check(own, header, "1,Moi,UGA")

    codes = [{one.code for one in found.problems} for found in (kenya, uganda)]
    assert ["census-forgets-connectivity" in found for found in codes] == [True, False]
    assert kenya.publishable


def test_list_of_pledges_is_partial_until_it_is_said_to_be_complete(own: Tracker) -> None:
    rows = ("P1,Org,government,access,30000000000,USD,2023-05-01", "P2,Org,private sector,adoption,60e9,USD,2025-05-01")
    publish(own, PLEDGES, *rows)
    partial = own.state().judge(own.state().by_id["P2C-1"], "WLD", TODAY)

    publish(own, PLEDGES, *rows, "P3,Org,academia,access,,,", mode=Mode(complete_on="2026-06-30"))
    complete = own.state().judge(own.state().by_id["P2C-1"], "WLD", TODAY)

    assert partial.latest is not None
    assert (partial.latest.value, partial.latest.period) == (82e9, "2026-03-04")
    assert complete.latest is not None
    assert (complete.latest.value, complete.latest.period) == (90e9, "2026-06-30")


def test_complete_list_replaces_and_pledges_merged_later_leave_it_complete(own: Tracker) -> None:
    publish(own, PLEDGES, "P1,Org,government,access,5,USD,2023-05-01")
    whole = publish(own, PLEDGES, "P2,Org,government,access,7,USD,2023-05-01", mode=Mode(complete_on="2026-06-30"))
    publish(own, PLEDGES, "P3,Org,government,access,9,USD,2026-07-01")

    assert counts(whole, "pledges") == (1, 0, 0, 1)
    assert [one.pledge_id for one in own.state().pledges] == ["P2", "P3"]
    assert own.state().pledges_complete_on == "2026-06-30"


def test_published_list_can_be_declared_complete_and_its_day_corrected(own: Tracker) -> None:
    row = "P1,Org,government,access,5,USD,2023-05-01"
    publish(own, PLEDGES, row)
    declared = publish(own, PLEDGES, row, mode=Mode(complete_on="2026-06-30"))
    corrected = publish(own, PLEDGES, row, mode=Mode(complete_on="2026-09-30"))

    assert counts(declared, "pledges") == (0, 0, 1, 0)
    assert len(corrected.revisions) == 1
    assert own.state().pledges_complete_on == "2026-09-30"
    assert ("P2C-1", "WLD") in {(one.target_id, one.ref_area) for one in declared.preview.consequences}


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("KEN", "A census of 2 schools is published here, but it knows of none"),
        ("AFR", "a group is not judged from them"),
        ("WLD", "hold 2 of about 6,000,000 schools"),
        ("UGA", "No observation of this indicator"),
    ],
)
def test_reason_says_why_a_census_makes_no_figure(own: Tracker, area: str, words: str) -> None:
    publish(own, "giga_id_school,school_name,country_iso3_code", "a-1,Moi Avenue,KEN", "a-2,Uhuru,KEN")
    state = own.state()
    row = judge_row(View(state, own.reference, TODAY), state.by_id["UMC2030-U4"], area)

    assert words in describe_reason(row, own.reference)


def test_reason_says_that_the_share_is_the_lower_end_of_a_range(own: Tracker) -> None:
    publish(own, CENSUS, "1,KEN,A,yes,2026,100", "2,KEN,B,unknown,2026,50")
    state = own.state()
    row = judge_row(View(state, own.reference, TODAY), state.by_id["UMC2030-U4"], "KEN")

    assert row.judgement.latest is not None
    assert (row.judgement.latest.value, row.judgement.latest.qualifier) == (50.0, "at least")
    assert "the share may be higher" in describe_reason(row, own.reference)


def test_what_is_missing_to_a_share_that_may_be_higher_is_at_most_that(own: Tracker) -> None:
    publish(own, CENSUS, "1,KEN,A,yes,2026,100", "2,KEN,B,unknown,2026,50")
    publish(own, CENSUS, "1,UGA,A,yes,2026,100", "2,UGA,B,no,2026,50")
    state = own.state()
    open_, known = (
        judge_row(View(state, own.reference, TODAY), state.by_id["UMC2030-U4"], one) for one in ("KEN", "UGA")
    )

    assert describe_missing(open_, own.reference) == "at most 45 points to count as met"
    assert describe_missing(known, own.reference) == "45 points to count as met"


def test_scenario_of_a_share_that_may_be_higher_says_so(own: Tracker) -> None:
    publish(own, CENSUS, "1,KEN,A,yes,2026,100", "2,KEN,B,unknown,2026,50")
    publish(own, CENSUS, "1,UGA,A,yes,2026,100", "2,UGA,B,no,2026,50")
    view = View(own.state(), own.reference, TODAY)
    found = {}
    for area in ("KEN", "UGA"):
        standing = find_standing(view, "schools_online", area)
        assert standing is not None
        found[area] = work_out(view.state, standing, find_members(view, standing), Wish(2030))

    assert value_words(found["KEN"], found["KEN"].before) == "50 % or more in 2030"
    assert value_words(found["UGA"], found["UGA"].before) == "50 % in 2030"
    assert missing_words(found["KEN"], found["KEN"].before) == "at most 1 school"
    assert missing_words(found["UGA"], found["UGA"].before) == "1 school"
    assert required_words(found["KEN"], found["KEN"].before).startswith("at most +")
    assert required_words(found["UGA"], found["UGA"].before).startswith("+")
    assert reached_words(found["KEN"], found["KEN"].before) == "not known"
    assert reached_words(found["UGA"], found["UGA"].before) == "later than 2040"
    assert "the share may be higher" in side_records(found["KEN"], own.reference)[0]["note"]


def test_restored_list_of_pledges_is_as_complete_as_it_was(own: Tracker) -> None:
    publish(own, PLEDGES, "P1,Org,government,access,5,USD,2023-05-01", mode=Mode(complete_on="2025-01-31"))
    publish(own, PLEDGES, "P2,Org,government,access,5,USD,2023-05-01", mode=Mode(replace=True))
    replaced = own.state().pledges_complete_on

    restore_revision(own, "pledges", 1, ANA, TODAY)

    assert (replaced, own.state().pledges_complete_on) == ("", "2025-01-31")


@pytest.mark.parametrize(
    ("dataset", "header", "row"),
    [
        pytest.param("schools", CENSUS, "1,KEN,A,yes,2024,100", id="schools"),
        pytest.param("pledges", PLEDGES, "P1,Org,government,access,5,USD,2023-05-01", id="pledges"),
    ],
)
def test_example_decides_nothing_and_goes_when_a_real_file_comes(
    own: Tracker, dataset: str, header: str, row: str
) -> None:
    before = own.state().judge(own.state().by_id["P2C-1"], "WLD", TODAY).latest
    publish_example(own, dataset, ANA, TODAY)
    loaded = own.state()

    published = publish(own, header, row)

    assert loaded.examples == {dataset}
    assert loaded.registers.census == {}
    assert loaded.judge(loaded.by_id["P2C-1"], "WLD", TODAY).latest == before
    assert counts(published, dataset)[0] == 1
    assert counts(published, dataset)[3] == own.store.history(dataset)[1].rows
    assert own.state().examples == frozenset()


@pytest.mark.parametrize("dataset", ["schools", "pledges"])
def test_example_can_be_taken_out_again(own: Tracker, dataset: str) -> None:
    publish_example(own, dataset, ANA, TODAY)
    remove_example(own, dataset, ANA, TODAY)

    assert not has_example(own, dataset)
    assert own.store.snapshot().revision(dataset).rows == 0
    assert remove_example(own, dataset, ANA, TODAY).revisions == ()


@pytest.mark.parametrize("mixed", [False, True], ids=["beside published rows", "within a file"])
def test_invented_rows_never_stand_beside_real_ones(own: Tracker, mixed: bool) -> None:
    rows = ["1,KEN,A,yes,2024,100,Y"]
    if mixed:
        rows.append("2,KEN,B,yes,2024,100,N")
    else:
        publish(own, CENSUS, "1,UGA,C,no,2024,10")

    found = check(own, f"{CENSUS},example", *rows)

    assert [one.code for one in found.problems if one.severity == "blocks"] == ["example-beside-real"]
    assert not found.publishable


def test_removing_an_example_that_somebody_has_replaced_touches_nothing(own: Tracker) -> None:
    publish(own, CENSUS, "1,KEN,A,yes,2024,100")

    assert remove_example(own, "schools", ANA, TODAY).revisions == ()
    assert schools(own) == {"KEN 1": "yes"}


def test_change_to_the_same_country_in_between_is_shown_and_not_overwritten(
    own: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(own, CENSUS, "1,KEN,A,no,2024,100")
    mine = check(own, CENSUS, "1,KEN,A,yes,2025,100")
    commit = type(own.store).commit
    done: list[bool] = []

    def commit_after_ben(store: object, *arguments: object) -> object:
        if not done:
            done.append(True)
            publish(own, CENSUS, "2,KEN,B,no,2025,10", who=BEN)
        return commit(store, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(type(own.store), "commit", commit_after_ben)

    with pytest.raises(MovedOnError):
        publish_file(own, mine, ANA, TODAY)
    assert schools(own) == {"KEN 2": "no"}
