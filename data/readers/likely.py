"""A header that is not that of a template: which template its sender probably needs."""

import re
from collections.abc import Mapping, Sequence

from data.datasets import PLEDGES, SCHOOLS, Kind

WORDS: Mapping[Kind, re.Pattern[str]] = {
    SCHOOLS: re.compile(r"schools?|connectivity|connected|students?|pupils?|enroll?ments?|emis"),
    PLEDGES: re.compile(r"pledg(e|es|ed|er|ers|ing)|beneficiar(y|ies)|focus area"),
}
"""What only the columns of such a list speak of."""


def likely_kind(names: Sequence[str]) -> Kind | None:
    """Return the kind of list that most names speak of, None where they speak of none, or of two alike."""
    written = [" ".join(re.findall(r"[^\W\d_]+", name.lower())) for name in names]
    counts = {kind: sum(_speaks(name, words) for name in written) for kind, words in WORDS.items()}
    most = max(counts.values())
    likely = [kind for kind, count in counts.items() if count == most]
    return likely[0] if most and len(likely) == 1 else None


def _speaks(name: str, words: re.Pattern[str]) -> bool:
    return re.search(rf"\b({words.pattern})\b", name) is not None
