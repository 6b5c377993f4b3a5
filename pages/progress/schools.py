"""Schools (Giga)."""

import streamlit as st

from i18n import text

st.title(text("schools.title"))
