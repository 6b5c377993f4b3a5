"""Problems as they are found: every one is counted, the worst and first are kept for the list."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from functools import partial
from heapq import merge
from itertools import islice

from data.readers.reading import ProblemCount
from data.schemas.observation import COLUMNS
from data.schemas.problem import SEVERITY_ORDER, Problem, Severity
from data.schemas.school import SCHOOL_COLUMNS

Listing = Callable[[], Iterator[Problem]]
COLUMN_ORDER = {name: place for place, name in enumerate(dict.fromkeys((*COLUMNS, *SCHOOL_COLUMNS)))}


def _place(problem: Problem) -> tuple[int, int, str]:
    return problem.row or 0, COLUMN_ORDER.get(problem.column or "", len(COLUMN_ORDER)), problem.code


class Findings:
    """The problems of one file.

    Only the first `limit` of each severity are held, and of those that come many at once only what will be listed is
    ever made, so that a file in which every row is wrong costs no more time and memory than its list.
    """

    def __init__(self, limit: int) -> None:
        """Start without problems; at most `limit` of them will be listed."""
        self._limit = max(limit, 0)
        self._kept: dict[Severity, list[Problem]] = {severity: [] for severity in SEVERITY_ORDER}
        self._many: dict[Severity, list[Listing]] = {severity: [] for severity in SEVERITY_ORDER}
        self._counts: Counter[tuple[str, Severity]] = Counter()

    def add(self, problems: Iterable[Problem]) -> None:
        """Take problems in."""
        for problem in problems:
            self._counts[problem.code, problem.severity] += 1
            self._keep(problem)

    def add_alike(self, code: str, severity: Severity, rows: Sized, make: Callable[[int], Problem]) -> None:
        """Take in one problem for each row, in ascending order; `make` builds only those that can be listed.

        Args:
            code: The code that all of them have.
            severity: The severity that all of them have.
            rows: The rows, ascending.
            make: Returns the problem for a position in `rows`.
        """
        self.add_many({code: len(rows)}, severity, partial(map, make, range(min(len(rows), self._limit))))

    @property
    def limit(self) -> int:
        """Return how many problems will be listed at most."""
        return self._limit

    def add_many(self, counts: Mapping[str, int], severity: Severity, listing: Listing) -> None:
        """Take in problems of one severity that come in the order of their rows, a row with several by code.

        Args:
            counts: How many there are of each code.
            severity: The severity that all of them have.
            listing: Makes them one after the other; it is asked for those alone that are listed.
        """
        for code, count in counts.items():
            if count:
                self._counts[code, severity] += count
        self._many[severity].append(listing)

    def _keep(self, problem: Problem) -> None:
        kept = self._kept[problem.severity]
        kept.append(problem)
        if len(kept) > 2 * self._limit:
            kept.sort(key=_place)
            del kept[self._limit :]

    def listed(self) -> tuple[Problem, ...]:
        """Return the problems to be listed: worst first, then by row and column, cut at the limit."""
        found: list[Problem] = []
        for severity, kept in self._kept.items():
            many = (listing() for listing in self._many[severity] if len(found) < self._limit)
            found += islice(merge(sorted(kept, key=_place), *many, key=_place), self._limit - len(found))
        return tuple(found)

    def counts(self) -> tuple[ProblemCount, ...]:
        """Return how many there are of each kind: worst first, then the most frequent."""
        counts = [ProblemCount(code, severity, count) for (code, severity), count in self._counts.items()]
        return tuple(sorted(counts, key=lambda one: (SEVERITY_ORDER[one.severity], -one.count, one.code)))

    @property
    def cut(self) -> bool:
        """Return whether there are more problems than the list holds."""
        return self._counts.total() > self._limit
