"""Reference areas: countries and territories, groups of them, and memberships with their dates."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

AreaKind = Literal["world", "group", "country"]


class Area(BaseModel):
    """A country, a territory or a group of them, under the code that our datasets use."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ref_area: str
    name: str
    kind: AreaKind
    scheme: str = ""
    m49: str = ""
    itu_member: bool = False
    to_be_checked: str = ""
    source: str


class Membership(BaseModel):
    """One stay of a country in a group; `until` is the day it left, None while it belongs to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str
    ref_area: str
    until: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Return whether the country belonged to the group on that day."""
        return self.until is None or day < self.until
