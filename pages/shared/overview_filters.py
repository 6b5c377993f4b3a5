"""What a reader of the overview chose: frameworks, statuses, targets of the Sustainable Development Goals, an area."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.reference import Reference
from data.schemas.target import Target
from i18n import text
from metrics.judgement import STATUSES
from pages.shared.areas import choose_area
from pages.shared.filters import choose_several, filter_row
from services.scorecard import ScorecardRow
from topics.target_lines import framework_name


@dataclass(frozen=True)
class OverviewChoice:
    """The choices; none chosen means all, no area means each target's own."""

    frameworks: Sequence[str]
    statuses: Sequence[str]
    sdg_targets: Sequence[str]
    area: str | None

    def keeps(self, row: ScorecardRow, reference: Reference) -> bool:
        """Return whether a target is among what was chosen."""
        serves = {one.sdg_target for one in reference.sdg_links.get(row.target.target_id, ())}
        return (
            (not self.frameworks or row.target.framework in self.frameworks)
            and (not self.statuses or row.judgement.status in self.statuses)
            and (not self.sdg_targets or not serves.isdisjoint(self.sdg_targets))
        )


def choose_of_overview(targets: Sequence[Target], reference: Reference) -> OverviewChoice:
    """Draw the filters of the overview and return what was chosen; the link keeps it."""
    with filter_row(4) as (first, second, third, fourth):
        with first:
            every, names = text("overview.all_frameworks"), _frameworks(targets, reference)
            titles = {name: framework_name(name, reference) for name in names}
            chosen = choose_several(
                "framework", text("overview.framework"), names, titles.__getitem__, placeholder=every
            )
        with second:
            every, words = text("overview.all_statuses"), lambda code: text(f"status.{code}")
            statuses = choose_several("status", text("overview.status"), STATUSES, words, placeholder=every)
        with third:
            every, words = text("overview.all_sdg"), lambda code: text("overview.sdg_option", sdg=code)
            served = sdg_options(targets, reference)
            sdg_targets = choose_several("sdg", text("overview.sdg"), served, words, placeholder=every)
        with fourth:
            area = choose_area(name=text("overview.area"), nothing=text("overview.own_area"))
    return OverviewChoice(chosen, statuses, sdg_targets, area)


def sdg_options(targets: Sequence[Target], reference: Reference) -> list[str]:
    """Return the SDG targets that any of the targets serves, in the order of the goals."""
    links = [one for target in targets for one in reference.sdg_links.get(target.target_id, ())]
    return list(dict.fromkeys(one.sdg_target for one in sorted(links, key=lambda one: one.place)))


def _frameworks(targets: Sequence[Target], reference: Reference) -> list[str]:
    used = {one.framework for one in targets}
    return [*(name for name in reference.frameworks if name in used), *sorted(used - set(reference.frameworks))]
