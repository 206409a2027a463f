"""The country that a visitor speaks for: chosen once, and kept in the address and for the visit."""

from __future__ import annotations

from coalition.app.parts import address
from coalition.model.network import Network


def ask(network: Network, label: str = "Your country") -> str:
    """Id of the visitor's own country; "" for none."""
    names = network.actors["name"].iloc[network.states].sort_values().to_dict()
    require = network.require
    return address.ask(
        label, "as", ["", *names], "", lambda key: str(names.get(key, "none chosen")),
        known=lambda key: require("actors", key), remember="own",
    )  # fmt: skip
