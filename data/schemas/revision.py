"""What a revision is: one immutable state of one dataset, with who made it, when, why and from what."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from data.schemas.origins import coded_reason

DeedKind = Literal["built-in", "publish", "restore", "revert", "remove"]


def in_utc(at: datetime) -> datetime:
    """Return the same moment in UTC."""
    return at.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(in_utc)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Count = Annotated[int, Field(ge=0)]


class Revision(BaseModel):
    """One immutable state of one dataset.

    `revision` counts the states of this dataset: 0 is what came with the product, 1 the first publication.
    `file` and `sha256` name the original file, both empty where there was none. The counts compare with the
    revision before; `refused` is how many rows of the file were wrong and left out. `version` is the version of the
    Delta table that holds the state, `facts` what else the deed said of the dataset, by name. `cause` is a reason that
    the product gives itself, as a code with its values, beside what somebody typed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    dataset: str
    revision: Count
    by: Sentence
    why: Sentence
    at: Moment
    file: str = ""
    sha256: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""
    rows: Count
    deed: DeedKind
    new: Count
    changed: Count
    unchanged: Count
    gone: Count
    refused: Count = 0
    version: Count
    facts: Mapping[str, str] = {}
    cause: Mapping[str, str] = {}

    @model_validator(mode="before")
    @classmethod
    def _sentences_of_earlier_versions(cls, said: object) -> object:
        return coded_reason(said) if isinstance(said, dict) else said
