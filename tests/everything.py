"""Every analysis on a network, as tables to compare: run as a program, it prints a name and a hash for each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pandas as pd

from coalition.analysis.actors.mutual_backing import mutual_backing
from coalition.analysis.actors.realignment import realignment
from coalition.analysis.actors.similar_actors import similar_actors
from coalition.analysis.actors.trend import trend
from coalition.analysis.actors.words_and_deeds import words_and_deeds
from coalition.analysis.bridges.backbone import backbone
from coalition.analysis.bridges.between_groups import bridges_between
from coalition.analysis.bridges.communities import communities
from coalition.analysis.bridges.fragility import fragility
from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.coalitions import coalition_for
from coalition.analysis.contested import contested_record
from coalition.analysis.coverage import coverage
from coalition.analysis.evaluation.split_half import reliability
from coalition.analysis.gaps.candidates import who_could_take
from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.gaps.leads import assign_leads
from coalition.analysis.gaps.missing_voices import missing_voices
from coalition.analysis.partners.cosigners import cosigners, hit_rates
from coalition.analysis.partners.ranking import partners
from coalition.exchange.tables import read_tables
from coalition.measures.ideal_points import ideal_points
from coalition.model.network import Network
from coalition.settings import resource

DIGITS = 8

ANALYSES: dict[str, Callable[[Network], pd.DataFrame]] = {
    "assign": lambda network: assign_leads(network, ["R18", "R22.3", "R24"]).table,
    "backbone": lambda network: backbone(network).table,
    "between": lambda network: bridges_between(network, "R18", "african", "weog").table,
    "bridges": bridges,
    "bridges by bloc": lambda network: bridges(network, "bloc"),
    "bridges by kind": lambda network: bridges(network, "kind"),
    "communities": communities,
    "coverage": coverage,
    "fragility": lambda network: pd.DataFrame([{"sentence": fragility(network, "COL").sentence}]),
    "gaps": gaps,
    "ideal points": lambda network: pd.DataFrame(ideal_points(contested_record(network).stances, 2).points),
    "moved": realignment,
    "partners R18": lambda network: partners(network, "R18", as_seen_by="CHL"),
    "partners R22.3": lambda network: partners(network, "R22.3"),
    "reciprocity": mutual_backing,
    "reliability": lambda network: reliability(network, halvings=3),
    "signers": lambda network: cosigners(network, "R24"),
    "signers' hit rates": hit_rates,
    "similarity": lambda network: similar_actors(network, "CHL"),
    "smallest": lambda network: pd.DataFrame({"member": list(coalition_for(network, ["R18", "R22.3", "R24"]).members)}),
    "takers": lambda network: who_could_take(network, "R16"),
    "trend": lambda network: trend(network, "CHL"),
    "voices": missing_voices,
    "words": words_and_deeds,
}


def rounded(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose numbers are rounded, so that the last digits of a float do not count."""
    plain = table.copy()
    for column in plain.select_dtypes("number"):
        plain[column] = plain[column].astype(float).round(DIGITS) + 0.0
    return plain.reset_index(drop=True)


def everything(network: Network) -> dict[str, pd.DataFrame]:
    """The result of each analysis, by name."""
    return {name: rounded(analysis(network)) for name, analysis in ANALYSES.items()}


def main() -> None:
    network = Network.from_tables(read_tables(resource("seeds")))
    for name, table in everything(network).items():
        text = table.astype(object).where(table.notna(), None).to_json(double_precision=DIGITS)
        print(f"{name}: {hashlib.sha256(text.encode()).hexdigest()[:16]}")


if __name__ == "__main__":
    main()
