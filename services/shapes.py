"""The registry under the names that schools and pages still use for it."""

from data.datasets import INDICATORS, KINDS, PLEDGES, SCHOOLS, TARGETS
from data.datasets import OBSERVATIONS as FIGURES

__all__ = ["INDICATORS", "OBSERVATIONS", "PLEDGES", "SCHOOLS", "SCHOOL_ROWS", "TARGETS"]

OBSERVATIONS = KINDS[FIGURES]
SCHOOL_ROWS = KINDS[SCHOOLS]
