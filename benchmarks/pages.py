"""What the pages ask for on the seed facts when they open, and what they leave to a button or a worker."""

from __future__ import annotations

from _timing import seconds

from coalition.analysis.bridges.between_groups import bridges_between
from coalition.analysis.bridges.fragility import fragility
from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.cohesion import cohesion, members, who_broke
from coalition.analysis.compare import TEXTS, compare
from coalition.analysis.coverage import coverage
from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.partners.ranking import search
from coalition.exchange.tables import read_tables
from coalition.model.network import Network
from coalition.settings import resource


def main() -> None:
    network = Network.from_tables(read_tables(resource("seeds")))
    for name, action in {
        "Bridges by regional group, without interval": lambda: bridges(network, replicates=0),
        "Bridges by regional group, 200 replicates": lambda: bridges(network),
        "Bridges by bloc, 200 replicates": lambda: bridges(network, "bloc"),
        "Bridges by kind, 200 replicates": lambda: bridges(network, "kind"),
        "Bridges, asked: between two groups on R18": lambda: bridges_between(network, "R18", "african", "weog"),
        "Bridges, asked: fragility of the first": lambda: fragility(network, "COL"),
        "Compare three States on all texts": lambda: compare(network, ["CHL", "GHA", "NOR"], by=TEXTS),
        "Compare the Group of 77, with cohesion and breaks": lambda: (
            compare(network, members(network, "G77"), by=TEXTS),
            cohesion(network, "G77"),
            who_broke(network, "G77"),
        ),
        "Gaps": lambda: (gaps(network), coverage(network)),
        "Partners of R22.3": lambda: search(network, "R22.3"),
    }.items():
        print(f"{name:<50}{seconds(action, 5):9.3f} s")


if __name__ == "__main__":
    main()
