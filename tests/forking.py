"""Processes of jobs that are forked from one in which the libraries are loaded: loading them takes most of the time.

Each is a process as any other, and a child of the one that asked for it: `python -m tests.forking` makes it its own
sibling, by a call of Linux that Python does not offer. The tests of `services/jobs` start theirs as the product does.
"""

import ctypes
import gc
import os
import pickle
import platform
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from services.jobs.bounds import few_threads
from services.jobs.job import LEAN

ROOT = Path(__file__).resolve().parents[1]
CLONE = {"x86_64": 56, "aarch64": 220}.get(platform.machine()) if sys.platform == "linux" else None
"""The number of the call; without one, processes are started as the product starts them."""
CLONE_PARENT = 0x8000
MOST = 1 << 20
LOCK = Lock()


class Forked(subprocess.Popen[bytes]):
    """A process of a job that somebody else starts and that is ours from then on."""

    def _execute_child(self, *given: Any) -> None:  # noqa: ANN401 - as the method that this one stands for
        env, reading, writing, errors = given[6], given[10], given[13], given[15]
        with LOCK:
            asked, _ = forker()
            socket.send_fds(asked, [pickle.dumps(env)], [reading, writing, errors])
            self.pid = int(asked.recv(MOST))
        self._child_created = True
        self._close_pipe_fds(*given[10:16])  # type: ignore[attr-defined]


@cache
def forker() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """Return the process that forks, and where it is asked."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.forking", str(its.fileno())]
    env = {**os.environ, **LEAN, **few_threads()}
    process = subprocess.Popen(command, cwd=ROOT, env=env, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL)
    its.close()
    return ours, process


def end_forker() -> None:
    """End the process that forks, if there is one."""
    if forker.cache_info().currsize:
        asked, process = forker()
        asked.close()
        process.wait()
        forker.cache_clear()


def main(asked: socket.socket) -> None:
    """Fork for everybody who asks, until nobody can ask any more."""
    from services.jobs import process as job_process

    gc.freeze()
    libc = ctypes.CDLL(None)
    while True:
        said, files, _, _ = socket.recv_fds(asked, MOST, 3)
        if not said:
            return
        process_id = libc.syscall(CLONE, CLONE_PARENT | signal.SIGCHLD, 0, 0, 0, 0)
        if process_id == 0:
            asked.close()
            _become(pickle.loads(said), files, job_process.main)  # noqa: S301 - from our own test
        asked.send(str(process_id).encode())
        for one in files:
            os.close(one)


def _become(env: dict[str, str], files: list[int], deed: Callable[[], None]) -> None:
    """Be the process that was asked for, to its end."""
    for place, one in enumerate(files):
        os.dup2(one, place)
        os.close(one)
    os.environ.clear()
    os.environ.update(env)
    status = 1
    try:
        deed()
        status = 0
    finally:
        if status:
            traceback.print_exc()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as asked_at:
        main(asked_at)
