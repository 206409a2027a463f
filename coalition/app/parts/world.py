"""Part of the page World: the board that answers a click and the keyboard, and its legend."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import streamlit as st

from coalition.app.parts.layout import both
from coalition.palette import INK, LINK, PAPER, QUIET

KEY, CARD = "world board", "world-card"

# The board is parsed as SVG and not as HTML; only elements that draw are taken over, and no attribute that acts.
BOARD_JS = """
const DRAWN = new Set(['svg', 'g', 'rect', 'line', 'polygon', 'text']);
const SVG = 'image/svg+xml';
function parsed(text) {
  const drawn = new DOMParser().parseFromString(text, SVG).documentElement;
  for (const node of [...drawn.querySelectorAll('*')]) {
    if (!DRAWN.has(node.localName)) { node.remove(); continue; }
    for (const { name } of [...node.attributes]) if (/^on|href/i.test(name)) node.removeAttribute(name);
  }
  return document.importNode(drawn, true);
}
function entry([swatch, words]) {
  const item = document.createElement('li');
  item.append(parsed(swatch), document.createTextNode(words));
  return item;
}
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const at = (tile) => [Number(tile.dataset.x), Number(tile.dataset.y)];
function nearest(tile, [right, down]) {
  const [x, y] = at(tile);
  let best = null;
  let least = Infinity;
  for (const other of tile.parentElement.querySelectorAll('.t-tile')) {
    const [dx, dy] = [at(other)[0] - x, at(other)[1] - y];
    const along = dx * right + dy * down;
    const aside = Math.abs(dx * down) + Math.abs(dy * right);
    if (along > 0 && along + 2 * aside < least) [best, least] = [other, along + 2 * aside];
  }
  return best;
}
export default function({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector('.t-world');
  if (!place) return;
  const parts = ['.t-wide', '.t-tall', '.t-marks', '.t-groups', '.t-tip'];
  const [wide, tall, key, groups, tip] = parts.map((one) => place.querySelector(one));
  if (place.shown !== data.mark) {
    place.shown = data.mark;
    wide.replaceChildren(parsed(data.wide));
    tall.replaceChildren(parsed(data.tall));
    key.replaceChildren(...data.key.map(entry));
    groups.replaceChildren(...data.groups.map(entry));
    groups.classList.toggle('t-named', data.named);
    wide.style.maxWidth = `${data.columns * 48}px`;
    tip.hidden = true;
  }
  for (const board of [wide, tall]) {
    const tiles = [...board.querySelectorAll('.t-tile')];
    for (const tile of tiles) {
      const chosen = tile.dataset.id === data.chosen;
      tile.setAttribute('aria-selected', String(chosen));
      tile.setAttribute('tabindex', chosen ? '0' : '-1');
    }
    if (tiles.length && !tiles.some((tile) => tile.tabIndex === 0)) tiles[0].setAttribute('tabindex', '0');
  }
  const tileOf = (event) => event.target instanceof Element ? event.target.closest('.t-tile') : null;
  const choose = (tile) => setTriggerValue('chosen', tile.dataset.id);
  const tell = (tile) => {
    tip.hidden = !tile;
    if (!tile) return;
    tip.textContent = tile.getAttribute('aria-label');
    const [box, own] = [place.getBoundingClientRect(), tile.getBoundingClientRect()];
    const left = Math.min(own.left - box.left, box.width - tip.offsetWidth);
    tip.style.left = `${Math.max(0, left)}px`;
    tip.style.top = `${own.bottom - box.top + 4}px`;
  };
  place.onclick = (event) => {
    const tile = tileOf(event);
    tell(tile);
    if (tile) choose(tile);
  };
  place.onpointerover = (event) => { if (event.pointerType !== 'touch') tell(tileOf(event)); };
  place.onpointerleave = () => tell(null);
  place.onkeydown = (event) => {
    const tile = tileOf(event);
    if (!tile || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') choose(tile);
    else if (STEPS[event.key]) {
      const next = nearest(tile, STEPS[event.key]);
      if (next) {
        tile.setAttribute('tabindex', '-1');
        next.setAttribute('tabindex', '0');
        next.focus();
      }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
"""
BOARD_CSS = f"""
.t-world {{position: relative; container-type: inline-size}}
.t-world svg {{display: block; width: 100%; height: auto}}
.t-tall, .t-groups.t-named {{display: none}}
.t-key {{display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0 0 .5rem 0; padding: 0;
  font-size: .9rem; line-height: 1.35; color: {both(INK)}}}
.t-key li {{display: inline-flex; align-items: center; gap: .35rem; margin: 0; padding: 0}}
.t-key svg {{width: 1.25rem; height: 1.25rem; flex: none}}
.t-tile {{cursor: pointer; outline: none}}
.t-tile text {{pointer-events: none; user-select: none}}
.t-tile:hover .t-edge {{stroke: {both(QUIET)}; stroke-width: 2.5}}
.t-tile:focus-visible .t-edge {{stroke: {both(LINK)}; stroke-width: 4; stroke-dasharray: 6 3}}
.t-tile[aria-selected="true"] .t-edge {{stroke: {both(INK)}; stroke-width: 4.5; stroke-dasharray: none}}
.t-tip {{position: absolute; z-index: 5; max-width: 20rem; padding: .3rem .55rem; border-radius: 4px; font-size: .88rem;
  line-height: 1.35; pointer-events: none; background: {both(INK)}; color: {both(PAPER)}}}
.t-tip[hidden] {{display: none}}
@media screen {{@container (max-width: 620px) {{.t-wide {{display: none}} .t-tall {{display: block; margin: 0 -1.7rem}}
  .t-groups.t-named {{display: flex}}}}}}
@media screen and (min-width: 1300px) and (max-height: 800px) {{.t-wide svg {{max-height: calc(100vh - 314px)}}}}
@media screen and (min-width: 800px) {{.st-key-world-card {{max-height: 33rem; overflow-y: auto}}}}
.st-key-world-card .c-facts {{grid-template-columns: 1fr; gap: .1rem}}
@media print {{.t-tip {{display: none}} .t-world svg {{break-inside: avoid}}
  .t-world {{print-color-adjust: exact; -webkit-print-color-adjust: exact}}
  [data-testid="stHorizontalBlock"]:has(.t-world) {{flex-direction: column}}}}
"""
_board = st.components.v2.component(
    "coalition_world",
    html=(
        '<div class="t-world"><ul class="t-key t-marks"></ul><ul class="t-key t-groups"></ul>'
        '<div class="t-wide"></div><div class="t-tall"></div>'
        '<div class="t-tip" hidden></div></div>'
    ),
    css=BOARD_CSS,
    js=BOARD_JS,
    isolate_styles=False,
)


def board(
    drawings: tuple[str, str],
    columns: int,
    key: list[tuple[str, str]],
    groups: list[tuple[str, str]],
    chosen: str,
    follow: Callable[[str], Any],
    *,
    named: bool,
) -> None:
    """Show a board; `follow` is called with the id of the State whose tile somebody chose.

    Parameters
    ----------
    drawings : pair of str
        The wide one and the tall one (`coalition.figures.world.boards`).
    columns : int
        Of the wide one: a board of few tiles is not drawn larger than it needs.
    key, groups : list of (SVG, str)
        The legend of the tiles and of the outlines: a small picture, and what it stands for.
    chosen : str
        Id of the State whose tile is marked; "" for none.
    follow
        What a click does.
    named : bool
        Whether the wide board names the groups itself; the legend then leaves them to the tall one.
    """

    def choose() -> None:
        picked = st.session_state[KEY].chosen
        if picked:
            follow(str(picked))

    wide, tall = drawings
    data = {
        "wide": wide,
        "tall": tall,
        "columns": columns,
        "key": key,
        "groups": groups,
        "chosen": chosen,
        "named": named,
    }
    data["mark"] = hashlib.sha256(repr((drawings, key, groups)).encode()).hexdigest()[:16]
    _board(key=KEY, data=data, on_chosen_change=choose)
