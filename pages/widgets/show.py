"""Exhibits on a page: each part drawn as what it is, from top to bottom."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from itertools import takewhile
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

import plotly.graph_objects as go
import streamlit as st

from charts.drawing import figure_of, key_of
from charts.html import safe, style_rules, wrap
from charts.key import draw_heading
from charts.pieces import write, write_one, write_remarks, write_table
from charts.stage import mark_example
from charts.theme import Mode
from exhibits.exhibit import Exhibit, Files, Heading, Lead, Notice, Part, Passage, Picture, Table, Tools
from exhibits.scorecard import Answer
from i18n import format_date, text
from pages.widgets.access import get_state, get_view, judging_day
from pages.widgets.filters import LINK_OPENS, WORLD, chosen_area, escape_markdown
from pages.widgets.framework import DeltaGenerator
from pages.widgets.menu import page_at
from pages.widgets.printing import is_lit
from reports.exports import export_rows
from topics.gap.counting import census_counts
from topics.topic_page import show_modes

HEADING_ROOM, BESIDE = "c2030_chart", "c2030_beside"
"""The frame of a picture, and a picture with what is read beside it, which the style and the printing know by name."""
EIGHT_AND_FOUR = (8, 4)
TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


HTML = '<div class="c2030"></div>'
SCRIPT = """
// The tools of a picture: it is saved with its title and source, or its address is copied.
function useTool(tool) {
  const { do: deed, file, at, copied } = tool.dataset;
  if (deed === "link") {
    history.replaceState(history.state, "", `#${at}`);
    navigator.clipboard?.writeText(location.href);
    tool.parentElement.querySelector("[role=status]").textContent = copied;
    return;
  }
  const plot = tool.closest('[class*="st-key-c2030_chart_"]')?.querySelector(".js-plotly-plot");
  if (plot) window.Plotly?.downloadImage(plot, { format: deed, filename: file, width: 1200, height: 675, scale: 2 });
}
export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".c2030");
  if (frame.dataset.shown !== data.html) {
    frame.innerHTML = data.html;
    frame.dataset.shown = data.html;
  }
  const asked = decodeURIComponent(location.hash.slice(1));
  if (asked && frame.firstElementChild?.id === asked && !window.c2030Arrived) {
    window.c2030Arrived = true;
    setTimeout(() => frame.firstElementChild?.scrollIntoView(), 600);
  }
  frame.onclick = (event) => {
    const tool = event.target.closest("button[data-do]");
    if (tool) { useTool(tool); return; }
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    link.closest("nav")?.querySelectorAll("details[open]").forEach((one) => { one.open = false; });
    const title = () => document.querySelector("h1")?.textContent;
    const before = title();
    const until = performance.now() + 20000;
    const startAtTheTop = () => {
      const heading = document.querySelector("h1");
      if (title() && title() !== before) {
        document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      } else if (performance.now() < until) requestAnimationFrame(startAtTheTop);
    };
    startAtTheTop();
    setTriggerValue("open", link.getAttribute("href"));
  };
MORE
}
"""


def piece_script(more: str = "") -> str:
    """Return the script of a component of ours that shows HTML and follows its links; `more` is what else it does."""
    return SCRIPT.replace("MORE", more)


COMPONENT = st.components.v2.component(
    "connect2030_piece", html=HTML, css=f"\n{style_rules()}\n", js=piece_script(), isolate_styles=False
)


def draw_piece(body: str, key: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Draw HTML that our `charts` made (every text of the data escaped in it) and follow a click on its links.

    A plain click opens the page within the session, at its top; with a modifier key the browser follows the address.
    """
    follow_link(COMPONENT(key=key, data={"html": body}, on_open_change=lambda: None, width=width))


def follow_link(result: Any) -> None:  # noqa: ANN401 - what a component returns has no type of its own
    """Open the page of the link that was clicked in a component of ours, if one was."""
    if result.open:
        address = urlsplit(str(result.open))
        st.session_state[LINK_OPENS] = True
        st.switch_page(page_at(address.path), query_params=parse_qs(address.query))


ANSWER = "answer_shown"
"""Under this name the session keeps the first answer that the page gave in this run, to be read out when it changes."""
LIVE = st.components.v2.component(
    "connect2030_live",
    html='<p class="c2030 c2030-spoken" role="status" aria-live="polite"></p>',
    js="""
export default function ({ parentElement, data }) {
  const line = parentElement.querySelector("p");
  const before = line.dataset.said;
  line.dataset.said = data.words;
  if (before !== undefined && before !== data.words) line.textContent = data.words;
}
""",
    isolate_styles=False,
)


