"""A remark beside what matters, in a smaller and quieter hand that can still be read."""

import streamlit as st

from charts.html import safe, wrap


def draw_aside(words: str) -> None:
    """Draw a remark; no text in it becomes markup."""
    st.html(wrap(f'<p class="c2030-about">{safe(words)}</p>'))
