"""Held here: what one visitor sends to a running dashboard is limited, and memory and disk are given back soon after.

`make soak` sends ten files of 100 MB to the dashboard as it is; the short form sends a few and sweeps sooner.
"""

import http.client
import time
import urllib.request
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from data.reference.limits import load_upload_limits
from data.schemas.thresholds import MB
from pages.widgets.framework import UPLOAD_ADDRESS as ADDRESS
from pages.widgets.upload_gate import TAKEN_IN, TOO_MANY
from tests.browser.server import ROOT, Dashboard, serve
from tests.data.store_samples import SOAK, say

FILES, FILE_MB = (10, 100) if SOAK else (4, 40)
WITHIN_S = 60 if SOAK else 15
SOONER = f"""
import runpy, sys
sys.path.insert(0, {str(ROOT)!r})
from data.schemas.thresholds import Limit
from pages.widgets import upload_gate
limits = upload_gate.load_upload_limits().model_copy(update={{"kept_seconds": Limit(value=1, reason="a test")}})
upload_gate.load_upload_limits = lambda: limits
upload_gate.EVERY_S, upload_gate.UNTAKEN_S = 0.5, 30
runpy.run_path({str(ROOT / "dashboard.py")!r}, run_name="__main__")
"""
XSRF = "_streamlit_xsrf"
BOUNDARY = "connect2030"
HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n'.encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.fixture
def dashboard(tmp_path: Path) -> Iterator[Dashboard]:
    script = ROOT / "dashboard.py"
    if not SOAK:
        script = tmp_path / "sooner.py"
        script.write_text(SOONER)
    spool = {"CONNECT2030_SPOOL": str(tmp_path / "spool"), "TMPDIR": str(tmp_path)}
    with serve(script, tmp_path / "store", tmp_path / "log", spool) as running:
        yield running


def session_of(page: ClientConnection) -> str:
    """Ask for the page as a browser does, and return the session that it is given once the page is drawn."""
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    page.send(asked.SerializeToString())
    session = ""
    while True:
        said = ForwardMsg()
        said.ParseFromString(page.recv(timeout=60))
        session = session or said.new_session.initialize.session_id
        if said.WhichOneof("type") == "script_finished":
            return session


def token_of(dashboard: Dashboard) -> str:
    """Return the word against forged requests that a browser is given."""
    with urllib.request.urlopen(f"{dashboard.url}/_stcore/health", timeout=10) as answer:  # noqa: S310 - our own
        return str(SimpleCookie(answer.headers["Set-Cookie"])[XSRF].value)


def put(dashboard: Dashboard, session: str, token: str, name: int) -> int:
    """Send a file as the browser does, and return how it is answered."""
    connection = http.client.HTTPConnection(urlsplit(dashboard.url).netloc, timeout=60)
    size = FILE_MB * MB
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(len(HEAD) + size + len(TAIL)),
        "Cookie": f"{XSRF}={token}",
        "X-Xsrftoken": token,
    }
    blocks = (HEAD, *(b"1," * (MB // 2) for _ in range(FILE_MB)), TAIL)
    try:
        connection.request("PUT", f"{ADDRESS}{session}/{name}", iter(blocks), headers)
        return connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        return TOO_MANY  # refused before all of it was sent
    finally:
        connection.close()


def memory_mb(dashboard: Dashboard) -> float:
    status = Path(f"/proc/{dashboard.process_id}/status").read_text()
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmRSS"))


def spooled(tmp_path: Path) -> int:
    return sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size > MB)


def test_visitor_who_sends_too_much_is_stopped_and_memory_is_given_back_when_the_page_is_closed(
    dashboard: Dashboard, tmp_path: Path
) -> None:
    address = dashboard.url.replace("http", "ws") + "/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as page:  # type: ignore[list-item]
        session, token = session_of(page), token_of(dashboard)
        before = memory_mb(dashboard)
        answers = [put(dashboard, session, token, number) for number in range(FILES)]
        held = memory_mb(dashboard) - before
        closed = time.monotonic()
    least = 0.2 * held
    while memory_mb(dashboard) - before > least and time.monotonic() - closed < WITHIN_S:
        time.sleep(0.5)
    took, left = time.monotonic() - closed, memory_mb(dashboard) - before

    allowed = load_upload_limits().visitor_uploads.value
    assert answers == [TAKEN_IN] * allowed + [TOO_MANY] * (FILES - allowed)
    assert held > 0.9 * allowed * FILE_MB
    assert left <= least
    assert spooled(tmp_path) == 0
    say(f"{FILES} files of {FILE_MB} MB, {allowed} taken in: {held:.0f} MB held, {left:.0f} left after {took:.0f} s")
