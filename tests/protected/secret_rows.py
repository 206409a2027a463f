"""Protected rows of every table, with a mark in every text of theirs; a map with them, and the same map without."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pypdf import PdfReader

from coalition.exchange.writers.contents import LEFT_OUT, NOTHING
from coalition.history.edits import RowChange
from coalition.model import visibility
from coalition.model.differences import sort_tables
from coalition.model.vocabulary import COLUMNS, Tables
from coalition.settings import Settings
from coalition.store.contacts import Contact
from coalition.store.roles import Role
from coalition.store.store import Store

MARK = "zqx"
"""In every text of a protected row, in small or capital letters; in nothing else."""
GROUP, STATE, PLEDGE, VOTE = "zqx-group", "ZQX", "ZQX-PLEDGE", "ZQX-VOTE"
GOALS = ("R18", "R21.1", "R22.3", "R24")
CHOSEN = "R12.1"
"""A recommendation whose chosen evidence is protected."""
WITH, WITHOUT = "map-told", "map-bare"
"""Names of the two maps, of one length."""
VIEWER, EDITOR, OWNER = "vi@example.org", "ada@example.org", "owner@example.org"


def base(seeds: Tables) -> Tables:
    """A public map: some States of two groups with those seated there, and a part of the record; soon read."""
    of_two = seeds.actors["regional_group"].isin(["grulac", "weog"])
    every_other = (seeds.actors["kind"] == "state") & (seeds.actors.index % 2 == 0)
    named = seeds.actors["id"].isin(["BRA", "CHL", "NOR", "URY"]) | (seeds.actors["country"] == "CHL")
    actors = seeds.actors[of_two & (every_other | named)]
    links = seeds.bears_on[seeds.bears_on["recommendation_id"].isin(GOALS)]
    chosen = {*links["evidence_id"], *seeds.evidence["id"].iloc[::20]}
    goals = seeds.recommendations[seeds.recommendations["id"].isin([*GOALS, CHOSEN])]
    evidence = seeds.evidence[seeds.evidence["id"].isin(chosen | set(goals["target_evidence"]))]
    stances = seeds.stances[
        seeds.stances["actor_id"].isin(actors["id"]) & seeds.stances["evidence_id"].isin(evidence["id"])
    ]
    kept = {"actors": actors, "evidence": evidence, "stances": stances, "bears_on": links, "recommendations": goals}
    return sort_tables(Tables(**dict(seeds) | kept))


def with_secrets(public: Tables) -> Tables:
    """The map with protected rows that change as many answers as they can."""
    added: dict[str, list[dict[str, str]]] = {
        "actors": [
            _row("actors", id=GROUP, kind="ngo", regional_group="grulac", country="CHL"),
            _row("actors", id=STATE, kind="state", regional_group="grulac", blocs="G77;NAM"),
        ],
        "evidence": [
            _row("evidence", id=PLEDGE, kind="signature", act="led", leadership="yes", coverage="partial"),
            _row("evidence", id=VOTE, kind="vote", act="voted", leadership="no", coverage="complete"),
        ],
        "bears_on": [
            _row("bears_on", evidence_id=key, recommendation_id=goal, contestable=doubt)
            for key, goal, doubt in (
                (PLEDGE, "R18", "no"), (PLEDGE, "R22.3", "yes"), (VOTE, "R18", "no"), (VOTE, CHOSEN, "no"),
            )
        ],
    }  # fmt: skip
    states = public.actors.loc[public.actors["kind"] == "state", "id"]
    common = public.stances["evidence_id"].value_counts().index[:40]
    taken = [(actor, key, word) for key, word in ((PLEDGE, "support"), (VOTE, "oppose")) for actor in states[::3]]
    taken += [(GROUP, PLEDGE, "support"), (STATE, PLEDGE, "support"), (STATE, VOTE, "support")]
    taken += [
        (actor, key, "oppose" if n % 3 else "support") for actor in (GROUP, STATE) for n, key in enumerate(common)
    ]
    added["stances"] = [_row("stances", actor_id=a, evidence_id=e, position=word) for a, e, word in taken]
    goals = public.recommendations
    assert not goals.loc[goals["id"] == CHOSEN, "target_evidence"].any()
    goals = goals.assign(target_evidence=goals["target_evidence"].mask(goals["id"] == CHOSEN, VOTE))
    whole = {name: pd.concat([getattr(public, name), pd.DataFrame(rows)]) for name, rows in added.items()}
    return sort_tables(Tables(**dict(public) | {"recommendations": goals} | whole))


PLAIN = {"grade": "seen", "visibility": "protected", "date_from": "2024-05-01", "date_to": "2024-05-02", "ended": ""}


def _row(table: str, **given: str) -> dict[str, str]:
    """A row whose texts all bear the mark; references and words of the vocabulary are given."""
    free = {"name", "note", "source", "title", "citation", "body", "family", "why"}
    row = {column: f"{MARK.title()}{column} of {MARK}" if column in free else "" for column in COLUMNS[table]}
    address = {"source": f"https://{MARK}.example.org/{MARK}-page", "citation": "A/ZQX/1"}
    return row | {key: word for key, word in (address | PLAIN | given).items() if key in row}


def fill(settings: Settings, public: Tables, secret: bool) -> None:
    """Write one of the two maps: both have three versions, members, contacts and remembered names."""
    with Store(settings) as store:
        store.write(with_secrets(public) if secret else public, who="owner", why=f"{MARK} reason" if secret else "why")
        first = public.stances.iloc[0]
        own = (str(first["actor_id"]), str(first["evidence_id"]))
        key, words = ((STATE, PLEDGE), f"{MARK} correction") if secret else (own, "correction")
        change = RowChange("stances", key, {"note": words})
        store.history.undo(store.edit([change], who="owner", why=words), who="owner", why=words)
        actor, words = (GROUP, MARK) if secret else ("CHL", "words")
        store.contacts.add(Contact(actor, "R18", "2026-05-03", f"{words} asks", f"{words} answers", f"{words} next"))
        store.remember({f"{words} known as": actor})
        for who, role in ((OWNER, Role.ADMIN), (EDITOR, Role.EDITOR), (VIEWER, Role.VIEWER)):
            store.members.put(who, role)


@dataclass(frozen=True)
class Two:
    """Settings of the map with protected rows, and of the one without."""

    told: Settings
    bare: Settings


MADE = re.compile(r"<dcterms:(created|modified)[^>]*>[^<]*<")
"""When a file of an office program was made, to the second."""


def plain(data: bytes, name: str = "") -> str:
    """All that can be read in a file: parts of archives, texts of a PDF."""
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return "\n".join(plain(book.read(part), part) for part in sorted(book.namelist()))
    if data[:2] == b"\x1f\x8b":
        return plain(gzip.decompress(data), name)
    if data[:5] == b"%PDF-":
        reader = PdfReader(io.BytesIO(data))
        told = reader.trailer["/Root"]["/Metadata"].get_data().decode()
        return "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata), told])
    return f"{name}\n{MADE.sub('', data.decode('utf-8', 'replace'))}"


def read(path: Path) -> str:
    """A file, or all files of a folder."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return "\n".join(plain(file.read_bytes(), file.name) for file in files if file.is_file())


def letters(text: str) -> str:
    """Letters and digits alone: lines break, and marks stand between words, as a format likes."""
    return re.sub(r"[\W_]+", "", re.sub(r"<[^>]*>", "", re.sub(r"<xmpMM:\w+>[^<]*<", "<", text)))


def without_the_word(text: str) -> str:
    """The letters of a text but for the words on whether anything is left out."""
    said = (visibility.LEFT_OUT, LEFT_OUT, NOTHING, "Left out", "nothing")
    return re.sub("|".join(map(letters, said)), "", letters(text))
