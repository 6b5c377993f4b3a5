"""The invented example data that comes with the product: loaded to see how a page works, and taken out again."""

from datetime import date
from pathlib import Path

from data.datasets import SCHOOLS, kind_of
from data.readers import ReadOptions
from data.schemas.origins import EXAMPLE as BY_EXAMPLE
from data.schemas.origins import EXAMPLES, REASON
from services.checking import check_file
from services.difference import Difference, compare_states
from services.previewing import Preview, preview_differences
from services.publishing import Published, Who, publish_file, publish_preview
from services.registers import EXAMPLE
from services.schools.changes import compare_schools, countries_of
from services.tracker import Tracker, to_frame

LOADED, SCHOOLS_LOADED, REMOVED = EXAMPLES
FOLDER = Path(__file__).resolve().parents[1] / "data" / "examples"


def product_itself(reason: str) -> Who:
    """Return who loads or removes an example and why: the product, at the press of a button."""
    return Who(BY_EXAMPLE, reason, {REASON: reason})


def has_example(tracker: Tracker, dataset: str) -> bool:
    """Return whether the newest revision of a register holds invented rows."""
    return bool(tracker.store.snapshot().revision(dataset).facts.get(EXAMPLE))


def publish_example(tracker: Tracker, dataset: str, who: Who, today: date) -> Published:
    """Publish the example of a register, in which every row says that it is invented.

    Raises:
        ValueError: If the register holds real rows already.
    """
    path = FOLDER / f"{dataset}.csv"
    check = check_file(tracker, path.read_bytes(), path.name, ReadOptions(dataset=dataset), today)
    if not check.publishable:
        raise ValueError(f"The example of {dataset} cannot be published: {check.problem_counts}")
    return publish_file(tracker, check, who, today)


def preview_example_removal(tracker: Tracker, dataset: str, today: date) -> Preview:
    """Return what taking the example out of a register would change: all its rows go, no real one is among them."""
    snapshot = tracker.store.snapshot()
    if dataset == SCHOOLS:
        before = snapshot.read(SCHOOLS)
        none: Difference = compare_schools(before, before.slice(0, 0), countries_of(before))
    else:
        frame = to_frame(snapshot.read(dataset))
        none = compare_states(frame, frame.iloc[:0], kind_of(dataset))
    return preview_differences(tracker, snapshot, {dataset: none}, today)


def remove_example(tracker: Tracker, dataset: str, who: Who, today: date) -> Published:
    """Take the example out of a register; a register without one stays as it is."""
    preview = preview_example_removal(tracker, dataset, today)
    if not has_example(tracker, dataset):
        return Published(preview, ())
    return publish_preview(tracker, preview, who, "remove")
