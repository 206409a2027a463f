"""A map as GraphML: for NetworkX, igraph, yEd, Cytoscape, visone and Gephi."""

from __future__ import annotations

from pathlib import Path

from coalition.exchange.writers import graph
from coalition.exchange.writers.contents import Contents
from coalition.exchange.writers.xml import HEAD, comment, quote

LOSES = (
    "empty cells: GraphML readers leave them out, and empty is what they mean",
    "which table a cell's column stands in, other than by the type of the node or edge",
)
_OWN = {"label": "string", "type": "string", "x": "double", "y": "double", "size": "double", "colour": "string",
        "shape": "string"}  # fmt: skip
_NAMES = {"integer": "int"}


def write(contents: Contents, path: Path) -> None:
    """All nodes and edges of `coalition.exchange.writers.graph`, with the types of their values."""
    nodes, edges = list(graph.nodes(contents.tables)), list(graph.edges(contents.tables))
    of_nodes, of_edges = {**_OWN, **graph.columns(nodes)}, {"type": "string"} | graph.columns(edges)
    keys = [("node", name, kind) for name, kind in of_nodes.items()]
    keys += [("edge", name, kind) for name, kind in of_edges.items()]
    number = {(domain, name): f"d{n}" for n, (domain, name, _) in enumerate(keys)}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{HEAD}{comment(contents.sentence())}")
        file.write('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for domain, name, kind in [*keys, ("graph", "about", "string")]:
            key = number.get((domain, name), "about")
            type_ = _NAMES.get(kind, kind)
            file.write(f'<key id="{key}" for="{domain}" attr.name="{quote(name)}" attr.type="{type_}"/>\n')
        file.write(f'<graph edgedefault="directed">\n<data key="about">{quote(contents.sentence())}</data>\n')
        for node in nodes:
            own: dict[str, graph.Value] = {name: getattr(node, name) for name in _OWN}
            data = _data(number, "node", own | node.values)
            file.write(f'<node id="{quote(node.id)}">{data}</node>\n')
        for edge in edges:
            data = _data(number, "edge", {"type": edge.type, **edge.values})
            file.write(f'<edge source="{quote(edge.source)}" target="{quote(edge.target)}">{data}</edge>\n')
        file.write("</graph>\n</graphml>\n")


def _data(number: dict[tuple[str, str], str], domain: str, values: dict[str, graph.Value]) -> str:
    """The values that are not empty."""
    return "".join(
        f'<data key="{number[domain, name]}">{quote(value)}</data>' for name, value in values.items() if value != ""
    )
