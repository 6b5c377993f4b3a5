"""The front door for people: `python dashboard.py` serves the pages, as one ASGI application.

Each session runs `pages/app.py`. That script lies beside no folder named `pages`: Streamlit would take each file in one
for a page until the menu says otherwise, and tell whoever opens a fresh process by a link that there is no such page.
"""

import gc
import sys
from pathlib import Path

if gc.isenabled():  # before the libraries are loaded: they make hundreds of thousands of objects that stay
    gc.set_threshold(50_000, 20, 20)

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit.errors import StreamlitAPIException
from streamlit.starlette import App

from pages.app import main
from pages.widgets.access import announce_day, record_after_start
from pages.widgets.frame import tell_fault
from pages.widgets.framework import is_served
from pages.widgets.menu import FIRST
from pages.widgets.upload_gate import UploadGate, sweeping

ROOT = Path(__file__).resolve().parent
OPTION = "--"


async def lead_to_first_page(request: Request) -> RedirectResponse:
    """Lead from the name of the first page to its address, which has none, with what the link chose."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")


def serve(served: App) -> None:
    """Serve the dashboard until it is stopped; every option of Streamlit's configuration may follow the command."""
    announce_day()
    record_after_start()
    try:
        served.run(config=options_of(sys.argv[1:]))
    except StreamlitAPIException as error:
        sys.exit(str(error))


def options_of(words: list[str]) -> dict[str, str]:
    """Return the options of a command line, `--server.port 8501` or `--server.port=8501`, by their names."""
    found: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, given, value = word.removeprefix(OPTION).partition("=")
        if not word.startswith(OPTION) or "." not in name:
            sys.exit(f"'{word}' is no option. Write one of Streamlit's, such as --server.port 8501.")
        found[name] = value if given else next(rest, "")
    return found


if is_served():
    try:  # a session that runs this file itself, as the tests of the pages do
        main()
    except Exception as error:  # noqa: BLE001 - as the application calls its hook
        tell_fault(error)
else:  # found and served by `streamlit run` too, and by any ASGI server
    app = App(
        ROOT / "pages" / "app.py",
        routes=[
            Route(f"/{FIRST}", lead_to_first_page),
            Mount("/app/static", StaticFiles(directory=ROOT / "static")),
        ],
        middleware=[Middleware(UploadGate)],
        lifespan=sweeping,
        on_script_error=tell_fault,
    )
    if __name__ == "__main__":
        serve(app)
