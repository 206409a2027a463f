"""A map as GEXF, the format of Gephi: with places, sizes, colours by regional group, and shapes by kind."""

from __future__ import annotations

from pathlib import Path

from coalition.exchange.writers import graph
from coalition.exchange.writers.contents import Contents
from coalition.exchange.writers.xml import HEAD, comment, quote, rgb

LOSES = (
    "empty cells: they are left out, and empty is what they mean",
    "which table a cell's column stands in, other than by the type of the node or edge",
)
NAMESPACE = "http://www.gexf.net/1.2draft"


def write(contents: Contents, path: Path) -> None:
    """All nodes and edges of `coalition.exchange.writers.graph`, with the types of their values and how they look."""
    nodes, edges = list(graph.nodes(contents.tables)), list(graph.edges(contents.tables))
    of_nodes, of_edges = {"type": "string"} | graph.columns(nodes), {"type": "string"} | graph.columns(edges)
    node_numbers, edge_numbers = _numbers(of_nodes), _numbers(of_edges)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{HEAD}{comment(contents.sentence())}")
        file.write(f'<gexf xmlns="{NAMESPACE}" xmlns:viz="{NAMESPACE}/viz" version="1.2">\n')
        file.write(f'<meta lastmodifieddate="{contents.made}"><creator>coalition</creator>')
        file.write(f"<description>{quote(contents.sentence())}</description></meta>\n")
        file.write('<graph mode="static" defaultedgetype="directed">\n')
        for domain, kinds, numbers in (("node", of_nodes, node_numbers), ("edge", of_edges, edge_numbers)):
            file.write(f'<attributes class="{domain}" mode="static">\n')
            for name, kind in kinds.items():
                file.write(f'<attribute id="{numbers[name]}" title="{quote(name)}" type="{kind}"/>\n')
            file.write("</attributes>\n")
        file.write("<nodes>\n")
        file.writelines(_node(node, node_numbers) for node in nodes)
        file.write("</nodes>\n<edges>\n")
        file.writelines(_edge(n, edge, edge_numbers) for n, edge in enumerate(edges))
        file.write("</edges>\n</graph>\n</gexf>\n")


def _numbers(kinds: dict[str, str]) -> dict[str, str]:
    return {name: str(n) for n, name in enumerate(kinds)}


def _node(node: graph.ExportedNode, numbers: dict[str, str]) -> str:
    red, green, blue = rgb(node.colour)
    return (
        f'<node id="{quote(node.id)}" label="{quote(node.label)}">{_values(node.type, node.values, numbers)}'
        f'<viz:color r="{red}" g="{green}" b="{blue}" a="1.0"/><viz:size value="{node.size:.2f}"/>'
        f'<viz:position x="{node.x}" y="{node.y}" z="0.0"/><viz:shape value="{node.shape}"/></node>\n'
    )


def _edge(number: int, edge: graph.ExportedEdge, numbers: dict[str, str]) -> str:
    red, green, blue = rgb(graph.edge_colour(edge))
    return (
        f'<edge id="{number}" source="{quote(edge.source)}" target="{quote(edge.target)}" type="directed" '
        f'weight="1.0">{_values(edge.type, edge.values, numbers)}'
        f'<viz:color r="{red}" g="{green}" b="{blue}" a="1.0"/></edge>\n'
    )


def _values(kind: str, values: dict[str, graph.Value], numbers: dict[str, str]) -> str:
    """The values that are not empty."""
    cells = "".join(
        f'<attvalue for="{numbers[name]}" value="{quote(value)}"/>'
        for name, value in ({"type": kind} | values).items()
        if value != ""
    )
    return f"<attvalues>{cells}</attvalues>"
