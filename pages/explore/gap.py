"""Who makes up the gap."""

import streamlit as st

from i18n import text

st.title(text("gap.title"))
