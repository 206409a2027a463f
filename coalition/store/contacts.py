"""The contact log: who was asked for which recommendation, when, by whom, and what they said. Private to editors.

It lives beside the map, not in it: `Tables` do not hold it, so that no brief, wall, link or export can show it.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
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


class ContactLog:
    """The contact log of a map. The version of the map stays as it is, whatever is noted.

    Parameters
    ----------
    ask : callable
        Answers a reading query by name and parameters: `Store.query`.
    put : callable
        Runs a writing query by name and parameters, in a transaction of its own.
    """

    def __init__(self, ask: Callable[..., pd.DataFrame], put: Callable[..., None]) -> None:
        self._ask = ask
        self._put = put

    def entries(self, actor: str = "", recommendation: str = "") -> pd.DataFrame:
        """What was noted, latest first.

        Parameters
        ----------
        actor, recommendation : str
            Id of the one that was asked, and of what it was asked for; "" for all.

        Returns
        -------
        DataFrame
            One row per contact, in the columns of `COLUMNS`; none where nothing was noted.
        """
        table = self._ask("read_contacts")[COLUMNS]
        wanted = (table["actor_id"] == actor) | (not actor)
        wanted &= (table["recommendation_id"] == recommendation) | (not recommendation)
        return table[wanted].reset_index(drop=True)

    def add(self, contact: Contact) -> str:
        """Note a contact; its id.

        Parameters
        ----------
        contact : Contact
            Who was asked for what; spaces around its cells are taken off.

        Raises
        ------
        TableError
            With everything that is wrong with it.
        UnknownIdError
            There is no such actor or recommendation.
        """
        return self._write(contact, secrets.token_hex(4))

    def replace(self, key: str, contact: Contact) -> None:
        """Put a contact in the place of one that was noted before.

        Parameters
        ----------
        key : str
            Id of the one before, which it keeps.
        contact : Contact
            What is to stand there.

        Raises
        ------
        TableError
            With everything that is wrong with it.
        UnknownIdError
            There is no such actor, recommendation or contact.
        """
        self._require(key)
        self._write(contact, key)

    def remove(self, key: str) -> None:
        """Take a contact out of the log.

        Parameters
        ----------
        key : str
            Its id.

        Raises
        ------
        UnknownIdError
            There is none with this id.
        """
        self._require(key)
        self._put("delete_contact", id=key)

    def _write(self, contact: Contact, key: str) -> str:
        cleaned = Contact(**{name: cell.strip() for name, cell in asdict(contact).items()})
        if faults := cleaned.faults():
            raise TableError(faults)
        for what, named in (("actor", cleaned.actor_id), ("recommendation", cleaned.recommendation_id)):
            if named not in set(self._ask(f"read_{what}s")["id"]):
                raise UnknownIdError(f"there is no {what} {named!r}; nothing was noted")
        self._put("write_contact", id=key, at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), **asdict(cleaned))
        return key

    def _require(self, key: str) -> None:
        if key not in set(self.entries()["id"]):
            raise UnknownIdError(f"there is no contact {key} in the log; coalition contact lists them")


def spoken(row: dict[str, str]) -> str:
    """A contact in a few words: "asked on 3 May 2026, will revert".

    Parameters
    ----------
    row : dict
        A row of `ContactLog.entries`.
    """
    day = dt.date.fromisoformat(row["asked_on"])
    return f"asked on {day.day} {day:%b %Y}, {row['answer'] or 'no answer yet'}"
