"""The small rules with three of their areas known as countries: what the samples of schools are judged against."""

from dataclasses import replace
from pathlib import Path

from tests.data.readers.small_rules import RULES

SCHOOL_SAMPLES = Path(__file__).parents[2] / "samples" / "schools"
SCHOOL_RULES = replace(RULES, countries=frozenset({"KEN", "CIV", "NGA"}))
