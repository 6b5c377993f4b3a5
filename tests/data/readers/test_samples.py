"""Each small sample with its whole expected report: counts, then every message."""

import pytest

from data.readers import read_file
from data.reference import load_reference
from data.schemas.target import Target
from i18n.problems import problem_text
from tests.data.readers.small_rules import RULES, SAMPLES

MARK_MISSING = (
    "so the row is skipped and what is published stays. "
    "To publish that the value is missing, enter M in the column obs_status."
)
WRONG_MARK = "If that is wrong, choose the decimal mark under 'Not read right?', or with --decimal."
BROKEN_BOOK = (
    "The workbook is damaged and cannot be read. Open it in a spreadsheet program, save it again and upload that file."
)
NUMBER = (
    "is not a number. Write digits with a point as the decimal mark, for example 31.5; "
    "leave the cell empty where there is no value."
)
FUTURE = "has not begun yet (today is 2026-10-01). Check the year; a projection needs F in the column obs_status."
RANGE = "is outside the range of this indicator, 0 to 100. Check the value and its unit."
TARGET_RANGE = "is outside the range of this indicator, 0 to 100. Check the value, its unit and the kind of the target."

# name: (kind, rows read, accepted, refused), (severity and message, ...)
REPORTS = {
    "indicators_good": (("indicators", 2, 2, 0), ()),
    "indicators_bad": (
        ("indicators", 5, 0, 5),
        (
            "blocks: Row 2, column indicator: 'population' is the code of a built-in indicator (Population), which no "
            "file can change. Use another code, for example one that begins with the code of your country.",
            "blocks: Row 3, column indicator: '9_km' cannot be the code of an indicator. Use small letters without "
            "accents, digits and underscores, a letter first, for example fibre_km.",
            "blocks: Row 4, column unit_words: KM is a unit that no other indicator has. Write in unit_words how it is "
            "to be read behind a number, for example km.",
            "blocks: Row 5, column unit_measure: Codes that begin with PT are percentages, and 'PT_TOWERS' is not one "
            "of them. Use PT, PT_POP (of the population) or PT_HH (of households), or another code for another unit.",
            "blocks: Row 5, column direction: 'upwards' is not in the list. Use up, down or parity.",
            "blocks: Row 6, column zero_means: 'no' is not in the list. Use value if a zero is a zero, missing if it "
            "stands where there is no value.",
        ),
    ),
    "good": (("observations", 5, 5, 0), ()),
    "bom": (("observations", 1, 1, 0), ()),
    "header_in_capitals": (("observations", 1, 1, 0), ()),
    "encoding_cp1252": (
        ("observations", 2, 2, 0),
        (
            "notes: The text is not saved as UTF-8 and was read as Windows-1252. If special letters look wrong, "
            "choose another encoding under 'Not read right?', or with --encoding.",
        ),
    ),
    "encoding_utf16": (("observations", 1, 1, 0), ()),
    "delimiter_semicolon": (
        ("observations", 2, 2, 0),
        (f"notes: Row 2, column obs_value: '35,2' was read as 35.2 (cells written so: 2). {WRONG_MARK}",),
    ),
    "column_missing": (
        ("observations", 2, 0, 2),
        ("blocks: Column ref_area: this column is missing. Add it to the header and fill it for every row.",),
    ),
    "column_misspelt": (
        ("observations", 2, 0, 2),
        (
            "blocks: Column obs_value: this column is missing, but there is a column 'obs_vlaue'. "
            "Did you mean obs_value? Then rename it.",
        ),
    ),
    "columns_extra": (
        ("observations", 1, 1, 0),
        (
            "warns: Column sexx: this column is not known and was ignored. Did you mean sex? Then rename it.",
            "notes: Column dataset: this column is not part of the template and was ignored. Nothing needs to be done.",
            "notes: Column comment: this column is not part of the template and was ignored. Nothing needs to be done.",
        ),
    ),
    "unknown_codes": (
        ("observations", 5, 0, 5),
        (
            "blocks: Row 2, column ref_area: 'Kenya' is not the code of an area. Did you mean KEN (Kenya)?",
            "blocks: Row 3, column ref_area: 'Cote d'Ivoire' is not the code of an area. "
            "Did you mean CIV (Côte d'Ivoire)?",
            "blocks: Row 4, column indicator: 'individual_online' is not a known indicator. "
            "Did you mean individuals_online (Individuals using the Internet)?",
            "blocks: Row 5, column indicator: 'foo' is not a known indicator. "
            "Use a code from the list in the template, for example individuals_online; "
            "an indicator of your own is published first, with the template for indicators.",
            "blocks: Row 5, column ref_area: 'QQQ' is not the code of an area. "
            "Use a code from the list in the template, for example KEN for Kenya.",
            "blocks: Row 6, column indicator: the cell is empty. "
            "Enter the code of an indicator, for example individuals_online.",
            "blocks: Row 6, column ref_area: the cell is empty. "
            "Enter the code of a country or group, for example KEN or WLD.",
        ),
    ),
    "duplicate_key": (
        ("observations", 3, 2, 1),
        (
            "blocks: Row 4: the same observation (individuals_online, KEN, 2023) is already in row 2. "
            "Keep one of the two rows.",
        ),
    ),
    "decimal_comma": (
        ("observations", 5, 2, 3),
        (
            "blocks: Row 2, column obs_value: '31,5' is not a number. "
            "Use a point as the decimal mark, for example 31.5.",
            "blocks: Row 3, column obs_value: '55,339,003' is not a number. "
            "Write it without thousands separators, for example 55339003.",
            f"blocks: Row 6, column obs_value: 'about 67' {NUMBER}",
            "warns: Column obs_value: some cells have a per cent sign and others have none. They were all read as "
            "per cent; check that those without a sign are no shares of 1.",
            "notes: Row 4, column obs_value: '31 165 654' was read as 31165654 (cells written so: 1). "
            "Nothing needs to be done if that is right.",
            "notes: Row 5, column obs_value: '24%' was read as 24 per cent (cells with the sign: 1). "
            "Nothing needs to be done if that is right.",
        ),
    ),
    "out_of_range": (
        ("observations", 4, 1, 3),
        (
            f"blocks: Row 2, column obs_value: '350' {RANGE}",
            f"blocks: Row 3, column obs_value: '-1' {RANGE}",
            "blocks: Row 5, column obs_value: '-3' is too low: this indicator is at least 0. "
            "Check the value and its unit.",
            "warns: Row 4, column obs_value: '122.8' is above 100, which is unusual for this indicator. "
            "It is accepted; check that it is right.",
        ),
    ),
    "future_year": (
        ("observations", 5, 1, 4),
        (
            f"blocks: Row 2, column time_period: '2031' {FUTURE}",
            "blocks: Row 4, column time_period: '1923' is before 1960, the first year that is kept. Check the year.",
            "blocks: Row 5, column time_period: '2018-19' spans two years, but an observation has one. "
            "Enter the year that the figure stands for, for example 2018 or 2019.",
            "blocks: Row 6, column time_period: '2023-05' is a date, but this indicator has one value a "
            "year. Enter the year alone, for example 2024.",
        ),
    ),
    "two_problems_in_a_row": (
        ("observations", 1, 0, 1),
        (
            "blocks: Row 2, column ref_area: 'Kenia' is not the code of an area. Did you mean KEN (Kenya)?",
            f"blocks: Row 2, column time_period: '2040' {FUTURE}",
            "blocks: Row 2, column sex: 'X' is not in the list. Use F (female), M (male) or _T (total).",
            f"blocks: Row 2, column obs_value: '135' {RANGE}",
            "blocks: Row 2, column unit_measure: 'PT_HH' is not the unit of this indicator. "
            "Enter PT_POP if the value is in that unit, or convert the value.",
        ),
    ),
    "empty": (
        (None, 0, 0, 0),
        ("blocks: The file is empty. Check that it was saved before it was uploaded.",),
    ),
    "header_only": (
        ("observations", 0, 0, 0),
        ("blocks: The file has a header but no rows below it. Add a row for each value and upload it again.",),
    ),
    "binary": (
        (None, 0, 0, 0),
        ("blocks: This is a picture. Upload the table that it was made from, as a spreadsheet or a CSV.",),
    ),
    "workbook": ((None, 0, 0, 0), (f"blocks: {BROKEN_BOOK}",)),
    "blank_lines": (
        ("observations", 2, 1, 1),
        (f"blocks: Row 5, column obs_value: 'about 35' {NUMBER}",),
    ),
    "ragged": (
        ("observations", 5, 2, 3),
        (
            "blocks: Row 3: the row has 4 cells, the header has 5. Add the missing cells, empty ones too.",
            "blocks: Row 4: the row has 6 cells, the header has 5. "
            "A decimal comma makes two cells of one: write 38.4, not 38,4. "
            "Put text that contains a comma in quotation marks.",
            f"blocks: Row 6, column obs_value: 'x' {NUMBER}",
        ),
    ),
    "open_quote": (
        (None, 0, 0, 0),
        (
            "blocks: Row 2: a quotation mark is opened and not closed, so everything below would be read as "
            "one cell. Close it or remove it.",
        ),
    ),
    "zero_price": (
        ("observations", 3, 2, 0),
        (
            "warns: Row 2, column obs_value: '0' means that there is no value for this indicator, "
            "so it is read as missing. Enter the true value if there is one.",
        ),
    ),
    "missing_marks": (
        ("observations", 6, 3, 1),
        (
            "blocks: Row 5, column obs_value: '35' is a value, but the status M says that it is missing. "
            "Remove the value or change obs_status.",
            "warns: Row 7, column obs_value: '0' means that there is no value for this indicator, "
            "so it is read as missing. Enter the true value if there is one.",
            f"notes: Row 2, column obs_value: the cell is empty, {MARK_MISSING}",
            f"notes: Row 3, column obs_value: '..' means that there is no value, {MARK_MISSING}",
        ),
    ),
    "not_the_template": (
        ("observations", 1, 0, 0),
        (
            "blocks: Column Share: 'Share' is the title of the only column of values, and no indicator is known by it. "
            "Say which indicator it is, on the upload page or with --indicator.",
        ),
    ),
    "targets_good": (("targets", 2, 2, 0), ()),
    "targets_bad": (
        ("targets", 6, 2, 4),
        (
            "blocks: Row 3, column strict: 'perhaps' is neither yes nor no. Enter Y or N.",
            "blocks: Row 3, column target_year: '30' is not a year that a target can have. "
            "Write four digits, for example 2030.",
            "blocks: Row 4, column ref_area: 'Kenya' is not the code of an area. Did you mean KEN (Kenya)?",
            "blocks: Row 4, column kind: 'dream' is not in the list. Use one of 'level', 'ceiling', "
            "'relative', 'gap_relative', 'country_count', 'country_share', 'parity', 'sum' or 'qualitative'.",
            "blocks: Row 4, column framework: the cell is empty, but a text is needed here. Fill it in.",
            "blocks: Row 5, column direction: 'up' does not fit the kind of the target. "
            "A ceiling goes down, and parity goes with the kind parity only.",
            "blocks: Row 7, column target_id: the target 'KE-4' is already in row 6. Keep one of the two rows.",
            f"notes: Row 2, column target_value: '80,5' was read as 80.5 (cells written so: 1). {WRONG_MARK}",
        ),
    ),
    "targets_unfit": (
        ("targets", 6, 1, 5),
        (
            "blocks: Row 2, column unit_measure: 'PS' is not the unit of this indicator. "
            "Enter PT_POP if the value is in that unit, or convert the value.",
            f"blocks: Row 3, column target_value: '120' {TARGET_RANGE}",
            f"blocks: Row 3, column met_at: '-5' {TARGET_RANGE}",
            "blocks: Row 4, column target_value: '-25' is too low: this indicator is at least 0. "
            "Check the value; a change in per cent needs the kind relative.",
            "blocks: Row 5, column denominator: the cell is empty, but the target is a share and its indicator "
            "a count. Enter the number of countries in all, for example 193.",
            "blocks: Row 6, column denominator: '0' is not above 0. Enter the number of countries in all, "
            "for example 193, or leave the cell empty if the target is no share of a count.",
        ),
    ),
}


@pytest.mark.parametrize("name", REPORTS)
def test_sample_gives_its_whole_report(name: str) -> None:
    counts, messages = REPORTS[name]
    reading = read_file((SAMPLES / f"{name}.csv").read_bytes(), f"{name}.csv", RULES)
    report = tuple(
        f"{one.severity}: {problem_text(one.code, one.row, one.column, one.value, one.details)}"
        for one in reading.problems
    )
    rows = reading.rows

    assert report == messages
    assert (reading.kind, rows.read, rows.accepted, rows.refused) == counts
    assert rows.accepted == len(reading.observations) + len(reading.models)
    assert rows.read == rows.accepted + rows.refused + sum(one.rows for one in reading.skipped)
    assert reading.blocked is any(message.startswith("blocks") for message in messages)


def test_every_sample_has_its_report() -> None:
    assert {path.stem for path in SAMPLES.glob("*.csv")} == set(REPORTS)


def test_good_targets_are_good_under_the_real_reference_too() -> None:
    reading = read_file((SAMPLES / "targets_good.csv").read_bytes(), "x.csv", load_reference().rules(RULES.today))

    assert not reading.problems
    assert len(reading.models_of(Target)) == 2
