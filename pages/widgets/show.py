"""Exhibits on a page: each part drawn as what it is, from top to bottom."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import plotly.graph_objects as go
import streamlit as st

from charts.drawing import figure_of, key_of
from charts.html import safe, style_rules, wrap
from charts.key import draw_heading
from charts.pieces import write, write_remarks, write_table
from charts.stage import mark_example
from charts.theme import Mode
from exhibits.exhibit import Exhibit, Files, Heading, Lead, Notice, Part, Passage, Picture, Table
from exhibits.scorecard import Answer
from i18n import format_date, text
from pages.widgets.access import get_state, judging_day
from pages.widgets.filters import LINK_OPENS, escape_markdown
from pages.widgets.menu import page_at
from pages.widgets.printing import is_lit, picture_form
from reports.exports import export_rows

PICTURE = {"width": 1200, "height": 675, "scale": 2}
HEADING_ROOM = "c2030_chart"
TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


HTML = '<div class="c2030"></div>'
SCRIPT = """
export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".c2030");
  if (frame.dataset.shown !== data.html) {
    frame.innerHTML = data.html;
    frame.dataset.shown = data.html;
  }
  frame.onclick = (event) => {
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


def draw_piece(body: str, key: str) -> None:
    """Draw HTML that our `charts` made (every text of the data escaped in it) and follow a click on its links.

    A plain click opens the page within the session, at its top; with a modifier key the browser follows the address.
    """
    follow_link(COMPONENT(key=key, data={"html": body}, on_open_change=lambda: None))


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
    """Draw the parts of an exhibit."""
    for part in parts:
        match part:
            case Heading():
                (st.header if part.level == 2 else st.subheader)(part.words, anchor=False)
            case Passage():
                _keep_answer(part)
                draw_piece(write(part.texts), key=part.name)
            case Notice():
                _show_notice(part)
            case Picture():
                _show_picture(part)
            case Table():
                _show_table(part)
            case Files():
                offer_files(part.make, part.file, key=part.name)


def _show_notice(notice: Notice) -> None:
    items = "\n".join(f"- {escape_markdown(item)}" for item in notice.items)
    words = escape_markdown(notice.words) + (f"\n\n{items}" if items else "")
    (st.warning if notice.kind == "warning" else st.info)(words, icon=f":material/{notice.icon}:")


def _show_picture(picture: Picture) -> None:
    """Draw a picture under its title; its only button saves it, as PNG or as SVG as the reader chose in the frame."""
    content, key, mode = picture.content, picture.name, color_mode()
    with st.container(gap=None, key=f"{HEADING_ROOM}_{key}"):
        draw_piece(draw_heading(content.title, content.about), key=f"{key}_heading")
        figure = figure_of(content, mode)
        mark_where_invented(figure, mode, picture.registers)
        config = picture_settings(picture.file or key)
        st.plotly_chart(figure, theme=None, width="stretch", config=config, alt=picture.alt, key=f"{key}_figure")
        draw_piece(key_of(content) + write_remarks(picture.remarks), key=f"{key}_under")


def _show_table(table: Table) -> None:
    fold = table.fold or text("frame.table")
    with st.expander(fold, icon=":material/table:") if table.folded else st.container():
        draw_piece(write_table(table), key=f"{table.name}_table")
        offer_rows(table.columns, table.records, table.file or table.name, key=f"{table.name}_download")


def offer_rows(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], name: str, key: str) -> None:
    """Offer rows as a CSV and an Excel file; the files are made when they are asked for."""
    offer_files(lambda form: export_rows(columns, [dict(row) for row in rows], form, name[:31]), name, key)


def offer_files(make: Callable[[str], bytes], name: str, key: str) -> None:
    """Offer a file as CSV and as Excel, called so; `make` returns it in one of the two when it is asked for."""
    with st.container(horizontal=True):
        for form, mime in TYPES.items():
            st.download_button(
                text(f"frame.{form}"),
                data=partial(make, form),
                file_name=f"{name}.{form}",
                mime=mime,
                key=f"{key}_{form}",
                on_click="ignore",
                icon=":material/download:",
            )


def mark_where_invented(figure: go.Figure, mode: Mode, registers: Collection[str]) -> None:
    """Write on a figure that it is an example, where one of the registers whose rows it holds is invented."""
    if get_state().examples.intersection(registers):
        mark_example(figure, text("frame.example_mark"), mode)


def color_mode() -> Mode:
    """Return whether the reader's page is light or dark; for paper it is light."""
    return "dark" if st.context.theme.type == "dark" and not is_lit() else "light"


def picture_settings(key: str) -> dict[str, object]:
    """Return the settings of Plotly for any chart of ours: one button, which saves it, and no zoom."""
    return {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": PICTURE | {"filename": key, "format": picture_form()},
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
    }


def draw_aside(words: str) -> None:
    """Draw a remark; no text in it becomes markup."""
    st.html(wrap(f'<p class="c2030-about">{safe(words)}</p>'))