def name_page(words: str) -> None:
    """Give the page a name in the browser's tab and history: what it is of, such as a country or a target."""
    st.set_page_config(page_title=f"{words} · {text('frame.product')}")


def draw_head(room: DeltaGenerator, page: str, indicator: str, mode: str, *shown: Exhibit | None) -> None:
    """Draw what stands above the answer: the topic with the area, and the ways to look at the indicator.

    Args:
        room: Where it stands, above the choices that decide what it says.
        page: The page; where nothing shown has an answer, which is the heading then, its question is.
        indicator: What is looked at.
        mode: The way of looking that is shown.
        shown: What the page shows.
    """
    passages = [one for exhibit in shown if exhibit for one in exhibit.of_kind(Passage)]
    answered = any(isinstance(one, Answer) for passage in passages for one in passage.texts)
    view, area = get_view(), chosen_area()
    name_page(f"{text(f'{page}.menu')} · {view.name_of(area)}" if area else text(f"{page}.menu"))
    with room:
        if not answered:
            st.title(text(f"{page}.title"), anchor=False)
        show_parts([show_modes(view, indicator, area or WORLD, mode, census_counts(view.state))])


def read_out_answer() -> None:
    """Read out the answer of the page, politely, whenever a choice has changed it; not when the page is opened."""
    words = str(st.session_state.pop(ANSWER, ""))
    with st.container(key="c2030_live"):
        LIVE(key="live", data={"words": words})


def say_on_paper() -> None:
    """Say at the foot of the page by which day it is judged, on paper alone."""
    words = text("frame.printed", day=format_date(judging_day()))
    st.html(f'<p class="c2030 c2030-paper c2030-foot">{safe(words)}</p>')


def _keep_answer(passage: Passage) -> None:
    found = next((one.words for one in passage.texts if isinstance(one, Answer | Lead)), "")
    if found:
        st.session_state.setdefault(ANSWER, found)


def show(*exhibits: Exhibit | None) -> None:
    """Draw exhibits one after another; where there is none, nothing."""
    for exhibit in exhibits:
        if exhibit is not None:
            show_parts(exhibit.parts)


def show_parts(parts: Iterable[Part]) -> None:
    """Draw the parts of an exhibit; the folded tables behind a picture stand in its frame, under its tools."""
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        match part:
            case Heading():
                (st.header if part.level == 2 else st.subheader)(part.words, anchor=False)
            case Passage():
                _keep_answer(part)
                draw_piece(write(part.texts), key=part.name)
            case Notice():
                _show_notice(part)
            case Picture():
                _show_picture(part, _folded(waiting))
            case Table():
                _show_tables([part, *_folded(waiting)] if part.folded else [part])
            case Files():
                offer_files(part.make, part.file, key=part.name)


def _folded(waiting: list[Part]) -> list[Table]:
    """Take the folded tables from the head of what waits to be drawn, and return them."""
    found = list(takewhile(lambda part: isinstance(part, Table) and part.folded, waiting))
    del waiting[: len(found)]
    return [part for part in found if isinstance(part, Table)]


def _show_notice(notice: Notice) -> None:
    items = "\n".join(f"- {escape_markdown(item)}" for item in notice.items)
    words = escape_markdown(notice.words) + (f"\n\n{items}" if items else "")
    (st.warning if notice.kind == "warning" else st.info)(words, icon=f":material/{notice.icon}:")


def _show_picture(picture: Picture, tables: Sequence[Table]) -> None:
    """Draw a picture, with what is read beside it where there is anything."""
    if not picture.reading:
        _show_framed(picture, tables)
        return
    with st.container(key=f"{BESIDE}_{picture.name}"):
        left, right = st.columns(EIGHT_AND_FOUR, gap="large")
        with left:
            _show_framed(picture, tables)
        with right:
            draw_piece(write(picture.reading), key=f"{picture.name}_reading")


