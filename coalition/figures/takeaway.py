"""The map to take away: one HTML file that opens without internet, asks for nothing and runs nothing from the data."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files

from pyvis.network import Network as Vis

from coalition.analysis.phrases import WORDS
from coalition.figures.neighbourhood import EDGES, Map
from coalition.model.vocabulary import STATES, Kind
from coalition.palette import INK, LINE, OTHER, PAPER, QUIET, colour

OUTSIDE = re.compile(r"<link\b[^>]*?>|<script\b[^>]*\bsrc=[^>]*>\s*</script>", re.DOTALL)
STYLE = f"""body {{margin: 0; background: {PAPER}; color: {INK}; font: 15px/1.4 sans-serif}}
header, footer {{padding: 12px 20px; overflow-wrap: anywhere}} h1 {{font-size: 22px; margin: 0 0 4px}}
p {{margin: 4px 0}}
footer {{color: {QUIET}; font-size: 13px}}
ul {{list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 18px}}
li svg {{vertical-align: middle; margin-right: 5px}}
#mynetwork {{width: 100%}}
div.vis-tooltip {{position: absolute; visibility: hidden; max-width: 320px; padding: 6px 9px; pointer-events: none;
 background: {PAPER}; border: 1px solid {LINE}; border-radius: 4px; font: 13px sans-serif; color: {INK}; z-index: 5}}"""
OPTIONS = """{"physics": {"enabled": false}, "edges": {"smooth": false}, "interaction":
 {"hover": true, "dragNodes": false, "zoomView": false, "tooltipDelay": 120}}"""


def policy(nonce: str) -> str:
    """Only the two scripts of the file itself run, marked by a word that no data can know; nothing is fetched."""
    return f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src data:"


def page(
    found: Map, title: str, group_names: dict[str, str], *, version: str, source: str, made: date | None = None
) -> str:
    """The map as a self-contained HTML file.

    Parameters
    ----------
    found : Map
        Of the map as others may see it.
    title : str
        Heading of the page.
    group_names : dict
        Id and name of the regional groups, for the legend.
    version : str
        Names the data.
    source : str
        Where the facts come from, and what is left out.
    made : date, optional
        Shown below the map; today when left out.
    """
    drawn = _drawn(found)
    day = (made or date.today()).isoformat()
    nonce = hashlib.sha256("\0".join((drawn, title, source, day)).encode()).hexdigest()[:32]
    script = drawn.replace('<script type="text/javascript">', f'<script nonce="{nonce}">', 1)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(nonce)}"><title>{escape(title)}</title>'
        f"<style>{STYLE} #mynetwork {{height: {found.height}px}}</style>"
        f'<script nonce="{nonce}">{_library()}</script></head>'
        f'<body><header><h1 dir="auto">{escape(title)}</h1><ul>{_legend(found, group_names)}</ul></header>{script}'
        f'<footer><p>{day}. Data: {escape(version)}.</p><p dir="auto">{escape(source)}</p></footer></body></html>'
    )


def _drawn(found: Map) -> str:
    """What pyvis puts into the body of its page: a frame and one script. Its head would fetch from elsewhere."""
    vis = Vis(height=f"{found.height}px", width="100%", cdn_resources="remote")
    vis.set_options(OPTIONS)
    for node in found.nodes:
        shown = {key: value for key, value in node.items() if key not in ("id", "kind")}
        vis.add_node(node["id"], physics=False, **shown | {"title": _plain(str(node["title"]))})
    for edge in found.edges:
        vis.add_edge(edge["from"], edge["to"], color=edge["color"], width=edge["width"], dashes=edge["dashes"])
    _, _, body = vis.generate_html().partition("<body>")
    return OUTSIDE.sub("", body.rpartition("</body>")[0])


def _plain(text: str) -> str:
    """A title that pyvis leaves plain: it turns every title into HTML as soon as one contains "href"."""
    return text.replace("href", "hre\u200bf")


@cache
def _library() -> str:
    """vis-network from pyvis's own files."""
    place = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return place.read_text(encoding="utf-8")


def _legend(found: Map, group_names: dict[str, str]) -> str:
    """Kinds by shape, regional groups by colour, lines by what they say."""
    used = {str(node["color"]["border"] if isinstance(node["color"], dict) else node["color"]) for node in found.nodes}
    swatches = [
        (f'<rect x="4" width="14" height="14" fill="{colour(key)}"/>', name)
        for key, name in group_names.items()
        if colour(key) in used
    ]
    said = {row["line"] for row in found.rows}
    lines = [(_stroke(*EDGES[standing]), words) for standing, words in WORDS.items() if words in said]
    if "could be reached through" in said:
        lines.append((_stroke(QUIET, 1.2, [4, 4]), "could be reached through"))
    signs = found.legend.split(", ") if found.legend else []
    if any(not node["kind"] for node in found.nodes):
        signs.append("▭ recommendation")
    if any(node["kind"] and isinstance(node["color"], dict) for node in found.nodes):
        signs.append("○ estimate, not on record")
    if any(node["kind"] and Kind(str(node["kind"])) not in STATES for node in found.nodes):
        swatches.append((f'<rect x="4" width="14" height="14" fill="{OTHER}"/>', "not a State"))
    items = [f"<li>{escape(words)}</li>" for words in signs]
    items += [f'<li><svg width="26" height="14">{drawn}</svg>{escape(words)}</li>' for drawn, words in swatches + lines]
    return "".join(items)


def _stroke(stroke: str, width: float, dashes: object) -> str:
    pattern = " ".join(map(str, dashes)) if isinstance(dashes, list) else ""
    return f'<line x2="26" y1="7" y2="7" stroke="{stroke}" stroke-width="{width}" stroke-dasharray="{pattern}"/>'
