"""What a process says at last that reached one of its limits and noticed it in time."""

from dataclasses import dataclass

from services.large.bounds import Why


@dataclass(frozen=True)
class Outgrown:
    """The file needs more than the process may take."""

    why: Why
