"""Reference areas: countries and territories, groups of them, and memberships with their dates."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

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
    """One stay of a country in a group, from the day it came to the day it left.

    No `since`: it belonged to the group as far back as the list goes. No `until`: it belongs to it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str
    ref_area: str
    since: date | None = None
    until: date | None = None
    note: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _leaves_after_it_came(self) -> Self:
        if self.since is not None and self.until is not None and self.since >= self.until:
            message = f"until: {self.until} is not after {self.since}"
            raise ValueError(message)
        return self

    def holds_on(self, day: date) -> bool:
        """Return whether the country belonged to the group on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)
