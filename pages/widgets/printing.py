"""The page on paper, and the form in which pictures are saved."""

from datetime import date

import streamlit as st

from i18n import format_date, text

LIT = "lit_for_paper"
SCRIPT = """
const PAPER = 680; // pixels that fit between the margins of A4 and Letter, upright
const charts = () => document.querySelectorAll('[data-testid="stPlotlyChart"]');
const wait = (time) => new Promise((done) => setTimeout(done, time));

function fold(open) {
  document.querySelectorAll("details.c2030-fold").forEach((one) => {
    if (open && !one.open) { one.dataset.unfolded = "yes"; one.open = true; }
    if (!open && one.dataset.unfolded) { delete one.dataset.unfolded; one.open = false; }
  });
}

// What is too wide for the sheet, or narrow because it stood in a column, is drawn anew for its width, which a chart on
// plain axes is at once. A map of countries is not, so it is made smaller. What is dark is turned light.
const OF_THE_FRAME = '[class*="st-key-c2030_chart_schools_world"], [class*="st-key-c2030_chart_schools_part"]';
const MAP_HEIGHT = 440; // as in the style
// A picture with a column beside it, as in the style, is narrower and lower on paper; what stands above the rows of a
// strip takes one line there, not two.
const BESIDE = 440, LOWER = 0.86, WORDS = 11;
const lowStrip = (height) => 118 + (height - 118) * 0.45; // around its rows nothing changes
const inOneLine = (one) => ({
  ...one, text: one.text.replace("</b><br>", "</b> "), font: { ...one.font, size: WORDS },
});
const drawn = new Map();
function fit(paper) {
  if (!paper) {
    drawn.forEach((size, plot) => window.Plotly.relayout(plot, size));
    drawn.clear();
  }
  charts().forEach((one) => {
    const plot = one.querySelector(".js-plotly-plot");
    const width = one.getBoundingClientRect().width;
    const redrawn = window.Plotly && plot && plot.layout && !plot.layout.geo;
    const ground = getComputedStyle(one.querySelector(".main-svg") || one).backgroundColor.match(/[0-9.]+/g) || [];
    const dark = ground.length === 3 && ground.every((part) => part < 128);
    const part = one.closest('[class*="st-key-c2030_beside_"]');
    const room = part && part.querySelector('[data-testid="stColumn"]') ? BESIDE : PAPER;
    if (paper && redrawn && (part || Math.abs(width - PAPER) > 10)) {
      const strip = part && one.closest('[class*="st-key-c2030_chart_peers"]');
      const { width, height: before, annotations } = plot.layout;
      drawn.set(plot, strip ? { width, height: before, annotations } : { width, height: before });
      const height = one.closest(OF_THE_FRAME) ? MAP_HEIGHT : strip ? lowStrip(before) : before * (part ? LOWER : 1);
      const frame = one.closest('[data-testid="stElementContainer"]');
      if (part) frame.style.setProperty("--c2030-paper-height", `${height}px`);
      const words = strip ? { annotations: annotations.map(inOneLine) } : {};
      window.Plotly.relayout(plot, { width: room, height, ...words });
    }
    one.style.zoom = paper && !redrawn && width > PAPER + 10 ? PAPER / width : "";
    one.style.filter = paper && dark ? "invert(1) hue-rotate(180deg) brightness(1.15)" : "";
  });
}

if (!window.connect2030Paper) {
  window.connect2030Paper = true;
  addEventListener("beforeprint", () => { fold(true); fit(true); });
  addEventListener("afterprint", () => { fold(false); fit(false); document.body.classList.remove("c2030-to-paper"); });
  // The keys for printing do what the button does: charts further down are drawn first.
  addEventListener("keydown", (event) => {
    const button = document.querySelector(".c2030-print button");
    const printing = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === "p";
    if (!printing || !button || button.disabled) return;
    event.preventDefault();
    button.click();
  }, { capture: true });
}

// Charts are drawn when they come into view, so those further down would be blank on paper; and they are given the
// width of the paper first, so that their words keep their size.
async function drawAll() {
  const app = document.querySelector('[data-testid="stApp"]');
  const main = document.querySelector('[data-testid="stMain"]');
  for (let turn = 0; turn < 100 && app.dataset.testScriptState !== "notRunning"; turn += 1) await wait(100);
  const before = main.scrollTop;
  document.body.classList.add("c2030-to-paper");
  for (const chart of charts()) {
    chart.scrollIntoView({ block: "center" });
    for (let turn = 0; turn < 20 && !chart.querySelector(".main-svg"); turn += 1) await wait(100);
  }
  if (charts().length) await quiet(main, 700, 8000);
  main.scrollTop = before;
}

// Wait until nothing on the page has changed for a while: maps are drawn anew in several steps.
async function quiet(main, calm, most) {
  let changed = Date.now();
  const end = changed + most;
  const watch = new MutationObserver(() => { changed = Date.now(); });
  watch.observe(main, { subtree: true, childList: true, attributes: true });
  while (Date.now() - changed < calm && Date.now() < end) await wait(100);
  watch.disconnect();
}

export default function ({ parentElement, data, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  if (data.quiet) { button.tabIndex = -1; parentElement.setAttribute("aria-hidden", "true"); }
  parentElement.querySelector(".c2030-paper").textContent = data.paper;
  const toPaper = async () => {
    button.disabled = true;
    await drawAll();
    button.disabled = false;
    if (data.lit) addEventListener("afterprint", () => setTriggerValue("lit_off", true), { once: true });
    print();
  };
  // In the dark the page is drawn anew in the light first; then this function is called again.
  button.onclick = () => {
    if (!data.dark) return toPaper();
    window.connect2030Prints = true;
    setTriggerValue("lit_on", true);
  };
  if (window.connect2030Prints && data.lit) {
    window.connect2030Prints = false;
    toPaper();
  }
}
"""
PRINT = st.components.v2.component(
    "connect2030_print",
    html='<div class="c2030 c2030-print"><button type="button"></button><span class="c2030-paper"></span></div>',
    js=SCRIPT,
    isolate_styles=False,
)


def is_lit() -> bool:
    """Return whether the page is drawn in light colours for paper, whatever the reader's system says."""
    return bool(st.session_state.get(LIT))


def draw_print_button(day: date, *, quiet: bool = False) -> None:
    """Draw the button; on paper the day that the page is judged by stands in its place.

    A `quiet` one nobody sees: it is there for the keys for printing while the menu with the other is closed.
    """
    words = {"label": text("frame.print"), "paper": text("frame.printed", day=format_date(day))}
    dark = st.context.theme.type == "dark" and not is_lit()
    data = words | {"dark": dark, "lit": is_lit(), "quiet": quiet}
    PRINT(
        key="print_quiet" if quiet else "print",
        data=data,
        width="content",
        on_lit_on_change=_light_up,
        on_lit_off_change=_end_light,
    )


def _light_up() -> None:
    st.session_state[LIT] = True


def _end_light() -> None:
    st.session_state[LIT] = False
