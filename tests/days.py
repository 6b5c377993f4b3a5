"""The day on which the tests take place, whatever the real one is."""

from datetime import date

TODAY = date(2026, 11, 22)
