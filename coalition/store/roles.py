"""Roles on a map: what somebody may do with it; and who somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.errors import CoalitionError


class Role(StrEnum):
    """What somebody may do with a map, from least to most; each may what the one before may."""

    VIEWER = "viewer"
    """Sees what is not protected."""
    EDITOR = "editor"
    """Sees and changes everything: rows, imports, undo, the contact log."""
    ADMIN = "admin"
    """Says who may do what, makes maps and puts backups in their place."""

    def covers(self, needed: Role) -> bool:
        """Whether this role may do what another may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True)
class Person:
    """Somebody who signed in: `id` as the sign-in names them (an e-mail address or a user name), and their role."""

    id: str
    role: Role


def sees_protected(person: Person | None) -> bool:
    """Whether somebody sees protected actors, evidence and contacts, and may change the map; None is the owner of the
    machine.
    """
    return person is None or person.role.covers(Role.EDITOR)


class NotAllowedError(CoalitionError):
    """Somebody's role does not cover what was to be done; nothing was done."""

    def __init__(self, person: Person, needed: Role) -> None:
        super().__init__(
            f"{person.id} is {_a(person.role)} of this map, and this takes {_a(needed)}; an admin can change that"
        )


class NoRoleError(CoalitionError):
    """Nobody gave somebody a role on a map, or they have not signed in; they are shown nothing of it."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"signed in as {who}, without a role on this map; ask whoever runs it for one" if who else "sign in first"
        )


def _a(role: Role) -> str:
    return f"{'a' if role is Role.VIEWER else 'an'} {role.value}"
