// A node with its neighbours only: the node on the left, the others in columns on the right, each with its name.

import { BOX, FACE, FONT } from "./outlines.js";

const ROW = 34;
const ASIDE = 190;
const BETWEEN = 36;
const ROWS = 14;
const ruler = document.createElement("canvas").getContext("2d");

function widthOf(node) {
  ruler.font = `600 ${FONT}px ${FACE}`;
  return node.shape === "box" ? node.width : 2 * node.radius + 6 + ruler.measureText(node.label).width;
}

const order = (one, other) => one.group.localeCompare(other.group) || one.label.localeCompare(other.label);

/** Places and sides by id, and the edges of it all: left, top, right, bottom. */
export function beside(node, others) {
  const places = new Map([[node.id, { x: 0, y: 0 }]]);
  const sides = new Map([[node.id, "left"], ...others.map(({ id }) => [id, "right"])]);
  const sorted = [...others].sort(order);
  const columns = Math.max(1, Math.ceil(Math.sqrt(sorted.length / ROWS) - 0.2));
  const rows = Math.ceil(sorted.length / columns);
  const own = widthOf(node);
  const left = node.shape === "box" ? -own / 2 : -own;
  let right = node.shape === "box" ? own / 2 : node.radius;
  for (let column = 0; column < columns; column += 1) {
    const members = sorted.slice(column * rows, (column + 1) * rows);
    if (!members.length) break;
    const start = right + (column ? BETWEEN : ASIDE);
    members.forEach((one, row) => {
      const x = start + (one.shape === "box" ? one.width / 2 : one.radius);
      places.set(one.id, { x, y: (row - (members.length - 1) / 2) * ROW });
    });
    right = start + Math.max(...members.map(widthOf));
  }
  const half = (Math.max(rows, 1) * ROW) / 2 + BOX / 2;
  return { places, sides, extent: [left, -half, right, half] };
}
