"""What changed."""

import streamlit as st

from i18n import text

st.title(text("changes.title"), anchor=False)
