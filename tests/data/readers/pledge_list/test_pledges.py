"""Pledge lists: every trap with its whole report, and the reader the same as the model row by row."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from data.readers import Reading, read_file
from data.readers.area_lists import fold
from data.readers.pledge_list.codes import CODES
from data.readers.pledge_list.columns import is_pledge_header
from data.readers.pledge_list.rows import clean_pledge
from data.reference import load_reference
from data.reference.words import load_pledge_words
from data.schemas.pledge import PLEDGE_COLUMNS, Pledge
from i18n import problem_text
from reports.tables import to_csv

SAMPLES = Path(__file__).parents[3] / "samples" / "pledges"
RULES = load_reference().rules(date(2026, 11, 22))
RIGHT = "Nothing needs to be done if that is right."
RENAME = "Nothing needs to be done if that is right; else give it another name."
CODE = "Use a code from the list in the template, for example KEN for Kenya."
ONE_CURRENCY = "Write amounts of one currency only, and its code in the column currency."
UNCONVERTED = "is shown unconverted, in no sum of US dollars. To convert it, fill usd_rate and rate_date."
IN_FULL = (
    "give full amounts (1500000, not 1.5 million) and their currency in a column currency; "
    "if it holds no amounts, give it another name."
)
DATE = "Write year, month and day with four, two and two digits, for example 2024-05-17, or the year alone."

REPORTS: dict[str, tuple[tuple[int, int, int], tuple[str, ...]]] = {
    "amount_columns": (
        (1, 0, 1),
        (
            "blocks: Column Amount (USD million): this column seems to hold amounts but was not read. Name it amount, "
            f"{IN_FULL}",
            "blocks: Column Delivered (EUR): this column seems to hold amounts but was not read. Name it "
            f"reported_amount, {IN_FULL}",
            "notes: Column Pledged by: this column is not part of the template and was ignored. Nothing needs to be "
            "done.",
        ),
    ),
    "amounts": (
        (13, 3, 10),
        (
            f"blocks: Row 4, column amount: the row names more than one currency (USD, EUR). {ONE_CURRENCY}",
            "blocks: Row 5, column amount: '1,000' can be read in two ways. Write 1000, or 1 if the sign is "
            "a decimal mark.",
            "blocks: Row 6, column amount: '1.000.000,00' is not written in a way that is certain. Write it "
            "without thousands separators, for example 1000000.00.",
            "blocks: Row 7, column amount: '$5 million' has a sign that several currencies share. Write "
            "digits alone, and the code, for example USD, in the column currency.",
            "blocks: Row 8, column amount: '5M' ends in M, which means thousand to some and million to "
            "others. Write the amount in digits, for example 1500000.",
            "blocks: Row 9, column amount: '1500000' has no currency. Write its code, for example USD, in "
            "the column currency.",
            f"blocks: Row 10, column amount: the row names more than one currency (KES, USD). {ONE_CURRENCY}",
            "blocks: Row 11, column amount: 'about a lot' cannot be read as an amount for certain. Write "
            "digits with a point as the decimal mark, for example 1500000, and the code of the currency in "
            "the column currency.",
            "blocks: Row 11, column reported_amount: '-5' is below 0. Check the number, or leave the cell empty.",
            "blocks: Row 12, column amount: '1,5 million' is not written in a way that is certain. Write the "
            "amount in digits, for example 1500000.",
            "blocks: Row 13, column currency: 'Dollars' is not the code of a currency. Write its three "
            "letters (ISO 4217), for example USD or KES.",
            f"notes: Row 2, column amount: '1,000,000' was read as 1000000. {RIGHT}",
            f"notes: Row 3, column amount: 'USD 1.5 million' was read as USD 1500000. {RIGHT}",
            f"notes: Row 4, column amount: 'US$ 2bn' was read as USD 2000000000. {RIGHT}",
            f"notes: Row 4, column reported_amount: '€ 1' was read as EUR 1. {RIGHT}",
            f"notes: Row 10, column amount: 'USD 3 million' was read as USD 3000000. {RIGHT}",
            f"notes: Row 14, column usd_rate: the amount in EUR {UNCONVERTED}",
            f"notes: Row 14, column amount: '7 000 000' was read as 7000000. {RIGHT}",
            f"notes: Row 14, column currency: 'euro' was read as EUR. {RIGHT}",
        ),
    ),
    "beneficiaries": (
        (7, 3, 4),
        (
            f"blocks: Row 4, column beneficiaries: 'Atlantis' is not the code of an area. {CODE}",
            "blocks: Row 6, column beneficiaries: 'Kenia' is not the code of an area. Did you mean KEN (Kenya)?",
            "blocks: Row 7, column beneficiaries: 'Africa' is not the code of an area. Did you mean AFR "
            "(Africa (ITU region))?",
            "blocks: Row 8, column beneficiaries: 'NA' is the two-letter code of Namibia and also a mark for "
            "a missing value. Write NAM if Namibia is meant, or leave the cell empty.",
            f"notes: Row 2, column beneficiaries: 'Kenya | Uganda' was read as KEN;UGA. {RIGHT}",
            f"notes: Row 3, column beneficiaries: 'Bahamas, The' was read as BHS. {RIGHT}",
            f"notes: Row 5, column beneficiaries: 'LDCs; AFR' was read as LDC;AFR. {RIGHT}",
        ),
    ),
    "codes_and_dates": (
        (7, 2, 5),
        (
            "blocks: Row 2, column pledged_on: '2027-01-01' is still to come (today is 2026-11-22). Check "
            "the date; only due_on may lie ahead.",
            "blocks: Row 2, column focus_area: 'Access and adoption' is not in the list. Use access, "
            "adoption, value_creation or accelerate, one alone, or leave the cell empty.",
            "blocks: Row 2, column ldc_focus: 'perhaps' is neither yes nor no. Enter Y or N.",
            "blocks: Row 2, column pledge_type: 'Loan' is not in the list. Use financial, policy, advocacy "
            "or programmatic, one alone, or leave the cell empty.",
            "blocks: Row 2, column pledger_kind: 'Club' is not in the list. Use government, private_sector, "
            "un_igo, civil_society, academia, youth or other, one alone, or leave the cell empty.",
            "blocks: Row 2, column status: 'Maybe' is not in the list. Use planned, ongoing, completed or "
            "withdrawn, or leave the cell empty.",
            f"blocks: Row 3, column pledged_on: '17/05/2024' is not a date. {DATE}",
            f"blocks: Row 3, column due_on: 'soon' is not a date. {DATE}",
            "blocks: Row 5, column usd_rate: '129' is above 5, which one unit of no currency is worth in US "
            "dollars. Enter US dollars for one unit of the currency, for example 0.0077, not units for one "
            "dollar.",
            "blocks: Row 6, column usd_rate: '0' is not above 0. Enter what one unit of the currency is "
            "worth in US dollars, or leave the cell empty.",
            "blocks: Row 8, column pledger: the cell is empty, but a text is needed here. Fill it in.",
            "warns: Row 4, column due_on: '2023' is before the pledge was made. It is accepted; check both dates.",
            "warns: Row 4, column usd_rate: '1.2' is not used: amounts in US dollars need no rate. Check "
            "that the currency is right.",
            "warns: Row 4, column reported_amount: '20' is more than was pledged. It is accepted; check that "
            "both amounts are right.",
            "warns: Row 7, column currency: 'XYZ' is not the code of a currency in use. It is accepted; "
            "check that it is right.",
            f"notes: Row 7, column usd_rate: the amount in XYZ {UNCONVERTED}",
        ),
    ),
    "duplicates": (
        (3, 1, 1),
        (
            "blocks: Row 4, column pledge_id: the pledge 'D-1' is already in row 2, where something else is "
            "said of it. Keep the row that is right, or give one of them another id.",
            "warns: Row 3: the row says the same as row 2; it is kept once.",
        ),
    ),
    "good": (
        (3, 3, 0),
        (
            f"notes: Column focus_area: 'Access: connecting people everywhere' was read as access in 1 row. {RIGHT}",
            f"notes: Column focus_area: 'Adoption: empowering communities' was read as adoption in 1 row. {RIGHT}",
            "notes: Column focus_area: 'Value creation: building digital ecosystems' was read as value_creation "
            f"in 1 row. {RIGHT}",
        ),
    ),
    "no_pledger": (
        (1, 0, 1),
        ("blocks: Column pledger: this column is missing. Add it to the header and fill it for every row.",),
    ),
    "other_names": (
        (2, 2, 0),
        (
            "notes: Column Notes: this column is not part of the template and was ignored. Nothing needs to be done.",
            f"notes: Column ID: this column was read as pledge_id. {RENAME}",
            f"notes: Column Pledging entity: this column was read as pledger. {RENAME}",
            f"notes: Column Kind of pledger: this column was read as pledger_kind. {RENAME}",
            f"notes: Column Focus: this column was read as focus_area. {RENAME}",
            f"notes: Column Type of pledge: this column was read as pledge_type. {RENAME}",
            f"notes: Column Value (USD): this column was read as amount. {RENAME}",
            f"notes: Column Delivered: this column was read as reported_amount. {RENAME}",
            f"notes: Column Beneficiary countries: this column was read as beneficiaries. {RENAME}",
            f"notes: Column Date: this column was read as pledged_on. {RENAME}",
            f"notes: Column Deadline: this column was read as due_on. {RENAME}",
            "notes: Column Contact e-mail: this column is personal data, not stored. Leave it out of files "
            "that you send around.",
            f"notes: Row 2, column Beneficiary countries: 'Kenya, Uganda' was read as KEN;UGA. {RIGHT}",
            f"notes: Row 3, column Beneficiary countries: 'Côte d'Ivoire; Viet Nam' was read as CIV;VNM. {RIGHT}",
        ),
    ),
    "semicolons": (
        (1, 0, 1),
        (
            "blocks: Row 2, column amount: '5' has no currency. Write its code, for example USD, in the column "
            "currency.",
        ),
    ),
}


def read(name: str) -> Reading:
    return read_file((SAMPLES / f"{name}.csv").read_bytes(), f"{name}.csv", RULES)


def read_rows(*rows: dict[str, str]) -> Reading:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return read_file(to_csv(names, rows), "x.csv", RULES)


@pytest.mark.parametrize("name", REPORTS)
def test_sample_gives_its_whole_report(name: str) -> None:
    counts, messages = REPORTS[name]
    reading = read(name)
    report = tuple(
        f"{one.severity}: {problem_text(one.code, one.row, one.column, one.value, one.details)}"
        for one in reading.problems
    )
    rows = reading.rows

    assert report == messages
    assert (rows.read, rows.accepted, rows.refused) == counts
    assert rows.accepted == len(reading.models) == len(reading.model_rows)
    assert rows.read == rows.accepted + rows.refused + sum(one.rows for one in reading.skipped)


def test_every_sample_has_its_report() -> None:
    assert {path.stem for path in SAMPLES.glob("*.csv")} == set(REPORTS)


def test_a_list_under_names_of_its_sender_is_no_template() -> None:
    assert (read("good").form, read("other_names").form) == ("template", "pledges")


def test_good_list_is_read_in_our_codes() -> None:
    reading = read("good")
    first, second, third = reading.models_of(Pledge)

    assert (reading.kind, reading.form) == ("pledges", "template")
    assert "pledge_id" in reading.stated
    assert "lldc_focus" not in reading.stated
    assert (first.focus_area, first.pledge_type, first.pledger_kind) == ("access", "financial", "government")
    assert (first.amount, first.areas, first.ldc_focus) == (2_500_000.0, ("KEN", "UGA"), True)
    assert (second.amount, second.currency, second.usd_rate) == (1_000_000.0, "EUR", 1.08)
    assert third.amount is None
    assert "amount" not in third.model_fields_set


def test_header_that_says_dollars_gives_the_currency() -> None:
    pledges = read("other_names").models_of(Pledge)

    assert [(one.amount, one.currency) for one in pledges] == [
        (2_500_000.0, "USD"),
        (None, ""),
    ]


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("1500000", 1_500_000, "USD"),
        ("1,000,000", 1_000_000, "USD"),
        ("1,234.5", 1_234.5, "USD"),
        ("1 000 000", 1_000_000, "USD"),
        ("1\N{NO-BREAK SPACE}000", 1_000, "USD"),
        ("1'000'000", 1_000_000, "USD"),
        ("1.5 million", 1_500_000, "USD"),
        ("USD 1.5 million", 1_500_000, "USD"),
        ("US$ 2bn", 2_000_000_000, "USD"),
        ("2 billion US dollars", 2_000_000_000, "USD"),
        ("0.1 million", 100_000, "USD"),
        ("12.50", 12.5, "USD"),
    ],
)
def test_amount_that_can_be_read_in_one_way_is_read(cell: str, amount: float, currency: str) -> None:
    reading = read_rows({"pledge_id": "1", "pledger": "x", "currency": "USD", "amount": cell})

    assert [(one.amount, one.currency) for one in reading.models_of(Pledge)] == [(amount, currency)]


@pytest.mark.parametrize(
    "cell",
    ["1,000", "1.000", "12.500", "1.500 million", "1.000.000,00", "1,5", "1 000,50", "5M", "5k", "$5", "£ 5",
     "5-6 million", "about 5", "> 5 million", "1,00,000", "5 lakh", "USD", "5%", "5 + 3", "1.5 milliard"],
)  # fmt: skip
def test_amount_that_is_not_certain_blocks(cell: str) -> None:
    reading = read_rows({"pledge_id": "1", "pledger": "x", "currency": "USD", "amount": cell})

    assert [one.code for one in reading.problems if one.severity == "blocks"] == ["amount-not-certain"]
    assert not reading.models_of(Pledge)


@pytest.mark.parametrize(
    ("cell", "example"),
    [("1,5 million", "1500000"), ("2,75 bn", "2750000000"), ("1 234,5 million", "1234500000"), ("1,5", "1.5")],
)
def test_advice_keeps_the_factor(cell: str, example: str) -> None:
    reading = read_rows({"pledge_id": "1", "pledger": "x", "currency": "USD", "amount": cell})

    assert [one.details["example"] for one in reading.problems] == [example]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Amount (USD)", "column-read"),
        ("Value (USD)", "column-read"),
        ("Amount (USD million)", "amount-column-not-read"),
        ("Amount (EUR)", "amount-column-not-read"),
        ("Pledged amount (million US$)", "amount-column-not-read"),
        ("Total", "amount-column-not-read"),
        ("Grant (XOF)", "amount-column-not-read"),
        ("Pledged by", "column-ignored"),
        ("All partners", "column-ignored"),
        ("Value chain", "column-ignored"),
    ],
)
def test_column_of_amounts_is_read_or_refused(header: str, code: str) -> None:
    reading = read_rows({"pledge_id": "1", "pledger": "x", "currency": "USD", header: "5"})

    assert [one.code for one in reading.problems] == [code]
    assert reading.blocked is (code == "amount-column-not-read")


def test_second_column_of_amounts_is_ignored_beside_one_that_was_read() -> None:
    reading = read_rows({"pledge_id": "1", "pledger": "x", "currency": "EUR", "amount": "5", "Amount (USD)": "6"})

    assert "amount-column-not-read" not in {one.code for one in reading.problems}
    assert [one.amount for one in reading.models_of(Pledge)] == [5.0]


@pytest.mark.parametrize(("amount", "accepted"), [("1e15", True), ("1000000000000001", False), ("1e308", False)])
def test_amount_has_an_upper_bound(amount: str, accepted: bool) -> None:
    reading = read_rows({"pledge_id": "1", "pledger": "x", "currency": "IDR", "amount": amount})

    assert bool(reading.models_of(Pledge)) is accepted
    assert ("number-too-large" in {one.code for one in reading.problems}) is not accepted


@pytest.mark.parametrize("cell", ["NA", "na", " Na "])
def test_code_of_namibia_is_not_taken_for_missing(cell: str) -> None:
    reading = read_rows({"pledge_id": "1", "pledger": "x", "beneficiaries": cell})

    assert [(one.code, one.details["suggestion"]) for one in reading.problems] == [("unknown-area", "NAM")]
    assert not reading.models_of(Pledge)


@pytest.mark.parametrize("cell", ["none", "n/a", "-", "NaN", ""])
def test_marks_of_missing_stay_missing(cell: str) -> None:
    lines = f"pledge_id,pledger,beneficiaries,ldc_focus,status\n1,x,{cell},{cell},{cell}\n"
    reading = read_file(lines.encode(), "x.csv", RULES)

    assert [(one.areas, one.ldc_focus, one.status) for one in reading.models_of(Pledge)] == [((), False, "")]
    assert not reading.problems


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("focus_area", "Access: connecting people everywhere", "access"),
        ("focus_area", "Value creation", "value_creation"),
        ("focus_area", "ACCELERATE", "accelerate"),
        ("pledger_kind", "UN / intergovernmental", "un_igo"),
        ("pledger_kind", "Private sector", "private_sector"),
        ("pledger_kind", "Civil society", "civil_society"),
        ("pledge_type", "Programme", "programmatic"),
        *(("status", cell, "completed") for cell in ("Delivered", "Complete", "Implemented", "Done", "Fulfilled")),
        *(("status", cell, "ongoing") for cell in ("In progress", "in_progress", "On-going", "On track", "Delayed")),
        *(("status", cell, "planned") for cell in ("Not started", "Planned", "Announced")),
        *(("status", cell, "withdrawn") for cell in ("Cancelled", "Canceled", "Withdrawn")),
    ],
)
def test_whole_phrase_is_read_as_its_code(column: str, cell: str, code: str) -> None:
    reading = read_rows({"pledge_id": "1", "pledger": "x", column: cell})

    assert [getattr(one, column) for one in reading.models_of(Pledge)] == [code]


@pytest.mark.parametrize(
    ("column", "cell", "suggestion"),
    [
        ("pledger_kind", "United Kingdom", None),
        ("pledger_kind", "Other than listed", None),
        ("pledger_kind", "Private foundation", None),
        ("pledger_kind", "Goverment", "government"),
        ("focus_area", "Access and adoption", None),
        ("status", "Completed: no", None),
        ("status", "Complted", "completed"),
    ],
)
def test_anything_else_than_a_whole_phrase_blocks(column: str, cell: str, suggestion: str | None) -> None:
    reading = read_rows({"pledge_id": "1", "pledger": "x", column: cell})

    kind = f"{column.replace('_', '-')}-not-in-list"
    assert [(one.code, one.details.get("suggestion")) for one in reading.problems] == [(kind, suggestion)]
    assert not reading.models_of(Pledge)


def test_phrases_are_told_once_for_the_file() -> None:
    cells = ("Done", "done", "completed", "Completed", "On track")
    reading = read_rows(*({"pledge_id": str(at), "pledger": "x", "status": cell} for at, cell in enumerate(cells)))

    told = [(one.code, one.row, one.value, one.details["read"], one.details["rows"]) for one in reading.problems]
    assert sorted(told) == [
        ("code-read", None, "Done", "completed", 2), ("code-read", None, "On track", "ongoing", 1)
    ]  # fmt: skip


def test_a_phrase_means_one_code_only() -> None:
    for column, codes in CODES.items():
        given = load_pledge_words().phrases[column]
        phrases = [fold(one) for code in codes for one in given.get(code, ())]

        assert set(given) <= set(codes)
        assert len(phrases) == len(set(phrases))
        assert not set(phrases) & {one for one in codes if one not in given}


@pytest.mark.parametrize(
    ("cell", "areas"),
    [
        ("KEN;UGA", ("KEN", "UGA")),
        ("ken ; KEN", ("KEN",)),
        ("Kenya\nUganda", ("KEN", "UGA")),
        ("Kenya, Uganda, Viet Nam", ("KEN", "UGA", "VNM")),
        ("Bahamas, The", ("BHS",)),
        ("COTE D'IVOIRE", ("CIV",)),
        ("Turkey; Türkiye", ("TUR",)),
        ("LDCs; AFR; SIDS", ("LDC", "AFR", "SIDS")),
        ("worldwide", ("WLD",)),
    ],
)
def test_beneficiaries_are_known_by_code_or_whole_name(cell: str, areas: tuple[str, ...]) -> None:
    reading = read_rows({"pledge_id": "1", "pledger": "x", "beneficiaries": cell})

    assert [one.areas for one in reading.models_of(Pledge)] == [areas]


def test_first_pledge_of_an_id_is_kept_where_rows_contradict() -> None:
    reading = read("duplicates")

    assert [(one.pledge_id, one.amount) for one in reading.models_of(Pledge)] == [("D-1", 5.0)]
    assert [(one.what, one.rows) for one in reading.skipped] == [("rows-repeated", 1)]


@pytest.mark.parametrize(
    "header",
    [
        "indicator,ref_area,time_period,obs_value,status,source,value,type",
        "target_id,framework,kind,status,amount,date",
        "school_id,ref_area,school_name,status,type",
        "id,name,country,status,type,value,date",
    ],
)
def test_pledge_columns_do_not_take_other_forms(header: str) -> None:
    assert not is_pledge_header(header.split(","))


def test_a_name_of_a_column_means_one_column_only() -> None:
    words = load_pledge_words()
    names = [name for others in words.columns.values() for name in others]

    assert len(names) == len(set(names))
    assert set(words.columns) <= set(PLEDGE_COLUMNS)
    assert set(words.areas.values()) | set(words.near.values()) <= set(RULES.areas)


CELLS = {
    "pledge_id": st.sampled_from(["P-1", "P-2", " P-3 ", ""]),
    "pledger": st.sampled_from(["Example", "", "=x"]),
    "pledger_kind": st.sampled_from(["", "Government", "Club", "UN / intergovernmental"]),
    "focus_area": st.sampled_from(["", "Access: all", "access, adoption", "n/a"]),
    "currency": st.sampled_from(["", "USD", "usd", "EUR", "US$", "Dollars", "XYZ"]),
    "amount": st.sampled_from(["", "5", "1,000,000", "1,000", "USD 2 million", "€ 3", "-1", "x", "n/a", "5.25"]),
    "reported_amount": st.sampled_from(["", "3", "US$ 2bn", "1.000", "7 000 000"]),
    "usd_rate": st.sampled_from(["", "1.08", "0", "129", "x"]),
    "rate_date": st.sampled_from(["", "2024", "2030", "x"]),
    "beneficiaries": st.sampled_from(["", "KEN", "Kenya, Uganda", "Kenya, Atlantis", "LDC|AFR", "Kenia"]),
    "pledged_on": st.sampled_from(["", "2024-05-17", "2027-01-01", "17/05/2024", "2024-05-17 00:00:00"]),
    "due_on": st.sampled_from(["", "2020", "2030-01", "soon"]),
    "example": st.sampled_from(["", "Y", "perhaps"]),
}


@given(st.fixed_dictionaries(CELLS))
@settings(max_examples=300, deadline=None)
def test_reader_says_what_the_model_says_of_the_cleaned_row(raw: dict[str, str]) -> None:
    cleaned, problems = clean_pledge(raw, 2, RULES, {})
    stated = {name: cell for name, cell in cleaned.items() if cell.strip() or name in ("pledge_id", "pledger")}
    try:
        expected = [Pledge.model_validate(stated, context=RULES)]
    except ValidationError:
        expected = []
    if any(one.severity == "blocks" for one in problems):
        expected = []

    reading = read_rows(raw)
    assert list(reading.models_of(Pledge)) == expected
    assert reading.blocked is not bool(expected)


FREE = ("pledge_id", "pledger", "amount", "beneficiaries", "currency", "pledged_on")


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(FREE, st.text(max_size=12))), max_size=4))
@settings(max_examples=150, deadline=None)
def test_reader_never_stumbles_over_any_text(rows: list[dict[str, str]]) -> None:
    reading = read_file(to_csv(FREE, rows), "x.csv", RULES)

    assert reading.problems or reading.models_of(Pledge)
    for one in reading.problems:
        assert problem_text(one.code, one.row, one.column, one.value, one.details)
