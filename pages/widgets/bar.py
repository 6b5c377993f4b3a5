"""The bar above every page: the places of the product, a search for whatever has a name, the area, and what to do."""

from dataclasses import dataclass

import streamlit as st

from charts.pieces import write_one
from data.schemas.target import Target
from i18n import text
from pages.widgets.access import get_view
from pages.widgets.filters import AREA, MEMBERS, choose_area_of_all
from pages.widgets.menu import BAR, FIRST, FOLDERS
from pages.widgets.show import follow_link, piece_script
from services.misuse import STORE_TROUBLE
from services.view import View
from topics.links import area_link, indicator_link

ROOM = "c2030_bar"
BEGINS = ("country", "group", "indicator", "target", "page")
"""Kinds of things that have a name, in the order in which equally good ones are found."""


@dataclass(frozen=True)
class Place:
    """A page in the bar: what it is called and its address; `here` where it is the one that is shown."""

    words: str
    address: str
    here: bool


@dataclass(frozen=True)
class Fold:
    """Places in the bar: groups of pages that fold out under a name, or, without one, pages that stand there."""

    name: str
    groups: tuple[tuple[Place, ...], ...]

    @property
    def here(self) -> bool:
        """Return whether the page that is shown is one of them."""
        return any(place.here for group in self.groups for place in group)


@dataclass(frozen=True)
class NavigationBar:
    """The bar in words; `home` is the address of the first page."""

    product: str
    home: str
    menu: str
    label: str
    search: str
    folds: tuple[Fold, ...]


SEARCH = """
  const box = frame.querySelector("[role=combobox]"), list = frame.querySelector("[role=listbox]");
  const say = frame.querySelector(".c2030-found");
  const plain = (words) => words.normalize("NFD").replace(/[\\u0300-\\u036f]/g, "").toLowerCase();
  let found = [], at = -1;
  const rank = (one, sought) => {
    const name = plain(one[0]), code = plain(one[3]);
    if (code === sought || name === sought) return 0;
    if (name.startsWith(sought)) return 1;
    if (name.split(/[^a-z0-9]+/).some((word) => word.startsWith(sought))) return 2;
    return name.includes(sought) ? 3 : 9;
  };
  const mark = (next) => {
    at = next;
    [...list.children].forEach((one, number) => one.setAttribute("aria-selected", number === at));
    const here = list.children[at];
    if (here) { box.setAttribute("aria-activedescendant", here.id); here.scrollIntoView({ block: "nearest" }); }
    else box.removeAttribute("aria-activedescendant");
  };
  const close = () => { list.hidden = true; box.setAttribute("aria-expanded", "false"); mark(-1); };
  const look = () => {
    const sought = plain(box.value.trim());
    if (!sought) { close(); say.textContent = ""; return; }
    found = data.names.map((one, place) => [rank(one, sought), one[2], place, one]).filter((one) => one[0] < 9)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, 8).map((one) => one[3]);
    list.replaceChildren(...found.map((one, number) => {
      const item = document.createElement("li"), kind = document.createElement("small");
      item.role = "option"; item.id = `c2030-found-${number}`; item.textContent = one[0];
      kind.textContent = data.kinds[one[2]]; item.append(kind);
      item.onmousedown = (event) => { event.preventDefault(); open(one); };
      return item;
    }));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    say.textContent = found.length ? "" : data.nothing;
    mark(found.length ? 0 : -1);
  };
  const open = (one) => { box.value = ""; close(); box.blur(); setTriggerValue("open", one[1]); };
  box.oninput = look;
  box.onfocus = look;
  box.onblur = () => { close(); say.textContent = ""; };
  box.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: found.length - 1 }[event.key];
    if (step !== undefined && found.length) { event.preventDefault(); mark((at + step) % found.length); }
    else if (event.key === "Enter") { event.preventDefault(); if (!list.hidden && found[at]) open(found[at]); }
    else if (event.key === "Escape") { box.value = ""; close(); say.textContent = ""; }
  };
  const bar = frame.querySelector("nav"), button = frame.querySelector(".c2030-menu");
  const unfold = (open) => { bar.classList.toggle("c2030-open", open); button.setAttribute("aria-expanded", open); };
  button.onclick = () => unfold(!bar.classList.contains("c2030-open"));
  const folds = [...frame.querySelectorAll("details")];
  folds.forEach((one) => one.ontoggle = () => {
    if (one.open) folds.forEach((other) => { if (other !== one) other.open = false; });
  });
  frame.onkeyup = (event) => {
    const open = event.target.closest("details[open]");
    if (event.key !== "Escape") return;
    if (open) { open.open = false; open.querySelector("summary").focus(); }
    else if (bar.classList.contains("c2030-open")) { unfold(false); button.focus(); }
  };
  const outside = (event) => { if (!frame.contains(event.target) || event.target.closest("a")) {
    folds.forEach((one) => { one.open = false; });
    unfold(false);
  } };
  const jump = (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable=true]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
  };
  document.addEventListener("click", outside);
  document.addEventListener("keydown", jump);
  return () => { document.removeEventListener("click", outside); document.removeEventListener("keydown", jump); };
"""
COMPONENT = st.components.v2.component(
    "connect2030_bar", html='<div class="c2030"></div>', js=piece_script(SEARCH), isolate_styles=False
)


