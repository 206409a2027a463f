// Draws bands, marks and labels on the canvas. Text from the data is drawn as text, nothing else.

import { BOX, FACE, FONT, corners, ends, labelPlace } from "./outlines.js";

const SMALLEST = 5;
const ALIGN = { start: "left", middle: "center", end: "right" };

/** Colours of the page around: what is ink, what is paper, and whether it is a dark page. */
export function themeOf(element) {
  const style = getComputedStyle(element);
  const paper = style.getPropertyValue("--st-background-color").trim() || "#ffffff";
  const ink = style.getPropertyValue("--st-text-color").trim() || "#1b2733";
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  probe.fillStyle = paper;
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  const dark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
  return { paper, ink, dark, tint: dark ? 1 : 0, quiet: dark ? "#AEB8C2" : "#5F6B76", line: dark ? "#3B4754" : "#D5DBE1" };
}

/** Areas behind the marks. */
export function drawBands(context, bands, theme) {
  for (const { left, top, right, bottom, tray, colours } of bands) {
    context.save();
    context.strokeStyle = theme.line;
    context.fillStyle = colours[theme.tint];
    context.globalAlpha = tray ? 1 : 0.07;
    if (tray) context.strokeRect(left, top, right - left, bottom - top);
    else context.fillRect(left, top, right - left, bottom - top);
    context.restore();
  }
}

/** The words of the areas, in their upper left corners. */
export function drawHeads(context, bands, theme) {
  context.save();
  context.font = `600 ${FONT - 1}px ${FACE}`;
  context.textBaseline = "middle";
  context.textAlign = "left";
  for (const band of bands) haloed(context, band.words, band.left + 8, band.top + 14, theme.quiet, theme.paper);
  context.restore();
}

/** Text that stays readable on a line. */
function haloed(context, words, x, y, ink, paper) {
  context.strokeStyle = paper;
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeText(words, x, y);
  context.fillStyle = ink;
  context.fillText(words, x, y);
}

/** Lines; where those of one node are strong, the others are as faint as `faded`; `plain` is how they are otherwise. */
export function drawEdges(context, edges, byId, places, theme, strong, faded, plain) {
  context.save();
  for (const edge of edges) {
    const [start, end] = ends(byId.get(edge.from), places[edge.from], byId.get(edge.to), places[edge.to]);
    const own = edge.from === strong || edge.to === strong;
    context.globalAlpha = own ? 1 : strong ? faded : plain;
    context.strokeStyle = edge.colours[theme.tint];
    context.lineWidth = edge.width + (own ? 1.5 : 0);
    context.setLineDash(edge.dashes);
    context.beginPath();
    context.moveTo(...start);
    context.lineTo(...end);
    context.stroke();
  }
  context.restore();
}

/** Trace a mark. */
function trace(context, node, x, y) {
  context.beginPath();
  const points = corners(node.shape, x, y, node.radius);
  if (node.shape === "box") context.roundRect(x - node.width / 2, y - BOX / 2, node.width, BOX, 4);
  else if (points) points.forEach(([px, py], i) => (i ? context.lineTo(px, py) : context.moveTo(px, py)));
  else context.arc(x, y, node.radius, 0, 2 * Math.PI);
  context.closePath();
}

/** A mark with its label on some side, or without where that is ""; `near` draws it stronger. */
export function drawNode(context, node, x, y, theme, near, scale, side) {
  const colour = node.colours[theme.tint];
  const open = node.hollow || node.shape === "box";
  trace(context, node, x, y);
  context.fillStyle = open ? theme.paper : colour;
  context.strokeStyle = colour;
  context.lineWidth = (node.hollow ? 2 : 1) + (near ? 1.5 : 0);
  context.fill();
  context.stroke();
  if (side === "" || (FONT * scale < SMALLEST && !near)) return;
  const place = labelPlace(node, x, y, side);
  context.font = `${near ? "600 " : ""}${FONT}px ${FACE}`;
  context.textAlign = ALIGN[place.anchor];
  context.textBaseline = "middle";
  if (node.shape === "box") {
    context.fillStyle = theme.ink;
    context.fillText(node.label, place.x, place.y + 1, node.width - 20);
  } else haloed(context, node.label, place.x, place.y + 1, theme.ink, theme.paper);
}

/** A ring around a node: the chosen one, dashed the one that has the keyboard, farther out the visitor's own country. */
export function drawRing(context, node, { x, y }, theme, { dashed = false, out = 5 } = {}) {
  context.save();
  context.strokeStyle = theme.ink;
  context.lineWidth = 2.5;
  if (dashed) context.setLineDash([5, 3]);
  context.beginPath();
  if (node.shape === "box") context.roundRect(x - node.width / 2 - 5, y - BOX / 2 - 5, node.width + 10, BOX + 10, 7);
  else context.arc(x, y, node.radius + out, 0, 2 * Math.PI);
  context.stroke();
  context.restore();
}
