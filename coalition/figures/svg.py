"""The few shapes that pictures of a brief are made of; every text is escaped."""

from __future__ import annotations

from html import escape

from coalition.model.characters import drawable
from coalition.palette import INK, PAPER

FONT = "Libertinus Serif, Noto Sans, Noto Sans Arabic, serif"


def drawing(width: float, height: float, parts: list[str]) -> str:
    """A picture on white."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" font-family="{FONT}">'
        f"{rectangle(0, 0, width, height, PAPER)}{''.join(parts)}</svg>"
    )


def named(name: str, parts: str, find: str = "") -> str:
    """Parts of a picture that stand for something: whoever rests a pointer there reads its name.

    Parameters
    ----------
    name
        What is read.
    parts
        Shapes, as SVG.
    find
        What a click looks for in a picture that can be searched; "" for nothing.
    """
    sought = f' data-find="{escape(drawable(find))}"' if find else ""
    return f"<g{sought}><title>{escape(drawable(name))}</title>{parts}</g>"


def text(
    words: str, x: float, y: float, size: float = 12, colour: str = INK, *, bold: bool = False, align: str = "start"
) -> str:
    """Words whose middle height is `y`; `align` is start, middle or end."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y + size * 0.33:.1f}" font-size="{size:g}" fill="{colour}" '
        f'text-anchor="{align}"{weight}>{escape(drawable(words))}</text>'
    )


def rectangle(x: float, y: float, width: float, height: float, colour: str, round_by: float = 0, edge: str = "") -> str:
    stroke = f' stroke="{edge}"' if edge else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}" rx="{round_by:g}"'
        f"{stroke}/>"
    )


def line(x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 1, opacity: float = 1) -> str:
    return (
        f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{colour}" stroke-width="{width:g}" '
        f'stroke-opacity="{opacity:g}" stroke-linecap="round"/>'
    )


def circle(x: float, y: float, radius: float, fill: str, edge: str, width: float = 2) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" stroke="{edge}" stroke-width="{width:g}"/>'
