"""The last evaluation of a map: kept when the map changes, and told with how many changes came since."""

from __future__ import annotations

import json
from pathlib import Path

from coalition.analysis.partners.ranking import Search, search
from coalition.analysis.partners.track_record import Evaluation, evaluation_of, shipped, write
from coalition.english import number_of
from coalition.files import write_atomically
from coalition.model.network import Network

LAST = "last.json"
"""File in the folder of a map: digest of its last evaluation, and the version of the map that this was made on."""
SAME = 0.5
"""An evaluation is of this map still when it holds this share of the recommendations that were evaluated."""
FIRST_VERSION = 1
"""Version of a map that holds the facts which come with the program, as they came."""


def last_evaluation(network: Network, folder: Path) -> Evaluation | None:
    """The evaluation of just these data without what is protected, else the last one of the map before it changed; None
    where there is none.

    Parameters
    ----------
    network : Network
        The map.
    folder : Path
        Folder of the map, in that of the evaluations; it need not be there.

    Returns
    -------
    Evaluation or None
        Its `digest` is that of `network.public` where it was made on just these data. A map that holds at least `SAME`
        of the recommendations evaluated, and was never evaluated itself, has the evaluation that comes with the
        program.
    """
    exact = evaluation_of(network.public, folder.parent)
    if exact is not None:
        return exact
    kept = evaluation_of(network.public, folder.parent, _last(folder)[0]) or shipped()
    known = {key for of_sort in kept.platts.values() for key in of_sort} - {""}
    there = len(known & set(network.recommendations.index))
    return kept if known and there >= SAME * len(known) else None


def search_recalibrated(
    network: Network, recommendation: str, as_seen_by: str | None, evidence: str | None, digest: str, folder: Path
) -> Search:
    """Partners for a recommendation (`search`), with the recalibration of the last evaluation of the map.

    Parameters
    ----------
    network, recommendation, as_seen_by, evidence
        As `search` takes them.
    digest : str
        Digest of that evaluation; "" where there is none, and that of the seed facts is taken.
    folder : Path
        Folder of the map, in that of the evaluations.
    """
    last = last_evaluation(network, folder) if digest else None
    return search(network, recommendation, as_seen_by, evidence, last)


def keep(evaluation: Evaluation, folder: Path, version: int) -> Path:
    """Store an evaluation as the last one of a map, made on a version of it; the file that holds it."""
    path = folder.parent / f"{evaluation.digest}.json"
    write(evaluation, path)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / LAST, json.dumps({"digest": evaluation.digest, "version": version}) + "\n")
    return path


def before_changes(evaluation: Evaluation, network: Network, folder: Path, version: int | None) -> str:
    """What to say beside figures that were not made on just these data, in a sentence; "" where they were.

    Parameters
    ----------
    evaluation, network, folder
        What `last_evaluation` gave, and was given.
    version : int, optional
        Version of the map now; None where it is not known.
    """
    if evaluation.digest == network.public.digest:
        return ""
    digest, then = _last(folder)
    made_on = then if digest == evaluation.digest else FIRST_VERSION
    changes = 0 if version is None else version - made_on
    if changes < 1:
        return "Measured on other data than these: a part of the map, or the map at another time."
    return f"Measured before {number_of(changes, 'change')} of the map."


def _last(folder: Path) -> tuple[str, int]:
    """Digest and version of the last evaluation; ("", 0) where none is kept, or the file is not to be read."""
    try:
        found = json.loads((folder / LAST).read_text(encoding="utf-8"))
        return str(found["digest"]), int(found["version"])
    except (OSError, ValueError, TypeError, KeyError):
        return "", 0
