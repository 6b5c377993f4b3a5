"""What was costly to work out and stays in the session: made anew only when what it rests on has changed."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from pages.widgets.access import get_tracker

PRESSED = "publish_pressed"
"""Under this key the session says that the publish button was pressed: what was shown is then held on to."""
RENEWED = "kept_renewed"

Made = TypeVar("Made")


@dataclass(frozen=True)
class Kept:
    """Something made, with what it was made for and the published data it was made against."""

    token: Hashable
    published: str
    made: Any


def keep(name: str, token: Hashable, make: Callable[[], Made], spinner: str) -> Made:
    """Return what `make` makes, from the session where it was made before for the same token and published data.

    While the publish button is pressed, the published data may have moved on: then what was shown is held on to, so
    that nothing else than that is published.
    """
    key = f"kept_{name}"
    kept: Kept | None = st.session_state.get(key)
    published = get_tracker().store.snapshot().key
    if kept and kept.token == token:
        if kept.published == published or st.session_state.get(PRESSED):
            return kept.made  # type: ignore[no-any-return] # the token says what it is
        st.session_state[RENEWED] = True
    with st.spinner(spinner):
        made = make()
    st.session_state[key] = Kept(token, published, made)
    return made


def was_renewed() -> bool:
    """Return, once, whether something shown had to be worked out anew because the published data changed."""
    return bool(st.session_state.pop(RENEWED, False))


def forget(*names: str) -> None:
    """Drop what is kept under these names."""
    for name in names:
        st.session_state.pop(f"kept_{name}", None)
