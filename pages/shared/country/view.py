"""What the country page shows of one area: found once, then drawn section by section."""

from dataclasses import dataclass
from datetime import date

from data.reference import Reference
from pages.shared.access import get_view
from services.peers import Standing, find_standings
from services.profile import Profile, find_profile
from services.scorecard import ScorecardRow, make_scorecard
from services.sentences import area_phrase
from services.small_trends import SmallTrend, find_small_trends
from services.tracker import State
from services.view import View
from services.wording import area_name


@dataclass(frozen=True)
class AreaView:
    """An area with everything the page says of it; `rows` are the targets that apply to it."""

    view: View
    profile: Profile
    rows: list[ScorecardRow]
    trends: list[SmallTrend]
    standings: list[Standing]

    @property
    def area(self) -> str:
        """Return the code of the area."""
        return self.profile.ref_area

    @property
    def reference(self) -> Reference:
        """Return the reference data."""
        return self.view.reference

    @property
    def state(self) -> State:
        """Return the published data."""
        return self.view.state

    @property
    def day(self) -> date:
        """Return the day that is looked at."""
        return self.view.day

    @property
    def name(self) -> str:
        """Return the name of the area."""
        return area_name(self.area, self.reference)

    @property
    def phrase(self) -> str:
        """Return the area as it is named inside a sentence."""
        return area_phrase(self.area, self.reference)


def find_view(ref_area: str) -> AreaView:
    """Return what there is to say of an area, at the moment the reader looks at."""
    view = get_view()
    state, reference, day = view.state, view.reference, view.day
    rows = [row for row in make_scorecard(state, reference, day, ref_area) if row.judgement.applies]
    profile = find_profile(view, ref_area)
    trends = find_small_trends(state, reference, ref_area, rows, day)
    return AreaView(view, profile, rows, trends, find_standings(view, profile))
