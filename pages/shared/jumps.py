"""Figures of a file that jump against the history of their series, and published rows that stay beside the file."""

from charts.difference import draw_plain_table
from charts.problems import draw_verdict
from data.schemas.observation import TOTAL
from exhibits.changes import Headings
from i18n import counted, format_period, format_plain, format_value, text
from pages.shared.access import get_reference
from pages.shared.aside import draw_aside
from pages.shared.piece import draw_piece
from services.jumps import Jump, Jumps
from services.previewing import Preview
from services.wording import area_name
from topics.changes import part_words

SHOWN = 10
NAMES = ("sex", "age", "urbanisation", "breakdown")
PER_CENT = "PT"
ALMOST = 0.05


def draw_jumps(jumps: Jumps, name: str) -> None:
    """Draw the figures that move far more than their series did, the largest jumps first."""
    if not jumps.count:
        return
    heads = Headings([text(f"jump.column_{part}") for part in ("what", "area", "jump", "before")])
    shown = jumps.largest[:SHOWN]
    more = jumps.count - len(shown)
    rest = f'<p class="c2030-more">{text("jump.more", count=format_plain(more, 0))}</p>' if more > 0 else ""
    verdict = draw_verdict("warns", counted("jump.word", jumps.count), text("jump.words"))
    draw_piece(verdict + draw_plain_table(heads, [_line(one) for one in shown]) + rest, key=f"jumps_{name}")


def _line(jump: Jump) -> list[str]:
    reference = get_reference()
    indicator = reference.indicators.get(jump.indicator)
    parts = part_words([pair for pair in zip(NAMES, jump.dimensions, strict=True) if pair[1] != TOTAL])
    named = [indicator.short_name if indicator else jump.indicator, parts, jump.edition]
    return [
        ", ".join(part for part in named if part),
        area_name(jump.ref_area, reference),
        jump_words(jump),
        history_words(jump),
    ]


def jump_words(jump: Jump) -> str:
    """Return the jump in words: from 42 % (2023) to 80 % (2024)."""
    before, after = (format_value(value, jump.unit_measure) for value in (jump.value_before, jump.value))
    return text(
        "jump.from_to",
        before=before,
        after=after,
        first=format_period(jump.period_before),
        last=format_period(jump.period),
    )


def history_words(jump: Jump) -> str:
    """Return how the series moved before: 2 to 4 points a year."""
    if jump.high < ALMOST and jump.unit_measure.startswith(PER_CENT):
        return text("jump.still")
    if jump.unit_measure.startswith(PER_CENT):
        low, high = format_plain(jump.low, 1), format_plain(jump.high, 1)
        return text("jump.points_one" if low == high else "jump.points", low=low, high=high)
    low, high = (format_value(one, jump.unit_measure) for one in (jump.low, jump.high))
    return text("jump.others_one" if low == high else "jump.others", low=low, high=high)


def draw_kept(preview: Preview) -> None:
    """Say what stays of what is published although the file does not have it, and what was left out of the file."""
    beside = sum(one.beside for one in preview.differences.values())
    for key, count in (("refused.left_out", preview.refused), ("refused.held", preview.held), ("jump.beside", beside)):
        if count:
            draw_aside(counted(key, count))
