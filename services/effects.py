"""What a deed means for targets, in the order in which people look at it: changed statuses, moved values, the rest."""

from dataclasses import dataclass
from typing import Any

from data.datasets import KINDS, TARGETS
from data.schemas.target import Target
from metrics.judgement import Judgement
from services.previewing import Consequence, Preview
from services.state_rows import read_targets
from services.tracker import State, to_table

Row = dict[str, Any]


@dataclass(frozen=True)
class Effects:
    """The judgements concerned by a deed: with another status, with another latest value, and as before."""

    changed: tuple[Consequence, ...]
    moved: tuple[Consequence, ...]
    same: tuple[Consequence, ...]

    @property
    def count(self) -> int:
        """Return how many judgements are concerned."""
        return len(self.changed) + len(self.moved) + len(self.same)


def sort_effects(preview: Preview) -> Effects:
    """Return the consequences of a preview by how much they say."""
    changed = tuple(one for one in preview.consequences if one.changes_status)
    rest = [one for one in preview.consequences if not one.changes_status]
    moved = tuple(one for one in rest if _latest(one.before) != _latest(one.after))
    return Effects(changed, moved, tuple(one for one in rest if _latest(one.before) == _latest(one.after)))


def _latest(judgement: Judgement | None) -> tuple[float, str] | None:
    latest = judgement.latest if judgement else None
    return (latest.value, latest.period) if latest else None


def targets_of(state: State, preview: Preview) -> dict[str, Target]:
    """Return every target by its id, as published and, where the deed is about targets, as it would be afterwards."""
    found = {one.target_id: one for one in state.targets}
    if TARGETS in preview.differences:
        after = read_targets(to_table(preview.differences[TARGETS].state, KINDS[TARGETS].schema))
        found |= {one.target_id: one for one in after}
    return found


def effect_records(effects: Effects, targets: dict[str, Target]) -> list[Row]:
    """Return all judgements concerned, flat, for a file."""
    return [
        {"target_id": one.target_id, "wording": targets[one.target_id].wording, "ref_area": one.ref_area}
        | _side("before", one.before)
        | _side("after", one.after)
        for one in (*effects.changed, *effects.moved, *effects.same)
    ]


def _side(name: str, judgement: Judgement | None) -> Row:
    latest = judgement.latest if judgement else None
    return {
        f"status_{name}": judgement.status if judgement else None,
        f"latest_value_{name}": latest.value if latest else None,
        f"latest_period_{name}": latest.period if latest else None,
    }
