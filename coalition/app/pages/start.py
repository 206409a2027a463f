"""Start: where a visit without a page in its address begins; it goes on to the first page of the navigation."""

import streamlit as st

from coalition.app.parts import session

given = {key: st.query_params.get_all(key) for key in st.query_params}
st.switch_page(session.page(session.PAGES[0]), query_params=given)
