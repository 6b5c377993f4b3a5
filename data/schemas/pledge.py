"""What a pledge is: who promises what to whom, how much it is worth, and what was reported as delivered."""

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from data.schemas.fields import is_missing, period_start, read_number, read_text, read_yes_no
from data.schemas.rules import rules_of
from data.schemas.school import read_day, read_optional_text

FOCUS_AREAS = ("access", "adoption", "value_creation", "accelerate")
PLEDGER_KINDS = ("government", "private_sector", "un_igo", "civil_society", "academia", "youth", "other")
PLEDGE_TYPES = ("financial", "policy", "advocacy", "programmatic")
STATUSES = ("planned", "ongoing", "completed", "withdrawn")
CURRENCY = re.compile(r"[A-Z]{3}")
USD = "USD"
SEPARATOR = ";"
BETWEEN_AREAS = re.compile(r"[;|\n]")
MOST_OF_AN_AMOUNT = 1e15
"""No pledge is worth more in any currency: a thousand times the 100 billion US dollars asked of all of them, in the
currencies with the smallest units. Sums of such amounts stay finite and exact to the cent or nearly."""


def read_code(value: object) -> object:
    """Return a code of a closed list in small letters, empty for missing; other words than codes are the reader's."""
    return "" if is_missing(value) else str(value).strip().lower()


def read_flag(value: object) -> bool:
    """Return whether a cell says yes; the usual marks of a missing value are no answer, and that is no yes."""
    return not is_missing(value) and read_yes_no(value)


def period_end(period: str) -> date:
    """Return the last day of a period `2024`, `2024-05` or `2024-05-17`.

    Raises:
        PydanticCustomError: `time-period-not-valid`.
    """
    first = period_start(period)
    if len(period) == len("2024"):
        return first.replace(month=12, day=31)
    return first.replace(day=monthrange(first.year, first.month)[1]) if len(period) == len("2024-05") else first


def read_areas(value: object) -> object:
    """Return the codes of the areas in a cell, separated by semicolons, each once and in capitals."""
    if is_missing(value):
        return ""
    names = [one.strip().upper() for one in BETWEEN_AREAS.split(str(value)) if one.strip()]
    return SEPARATOR.join(dict.fromkeys(names))


Text = Annotated[str, BeforeValidator(read_optional_text), Field(max_length=500)]
Amount = Annotated[float | None, BeforeValidator(read_number)]
YesNo = Annotated[bool, BeforeValidator(read_flag)]
Day = Annotated[str, BeforeValidator(read_day)]


class Pledge(BaseModel):
    """One pledge to the Partner2Connect Digital Coalition, identified by its id.

    `amount` and `reported_amount` are in `currency` (ISO 4217); None is missing, never 0. `usd_rate` is the worth of
    one unit of the currency in US dollars on `rate_date`: without both an amount in another currency stays as it is.
    `beneficiaries` are codes of countries and groups, separated by semicolons. `example` marks invented data.
    Validated against `Rules` as context: unknown areas are refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pledge_id: Annotated[str, BeforeValidator(read_text), Field(min_length=1, max_length=100)]
    pledger: Annotated[str, BeforeValidator(read_text), Field(min_length=1, max_length=300)]
    pledger_kind: Annotated[Literal["", *PLEDGER_KINDS], BeforeValidator(read_code)] = ""  # type: ignore[valid-type] # a star of codes
    title: Text = ""
    focus_area: Annotated[Literal["", *FOCUS_AREAS], BeforeValidator(read_code)] = ""  # type: ignore[valid-type] # a star of codes
    pledge_type: Annotated[Literal["", *PLEDGE_TYPES], BeforeValidator(read_code)] = ""  # type: ignore[valid-type] # a star of codes
    currency: Annotated[str, BeforeValidator(read_optional_text)] = ""
    amount: Amount = None
    reported_amount: Amount = None
    reported_on: Day = ""
    usd_rate: Amount = None
    rate_date: Day = ""
    beneficiaries: Annotated[str, BeforeValidator(read_areas), Field(max_length=2000)] = ""
    ldc_focus: YesNo = False
    lldc_focus: YesNo = False
    sids_focus: YesNo = False
    pledged_on: Day = ""
    due_on: Day = ""
    status: Annotated[Literal["", *STATUSES], BeforeValidator(read_code)] = ""  # type: ignore[valid-type] # a star of codes
    source: Text = ""
    example: YesNo = False

    @field_validator("currency")
    @classmethod
    def _currency_is_a_code(cls, value: str) -> str:
        code = value.upper()
        if code and not CURRENCY.fullmatch(code):
            raise PydanticCustomError("currency-not-a-code", "not a currency code")
        return code

    @field_validator("amount", "reported_amount")
    @classmethod
    def _amount_has_a_currency(cls, value: float | None, info: ValidationInfo) -> float | None:
        if value is not None and value < 0:
            raise PydanticCustomError("number-negative", "negative")
        if value is not None and value > MOST_OF_AN_AMOUNT:
            raise PydanticCustomError("number-too-large", "too large", {"most": f"{MOST_OF_AN_AMOUNT:.0f}"})
        if value is not None and "currency" in info.data and not info.data["currency"]:
            raise PydanticCustomError("currency-missing", "no currency")
        return value

    @field_validator("usd_rate")
    @classmethod
    def _rate_is_positive(cls, value: float | None) -> float | None:
        if value is not None and value <= 0:
            raise PydanticCustomError("rate-not-positive", "not positive")
        return value

    @field_validator("beneficiaries")
    @classmethod
    def _beneficiaries_are_known(cls, value: str, info: ValidationInfo) -> str:
        rules = rules_of(info)
        known = rules.areas if rules else None
        for code in value.split(SEPARATOR) if value else ():
            if known is not None and code not in known:
                raise PydanticCustomError("unknown-area", "unknown area", {"area": code})
        return value

    @field_validator("pledged_on", "due_on", "reported_on", "rate_date")
    @classmethod
    def _date_is_of_the_calendar(cls, value: str) -> str:
        if value:
            try:
                period_start(value)
            except PydanticCustomError as error:
                raise PydanticCustomError("date-not-valid", "not a date") from error
        return value

    @field_validator("pledged_on", "reported_on", "rate_date")
    @classmethod
    def _date_is_not_to_come(cls, value: str, info: ValidationInfo) -> str:
        rules = rules_of(info)
        if value and rules and period_start(value) > rules.today:
            raise PydanticCustomError("date-in-the-future", "in the future", {"today": rules.today.isoformat()})
        return value

    @property
    def areas(self) -> tuple[str, ...]:
        """Return the codes of the beneficiary countries and groups."""
        return tuple(self.beneficiaries.split(SEPARATOR)) if self.beneficiaries else ()


PLEDGE_COLUMNS = tuple(Pledge.model_fields)
PLEDGE_KEY = ("pledge_id",)
