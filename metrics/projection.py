"""Projecting a series towards a target: its course from the last value, its bands, and who managed as much."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from data.schemas.indicator import Indicator
from metrics.aim import HUNDRED, Aim
from metrics.bands import HORIZONS, Model
from metrics.fan import PATHS, Outlook, Projection, chance_of, make_fan, reached_years
from metrics.panel import Numbers, Panel, annual_points, make_panel
from metrics.projection_rules import Kind, ProjectionRules
from metrics.projector import Projector
from metrics.series import Series

Managed = tuple[tuple[str, ...], int]


def who_managed(panel: Panel, series: Series, aim: Aim, target_year: int, around: tuple[float, float]) -> Managed:
    """Return the countries that moved as fast as a target needs, and how many stood at the same level.

    A country is compared if in some year before the last one of the series it stood within the range around its last
    value, and has a value as many years later as are left to the target; it managed if in one such span it moved at
    least as far as the line that counts as met is away. Each country counts once; the area itself does not count.

    Args:
        panel: The annual values of all economies.
        series: The series judged; its last value is the level.
        aim: The target.
        target_year: Its year.
        around: The lowest and the highest value that count as the same level.
    """
    last = series.points[-1]
    span = target_year - last.year
    columns = min(panel.values.shape[1] - span, last.year - panel.first_year)
    if span <= 0 or columns <= 0:
        return (), 0
    start, end = panel.values[:, :columns], panel.values[:, span : span + columns]
    compared = (start >= around[0]) & (start <= around[1]) & ~np.isnan(end)
    moved, needed = end - start, aim.line - last.value
    fast = moved >= needed if aim.direction == "up" else moved <= needed
    others = np.array([area != series.ref_area for area in panel.areas])
    managed = np.flatnonzero((compared & fast).any(axis=1) & others)
    return tuple(panel.areas[row] for row in managed), int((compared.any(axis=1) & others).sum())


def same_level(value: float, kind: Kind, within: float) -> tuple[float, float]:
    """Return the range around a value: so many points for a share, so many per cent of it for a price."""
    width = within if kind == "share" else value * within / HUNDRED
    return value - width, value + width


SHARE_UNITS = "PT"
BORROWED: Mapping[Kind, str] = {"share": "damped_logit", "price": "damped_log"}
"""The course that goes on where too little is known of an indicator to learn from, by kind."""
Peers = tuple[tuple[str, ...], int, tuple[float, float] | None]
NOBODY: Peers = ((), 0, None)


class Question(NamedTuple):
    """What is asked: the level to reach, by which year, and with the knowledge of which year.

    `met` says whether the newest figure, of whatever edition, meets it already; None: whether the last value does.
    """

    aim: Aim
    target_year: int
    origin: int
    met: bool | None = None

    def is_met_by(self, last: float) -> bool:
        """Return whether the level is reached already, so that there is no chance of reaching it."""
        return self.aim.is_met(last) if self.met is None else self.met


def project(series: Series, question: Question, projector: Projector) -> Projection | str:
    """Return the projection of a series towards a target, or the code of the reason why there is none.

    Only observations up to the year of knowledge count, the series' own and those of others. A share that is to rise
    goes on along the logit scale, a price that is to fall along the logarithm; counts, money and parity have a required
    pace only. The last value must not be too old, and there must be enough points.
    """
    kind = kind_of(series, question.aim)
    if kind is None:
        return "projection-required-pace-only"
    annual = annual_points(series.points)
    known = series.with_points(point for point in annual if point.year <= question.origin)
    rules = projector.rules
    if not annual and series.points:
        return "projection-dated"
    if not _is_long_enough(known, kind, question.origin, projector):
        return "projection-few-points"
    if question.origin - known.points[-1].year > rules.oldest_last_value_years:
        return "projection-too-old"
    model = projector.model(series.indicator, kind, question.origin, series.ref_area)
    places = places_ahead(known, model, max(rules.last_year, question.target_year))
    return "projection-no-trend" if places is None else _answer(known, model, places, question, projector)


def _is_long_enough(known: Series, kind: Kind, origin: int, projector: Projector) -> bool:
    """Return whether a series has enough points: fewer will do for a country where chances from as few came true."""
    rules, count = projector.rules, len(known.points)
    if count >= rules.fewest_points:
        return True
    short = count >= rules.shortest_points and known.ref_area in projector.economies
    return short and projector.learner(known.indicator, kind).holds_short(count, origin)


def kind_of(series: Series, aim: Aim) -> Kind | None:
    """Return how a series goes on: as a share that rises, a price (any per cent) that falls, or not at all."""
    if aim.upper is not None or not series.unit_measure.startswith(SHARE_UNITS):
        return None
    if aim.direction == "up":
        return "share"
    return "price" if all(point.value > 0 for point in series.points) else None


def level_of(kind: Kind, aim: Aim, rules: ProjectionRules) -> float:
    """Return the level whose chance is given: what counts as met; of a share, all of 100 is never projected."""
    return rules.everyone if kind == "share" and aim.line >= HUNDRED else aim.line


def outlook_of(chance: float, rules: ProjectionRules) -> Outlook:
    """Return what a chance says of a target."""
    if chance >= rules.on_track:
        return "on_track"
    if chance >= rules.within_reach:
        return "within_reach"
    return "at_risk" if chance >= rules.at_risk else "off_track"


def places_ahead(known: Series, model: Model, last_year: int) -> Numbers | None:
    """Return quantiles (columns) for every year after the last value (rows), on its scale; None without a trend."""
    panel = make_panel([known])
    ahead = min(HORIZONS, last_year - known.points[-1].year)
    places = model.places(panel.values, len(panel.years) - 1, ahead)[0]
    return None if np.isnan(places).any() else places


def _answer(known: Series, model: Model, places: Numbers, question: Question, projector: Projector) -> Projection:
    aim, target_year, kind = question.aim, question.target_year, model.kind
    rules, last, scale = projector.rules, known.points[-1], model.scale
    paths = scale.value(places[:, PATHS])
    fan = make_fan(last.year, last.value, np.minimum(paths, rules.highest_share) if kind == "share" else paths)
    level, ahead = level_of(kind, aim, rules), target_year - last.year
    chance, peers = None, NOBODY
    if 0 < ahead <= len(places) and not question.is_met_by(last.value):
        need = float(scale.place(np.array(level)))
        chance = chance_of(need, places[ahead - 1], rising=aim.direction == "up")
        peers = _peers(known, kind, question, projector)
    return Projection(
        method="learned" if model.calibrated else BORROWED[kind],
        calibrated=model.calibrated,
        errors=model.count_at(ahead),
        points=len(known.points),
        target_year=target_year,
        level=level,
        fan=fan,
        chance=chance,
        outlook=None if chance is None else outlook_of(chance, rules),
        reached=reached_years(fan, level, aim, rules.last_year),
        last_year=rules.last_year,
        peers_that_managed=peers[0],
        peers_compared=peers[1],
        peers_around=peers[2],
        drivers=None if chance is None else _drivers(known, model, ahead),
    )


def _drivers(known: Series, model: Model, years: int) -> tuple[float, float, float] | None:
    panel = make_panel([known])
    return model.drivers(panel.values, len(panel.years) - 1, years)


def _peers(known: Series, kind: Kind, question: Question, projector: Projector) -> Peers:
    """Return who managed it, of how many, and the range of values that counts as the same level."""
    around = same_level(known.points[-1].value, kind, projector.rules.kinds[kind].peers_within)
    panel = projector.panel(known.indicator).until(question.origin)
    return *who_managed(panel, known, question.aim, question.target_year, around), around


def kind_of_indicator(indicator: Indicator) -> Kind | None:
    """Return how an indicator is projected: as a share that rises, a price that falls, or not at all."""
    if not indicator.unit_measure.startswith(SHARE_UNITS) or indicator.direction == "parity":
        return None
    return "share" if indicator.direction == "up" else "price"
