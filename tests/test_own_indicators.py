"""An indicator of one's own by the command line: defined, filled and judged, one process after the other."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cli
from data.schemas.own_indicator import OWN_COLUMNS

ROOT = Path(__file__).parents[1]
TODAY = ("--today", "2026-11-22")
WHO = ("--by", "Ana", "--why", "a test")
INDICATOR = "indicator,name,unit_measure,unit_words,direction\nken_fibre_km,Fibre backbone,KM,km,up\n"
FIGURES = "indicator,ref_area,time_period,obs_value\n" + "".join(
    f"ken_fibre_km,KEN,{2020 + step},{6000 + 1000 * step}\n" for step in range(5)
)
OWID = "Entity,Code,Year,Kilometres of fibre\nKenya,KEN,2025,11000\n"
TARGET = (
    "target_id,framework,wording,indicator,ref_area,kind,direction,target_value,target_year,baseline_year\n"
    "KEN-F1,National plan,16000 km of fibre,ken_fibre_km,KEN,level,up,16000,2030,2021\n"
)


def run(store: Path, *arguments: str) -> tuple[int, Any]:
    """Run a command in a process of its own; give its status and the JSON it printed."""
    environment = {**os.environ, "CONNECT2030_STORE": str(store)}
    command = [sys.executable, "cli.py", *arguments, "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr


def written(folder: Path, name: str, content: str) -> str:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return str(path)


def test_indicator_figures_and_target_make_a_status(tmp_path: Path, kept_store: Path) -> None:
    store = shutil.copytree(kept_store, tmp_path / "store")
    for name, content in (("own.csv", INDICATOR), ("figures.csv", FIGURES), ("target.csv", TARGET)):
        status, found = run(store, "publish", written(tmp_path, name, content), *WHO, *TODAY)
        assert status == 0, found

    owid = written(tmp_path, "owid.csv", OWID)
    status, checked = run(store, "check", owid, "--indicator", "ken_fibre_km", "--edition", "OWID 2026", *TODAY)
    _, rows = run(store, "scorecard", "--area", "KEN", "--framework", "National plan", *TODAY)

    assert (status, checked["dataset"], checked["form"]) == (0, "national", "owid")
    assert [(one["status"], one["latest_value"], one["missing"]) for one in rows] == [("on_track", 10_000, "6,000 km")]


def test_the_template_has_every_column(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.main(["template", "indicators"]) == 0

    header = capsysbinary.readouterr().out.decode("utf-8-sig").strip().split(",")
    assert set(header) == set(OWN_COLUMNS)
    assert header[:4] == ["indicator", "name", "unit_measure", "direction"]