def _show_framed(picture: Picture, tables: Sequence[Table]) -> None:
    """Draw the one frame that pictures have: title, picture, key and source, tools, and its tables folded."""
    content, key, mode = picture.content, picture.name, color_mode()
    with st.container(gap=None, key=f"{HEADING_ROOM}_{key}"):
        draw_piece(draw_heading(content.title, content.about, key), key=f"{key}_heading")
        figure = figure_of(content, mode)
        mark_where_invented(figure, mode, picture.registers)
        st.plotly_chart(
            figure, theme=None, width="stretch", config=picture_settings(), alt=picture.alt, key=f"{key}_figure"
        )
        draw_piece(key_of(content) + write_remarks(picture.remarks), key=f"{key}_under")
        show_tools(key, content.title, tables, picture.file or key)


def _show_tables(tables: Sequence[Table]) -> None:
    """Draw tables that stand behind no picture: folded under tools, or whole with their files below."""
    first = tables[0]
    with st.container(gap=None, key=f"{HEADING_ROOM}_rows_{first.name}"):
        if first.folded:
            show_tools(f"rows_{first.name}", first.title, tables)
        else:
            draw_piece(write_table(first), key=f"{first.name}_table")
            _offer_table(first)


def show_tools(key: str, title: str, tables: Sequence[Table] = (), file: str = "") -> None:
    """Draw the tools of a picture in a row: its tables to unfold, the files, the picture as PNG and SVG, its address.

    Args:
        key: The name of the picture.
        title: Its title, so that the tools of one picture are called otherwise than those of another.
        tables: The tables behind it; the files of the first are among the tools, those of others below them.
        file: What the saved picture is called; without it nothing can be saved.
    """
    folds = tuple(one.fold or text("frame.table") for one in tables)
    tools = Tools(title, folds, key, file, text("frame.link"), text("frame.link_copied")) if folds or file else None
    if tools is None:
        return
    with st.container(horizontal=True, gap=None, key=f"c2030_screen_tools_{key}"):
        draw_piece(write_one(tools), key=f"{key}_tools", width="content")
        for table in tables[:1]:
            _offer(_rows_of(table), table.file or table.name, f"{table.name}_download", table.title)
    for number, table in enumerate(tables):
        with st.container(key=f"c2030_rows_{number}_{key}"):
            draw_piece(write_table(table), key=f"{table.name}_table")
            if number:
                _offer_table(table)


def _offer_table(table: Table) -> None:
    offer_files(_rows_of(table), table.file or table.name, f"{table.name}_download", table.title)


def _rows_of(table: Table) -> Callable[[str], bytes]:
    return lambda form: export_rows(table.columns, [*map(dict, table.records)], form, (table.file or table.name)[:31])


def offer_rows(columns: Sequence[str], rows: Sequence[dict[str, Any]], name: str, key: str) -> None:
    """Offer rows as a CSV and an Excel file; the files are made when they are asked for."""
    offer_files(lambda form: export_rows(columns, rows, form, name[:31]), name, key)


def offer_files(make: Callable[[str], bytes], name: str, key: str, of_what: str = "") -> None:
    """Offer a file as CSV and as Excel, called so; `make` returns it in one of the two when it is asked for.

    `of_what` is said after the form to whoever listens, so that no two buttons of a page are called the same.
    """
    with st.container(horizontal=True):
        _offer(make, name, key, of_what or name)


def _offer(make: Callable[[str], bytes], name: str, key: str, of_what: str) -> None:
    for form, mime in TYPES.items():
        st.download_button(
            f"{text(f'frame.{form}')} :small[, {escape_markdown(of_what)}]",
            data=partial(make, form),
            file_name=f"{name}.{form}",
            mime=mime,
            key=f"{key}_{form}",
            on_click="ignore",
            type="tertiary",
        )


def mark_where_invented(figure: go.Figure, mode: Mode, registers: Collection[str]) -> None:
    """Write on a figure that it is an example, where one of the registers whose rows it holds is invented."""
    if get_state().examples.intersection(registers):
        mark_example(figure, text("frame.example_mark"), mode)


def color_mode() -> Mode:
    """Return whether the reader's page is light or dark; for paper it is light."""
    return "dark" if st.context.theme.type == "dark" and not is_lit() else "light"


def picture_settings() -> dict[str, object]:
    """Return the settings of Plotly for any chart of ours: no zoom and no buttons, since the tools stand below it."""
    return {"displaylogo": False, "displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def draw_aside(words: str) -> None:
    """Draw a remark; no text in it becomes markup."""
    st.html(wrap(f'<p class="c2030-about">{safe(words)}</p>'))
