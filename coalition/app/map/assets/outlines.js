// The shapes by kind, as points around a middle, for the canvas, the legend and the SVG file alike.

const around = (count, turn, radii) =>
  Array.from({ length: count }, (_, i) => {
    const angle = ((turn + (360 / count) * i) * Math.PI) / 180;
    const radius = radii[i % radii.length];
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });

const OUTLINES = {
  triangle: around(3, -90, [1.2]),
  triangleDown: around(3, 90, [1.2]),
  square: around(4, 45, [1.2]),
  diamond: around(4, -90, [1.2]),
  star: around(10, -90, [1.3, 0.55]),
  hexagon: around(6, 0, [1.1]),
};

export const BOX = 24;
export const FONT = 14;
export const FACE = "'Source Sans', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";

/** Corners of a shape in place; null for the round ones. */
export const corners = (shape, x, y, radius) =>
  OUTLINES[shape]?.map(([dx, dy]) => [x + dx * radius, y + dy * radius]) ?? null;

/** Where the label of a node begins, and how it is anchored. */
export function labelPlace(node, x, y, side = node.side) {
  if (node.shape === "box") return { x: x - node.width / 2 + 10, y, anchor: "start" };
  if (side === "left") return { x: x - node.radius - 9, y, anchor: "end" };
  if (side === "above") return { x, y: y - node.radius - 12, anchor: "middle" };
  if (side === "below") return { x, y: y + node.radius + 12, anchor: "middle" };
  return { x: x + node.radius + 9, y, anchor: "start" };
}

/** The box of a label of some width: left, top, right, bottom. */
export function labelBox(node, x, y, width, side = node.side) {
  const place = labelPlace(node, x, y, side);
  const left = place.anchor === "start" ? place.x : place.anchor === "end" ? place.x - width : place.x - width / 2;
  return [left, place.y - FONT * 0.65, left + width, place.y + FONT * 0.65];
}

/** Where a line begins and ends: in the middle of a mark, at the near side of a box. */
export function ends(one, from, other, to) {
  return [edgeOf(one, from, to), edgeOf(other, to, from)];
}

function edgeOf(node, { x, y }, towards) {
  if (node.shape !== "box") return [x, y];
  const aside = Math.max(-node.width / 2, Math.min(node.width / 2, towards.x - x));
  return [x + aside, y];
}
