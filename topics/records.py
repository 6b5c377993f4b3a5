"""The deeds' results as plain records, in the stable keys that scripts rely on."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from data.datasets import SCHOOLS, kind_of
from data.readers import Reading, Skipped
from data.reference import Reference
from data.schemas.problem import Problem
from data.schemas.revision import Revision
from data.store import Lost, Store
from exhibits.origins import by_words, edition_words, origin_words, why_words
from i18n import counted, format_period, format_value, problem_text, skipped_text, text
from metrics.judgement import Judgement
from metrics.series import Point, Series
from services.checking import Check, FileSeries
from services.difference import TOTAL, change_records
from services.previewing import Consequence, Standing
from services.publishing import Published
from services.registers import COMPLETE_ON
from services.schools.changes import count_by_country
from topics.projections import flat_projection, official_record, projection_record
from topics.scorecard import ScorecardRow
from topics.sentences import part_words
from topics.wording import describe_missing, describe_reason

NESTED = {
    "staying": ("chance", "cases", "years", "alike"),
    "money": ("status", "expected", "missing", "short", "pace", "since", "years", "best", "off"),
    "indication": ("status", "value", "year", "coverage", "countries", "edition"),
}
KEPT = "kept"
LISTED, SHOWN_STANDING = 1000, 5
Record = dict[str, Any]


def problem_record(problem: Problem) -> Record:
    """Return a problem with its message."""
    found = asdict(problem)
    details = found.pop("details")
    return found | {"message": problem_text(problem.code, problem.row, problem.column, problem.value, details)}


def check_record(check: Check) -> Record:
    """Return what a check found."""
    reading = check.reading
    return {
        "file": check.file,
        "sha256": check.sha256,
        "form": reading.form,
        "dataset": check.datasets[0] if len(check.datasets) == 1 else None,
        "datasets": list(check.datasets),
        "publishable": check.publishable,
        "refused_rows": sorted({one.row for one in check.problems if one.severity == "blocks" and one.row is not None}),
        "rows": asdict(reading.rows),
        "series": [asdict(one) | {"publisher_codes": _codes_of(one, reading)} for one in check.series],
        "skipped": [_skipped_record(one) for one in reading.skipped],
        "problems": [problem_record(one) for one in check.problems],
        "problem_counts": [asdict(one) for one in check.problem_counts],
        "problems_cut": reading.problems_cut,
        "recognised": asdict(reading.recognised),
    }


def _codes_of(series: FileSeries, reading: Reading) -> list[str]:
    """Return under which codes or titles of their publisher the rows of a series stood in the file."""
    return [one.code for one in reading.recognised.series if one.indicator == series.indicator]


def _skipped_record(skipped: Skipped) -> Record:
    what, reason = skipped_text(skipped.what, skipped.reason, skipped.code, skipped.name)
    found = {"code": skipped.what, "what": what, "reason": reason, "rows": skipped.rows}
    return found | {"reason_code": skipped.reason, "publisher_code": skipped.code, "publisher_name": skipped.name}


def judgement_record(judgement: Judgement | None) -> Record | None:
    """Return the status and the latest figure of a judgement."""
    if judgement is None:
        return None
    latest = judgement.latest
    return {
        "status": judgement.status,
        "latest_value": latest.value if latest else None,
        "latest_year": latest.year if latest else None,
    }


def consequence_record(consequence: Consequence) -> Record:
    """Return a consequence: a target and area, before and after."""
    return {
        "target_id": consequence.target_id,
        "ref_area": consequence.ref_area,
        "before": judgement_record(consequence.before),
        "after": judgement_record(consequence.after),
    }


def published_record(published: Published) -> Record:
    """Return what a deed did, by dataset and as a whole; a dataset that did not change keeps its revision."""
    preview = published.preview
    made = {one.dataset: one.revision for one in published.revisions}
    datasets = [
        {
            "dataset": name,
            "revision": made.get(name),
            "new": one.new,
            "changed": one.changed,
            "unchanged": one.unchanged,
            "gone": one.gone,
        }
        | ({"countries": [asdict(count) for count in count_by_country(one)]} if name == SCHOOLS else {})
        for name, one in preview.differences.items()
    ]
    single = datasets[0] if len(datasets) == 1 else None
    return {
        "datasets": datasets,
        "dataset": single["dataset"] if single else None,
        "revision": single["revision"] if single else None,
        **{count: preview.total(count) for count in ("new", "changed", "unchanged", "gone")},
        "consequences": [consequence_record(one) for one in preview.consequences],
        "takes_along": [along_record(one) for one in preview.along],
        "stands_against": [_standing_record(one) for one in preview.standing],
    }


def along_record(revision: Revision) -> Record:
    """Return who made a later revision that is taken along, when, why and what it changed."""
    names = ("dataset", "revision", "by", "at", "why", "deed", "file", "new", "changed", "gone")
    return {name: cell for name, cell in revision_record(revision).items() if name in names}


def _standing_record(standing: Standing) -> Record:
    """Return who made what rows are now that stand against taking an earlier revision back, with the first of them."""
    later = {
        name: cell for name, cell in along_record(standing.later).items() if name not in ("new", "changed", "gone")
    }
    lines = change_records({standing.dataset: standing.difference})[:LISTED]
    return later | {"rows": standing.count, "changes": lines}


def deed_lines(found: Record) -> list[str]:
    """Return in words what else is to be known of a deed: statuses that turn, and whose later rows it concerns."""
    turned = [one for one in found.get("consequences", ()) if _status(one["before"]) != _status(one["after"])]
    lines = [
        text("revert.turns", target=one["target_id"], area=one["ref_area"], **_statuses(one)) for one in turned[:LISTED]
    ]
    lines += [text("revert.turns_more", count=len(turned) - LISTED)] if len(turned) > LISTED else []
    lines += along_lines(found.get("takes_along", ()))
    for one in found.get("stands_against", ()):
        lines.append(counted("revert.stands", one["rows"], **_named(one)))
        lines += [f"  {_place_of(line)}" for line in one["changes"][:SHOWN_STANDING]]
    return lines


def along_lines(found: Sequence[Record]) -> list[str]:
    """Return a sentence for each later revision that going back to an earlier one takes along."""
    return [
        text("revert.takes_along", **_named(one), new=one["new"], changed=one["changed"], gone=one["gone"])
        for one in found
    ]


def _named(found: Record) -> Record:
    return {name: found[name] for name in ("dataset", "revision", "by", "at", "why")}


def _place_of(line: Record) -> str:
    """Return the key of a line of a difference, as it stands in a file, and its value before and after."""
    key = ", ".join(str(line[name]) for name in kind_of(line["dataset"]).key if line[name] not in ("", TOTAL))
    values = [line.get(f"{side}_obs_value") for side in ("old", "new")]
    return key if values == [None, None] else text("revert.place_values", place=key, old=values[0], new=values[1])


def _status(judged: Record | None) -> str:
    return judged["status"] if judged else "-"


def _statuses(found: Record) -> Record:
    return {name: _status(found[name]) for name in ("before", "after")}


def revision_record(revision: Revision) -> Record:
    """Return a revision: by whom, why, when, from which file."""
    found = revision.model_dump(exclude={"version", "facts", "cause"})
    found |= {"by": by_words(revision), "why": why_words(revision)}
    complete_on = revision.facts.get(COMPLETE_ON)
    return (
        found
        | {"state": KEPT}
        | {"at": revision.at.isoformat(timespec="seconds")}
        | ({"complete_on": complete_on} if complete_on else {})
    )


def history_records(store: Store, dataset: str) -> list[Record]:
    """Return the revisions of a dataset, newest first; `state` says of each whether it is kept, unreadable or lost."""
    kept = {one.revision: revision_record(one) for one in store.history(dataset)}
    gone = {one.revision: _lost_record(one) for one in store.lost(dataset)}
    return [(kept | gone)[number] for number in sorted(kept | gone, reverse=True)]


def _lost_record(lost: Lost) -> Record:
    known = revision_record(lost.made) if lost.made else {"dataset": lost.dataset, "revision": lost.revision}
    return known | {"state": "lost" if lost.declared else "unreadable", "acknowledged": lost.acknowledged}


def scorecard_record(row: ScorecardRow, reference: Reference) -> Record:
    """Return a row of the scorecard; years are whole numbers, `latest_period` holds the date of a dated figure."""
    target, judgement = row.target, row.judgement
    return {
        "target_id": target.target_id,
        "framework": target.framework,
        "goal": target.goal,
        "wording": target.wording,
        "ref_area": judgement.ref_area,
        "applies": judgement.applies,
        "indicator": target.indicator,
        **_editions_record(judgement),
        "status": judgement.status,
        "at_line": judgement.at_line,
        "met_in": judgement.met_in,
        **_figures_record(judgement),
        "target_year": target.target_year,
        "estimated_share": judgement.estimated_share,
        **_evidence_record(judgement),
        "indication": None if judgement.indication is None else asdict(judgement.indication),
        **_beside_record(row, reference),
        "missing": describe_missing(row, reference),
        "missing_people": row.people,
        "reason": describe_reason(row, reference),
        "projection": projection_record(judgement),
        **_chance_record(judgement),
        "official": official_record(judgement, target),
    }


def _editions_record(judgement: Judgement) -> Record:
    """Return which edition says what: the figure, its course, a verdict on a past year, and who says otherwise."""
    latest, series = judgement.latest, judgement.series
    return {
        "edition": judgement.edition and edition_words(judgement.edition),
        "course_edition": judgement.course_edition and edition_words(judgement.course_edition),
        "verdict_edition": judgement.verdict_edition and edition_words(judgement.verdict_edition),
        "editions_disagree": [asdict(one) | {"edition": edition_words(one.edition)} for one in judgement.others],
        "source": origin_words(latest.source if latest and latest.source else series.source) if series else None,
    }


def _evidence_record(judgement: Judgement) -> Record:
    """Return what a status rests on: whether it is overdue, on estimates alone, and which steps may be breaks."""
    return {
        "stale": judgement.stale,
        "rests_on": [*judgement.rests_on, *(["suspected-break"] if judgement.suspected else [])],
        "suspected_breaks": [[before.period, after.period] for before, after in judgement.suspected],
    }


def _chance_record(judgement: Judgement) -> Record:
    """Return the chance, of arriving or of staying, with the record of staying and what the pace of a sum brings."""
    chance, staying, money = judgement.chance, judgement.staying, judgement.money
    return {
        "chance": chance,
        "chance_of": None if chance is None else "staying" if staying else "arriving",
        "staying": None if staying is None else asdict(staying),
        "money": None if money is None else asdict(money) | {"short": money.short},
    }


def _beside_record(row: ScorecardRow, reference: Reference) -> Record:
    return {
        "to_be_checked": row.target.to_be_checked,
        "sdg_targets": [one.sdg_target for one in reference.sdg_links.get(row.target.target_id, ())],
        "evidence": evidence_records(row),
    }


def evidence_records(row: ScorecardRow) -> list[Record]:
    """Return the evidence beside a target as plain records, in the stable keys that scripts rely on."""
    return [
        {
            "indicator": series.indicator,
            "ref_area": series.ref_area,
            "value": point.value,
            "period": point.period,
            "year": point.year,
            "unit_measure": series.unit_measure,
            **dict(zip(("sex", "age", "urbanisation", "breakdown"), series.dimensions, strict=True)),
            "edition": edition_words(series.edition),
            "released": series.released,
            "source": origin_words(point.source or series.source),
            "certainty": series.certainty,
            "reason": text(f"target.evidence_why.{series.certainty}"),
        }
        for series, point in row.evidence_figures
    ]


def evidence_line(row: ScorecardRow) -> str:
    """Return the evidence beside a target in one cell of a table."""
    return "; ".join(
        text(
            "target.evidence_cell",
            value=" ".join(
                part for part in (part_words(series), format_value(point.value, series.unit_measure)) if part
            ),
            period=format_period(point.period),
            edition=edition_words(series.edition),
            certainty=text(f"target.certainty.{series.certainty}"),
        )
        for series, point in row.evidence_figures
    )


def _figures_record(judgement: Judgement) -> Record:
    latest, period = judgement.latest, judgement.baseline_period
    return {
        "latest_value": latest.value if latest else None,
        "latest_year": latest.year if latest else None,
        "latest_period": latest.period if latest else None,
        "latest_qualifier": latest.qualifier if latest else None,
        "baseline_value": judgement.baseline_value,
        "baseline_year": int(period[:4]) if period else None,
        "baseline_origin": judgement.baseline_origin,
        "target_value": judgement.target_value,
        "target_upper": judgement.target_upper,
        "level": judgement.line,
        "progress": judgement.progress,
        "gap": judgement.gap,
        "gap_to_target": judgement.gap_to_target,
        "required_pace": judgement.required_pace,
        "actual_pace": judgement.actual_pace,
        "acceleration_factor": judgement.acceleration_factor,
    }


def figure_record(found: tuple[Series, Point] | None) -> Record | None:
    """Return the newest figure of all editions, which stands large wherever the series is shown; None without one."""
    if found is None:
        return None
    series, point = found
    return {"obs_value": point.value, "time_period": point.period, "edition": edition_words(series.edition)}


def no_series_record(indicator: str, ref_area: str) -> Record:
    """Return the keys of a series record where there are no observations."""
    empty = dict.fromkeys(("edition", "released", "in_use", "unit_measure", "source", "derived"))
    return {"indicator": indicator, "ref_area": ref_area, **empty, "observations": []}


def flat_records(rows: Sequence[ScorecardRow], reference: Reference) -> list[Record]:
    """Return the scorecard as flat rows, all with the same keys: what is nested becomes columns of its own."""
    found = []
    for row in rows:
        record = scorecard_record(row, reference)
        for name, parts in NESTED.items():
            inner = record.pop(name) or {}
            record |= {f"{name}_{part}": inner.get(part) for part in parts}
        record |= {name: ", ".join(record[name]) for name in ("rests_on",)}
        record["editions_disagree"] = ", ".join(one["edition"] for one in record["editions_disagree"])
        record["suspected_breaks"] = ", ".join("-".join(pair) for pair in record["suspected_breaks"])
        record |= {"sdg_targets": ", ".join(record["sdg_targets"]), "evidence": evidence_line(row)}
        found.append(flat_projection(record) | {"status_word": text(f"status.{row.judgement.status}")})
    return found


def series_record(series: Series, *, in_use: bool) -> Record:
    """Return one edition of a series with its observations, oldest first."""
    return {
        "indicator": series.indicator,
        "ref_area": series.ref_area,
        "edition": edition_words(series.edition),
        "released": series.released,
        "in_use": in_use,
        "unit_measure": series.unit_measure,
        "source": origin_words(series.source),
        "derived": series.derived,
        "observations": [
            {
                "time_period": point.period,
                "obs_value": point.value,
                "obs_status": point.obs_status,
                "qualifier": point.qualifier,
                "source": origin_words(point.source or series.source),
            }
            for point in (*series.points, *series.forecasts)
        ],
    }
