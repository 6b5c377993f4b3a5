"""The projection of a judgement: added where the kind of target and the series allow one."""

from dataclasses import replace
from datetime import date

from data.schemas.target import Target
from metrics.aim import Aim
from metrics.judgement import Judgement
from metrics.projection import Question, project
from metrics.projector import Projector

PROJECTED_KINDS = ("level", "ceiling", "relative")
"""A gap, a share of countries, parity and sums are not what the errors behind the bands were measured on."""


def add_projection(
    judgement: Judgement, aim: Aim | None, target: Target, projector: Projector | None, today: date
) -> Judgement:
    """Return a judgement with its projection, or with the code of the reason why there is none.

    What is known is what is known on the day of the judgement, at the least all that the judgement itself rests on.
    """
    series, latest = judgement.series, judgement.latest
    if projector is None or series is None or latest is None or aim is None:
        return judgement
    if target.kind not in PROJECTED_KINDS:
        return replace(judgement, not_projected="projection-required-pace-only")
    found = project(series, Question(aim, target.target_year, max(today.year, latest.year)), projector)
    if isinstance(found, str):
        return replace(judgement, not_projected=found)
    return replace(judgement, projection=found)
