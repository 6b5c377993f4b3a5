"""What is said of the schools chosen: the answer in a sentence, the pace to connect all, words of the census."""

import math
from collections.abc import Sequence
from datetime import date

from data.schemas.revision import Revision
from exhibits.origins import by_words
from exhibits.scorecard import FrameworkTitle
from i18n import counted, format_count, format_date, format_period, format_plain, has_text, share_words, text
from metrics.schools import BANDS, Connectivity, SpeedLines, Students, YearlyNeed
from services.file_names import file_name
from services.groups import area_name, kind_of, name_list
from services.schools.counting import UNLISTED
from topics.schools.view import SchoolView, Speeds
from topics.sentences import area_phrase

NO_MORE = 1e-9
MOST_COUNTRIES = 6


def heading_of(key: str) -> FrameworkTitle:
    """Return the heading of a section."""
    return FrameworkTitle(text(f"schools.heading.{key}"))


def source_words(revision: Revision) -> str:
    """Return the source under every picture: which revision of the census, by whom and when."""
    return text(
        f"schools.source.{revision.deed}",
        file=revision.file or text("schools.no_file"),
        by=by_words(revision),
        day=format_date(revision.at.date()),
        revision=revision.revision,
    )


def range_words(schools: Connectivity) -> str:
    """Return the share connected as a range: 38 % to 61 %; a single figure where nothing is unknown.

    Where nothing is known, as in a list of locations, 0 % to 100 % would say nothing: then it is said to be missing.
    """
    low, high = schools.share_low, schools.share_high
    if low is None or high is None:
        return text("numbers.missing")
    if schools.unknown == schools.total:
        return text("schools.not_recorded")
    ends = share_words(low), share_words(high)
    if not schools.unknown or ends[0] == ends[1]:
        return ends[0]
    return text("schools.range", low=ends[0], high=ends[1])


def answer_words(view: SchoolView) -> str:
    """Return the answer in a sentence: how many of the schools chosen are connected, and what leaves it open."""
    found = view.whole.connectivity
    kind = "unknown" if found.unknown == found.total else "range" if found.unknown else "known"
    form = "chosen" if view.choice.is_narrowed else "group" if view.by_country else "plain"
    return text(
        f"schools.answer.{kind}.{form}",
        area=area_words(view),
        share=range_words(found),
        total=format_plain(found.total, 0),
        schools=counted("schools.schools", found.total),
        yes=format_plain(found.yes, 0),
        no=format_plain(found.no, 0),
        unknown=format_plain(found.unknown, 0),
    )


def area_words(view: SchoolView) -> str:
    """Return the area as it is named inside a sentence, with the part of the country where one is chosen."""
    phrase = area_phrase(view.choice.area, view.reference)
    return text("schools.part_of", part=view.choice.admin1, area=phrase) if view.choice.admin1 else phrase


def area_title(view: SchoolView) -> str:
    """Return the name of the area for a heading, with every filter in force but the answers."""
    return _narrowed(bar_name(view), _words_of(view, answers=False))


def bar_name(view: SchoolView) -> str:
    """Return the name of the area at its bar, with the part of the country where one is chosen."""
    name = area_name(view.choice.area, view.reference)
    return f"{view.choice.admin1}, {name}" if view.choice.admin1 else name


def title_words(view: SchoolView) -> str:
    """Return the area inside the title of a picture, with every filter in force: Kenya (Primary; Fibre)."""
    return _narrowed(area_words(view), _words_of(view, answers=True))


def _narrowed(area: str, words: Sequence[str]) -> str:
    return text("schools.narrowed", area=area, chosen="; ".join(words)) if words else area


def _words_of(view: SchoolView, *, answers: bool) -> list[str]:
    """Return the levels, connection types and answers chosen, in words; a list each where several are chosen."""
    choice = view.choice
    said = [[text(f"schools.answer_word.{one}") for one in choice.answers]] if answers else []
    lists = [[word_of("level", one) for one in choice.levels], [word_of("type", one) for one in choice.types], *said]
    return [name_list(one) for one in lists if one]


def file_words(view: SchoolView, name: str) -> str:
    """Return the name of a file with what it holds: schools-places-ken-primary-fiber."""
    choice = view.choice
    chosen = [one or "none" for one in (*choice.levels, *choice.types, *choice.answers)]
    return file_name(name, choice.area, choice.admin1, *chosen)


def holding_words(view: SchoolView) -> str:
    """Return how many countries of a group have schools here, and which; empty for a country."""
    if kind_of(view.choice.area, view.reference) == "country":
        return ""
    names = name_list(sorted(area_name(one, view.reference) for one in view.holding), MOST_COUNTRIES)
    of = counted("numbers.countries", len(view.members))
    return counted("schools.holding", len(view.holding), of=of, countries=names)


