"""Pictures for a wall as part of a page: drawn from their text, nothing in them is ever run."""

from __future__ import annotations

import streamlit as st

# A picture is parsed as SVG and not as HTML, and only elements that draw are taken over.
JS = """
const DRAWN = new Set(['svg', 'title', 'desc', 'rect', 'line', 'circle', 'polygon', 'text']);
export default function({data, parentElement}) {
  const place = parentElement.querySelector('.w-drawing');
  if (!place || place.drawn === data.key) return;
  place.drawn = data.key;
  place.className = `w-drawing ${data.name}`;
  place.style.background = data.paper;
  place.replaceChildren(...data.pictures.map((svg) => {
    const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    for (const node of drawn.querySelectorAll('*')) if (!DRAWN.has(node.localName)) node.remove();
    return document.importNode(drawn, true);
  }));
}
"""
_drawing = st.components.v2.component(
    "coalition_drawing", html='<div class="w-drawing"></div>', js=JS, isolate_styles=False
)


def draw(pictures: list[str], key: str, *, name: str, paper: str) -> None:
    """Show pictures one over the other (a style chooses among them), in an element of class `name`."""
    mark = f"{name} {paper} {hash(tuple(pictures))}"
    _drawing(key=key, data={"pictures": pictures, "name": name, "paper": paper, "key": mark})
