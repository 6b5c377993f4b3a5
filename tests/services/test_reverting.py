"""Taking back one publication: its rows alone, never what came later; and whose later rows stand against it."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from clock import moment_now
from data.datasets import KINDS, OBSERVATIONS, DatasetKind
from data.readers import ReadOptions
from data.schemas.revision import Revision
from data.store.repair import carry_out, plan_repair
from exhibits.origins import why_words
from services.checking import check_file
from services.difference import row_keys
from services.examples import publish_example
from services.misuse import Misuse
from services.previewing import MERGE, Mode, Preview
from services.publishing import MovedOnError, Published, Who, publish_file, remove_rows, restore_revision
from services.reverting import StandsAgainstError, revert_revision, set_by, undo_rows
from services.tracker import Tracker, open_tracker, to_frame
from tests.data.store_samples import added_files
from tests.services.publishing_figures import make_small_store

TODAY = date(2026, 11, 22)
ANA, BEN, CEM = Who("Ana", "a survey"), Who("Ben", "a correction"), Who("Cem", "typing error")
FIGURES = "indicator,ref_area,time_period,obs_value"
CENSUS = "school_id,ref_area,school_name,connectivity,checked_on,students"
PLEDGES = "pledge_id,pledger,pledger_kind,focus_area,amount,currency,pledged_on"
PLEDGE = "Org,government,access,5,USD,2023-05-01"
TARGET_HEADER = "target_id,framework,wording,indicator,ref_area,kind,direction,target_value,target_year,baseline_year"
TARGET = "KEN-F1,National plan,km of fibre,ken_fibre_km,KEN,level,up,{},2030,2021"
INDICATOR = "indicator,name,unit_measure,unit_words,direction"


@pytest.fixture(scope="module")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_small_store(tmp_path_factory.mktemp("small") / "store")


@pytest.fixture
def own(tmp_path: Path, small_store: Path) -> Tracker:
    return open_tracker(shutil.copytree(small_store, tmp_path / "store"), moment_now)


def publish(tracker: Tracker, who: Who, header: str, *rows: str, mode: Mode = MERGE) -> Published:
    check = check_file(tracker, "\n".join([header, *rows]).encode(), "file.csv", ReadOptions(), TODAY)
    assert check.publishable, check.problems
    return publish_file(tracker, check, who, TODAY, mode)


def figures(tracker: Tracker, who: Who, *rows: str) -> Published:
    return publish(tracker, who, FIGURES, *(f"individuals_online,{row}" for row in rows))


def revert(tracker: Tracker, dataset: str, revision: int, *, the_rest: bool = False) -> Published:
    return revert_revision(tracker, dataset, revision, CEM, TODAY, the_rest=the_rest)


def values(tracker: Tracker, *places: str) -> list[float | None]:
    """Return the share of people online that is published at places like KEN,2025."""
    rows = tracker.store.read("internet_access").to_pylist()
    edition, total = "WDI 2026-07-13", "_T"
    found = {
        f"{row['ref_area']},{row['time_period']}": row["obs_value"]
        for row in rows
        if (row["indicator"], row["edition"], row["sex"], row["age"]) == ("individuals_online", edition, total, total)
    }
    return [found.get(place) for place in places]


def same_rows(tracker: Tracker, dataset: str, first: int, second: int) -> bool:
    def rows(number: int) -> list[str]:
        return sorted(map(str, tracker.store.read(dataset, number).to_pylist()))

    return rows(first) == rows(second)


def newest(tracker: Tracker, dataset: str) -> Revision:
    return tracker.store.history(dataset)[0]


def told(preview: Preview) -> list[tuple[int, str, int]]:
    return [(one.later.revision, one.later.by, one.count) for one in preview.standing]


def test_only_the_rows_of_the_publication_go_back_and_later_ones_stay(own: Tracker) -> None:
    before = values(own, "KEN,2024")
    figures(own, BEN, "KEN,2025,91", "KEN,2024,12")
    figures(own, ANA, "UGA,2025,22")

    done = revert(own, "internet_access", 1)

    assert values(own, "KEN,2024", "KEN,2025", "UGA,2025") == [*before, None, 22.0]
    assert [(one.new, one.changed, one.gone) for one in done.preview.differences.values()] == [(0, 1, 1)]
    made = newest(own, "internet_access")
    assert (made.revision, made.deed, made.by) == (3, "revert", "Cem")
    assert why_words(made) == "Takes back Internet access, revision 1, by Ben: typing error"


def test_rows_that_the_revision_removed_come_back(own: Tracker) -> None:
    before = values(own, "KEN,2024")
    rows = to_frame(own.store.read("internet_access"))
    mine = rows.loc[(rows["ref_area"] == "KEN") & (rows["time_period"] == "2024")]
    remove_rows(own, "internet_access", set(row_keys(mine, KINDS[OBSERVATIONS].key)), BEN, TODAY)
    figures(own, ANA, "UGA,2025,22")

    revert(own, "internet_access", 1)

    assert newest(own, "internet_access").new == len(mine)
    assert values(own, "KEN,2024", "UGA,2025") == [*before, 22.0]


def test_later_rows_stand_against_it_by_name_and_nothing_is_done(own: Tracker) -> None:
    figures(own, BEN, "KEN,2025,91", "UGA,2025,50", "TZA,2025,40")
    figures(own, ANA, "KEN,2025,41")
    figures(own, CEM, "UGA,2025,51")

    with pytest.raises(StandsAgainstError) as found:
        revert(own, "internet_access", 1)

    assert told(found.value.preview) == [(2, "Ana", 1), (3, "Cem", 1)]
    (line,) = found.value.preview.standing[0].difference.rows.to_dict("records")
    assert (line["ref_area"], line["old_obs_value"], line["new_obs_value"]) == ("KEN", 91.0, 41.0)
    assert newest(own, "internet_access").revision == 3


def test_the_rest_goes_back_where_it_is_asked_for(own: Tracker) -> None:
    figures(own, BEN, "KEN,2025,91", "UGA,2025,50")
    figures(own, ANA, "KEN,2025,41")

    revert(own, "internet_access", 1, the_rest=True)

    assert values(own, "KEN,2025", "UGA,2025") == [41.0, None]


def test_rows_that_are_as_before_already_neither_stand_nor_change(own: Tracker) -> None:
    figures(own, BEN, "KEN,2025,91", "UGA,2025,50")
    restore_revision(own, "internet_access", 0, ANA, TODAY)

    done = revert(own, "internet_access", 1)

    assert (done.revisions, done.preview.standing) == ((), ())


def test_a_revert_is_reverted_in_turn(own: Tracker) -> None:
    figures(own, BEN, "KEN,2025,91")
    figures(own, ANA, "UGA,2025,22")
    revert(own, "internet_access", 1)

    revert(own, "internet_access", 3)

    assert values(own, "KEN,2025", "UGA,2025") == [91.0, 22.0]
    assert same_rows(own, "internet_access", 2, 4)


def test_a_file_that_fed_several_datasets_is_taken_back_in_all_of_them_by_one_commit(own: Tracker) -> None:
    publish(own, BEN, FIGURES, "individuals_online,KEN,2025,91", "fixed_basket,KEN,2026,3.4")
    figures(own, ANA, "UGA,2025,22")

    done = revert(own, "affordability", 1)

    assert {one.dataset: one.revision for one in done.revisions} == {"affordability": 2, "internet_access": 3}
    assert len({one.version for one in done.revisions}) == 1
    assert same_rows(own, "affordability", 0, 2)
    assert values(own, "KEN,2025", "UGA,2025") == [None, 22.0]
    assert "Affordability, revision 1; Internet access, revision 1" in why_words(done.revisions[0])


def test_revision_0_and_unknown_ones_are_refused(own: Tracker) -> None:
    with pytest.raises(Misuse, match="came with the program"):
        revert(own, "internet_access", 0)
    with pytest.raises(Misuse, match="no revision 7"):
        revert(own, "internet_access", 7)


@pytest.mark.parametrize("lost", [1, 2])
def test_a_publication_that_is_lost_or_has_lost_what_was_before_it_is_refused(own: Tracker, lost: int) -> None:
    place = own.store.location
    for value in (41, 42, 43):
        figures(own, BEN, f"KEN,2025,{value}")
    for file in added_files(place, lost):
        file.unlink()
    carry_out(place, plan_repair(place), moment_now, 1)

    with pytest.raises(Misuse, match=f"[Rr]evision {lost} of internet_access cannot be read"):
        revert(open_tracker(place, moment_now), "internet_access", 2)


def test_census_goes_back_country_by_country_with_its_counts(own: Tracker) -> None:
    publish(own, ANA, CENSUS, "1,KEN,A,no,2024,100", "2,KEN,B,no,2024,50", "1,UGA,C,no,2024,10")
    publish(own, BEN, CENSUS, "1,KEN,A,yes,2025,100", "3,KEN,D,yes,2025,10")
    publish(own, ANA, CENSUS, "1,UGA,C,yes,2026,10")

    revert(own, "schools", 2)

    found = {
        f"{row['ref_area']} {row['school_id']}": row["connectivity"] for row in own.store.read("schools").to_pylist()
    }
    census = own.state().registers.census
    assert found == {"KEN 1": "no", "KEN 2": "no", "UGA 1": "yes"}
    assert [(one.period, one.total, one.connected) for one in census["KEN"]] == [("2024", 2, 0)]
    assert [one.period for one in census["UGA"]] == ["2024", "2026"]


def test_schools_that_a_later_census_changed_stay_and_are_counted_anew(own: Tracker) -> None:
    publish(own, ANA, CENSUS, "1,KEN,A,no,2024,100", "2,KEN,B,no,2024,50")
    publish(own, BEN, CENSUS, "1,KEN,A,yes,2025,100", "2,KEN,B,yes,2025,50")
    publish(own, CEM, CENSUS, "2,KEN,B,yes,2026,55", mode=Mode(by_id=True))

    with pytest.raises(StandsAgainstError) as found:
        revert(own, "schools", 2)
    revert(own, "schools", 2, the_rest=True)

    assert told(found.value.preview) == [(3, "Cem", 1)]
    assert found.value.preview.standing[0].difference.rows["school_id"].tolist() == ["2"]
    counts = own.state().registers.census["KEN"]
    assert [(one.period, one.total, one.connected) for one in counts] == [("2024", 2, 0), ("2026", 2, 1)]


def test_first_census_taken_back_leaves_nothing_behind(own: Tracker) -> None:
    publish(own, BEN, CENSUS, "1,KEN,A,no,2024,100")

    revert(own, "schools", 1)

    assert newest(own, "schools").rows == 0
    assert own.state().registers.census == {}


@pytest.mark.parametrize(
    ("dataset", "header", "row", "more"),
    [
        pytest.param("schools", CENSUS, "1,KEN,A,yes,2024,100", "2,UGA,B,no,2024,5", id="schools"),
        pytest.param("pledges", PLEDGES, f"P1,{PLEDGE}", f"P2,{PLEDGE}", id="pledges"),
    ],
)
def test_invented_rows_come_back_with_their_mark_and_never_beside_real_ones(
    own: Tracker, dataset: str, header: str, row: str, more: str
) -> None:
    publish_example(own, dataset, ANA, TODAY)
    publish(own, BEN, header, row)
    revert(own, dataset, 2)
    examples = own.state().examples
    publish(own, BEN, header, row)
    publish(own, ANA, header, more)

    with pytest.raises(Misuse, match="beside real ones"):
        revert(own, dataset, 4)

    assert examples == {dataset}
    assert same_rows(own, dataset, 1, 3)


def test_day_of_a_complete_list_goes_back_with_it_unless_said_anew_since(own: Tracker) -> None:
    publish(own, ANA, PLEDGES, f"P1,{PLEDGE}", mode=Mode(complete_on="2025-01-31"))
    publish(own, BEN, PLEDGES, f"P1,{PLEDGE}", f"P2,{PLEDGE}", mode=Mode(complete_on="2026-01-31"))
    revert(own, "pledges", 2)
    first = own.state().pledges_complete_on
    revert(own, "pledges", 3)
    publish(own, CEM, PLEDGES, f"P1,{PLEDGE}", f"P2,{PLEDGE}", mode=Mode(complete_on="2026-06-30"))

    revert(own, "pledges", 2)

    assert (first, own.state().pledges_complete_on) == ("2025-01-31", "2026-06-30")
    assert newest(own, "pledges").rows == 1


def test_an_indicator_never_goes_from_under_its_figures(own: Tracker) -> None:
    publish(own, BEN, INDICATOR, "ken_fibre_km,Fibre backbone,KM,km,up")
    publish(own, ANA, FIGURES, "ken_fibre_km,KEN,2024,9000")

    with pytest.raises(Misuse, match="ken_fibre_km"):
        revert(own, "indicators", 1)
    revert(own, "national", 1)
    revert(own, "indicators", 1)

    assert own.reference.own == set()


def test_a_target_goes_back_to_what_it_was(own: Tracker) -> None:
    publish(own, ANA, INDICATOR, "ken_fibre_km,Fibre backbone,KM,km,up")
    publish(own, ANA, TARGET_HEADER, TARGET.format(16_000))
    publish(own, BEN, TARGET_HEADER, TARGET.format(61_000))

    done = revert(own, "targets", 2)

    assert own.state().by_id["KEN-F1"].target_value == 16_000
    assert [one.target_id for one in done.preview.consequences] == ["KEN-F1"]
    assert same_rows(own, "targets", 1, 3)


def rivalled(tracker: Tracker, deed: Callable[[], object]) -> None:
    """Let somebody do a deed between the look and the commit of the next one."""
    commit = tracker.store.commit

    def beaten(*arguments: Any) -> object:  # noqa: ANN401 - whatever is asked for
        tracker.store.commit = commit  # type: ignore[method-assign]
        deed()
        return commit(*arguments)

    tracker.store.commit = beaten  # type: ignore[method-assign,assignment]


def test_others_who_publish_meanwhile_get_in_and_changes_to_the_same_rows_stop_it(own: Tracker) -> None:
    figures(own, BEN, "KEN,2025,91", "TZA,2025,70")
    rival = open_tracker(own.store.location, moment_now)
    rivalled(own, lambda: figures(rival, ANA, "UGA,2025,22"))
    revert(own, "internet_access", 1)
    between = values(own, "KEN,2025", "UGA,2025")
    rivalled(own, lambda: figures(rival, ANA, "TZA,2025,71"))

    with pytest.raises(StandsAgainstError) as stands:
        revert(own, "internet_access", 3)
    rivalled(own, lambda: figures(rival, ANA, "KEN,2025,42"))
    with pytest.raises(MovedOnError) as moved:
        revert(own, "internet_access", 3, the_rest=True)

    assert between == [None, 22.0]
    assert told(stands.value.preview) == [(4, "Ana", 1)]
    assert moved.value.theirs["internet_access"].new == 1
    assert values(own, "KEN,2025", "TZA,2025") == [42.0, 71.0]


KEY, CONTENT = "key", "content"


class Small(BaseModel):
    """A row with one cell of content."""

    key: str
    content: float


SMALL = DatasetKind("small", Small, (KEY,))
STATES = st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 2), max_size=4), min_size=2, max_size=6)


def table(state: dict[str, int]) -> pa.Table:
    rows = [{KEY: key, CONTENT: float(value)} for key, value in state.items()]
    return pa.Table.from_pylist(rows, schema=pa.schema([(KEY, pa.string()), (CONTENT, pa.float64())]))


@given(STATES, st.data())
def test_untouched_rows_are_undone_all_others_stay_and_the_setter_is_named(
    states: list[dict[str, int]], data: st.DataObject
) -> None:
    number = data.draw(st.integers(1, len(states) - 1))
    before, left, now = states[number - 1], states[number], states[-1]
    touched = {key for key in {*before, *left} if before.get(key) != left.get(key)}
    free = {key for key in touched if now.get(key) == left.get(key)}
    expected = {key: value for key, value in now.items() if key not in free}
    expected |= {key: before[key] for key in free if key in before}

    undone = undo_rows(table(before), table(left), table(now), SMALL)
    numbers = range(number, len(states))
    setters = set_by(undone.stands, numbers, lambda one: table(states[one]), table(now), SMALL)

    assert {row[KEY]: row[CONTENT] for row in undone.after.to_pylist()} == expected
    assert undone.freed == len(free)
    assert set(undone.stands.to_pylist()) == {key for key in touched - free if now.get(key) != before.get(key)}
    named = {key: revision for revision, keys in setters.items() for key in keys.to_pylist()}
    assert named.keys() == set(undone.stands.to_pylist())
    for key, revision in named.items():
        assert states[revision].get(key) == now.get(key) != states[revision - 1].get(key)
