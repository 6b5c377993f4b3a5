"""Print all judgements of a day: `python -m tests.second_judge --day 2026-11-30 --json`."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

from tests.second_judge.figures import load_book
from tests.second_judge.judging import Judge, Judgement

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Print the judgements that were asked for, as JSON or as one line each."""
    asked = arguments()
    judge = Judge(load_book(asked.root, asked.more), asked.day)
    chosen = (j for j in judge.all() if not asked.area or j.area in asked.area)
    sys.stdout.writelines(as_json(chosen) if asked.json else (f"{as_text(one)}\n" for one in chosen))


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.second_judge", description="Judge every target a second time."
    )
    parser.add_argument("--day", type=date.fromisoformat, required=True, help="the day of the judgement, as 2026-11-30")
    parser.add_argument("--json", action="store_true", help="print a list of records instead of lines")
    parser.add_argument("--area", action="append", help="only this area (may be given more than once)")
    parser.add_argument("--more", type=Path, help="a folder with further files of figures")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout whose built-in figures are read")
    return parser.parse_args()


def as_json(judgements: Iterator[Judgement]) -> Iterator[str]:
    """Return the judgements as one JSON list."""
    yield json.dumps([asdict(one) for one in judgements], indent=1, ensure_ascii=False) + "\n"


def as_text(one: Judgement) -> str:
    """Return a judgement as one line for people."""
    parts = [f"{one.target_id:<12} {one.area:<5} {one.status:<18} {one.reason:<28}"]
    if one.figure:
        parts.append(f"{one.figure.value:g} in {one.figure.period} [{one.figure.edition}]")
    if one.chance is not None:
        parts.append(f"chance {one.chance:.2f} [{one.course_edition}]")
    if one.verdict_figure:
        verdict = one.verdict_figure
        parts.append(f"by {verdict.value:g} in {verdict.period} [{verdict.edition}]")
    parts += ["at the line"] * one.at_line + ["stale"] * one.stale
    parts += [f"editions disagree ({'; '.join(one.editions_disagree)})"] if one.editions_disagree else []
    if one.indication:
        ours = one.indication
        parts.append(f"indication {ours.status}: {ours.value:.1f} in {ours.year}")
        parts.append(f"{ours.countries} countries, {ours.coverage:.0%} of the weight")
    return "  ".join(parts)


if __name__ == "__main__":
    main()
