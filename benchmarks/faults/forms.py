"""How often each fault happens: a long form for a night, a short one for every check."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from faults import beside, files, struck, whole_maps
from faults.ledger import Outcome
from faults.places import Place, embedded, neo4j


@dataclass(frozen=True)
class Form:
    """Turns of each fault, and seconds where it is a stretch of time."""

    clients: int
    databases: int
    neo4js: int
    """Kills of a Neo4j."""
    cuts: int
    sleep: float
    together: float
    """Seconds that two servers write at the same time."""
    others: int
    """Turns of whatever else there is; 0 to leave it out."""
    both: bool
    """Whether a Neo4j meets what the embedded database meets too."""


LONG = Form(clients=30, databases=40, neo4js=20, cuts=30, sleep=60, together=30, others=3, both=True)
SHORT = Form(clients=2, databases=2, neo4js=1, cuts=2, sleep=10, together=3, others=1, both=False)
SHORTEST = Form(clients=1, databases=2, neo4js=1, cuts=2, sleep=2, together=2, others=0, both=False)
"""Beside the other tests, which break files, backups and maps of other releases one by one."""


def on_embedded(form: Form, folder: Path, chance: random.Random) -> Iterator[Outcome]:
    """What can happen to the embedded database."""
    with embedded(folder, chance) as place:
        yield struck.client_killed(place, form.clients)
        yield struck.database_killed(place, form.databases)
        yield from _on_any(form, place)
        if form.others:
            yield beside.stranger_on_the_port(place, form.others)


def on_neo4j(form: Form, folder: Path, chance: random.Random) -> Iterator[Outcome]:
    """What can happen to a Neo4j, and on the way to it."""
    with neo4j(folder, chance) as place:
        if form.both:
            yield struck.client_killed(place, form.neo4js // 2)
            yield from _on_any(form, place)
        yield struck.database_killed(place, form.neo4js)
        yield struck.connection_cut(place, form.cuts)
        yield beside.two_servers(place, form.together, 1 + 4 * form.others)


def on_files(form: Form, folder: Path, chance: random.Random) -> Iterator[Outcome]:
    """What can happen to a folder."""
    yield files.damaged_files(folder, chance, form.others)
    yield files.full_disk(folder, chance, form.others)
    yield files.read_only_home(folder, chance, form.others)


def _on_any(form: Form, place: Place) -> Iterator[Outcome]:
    yield struck.asleep(place, 1, form.sleep)
    if not form.others:
        return
    yield beside.clock_jumps(place, form.others)
    yield whole_maps.backup_of_yesterday(place, form.others)
    yield whole_maps.killed_while_restoring(place, form.others)
    yield whole_maps.other_releases(place, form.others)
