"""How sure a scenario is: the errors of projections, laid around the course that somebody assumes."""

from typing import NamedTuple

import numpy as np

from metrics.bands import HIGH80, HORIZONS, LOW80
from metrics.fan import Outlook, chance_of
from metrics.projection import Question, kind_of, level_of, outlook_of
from metrics.projector import Projector
from metrics.scenario import Course
from metrics.series import Series


class Outcome(NamedTuple):
    """What the errors say of a course in a year: an 80 % band in the unit of the indicator, the chance of a level."""

    low80: float
    high80: float
    chance: float
    outlook: Outlook


def outcome_of(course: Course, series: Series, question: Question, projector: Projector) -> Outcome | None:
    """Return what may come of a course in the target year, None where nothing of its kind is projected.

    The errors are those of the projection of the same series, their distances from the median laid around the value of
    the course: where that is the projection itself, band and chance are those of the projection.
    """
    aim, year, origin, _ = question
    kind, ahead = kind_of(series, aim), year - course.last.year
    if kind is None or not 0 < ahead <= HORIZONS:
        return None
    bands, rules = projector.bands(series.indicator, kind, origin), projector.rules
    scale = projector.courses[projector.course_name(kind, bands)].errors
    places = scale.place(np.array(course.at(year))) + bands.distances[ahead - 1]
    need = float(scale.place(np.array(level_of(kind, aim, rules))))
    chance = chance_of(need, places, rising=aim.direction == "up")
    low, high = scale.value(places[[LOW80, HIGH80]]).tolist()
    return Outcome(low, high, chance, outlook_of(chance, rules))
