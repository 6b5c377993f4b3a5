"""A kind of dataset is declared once: entry, model and texts are enough to upload, publish, restore and export it."""

import io
import shutil
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import openpyxl
import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from clock import moment_now
from commands.deeds import Deeds
from commands.parser import build_parser
from data.datasets import KINDS, DatasetKind, kind_of
from data.readers import ReadOptions
from data.schemas.fields import read_text, read_yes_no
from data.schemas.mapping import ColumnMapping
from data.schemas.rules import rules_of
from i18n import problem_text
from i18n.catalogue import load_catalogue
from reports.exports import export_dataset
from reports.templates import template_csv, template_xlsx
from services.checking import Check, check_file
from services.difference import change_records
from services.previewing import Preview, preview_file
from services.publishing import Who, publish_file
from services.tracker import Tracker, open_tracker
from topics.changes import change_lines

TODAY = date(2026, 11, 22)
WHO = ("Ana", "a test")
DATASET = "strategies"
KENYA = "KEN,2022,Digital Master Plan,adopted,https://example.org/ken,Y\n"
COLUMNS = ("ref_area", "year", "name", "stage", "link", "in_force")
HEADER = f"{','.join(COLUMNS)}\n"
TEXTS = {
    "dataset.strategies": "Strategies",
    "template.codes.stage": "draft = Not yet adopted\nadopted = Adopted",
    **{f"template.strategies.{name}.{part}": name for name in COLUMNS for part in ("meaning", "example")},
}


