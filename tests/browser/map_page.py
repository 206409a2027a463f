"""A page with a map that changes under its key, for tests of the component alone."""

import streamlit as st
from hostile_names import HOSTILE

from coalition.app.map import graph_map
from coalition.app.map.data import MapData, MapEdge, MapNode, legend
from coalition.app.map.layout import Item, two_mode

GROUPS = {"african": "African Group", "weog": "WEOG"}
NAMES = {"CIV": "Côte d'Ivoire", "TUR": "Türkiye", "GHA": "Ghana"} | {f"hostile-{i}": t for i, t in enumerate(HOSTILE)}


def made(more: bool) -> MapData:
    """Actors on the left, one recommendation on the right; with `more` an actor goes and one comes."""
    names = {key: name for key, name in NAMES.items() if key != "GHA"} | {"KEN": "Kenya"} if more else NAMES
    actors = [Item(key, name, "african" if len(key) == 3 else "weog") for key, name in names.items()]
    goal = Item("R1", "R1  Everybody", box=True)
    plan = two_mode([actors, [goal]], GROUPS, [Item("alone", "Alone", "weog")], "No line on this map")
    at = plan.places
    nodes = [
        MapNode(i.id, i.label, i.label, "ngo", str(i.group), at[i.id].x, at[i.id].y, at[i.id].side) for i in actors
    ]
    nodes.append(MapNode("R1", goal.label, HOSTILE[0], "", "", at["R1"].x, at["R1"].y, width=goal.width))
    nodes.append(MapNode("alone", "Alone", "Alone", "state", "weog", at["alone"].x, at["alone"].y, estimate=True))
    edges = [MapEdge(item.id, "R1", "supports", f"{item.label}: supports") for item in actors]
    entries = legend(nodes, edges, GROUPS)
    return MapData("A test <b>map</b>", tuple(nodes), tuple(edges), plan.bands, entries, "A map for tests", plan.extent)


if __name__ == "__main__":
    st.set_page_config(layout="wide")
    st.html('<h1 class="c-answer">Test</h1>')
    more = st.checkbox("More")
    chosen = graph_map(made(more), "map", 480)
    st.text(f"chosen: {chosen}")
    st.text("Kenya came" if more else "Kenya is not there")
