"""Pledges (P2C)."""

import streamlit as st

from i18n import text

st.title(text("pledges.title"))