def draw_bar(page: str) -> None:
    """Draw the bar of a page: its places, the search and the area."""
    bar = NavigationBar(
        product=text("frame.product"),
        home="./",
        menu=text("frame.menu"),
        label=text("frame.places"),
        search=text("frame.search"),
        folds=tuple(_fold(name, groups, page) for name, groups in BAR),
    )
    data = {
        "html": write_one(bar),
        "names": _names(),
        "kinds": [text(f"frame.kind_{kind}") for kind in BEGINS],
        "nothing": text("frame.search_nothing"),
    }
    follow_link(COMPONENT(key="bar", data=data, on_open_change=lambda: None, width="stretch"))
    with st.container(key="c2030_area", width="content"):
        choose_area_of_all()


def _fold(name: str, groups: tuple[tuple[str, ...], ...], page: str) -> Fold:
    return Fold(
        text(f"frame.fold_{name}") if name else "",
        tuple(tuple(_place(one, page) for one in group) for group in groups),
    )


def _place(name: str, page: str) -> Place:
    address = f"./?{AREA}=WLD" if name == FIRST else name
    return Place(text(f"{name}.menu"), address, name == page)


def _names() -> list[tuple[str, str, int, str]]:
    """Return whatever can be searched for: its name, its address, the number of its kind, and its code.

    Where the store cannot be read, the pages alone: what is wrong with it stands below the bar.
    """
    pages = [
        (text(f"{name}.menu"), "./" if name == FIRST else name, BEGINS.index("page"), name)
        for name in FOLDERS
        if name != "target"
    ]
    try:
        return [*_names_of(get_view()), *pages]
    except STORE_TROUBLE:
        return pages


def _names_of(view: View) -> list[tuple[str, str, int, str]]:
    """Return the areas, the indicators with figures and the targets of what is looked at."""
    reference = view.reference
    areas = [
        (one.name, area_link(view, "country", one.ref_area), BEGINS.index(_kind(one.kind)), one.ref_area)
        for one in reference.areas.values()
    ]
    area = str(st.query_params.get(AREA, "WLD"))
    area = "WLD" if st.query_params.get(MEMBERS) or area not in reference.areas else area
    held = view.state.world.book.indicators()
    indicators = [
        (one.name, address, BEGINS.index("indicator"), one.indicator)
        for one in reference.indicators.values()
        if one.indicator in held and (address := indicator_link(view, one, area))
    ]
    targets = [
        (_target_words(one), area_link(view, "target", one.ref_area, target=one.target_id), BEGINS.index("target"), "")
        for one in view.state.targets
    ]
    return [*areas, *indicators, *targets]


def _kind(kind: str) -> str:
    return "country" if kind == "country" else "group"


def _target_words(target: Target) -> str:
    return text("target.option", framework=target.framework, number=target.number, wording=target.wording)
