"""Every text that people read, by key, and how numbers and dates are written; English for now."""

from i18n.catalogue import has_text, text
from i18n.numbers import (
    counted,
    format_change,
    format_count,
    format_date,
    format_money,
    format_pace,
    format_people,
    format_period,
    format_plain,
    format_projected,
    format_share,
    format_tick,
    format_times,
    format_value,
    format_when,
    share_words,
    unit_words,
)
from i18n.problems import problem_text, problem_title, skipped_text
from i18n.units import name_new_units, name_units

__all__ = [
    "counted",
    "format_change",
    "format_count",
    "format_date",
    "format_money",
    "format_pace",
    "format_people",
    "format_period",
    "format_plain",
    "format_projected",
    "format_share",
    "format_tick",
    "format_times",
    "format_value",
    "format_when",
    "has_text",
    "name_new_units",
    "name_units",
    "problem_text",
    "problem_title",
    "share_words",
    "skipped_text",
    "text",
    "unit_words",
]
