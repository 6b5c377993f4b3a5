"""The menu: which pages there are, the file of each, the places in the bar, and where older addresses lead."""

from pathlib import Path

PAGES = Path(__file__).resolve().parents[1]
SECTIONS = {
    "progress": (
        "overview",
        "changes",
        "targets",
        "closed_plan",
        "target",
        "internet_access",
        "affordability",
        "ewaste",
        "schools",
        "pledges",
    ),
    "explore": ("country", "maps", "compare", "gap", "scenario", "money"),
    "manage": ("upload", "revisions"),
    "about": ("methods", "record", "sources"),
}
"""The pages by the folder in which their files lie."""
FIRST = "overview"
"""The page that opens without a name in the address."""
FOLDERS = {name: section for section, names in SECTIONS.items() for name in names}
BAR: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("", (("overview", "country"),)),
    (
        "topics",
        (
            ("internet_access", "affordability", "ewaste", "schools", "pledges"),
            ("changes", "gap", "maps", "compare", "scenario", "money"),
        ),
    ),
    ("targets", (("targets", "closed_plan"),)),
    ("data", (("upload", "revisions", "sources"),)),
    ("about", (("methods", "record"),)),
)
"""The places in the bar, from left to right: a name under which pages fold out in groups, or none: they stand there."""
FILTERS_OF_TARGETS = frozenset({"framework", "status", "sdg"})
"""What a link to the first page once asked for: since then the list of targets has a page of its own."""


def page_file(name: str) -> str:
    """Return the file of a page by its name in the menu, whole, so that it does not matter which script runs."""
    return str(PAGES / FOLDERS[name] / f"{name}.py")


def page_at(path: str) -> str:
    """Return the file of the page that a link of ours opens: `./` is the first one, `country` the one of that name."""
    return page_file(path.removeprefix("./") or FIRST)


def page_of_old(page: str, asked: frozenset[str]) -> str:
    """Return the page that answers what an address asks for, which for an older address may be another one.

    Args:
        page: The name of the page in the address.
        asked: The names of the choices in the address.
    """
    return "targets" if page == FIRST and asked & FILTERS_OF_TARGETS else page
