"""The pages: configuration, navigation, run."""

import streamlit as st

from coalition.app.parts import address, layout, search, session, visitor

st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
asked = session.settings()
whose = visitor.signed_in(asked)
if asked.login.asks and not whose:
    st.navigation([session.page(name) for name in (*session.PAGES, *session.HIDDEN)], position="hidden")
    visitor.gate(asked)
    st.stop()
offered = session.offered()
shut = [name for name in session.PAGES if name not in offered]
menu = {
    section: [session.page(name) for name in names if name in offered] for section, names in session.SECTIONS.items()
}
apart = [session.page(name, hidden=True) for name in (*session.HIDDEN, *shut)]
chosen = st.navigation({section: pages for section, pages in menu.items() if pages} | {"": apart}, position="top")
st.set_page_config(page_title=f"{chosen.title} · Coalition" if chosen.url_path else "Coalition")
address.arrive(chosen.url_path)
session.settings()  # the map of the visit stands in the address before anything looks at it
session.arrive(chosen.url_path)  # and so does what counts
if chosen.url_path != "wall":
    layout.logo()
if chosen.url_path in session.PAGES:
    search.show(chosen.url_path)
    layout.purpose(session.PURPOSES[chosen.url_path])
if chosen.url_path in shut and session.knows_role():
    visitor.shut(chosen.title)
else:
    session.reach()
    with session.turn(chosen.url_path):
        chosen.run()
if whose and chosen.url_path not in session.HIDDEN:
    visitor.foot(asked, whose)
session.warm()