def shown_words(view: SchoolView) -> str:
    """Return that only schools of some answers are shown below; empty where all are."""
    if not view.choice.answers:
        return ""
    words = name_list([text(f"schools.answer_word.{one}").lower() for one in view.choice.answers])
    return counted("schools.shown", view.shown.connectivity.total, answers=words)


def need_words(need: YearlyNeed | None, schools: Connectivity, year: int) -> tuple[str, str]:
    """Return how many schools a year must be connected, and in small print what that rests on."""
    if not schools.no + schools.unknown:
        return text("schools.need.none"), text("schools.need.none_note")
    if need is None:
        return text("schools.need.passed"), text("schools.need.passed_note", year=year)
    low, high = (format_count(rounded_up(one)) for one in (need.low, need.high))
    value = low if low == high else text("schools.range", low=low, high=high)
    key = "schools.need.note_range" if low != high else "schools.need.note"
    return value, text(key, day=format_date(date(year, 12, 31)), years=format_plain(need.years, 1))


def rounded_up(number: float) -> float:
    """Return a number rounded up to three digits, so that it does not claim more than it knows: 2,828.3 is 2,830."""
    step = 10.0 ** max(0, math.floor(math.log10(number)) - 2) if number > 0 else 1.0
    return math.ceil(number / step - NO_MORE) * step


def students_words(students: Students) -> tuple[str, str]:
    """Return a number of students, and of how many schools it is known."""
    if not students.of:
        return text("numbers.missing"), ""
    if not students.schools:
        return text("numbers.missing"), text("schools.students_none")
    note = text("schools.students_note", share=share_words(students.coverage))
    return text("numbers.missing") if students.number is None else format_count(students.number), note


def checked_words(checked_on: str) -> str:
    """Return the newest date of a check, or that none is known."""
    return format_period(checked_on) if checked_on else text("schools.not_dated")


def speed_sentence(speeds: Speeds, lines: SpeedLines) -> str:
    """Return how fast the schools are: the good ones, those at the line of 2030, those with enough for each student."""
    if not speeds.measured:
        return counted("schools.speed.none_measured", speeds.total)
    good = speeds.bands["good"] + speeds.bands["target"]
    answer = counted(
        "schools.speed.answer",
        speeds.total,
        measured=format_plain(speeds.measured, 0),
        not_measured=format_plain(speeds.total - speeds.measured, 0),
        good=format_plain(good, 0),
        good_share=share_words(good / speeds.measured),
        good_line=format_plain(lines.good_mbps),
        target=format_plain(speeds.bands["target"], 0),
        target_share=share_words(speeds.bands["target"] / speeds.measured),
        target_line=format_plain(lines.target_mbps),
    )
    return " ".join(filter(None, (answer, _connected_words(speeds), _enough_words(speeds, lines))))


def _connected_words(speeds: Speeds) -> str:
    return counted("schools.speed.connected", speeds.measured, connected=format_plain(speeds.measured_connected, 0))


def _enough_words(speeds: Speeds, lines: SpeedLines) -> str:
    """Return how many schools have enough for each student; empty where that is known of none."""
    if not speeds.enough_known:
        return ""
    return text(
        "schools.speed.enough",
        enough=format_plain(speeds.enough, 0),
        known=format_plain(speeds.enough_known, 0),
        share=share_words(speeds.enough / speeds.enough_known),
        line=format_plain(lines.kbps_a_student),
    )


def band_words(lines: SpeedLines) -> dict[str, str]:
    """Return what each band of speed is called, with its limits."""
    limits = {"good": format_plain(lines.good_mbps), "target": format_plain(lines.target_mbps)}
    return {band: text(f"schools.band.{band}", **limits) for band in BANDS}


def word_of(dimension: str, label: str) -> str:
    """Return what a label of the census is called: as the census says, or that it is not stated or not in the list."""
    if label in ("", UNLISTED):
        return text("schools.unlisted" if label else "schools.not_stated")
    key = f"schools.{dimension}.{label.split(maxsplit=1)[0].lower()}"
    return text(key) if has_text(key) else label


def place_name(view: SchoolView, place: str) -> str:
    """Return the name of a country, or of a part of one as the census writes it."""
    if view.by_country:
        return area_name(place, view.reference)
    return place or text("schools.no_part")


def chosen_words(view: SchoolView) -> str:
    """Return which schools a picture shows, in small print: levels, types and answers chosen; all without a choice."""
    return "; ".join(_words_of(view, answers=True)) or text("schools.all_schools")
