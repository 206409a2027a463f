"""The pages: configuration, navigation, run."""

import streamlit as st

from coalition.pages import _search, _shared

st.set_page_config(page_title="Coalition", layout="wide", initial_sidebar_state="collapsed")
chosen = st.navigation([_shared.page(name) for name in (*_shared.PAGES, *_shared.HIDDEN)], position="top")
_shared.settings()  # the map of the visit stands in the address before anything looks at it
if chosen.url_path not in _shared.HIDDEN:
    _search.show(chosen.url_path)
chosen.run()
_shared.warm()
