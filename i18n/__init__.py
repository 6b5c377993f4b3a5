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
from i18n.units import speak_of_units

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
    "problem_text",
    "problem_title",
    "share_words",
    "skipped_text",
    "speak_of_units",
    "text",
    "unit_words",
]
