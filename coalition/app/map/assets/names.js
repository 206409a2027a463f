// Where names stand while a node is shown with its neighbours only: there is room for names that the whole map lacks.

import { BOX, FACE, FONT, labelBox } from "./outlines.js";

const SIDES = ["right", "left", "above", "below"];
const ruler = document.createElement("canvas").getContext("2d");

const touches = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

function markBox(node, { x, y }) {
  const [wide, high] = node.shape === "box" ? [node.width / 2, BOX / 2] : [node.radius, node.radius];
  return [x - wide, y - high, x + wide, y + high];
}

/** The side of each name that finds room among some nodes, those of `first` before all others. */
export function sidesOf(nodes, places, first) {
  ruler.font = `${FONT}px ${FACE}`;
  const taken = nodes.map((node) => markBox(node, places[node.id]));
  const sides = new Map();
  const order = [...nodes].sort((one, other) => (other.id === first) - (one.id === first));
  for (const node of order) {
    if (node.shape === "box") {
      sides.set(node.id, "right");
      continue;
    }
    const { x, y } = places[node.id];
    const width = ruler.measureText(node.label).width;
    for (const side of SIDES) {
      const box = labelBox(node, x, y, width, side);
      if (taken.some((other) => touches(box, other))) continue;
      taken.push(box);
      sides.set(node.id, side);
      break;
    }
  }
  return sides;
}
