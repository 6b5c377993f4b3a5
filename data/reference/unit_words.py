"""What words for a unit mean, whoever writes them, read and checked once."""

import re
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from data.reference import FOLDER, BrokenReferenceError, read_toml_as

YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
PER_CENT_OF = re.compile(
    r"^(?:as (?:an? )?|in )?(?:%|pct|per ?cent|percentage|share|proportion) ?of (?:the )?(?:total )?(?=\w)"
)
AROUND = " ,;:()[]"


class UnitWords(BaseModel):
    """The words by the unit that they may mean, and those that leave the unit open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str
    open: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]


def plain_unit(words: str) -> str:
    """Return words for a unit as they are compared: small letters, no years, `% of` for every way to say that."""
    plain = re.sub(r"[\s_]+", " ", YEAR.sub(" ", words.casefold().replace("_", " "))).strip(AROUND)
    return PER_CENT_OF.sub("% of ", plain)


@cache
def load_unit_words() -> Mapping[str, tuple[str, ...]]:
    """Return the units that each word may mean; none where the word leaves the unit open.

    Raises:
        BrokenReferenceError: If the file does not fit its model, or a word means a unit and leaves it open at once.
    """
    path = FOLDER / "unit_words.toml"
    found = read_toml_as(path, UnitWords)
    meant: dict[str, tuple[str, ...]] = {}
    for unit, words in found.words.items():
        for word in {plain_unit(one) for one in (unit, *words)}:
            meant[word] = (*meant.get(word, ()), unit)
    open_words = {plain_unit(one) for one in found.open}
    both = sorted(open_words & meant.keys())
    if both:
        raise BrokenReferenceError(f"{path.name}: open: '{both[0]}' means a unit as well")
    return meant | dict.fromkeys(open_words, ())
