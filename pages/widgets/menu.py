"""The menu: which pages there are, section by section, and the file of each."""

from pathlib import Path

PAGES = Path(__file__).resolve().parents[1]
SECTIONS = {
    "progress": ("overview", "target", "internet_access", "affordability", "ewaste", "schools", "pledges"),
    "explore": ("country", "maps", "compare", "gap", "scenario", "money"),
    "manage": ("upload", "revisions", "targets"),
    "about": ("methods", "record", "sources"),
}
FIRST = "overview"
"""The page that opens without a name in the address."""
FOLDERS = {name: section for section, names in SECTIONS.items() for name in names}


def page_file(name: str) -> str:
    """Return the file of a page by its name in the menu, whole, so that it does not matter which script runs."""
    return str(PAGES / FOLDERS[name] / f"{name}.py")


def page_at(path: str) -> str:
    """Return the file of the page that a link of ours opens: `./` is the first one, `country` the one of that name."""
    return page_file(path.removeprefix("./") or FIRST)
