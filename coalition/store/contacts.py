"""The contact log: who was asked for which recommendation, when, by whom, and what they said. Private to editors.

It lives beside the map, not in it: `Tables` do not hold it, so that no brief, wall, link or export can show it.
"""

from __future__ import annotations

import datetime as dt
import secrets
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass

import pandas as pd

from coalition.errors import Fault, TableError, UnknownIdError
from coalition.model.characters import CONTROL
from coalition.model.schema import NAME_LIMIT, TEXT_LIMIT
from coalition.model.sheet import quoted

COLUMNS = ["id", "actor_id", "recommendation_id", "asked_on", "asked_by", "answer", "next_step", "at"]


@dataclass(frozen=True)
class Contact:
    """One time that somebody was asked. `asked_on` is YYYY-MM-DD."""

    actor_id: str
    recommendation_id: str
    asked_on: str
    asked_by: str
    answer: str = ""
    next_step: str = ""

    def faults(self) -> list[Fault]:
        """What is wrong with it, all at once."""
        place = f"contact {self.actor_id} {self.recommendation_id}"
        found = []
        try:
            dt.date.fromisoformat(self.asked_on)
        except ValueError:
            problem = f"{quoted(self.asked_on)} is not a date" if self.asked_on else "is empty"
            found.append(Fault(place, 0, "asked_on", problem, "write YYYY-MM-DD"))
        if not self.asked_by:
            found.append(Fault(place, 0, "asked_by", "is empty", "say who asked"))
        for name, cell in asdict(self).items():
            limit = TEXT_LIMIT if name in ("answer", "next_step") else NAME_LIMIT
            if len(cell) > limit:
                found.append(Fault(place, 0, name, f"is longer than {limit} characters", "shorten it"))
            if CONTROL.search(cell):
                found.append(Fault(place, 0, name, "holds a control character", "delete that character"))
        return found


class Contacted(ABC):
    """The part of a store that keeps the contact log."""

    @abstractmethod
    def query(self, name: str, **parameters: str) -> pd.DataFrame:
        """Answer of a query file that reads."""

    @abstractmethod
    def _put(self, name: str, **parameters: str) -> None:
        """Run a query file that writes, in a transaction of its own; the version of the map stays."""

    def contacts(self, actor: str = "", recommendation: str = "") -> pd.DataFrame:
        """The contact log in the columns of `COLUMNS`, latest first; of one actor or recommendation, or all."""
        table = self.query("read_contacts")[COLUMNS]
        wanted = (table["actor_id"] == actor) | (not actor)
        wanted &= (table["recommendation_id"] == recommendation) | (not recommendation)
        return table[wanted].reset_index(drop=True)

    def record_contact(self, contact: Contact, change: str = "") -> str:
        """Add a contact, or put it in the place of the one whose id is `change`; its id.

        Raises
        ------
        TableError
            With everything that is wrong with it.
        UnknownIdError
            There is no such actor, recommendation or contact.
        """
        cleaned = Contact(**{name: cell.strip() for name, cell in asdict(contact).items()})
        if faults := cleaned.faults():
            raise TableError(faults)
        for what, key in (("actor", cleaned.actor_id), ("recommendation", cleaned.recommendation_id)):
            if key not in set(self.query(f"read_{what}s")["id"]):
                raise UnknownIdError(f"there is no {what} {key}; nothing was noted")
        if change:
            self._require_contact(change)
        key = change or secrets.token_hex(4)
        self._put("write_contact", id=key, at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), **asdict(cleaned))
        return key

    def remove_contact(self, contact: str) -> None:
        """Take a contact out of the log.

        Raises
        ------
        UnknownIdError
            There is none with this id.
        """
        self._require_contact(contact)
        self._put("delete_contact", id=contact)

    def _require_contact(self, contact: str) -> None:
        if contact not in set(self.contacts()["id"]):
            raise UnknownIdError(f"there is no contact {contact} in the log; coalition contact lists them")


def spoken(row: dict[str, str]) -> str:
    """A contact in a few words: "asked 3 May 2026, will revert"."""
    day = dt.date.fromisoformat(row["asked_on"])
    return f"asked {day.day} {day:%b %Y}, {row['answer'] or 'no answer yet'}"
