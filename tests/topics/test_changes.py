"""What the last revisions changed for one area: its figures, old and new, and the statuses of its targets."""

from data.readers import ReadOptions
from services.checking import check_file
from services.publishing import Who, publish_file, restore_revision
from services.tracker import Tracker
from tests.services.conftest import TODAY
from tests.topics.conftest import EDITION, Publish
from topics.changes import News, find_changes, latest_revisions, news_of, news_rows


def news(tracker: Tracker, *areas: str) -> list[News]:
    revisions = latest_revisions(tracker.store.snapshot())
    return [news_of(one, find_changes(tracker, one), areas) for one in revisions]


def test_nothing_is_new_while_only_built_in_figures_are_there(own: Tracker) -> None:
    assert latest_revisions(own.store.snapshot()) == []


def test_only_figures_of_the_area_are_told(own: Tracker, publish: Publish) -> None:
    publish(f"individuals_online,KEN,2024,41,{EDITION}\nindividuals_online,UGA,2025,12,{EDITION}\n")
    (kenya,), (uganda,), (ghana,) = (news(own, area) for area in ("KEN", "UGA", "GHA"))

    assert (kenya.difference.new, kenya.difference.changed, kenya.difference.gone) == (0, 1, 0)
    assert kenya.difference.rows.iloc[0]["new_obs_value"] == 41
    assert (uganda.difference.new, uganda.difference.changed) == (1, 0)
    assert ghana.difference.rows.empty


def test_group_put_together_is_told_of_any_of_its_countries(own: Tracker, publish: Publish) -> None:
    publish(f"individuals_online,KEN,2024,41,{EDITION}\nindividuals_online,UGA,2025,12,{EDITION}\n")
    ((both,),) = (news(own, "KEN", "UGA"),)

    assert (both.difference.new, both.difference.changed) == (1, 1)


def test_only_the_last_revision_of_a_dataset_counts(own: Tracker, publish: Publish) -> None:
    publish(f"individuals_online,KEN,2024,41,{EDITION}\n")
    publish(f"individuals_online,UGA,2025,12,{EDITION}\n")
    (found,) = news(own, "KEN")

    assert found.revision.revision == 2
    assert found.difference.rows.empty


def test_taking_back_is_a_revision_too(own: Tracker, publish: Publish) -> None:
    publish(f"individuals_online,KEN,2025,96,{EDITION}\n")
    restore_revision(own, "internet_access", 0, Who("Ben", "Wrong file"), TODAY)
    (found,) = news(own, "KEN")

    assert (found.revision.by, found.difference.gone) == ("Ben", 1)


def test_changed_targets_are_told_to_every_area_they_are_judged_for(own: Tracker) -> None:
    rows = own.store.read("targets").to_pylist()
    each = next(row for row in rows if row["target_id"] == "UMC2030-U1")
    text = ",".join(each) + "\n" + ",".join('"' + str(each[name] or "") + '"' for name in each) + "\n"
    changed = text.replace('"100.0"', '"90"', 1).replace('"95.0"', '""', 1)
    check = check_file(own, changed.encode(), "targets.csv", ReadOptions(), TODAY)
    publish_file(own, check, Who("Ana", "Lower"), TODAY)
    (found,) = news(own, "KEN")

    assert (found.revision.dataset, len(found.difference.rows)) == ("targets", 1)


def test_changes_go_into_a_file_with_who_and_why(own: Tracker, publish: Publish) -> None:
    publish(f"individuals_online,KEN,2024,41,{EDITION}\n")
    (row,) = news_rows(news(own, "KEN"))

    assert (row["by"], row["why"], row["dataset"], row["new_obs_value"]) == ("Ana", "Survey", "internet_access", 41)
