"""A piece of our own HTML on a page, whose links open pages without loading the whole dashboard again."""

from urllib.parse import parse_qs, urlsplit

import streamlit as st

from charts.html import style_rules
from pages.shared.menu import page_at

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
    const title = () => document.querySelector("h1")?.textContent;
    const before = title();
    const until = performance.now() + 20000;
    const startAtTheTop = () => {
      if (title() && title() !== before) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
      else if (performance.now() < until) requestAnimationFrame(startAtTheTop);
    };
    startAtTheTop();
    setTriggerValue("open", link.getAttribute("href"));
  };
}
"""
COMPONENT = st.components.v2.component(
    "connect2030_piece", html=HTML, css=f"\n{style_rules()}\n", js=SCRIPT, isolate_styles=False
)


def draw_piece(body: str, key: str) -> None:
    """Draw HTML that our `charts` made (every text of the data escaped in it) and follow a click on its links.

    A plain click opens the page within the session, at its top; with a modifier key the browser follows the address.
    """
    result = COMPONENT(key=key, data={"html": body}, on_open_change=lambda: None)
    if result.open:
        address = urlsplit(str(result.open))
        st.switch_page(page_at(address.path), query_params=parse_qs(address.query))
