"""The members of a map on a server: who has which role on it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from coalition.errors import CoalitionError, UnknownIdError
from coalition.store.roles import Role

COLUMNS = ["id", "role"]
LONGEST = 254
"""Characters of an e-mail address at most."""
_ID = re.compile(r"[^\s;,<>\"'\\\x00-\x1f\x7f]+")


def member_id(given: str) -> str:
    """An id as it is kept and compared: without spaces around it, in small letters.

    Raises
    ------
    CoalitionError
        It is empty, too long, or holds spaces or signs that no address has.
    """
    cleaned = given.strip().lower()
    if len(cleaned) > LONGEST or not _ID.fullmatch(cleaned):
        raise CoalitionError(f"{given[:LONGEST]!r} is no e-mail address or user name")
    return cleaned


class Members:
    """The members of a map and their roles. The version of the map stays as it is.

    Parameters
    ----------
    ask : callable
        Answers a reading query by name and parameters.
    put : callable
        Runs a writing query by name and parameters, in a transaction of its own.
    """

    def __init__(self, ask: Callable[..., pd.DataFrame], put: Callable[..., None]) -> None:
        self._ask = ask
        self._put = put

    def entries(self) -> pd.DataFrame:
        """All members by id: `COLUMNS`; none where nobody was named."""
        return self._ask("read_members")[COLUMNS]

    def role_of(self, person: str) -> Role | None:
        """The role of somebody by id; None where nobody gave them one."""
        roles = dict(self.entries().itertuples(index=False))
        found = roles.get(person.strip().lower())
        return Role(found) if found in set(Role) else None

    def put(self, person: str, role: Role) -> None:
        """Give somebody a role, in place of the one they had.

        Raises
        ------
        CoalitionError
            No id, the first member is to be no admin, or the last admin would be none any more.
        """
        key = member_id(person)
        if role is not Role.ADMIN:
            self._keep_an_admin(key)
        self._put("write_member", id=key, role=role.value)

    def remove(self, person: str) -> None:
        """Take somebody's role away; where they are the only member, the map has none any more.

        Raises
        ------
        UnknownIdError
            Nobody of that id has one.
        CoalitionError
            It is the last admin of several members.
        """
        key = member_id(person)
        if key not in set(self.entries()["id"]):
            raise UnknownIdError(f"{key} is no member of this map; coalition member lists them")
        if len(self.entries()) > 1:
            self._keep_an_admin(key)
        self._put("delete_member", id=key)

    def _keep_an_admin(self, leaving: str) -> None:
        table = self.entries()
        admins = set(table.loc[table["role"] == Role.ADMIN, "id"])
        if not admins:
            raise CoalitionError("a map with members has an admin; name that one first")
        if admins == {leaving}:
            raise CoalitionError(f"{leaving} is the only admin of this map; name another one first")
