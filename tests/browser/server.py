"""Start a Streamlit script on a free loopback port and stop only that process."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEALTHY_WITHIN_S = 60.0


@dataclass(frozen=True)
class Dashboard:
    """A running dashboard: where it answers, where its store and its log are."""

    url: str
    store: Path
    log: Path
    process_id: int


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def is_healthy(url: str) -> bool:
    """Tell whether the server answers its health check."""
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:  # noqa: S310 - our own loopback
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_until_healthy(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Return when the server answers; fail with its log if it ends or stays silent."""
    until = time.monotonic() + HEALTHY_WITHIN_S
    while time.monotonic() < until:
        if process.poll() is not None:
            message = f"The dashboard ended with {process.returncode} before it answered:"
            raise RuntimeError(f"{message}\n{log.read_text(encoding='utf-8', errors='replace')}")
        if is_healthy(url):
            return
        time.sleep(0.1)
    message = f"The dashboard did not answer within {HEALTHY_WITHIN_S:.0f} seconds:"
    raise RuntimeError(f"{message}\n{log.read_text(encoding='utf-8', errors='replace')}")


def command(script: Path, port: int) -> list[str]:
    """Return the command that serves a script as `make run` does, but without opening a browser."""
    return [
        sys.executable,
        str(script),
        *("--server.address", "127.0.0.1"),
        *("--server.port", str(port)),
        *("--server.headless", "true"),
        *("--server.fileWatcherType", "none"),
    ]


@contextmanager
def serve(script: Path, store: Path, log: Path, env: dict[str, str] | None = None) -> Iterator[Dashboard]:
    """Serve a script with its own store until the block ends.

    The script runs in the folder of the product, so that `.streamlit/config.toml` and `static/` are found.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "CONNECT2030_STORE": str(store), "PYTHONUNBUFFERED": "1", **(env or {})}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command(script, port),
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_healthy(process, url, log)
            yield Dashboard(url=url, store=store, log=log, process_id=process.pid)
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End this process and no other."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=10)
