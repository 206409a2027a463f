"""Who somebody is and may do, by the claims of a provider and the members of a map."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.app.parts import visitor
from coalition.settings import Login, Settings
from coalition.store.roles import NoRoleError, Person, Role

NOW = 1_800_000_000


@pytest.mark.parametrize(
    ("claims", "who"),
    [
        ({"email": "ada@example.org", "sub": "1"}, "ada@example.org"),
        ({"email": "ada@example.org", "email_verified": True, "sub": "1"}, "ada@example.org"),
        ({"email": "ada@example.org", "email_verified": False, "preferred_username": "ada", "sub": "1"}, "ada"),
        ({"email": "ada@example.org", "email_verified": False, "sub": "1"}, "1"),
        ({"email": "ada@example.org", "email_verified": "false", "sub": "1"}, "1"),
        ({"email": "ada@example.org", "email_verified": "true", "sub": "1"}, "ada@example.org"),
        ({"email": "ada@example.org", "email_verified": None, "sub": "1"}, "1"),
        ({"email": "m@x.org", "email_verified": False, "preferred_username": "ada@example.org", "sub": "1"}, "1"),
        ({"preferred_username": "ada@example.org"}, ""),
        ({"sub": "ada@example.org"}, ""),
        ({"sub": "1"}, "1"),
        ({}, ""),
    ],
)
def test_an_address_that_is_not_verified_names_nobody(claims: dict[str, Any], who: str) -> None:
    assert visitor.named(claims) == who


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["coalition-viewer", "staff"], Role.VIEWER),
        (["coalition-viewer", "coalition-editor"], Role.EDITOR),
        ("coalition-admin", Role.ADMIN),
        (["coalition-workshop-admin", "coalition-viewer"], Role.ADMIN),
        (["coalition-other-admin"], None),
        (["admin", "editor", "coalition"], None),
        ([], None),
        (None, None),
        (7, None),
    ],
)
def test_a_claim_gives_the_highest_role_on_all_maps_or_on_one(groups: object, role: Role | None) -> None:
    settings = Settings(login=Login.PROVIDER, roles_claim="groups")
    assert visitor.role_by_claims({"groups": groups}, settings, "workshop") is role
    assert visitor.role_by_claims({"groups": groups}, Settings(login=Login.PROVIDER), "workshop") is None


@given(
    since=st.one_of(st.none(), st.text(max_size=4), st.integers(NOW - 10**6, NOW + 10**6)),
    hours=st.floats(0.1, 100),
)
def test_a_session_lasts_its_hours_and_without_a_beginning_not_at_all(since: object, hours: float) -> None:
    ended = visitor._ended({"iat": since}, Settings(session_hours=hours), NOW)
    lasts = isinstance(since, int) and NOW - hours * 3600 <= since <= NOW + 3600
    assert ended == (not lasts)


def test_who_has_no_role_is_told_so_and_a_member_has_theirs() -> None:
    settings = Settings(login=Login.PROXY)
    ada: visitor.Said = ("ada@example.org", {})
    assert visitor.person(settings, ada, "", lambda _: Role.EDITOR) == Person("ada@example.org", Role.EDITOR)
    with pytest.raises(NoRoleError, match=r"signed in as ada@example\.org, without a role on this map; ask whoever"):
        visitor.person(settings, ada, "", lambda _: None)
    with pytest.raises(NoRoleError, match="sign in first"):
        visitor.person(settings, ("", {}), "", lambda _: Role.ADMIN)
    assert visitor.person(Settings(), ("", {}), "", lambda _: None) is None


@pytest.mark.parametrize(
    ("group", "member", "role"),
    [
        ("coalition-viewer", Role.EDITOR, Role.EDITOR),
        ("coalition-admin", Role.EDITOR, Role.ADMIN),
        ("staff", Role.VIEWER, Role.VIEWER),
        ("coalition-editor", None, Role.EDITOR),
    ],
)
def test_of_a_claim_and_the_members_of_the_map_the_higher_role_counts(
    group: str, member: Role | None, role: Role
) -> None:
    claims = {"is_logged_in": True, "email": "ada@example.org", "iat": time.time(), "groups": [group]}
    settings = Settings(login=Login.PROVIDER, roles_claim="groups")
    assert visitor.person(settings, ("", claims), "", lambda _: member) == Person("ada@example.org", role)


@pytest.mark.parametrize("sent", ["", " ", "a b", "x" * 300, "<script>", "ada\n"])
def test_a_header_that_names_nobody_signs_nobody_in(sent: str) -> None:
    assert visitor._clean(sent) in ("", "ada")
