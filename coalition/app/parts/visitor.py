"""Who visits, where people sign in: by an identity provider or a proxy in front; and what is said to who may not in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from coalition.app.parts import layout
from coalition.errors import CoalitionError
from coalition.settings import Login, Settings
from coalition.store.members import member_id
from coalition.store.roles import NoRoleError, Person, Role

HOUR = 3600
Said = tuple[str, Mapping[str, Any]]
"""What a request says of who asks: the header of a proxy, and the claims of a provider."""


def signed_in(settings: Settings) -> str:
    """Whose visit it is, as the provider or the proxy names them; "" for nobody, or where a session has ended."""
    return asked_by(settings, *said(settings))


def asked_by(settings: Settings, header: str, claims: Mapping[str, Any]) -> str:
    """Who asks, by the header of a proxy or the claims of a provider; "" for nobody, or where a session has ended."""
    if settings.login is Login.PROXY:
        return _clean(header)
    if settings.login is not Login.PROVIDER or not claims.get("is_logged_in"):
        return ""
    return "" if _ended(claims, settings, time.time()) else _clean(named(claims))


def named(claims: Mapping[str, Any]) -> str:
    """Somebody by their claims: an e-mail address for which the provider vouches, else the user name, else the
    provider's own id. These two are no address: where people choose them, they could choose another's.
    """
    vouched = claims.get("email_verified", True) in (True, "true", "True")
    if vouched and claims.get("email"):
        return str(claims["email"])
    given = (str(claims.get(key) or "") for key in ("preferred_username", "sub"))
    return next((name for name in given if name and "@" not in name), "")


def role_by_claims(claims: Mapping[str, Any], settings: Settings, map_name: str) -> Role | None:
    """The highest role on a map that the claim of the settings gives: "coalition-editor" on every map of the server,
    "coalition-NAME-editor" on one; None where there is no such claim, or it names none.
    """
    given = claims.get(settings.roles_claim) if settings.roles_claim else None
    values = {given} if isinstance(given, str) else set(map(str, given)) if isinstance(given, Iterable) else set()
    found = [role for role in Role if {f"coalition-{role}", f"coalition-{map_name}-{role}"} & values]
    return found[-1] if found else None


def said(settings: Settings) -> Said:
    """What the visit that runs now says of itself: the header of a proxy and the claims of a provider."""
    if settings.login is Login.PROXY:
        return st.context.headers.get(settings.proxy_header) or "", {}
    return "", st.user.to_dict() if settings.login is Login.PROVIDER else {}


def person(settings: Settings, said: Said, map_name: str, role_of: Callable[[str], Role | None]) -> Person | None:
    """Who visits, with the higher of the roles that their claims and the members of a map give them; None where nobody
    has to sign in, and everybody may do everything.

    Raises
    ------
    NoRoleError
        Nobody is signed in, or nobody gave them a role on this map.
    """
    if not settings.login.asks:
        return None
    who, claims = asked_by(settings, *said), said[1]
    given = {role_by_claims(claims, settings, map_name), role_of(who)} if who else set()
    role = next((one for one in reversed(Role) if one in given), None)
    if role is None:
        raise NoRoleError(who)
    return Person(who, role)


def gate(settings: Settings) -> None:
    """What a visitor sees who is not signed in."""
    layout.style()
    layout.answer("Sign in to see this map.")
    if settings.login is Login.PROVIDER:
        if st.user.get("is_logged_in"):
            layout.text(f"Your session ended: it lasts {settings.session_hours:g} hours.")
        st.button("Sign in", type="primary", on_click=st.login)
    else:
        layout.text("The server in front of this one has not said who you are; ask whoever runs it.")


def shut(title: str) -> None:
    """What a viewer sees on a page of editors."""
    layout.style()
    layout.answer(f"{title} is a page of the editors of this map.")
    layout.text("You may look at the others; an admin of the map can make you an editor.")


def foot(settings: Settings, whose: str) -> None:
    """At the end of a page: who is signed in, and the way out."""
    row = st.container(horizontal=True, vertical_alignment="center")
    row.caption(f"Signed in as {layout.markdown_escaped(whose)}.")
    if settings.login is Login.PROVIDER:
        row.button("Sign out", key="sign out", on_click=st.logout)


def _ended(claims: Mapping[str, Any], settings: Settings, now: float) -> bool:
    """Whether a session is over: the provider said when somebody signed in; a claim without it is none."""
    since = claims.get("iat")
    if not isinstance(since, int | float):
        return True
    return now - since > settings.session_hours * HOUR or since - now > HOUR


def _clean(who: str) -> str:
    try:
        return member_id(who)
    except CoalitionError:
        return ""