class Strategy(BaseModel):
    """A national digital strategy, identified by its country, year and name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ref_area: Annotated[str, BeforeValidator(read_text)]
    year: Annotated[str, BeforeValidator(read_text), Field(pattern=r"20[0-9]{2}")]
    name: Annotated[str, BeforeValidator(read_text), Field(min_length=1)]
    stage: Annotated[Literal["", "draft", "adopted"], BeforeValidator(read_text)] = ""
    link: Annotated[str, BeforeValidator(read_text)] = ""
    in_force: Annotated[bool, BeforeValidator(read_yes_no)] = False

    @field_validator("ref_area")
    @classmethod
    def _area_is_known(cls, value: str, info: ValidationInfo) -> str:
        rules = rules_of(info)
        if rules and value not in rules.areas:
            raise PydanticCustomError("unknown-area", "unknown area")
        return value


@pytest.fixture
def own(tmp_path: Path, installed_store: Path, monkeypatch: pytest.MonkeyPatch) -> Tracker:
    """Return a tracker on a store of before, opened with a sixth kind."""
    key = ("ref_area", "year", "name")
    monkeypatch.setitem(KINDS, DATASET, DatasetKind(DATASET, Strategy, key, coded=("stage",), export_order=key))
    for name, words in TEXTS.items():
        monkeypatch.setitem(load_catalogue(), name, words)
    return open_tracker(shutil.copytree(installed_store, tmp_path / "store"), moment_now)


def checked(tracker: Tracker, rows: str) -> Check:
    return check_file(tracker, f"{HEADER}{rows}".encode(), "plans.csv", ReadOptions(), TODAY)


def previewed(tracker: Tracker, rows: str) -> Preview:
    return preview_file(tracker, checked(tracker, rows), TODAY)


def publish(tracker: Tracker, rows: str) -> None:
    publish_file(tracker, checked(tracker, rows), Who(*WHO), TODAY)


def rows_of(tracker: Tracker) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in tracker.store.read(DATASET).to_pylist()]


@pytest.mark.parametrize(
    "entry",
    [
        {"key": ()},
        {"key": ("colour",)},
        {"key": ("in_force",)},
        {"key": ("name",), "coded": ("colour",)},
        {"key": ("name",), "order": ("name",)},
    ],
    ids=["no key", "unknown key", "key that is no text", "unknown code", "columns left out"],
)
def test_entry_that_contradicts_its_model_is_refused(entry: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(ValueError, match="strategies"):
        DatasetKind(DATASET, Strategy, **entry)  # type: ignore[arg-type] # only tuples are given


def test_columns_types_and_needs_of_a_kind_follow_from_its_model() -> None:
    kind = DatasetKind(DATASET, Strategy, ("ref_area", "name"))

    assert [str(field.type) for field in kind.schema] == [*["string"] * 5, "bool"]
    assert (kind.required, kind.content) == (("ref_area", "year", "name"), ("year", "stage", "link", "in_force"))
    assert kind.datasets == (DATASET,)


def test_file_of_a_new_kind_is_known_by_its_header_and_judged_row_by_row(own: Tracker) -> None:
    check = checked(
        own, f"{KENYA}XXX,2020,Plan,,,\nKEN,soon,Plan,,,\nKEN,2022,Digital Master Plan,,,\nUGA,2023,Plan,dream,,\n"
    )
    found = [problem_text(one.code, one.row, one.column, one.value, one.details) for one in check.problems]

    assert (check.reading.kind, check.reading.rows.accepted, check.publishable) == (DATASET, 1, False)
    assert [(one.code, one.row, one.column) for one in check.problems] == [
        ("unknown-area", 3, "ref_area"),
        ("value-not-valid", 4, "year"),
        ("duplicate-key", 5, "name"),
        ("value-not-valid", 6, "stage"),
    ]
    assert found[2].endswith(
        "the row of 'KEN, 2022, Digital Master Plan' is already in row 2. Keep one of the two rows."
    )


def test_rows_of_a_new_kind_are_merged_by_their_key_and_kept_where_a_file_leaves_them_open(own: Tracker) -> None:
    publish(own, f"{KENYA}UGA,2023,Plan,draft,,\n")
    preview = previewed(own, "KEN,2022,Digital Master Plan,draft,,\nTZA,2024,Plan,,,\n")

    assert [preview.total(count) for count in ("new", "changed", "unchanged", "gone")] == [1, 1, 0, 0]
    publish(own, "KEN,2022,Digital Master Plan,draft,,\n")
    assert sorted(rows_of(own)) == [
        ("KEN", "2022", "Digital Master Plan", "draft", "https://example.org/ken", True),
        ("UGA", "2023", "Plan", "draft", "", False),
    ]


def test_a_new_kind_has_a_history_is_restored_and_taken_back(own: Tracker) -> None:
    publish(own, KENYA)
    publish(own, "UGA,2023,Plan,draft,,\n")
    deeds = Deeds(own, TODAY)

    assert deeds.revert(DATASET, 1, WHO, the_rest=False)[1]
    assert rows_of(own) == [("UGA", "2023", "Plan", "draft", "", False)]
    assert deeds.restore(DATASET, 1, WHO)[1]
    assert rows_of(own) == [("KEN", "2022", "Digital Master Plan", "adopted", "https://example.org/ken", True)]
    assert [(one["revision"], one["deed"], one["rows"]) for one in deeds.history(DATASET)] == [
        (4, "restore", 1),
        (3, "revert", 1),
        (2, "publish", 2),
        (1, "publish", 1),
        (0, "built-in", 0),
    ]
    assert own.state().revisions[DATASET] == 4


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_exported_new_kind_is_sorted_and_uploads_again_unchanged(own: Tracker, form: str) -> None:
    publish(own, f"UGA,2023,Plan,draft,,\n{KENYA}")
    content = export_dataset(own.store.read(DATASET), form)
    check = check_file(own, content, f"strategies.{form}", ReadOptions(), TODAY)

    assert list(check.rows[DATASET]["ref_area"]) == ["KEN", "UGA"]
    assert preview_file(own, check, TODAY).total("unchanged") == 2


@pytest.mark.usefixtures("own")
def test_a_new_kind_has_a_template_and_can_be_mapped() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(DATASET, {}, {})))
    codes = list(book.worksheets[2].iter_rows(values_only=True))

    assert template_csv(DATASET).decode("utf-8-sig").strip() == HEADER.strip()
    assert codes[1:] == [("stage", "draft", "Not yet adopted"), ("stage", "adopted", "Adopted")]
    assert build_parser().parse_args(["template", DATASET]).kind == DATASET
    columns = {"ref_area": "Country", "year": "Since", "name": "Plan"}
    assert ColumnMapping(kind=DATASET, columns=columns).columns == columns


def test_changes_of_a_new_kind_are_listed_by_their_key(own: Tracker) -> None:
    differences = previewed(own, KENYA).differences
    (line,) = change_lines(DATASET, differences[DATASET], own.reference, 10)
    (record,) = change_records(differences)

    assert (line.kind, line.name, line.area) == ("new", "2022 · Digital Master Plan", "Kenya")
    assert (record["dataset"], record["ref_area"], record["new_stage"]) == (DATASET, "KEN", "adopted")


def test_a_mapped_file_of_a_new_kind_is_read_as_its_template_is(own: Tracker) -> None:
    columns = {"ref_area": "Country", "year": "Since", "name": "Plan"}
    mapping = ColumnMapping(kind=DATASET, columns=columns)
    content = b"Country,Since,Plan,Colour\nKEN,2022,Digital Master Plan,red\n"
    check = check_file(own, content, "plans.csv", ReadOptions(mapping=mapping), TODAY)

    assert list(check.rows[DATASET]["name"]) == ["Digital Master Plan"]
    assert kind_of(DATASET).name == check.reading.kind
