// The map as a picture: an SVG document built node by node, and a PNG of the same.

import { BOX, FACE, FONT, corners, ends, labelPlace } from "./outlines.js";

const SPACE = "http://www.w3.org/2000/svg";
const MARGIN = 24;
const INK = "#1B2733";
const QUIET = "#5F6B76";
// Letters that no XML may hold.
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** An element with attributes and, as text only, some words. */
export function element(name, attributes, words) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (words !== undefined) made.textContent = words.replace(FORBIDDEN, "");
  return made;
}

/** The sign of an entry of the legend, 18 by 14 pixels around (x, y). */
export function sign(entry, lines, x, y, tint, paper) {
  const colour = entry.colours[tint];
  if (entry.sort === "line") {
    const { width, dashes } = lines(entry.sign);
    const drawn = { x1: x - 12, y1: y, x2: x + 12, y2: y, stroke: colour, "stroke-width": width };
    return element("line", { ...drawn, "stroke-dasharray": dashes.join(" ") });
  }
  if (entry.sort === "size") {
    const both = element("g", { fill: colour });
    both.append(element("circle", { cx: x - 8, cy: y, r: 2.5 }), element("circle", { cx: x + 4, cy: y, r: 6.5 }));
    return both;
  }
  if (entry.sort === "colour") return element("rect", { x: x - 7, y: y - 6, width: 14, height: 12, fill: colour });
  const hollow = entry.sort === "hollow" || entry.sign === "box";
  const paint = { fill: hollow ? paper : colour, stroke: colour, "stroke-width": entry.sort === "hollow" ? 2 : 1 };
  return mark({ shape: entry.sign, width: 20 }, x, y, paint, entry.sign === "box" ? 12 : BOX, 6.5);
}

function mark(node, x, y, paint, height, radius) {
  const points = corners(node.shape, x, y, radius);
  if (node.shape === "box") {
    return element("rect", { x: x - node.width / 2, y: y - height / 2, width: node.width, height, rx: 4, ...paint });
  }
  if (points) return element("polygon", { points: points.map((point) => point.join(",")).join(" "), ...paint });
  return element("circle", { cx: x, cy: y, r: radius, ...paint });
}

const ruler = document.createElement("canvas").getContext("2d");

/** Width of a text as this browser draws it. */
function measure(words, size, weight) {
  ruler.font = `${weight} ${size}px ${FACE}`;
  return ruler.measureText(words).width;
}

/** A text that keeps its width, in whatever font it is drawn later. */
function text(words, x, y, more = {}, most = Infinity) {
  const size = more["font-size"] ?? FONT;
  const width = Math.min(measure(words, size, more["font-weight"] ?? 400), most);
  const length = width > 0 ? { textLength: width.toFixed(1), lengthAdjust: "spacingAndGlyphs" } : {};
  const look = { "dominant-baseline": "central", "font-family": FACE, "font-size": FONT, fill: INK };
  return element("text", { x, y, ...look, ...length, ...more }, words);
}

/** The map, with title and legend, on white. */
export function svg(data, places, lines) {
  const [left, top, right, bottom] = data.extent;
  const width = Math.max(right - left, 480);
  const keys = legendRows(data.legend, width);
  const height = bottom - top + 40 + (keys.length + (data.note ? 1 : 0)) * 24;
  const box = [left - MARGIN, top - MARGIN - 40, width + 2 * MARGIN, height + 2 * MARGIN + 10];
  const root = element("svg", { xmlns: SPACE, viewBox: box.join(" "), width: box[2], height: box[3], role: "img" });
  root.append(element("title", {}, data.title), element("desc", {}, data.alt));
  root.append(element("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: "#FFFFFF" }));
  root.append(text(data.title, left, top - 34, { "font-size": 20, "font-weight": 600 }));
  for (const band of data.bands) root.append(...bandMarks(band));
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  for (const edge of data.edges) {
    const [[x1, y1], [x2, y2]] = ends(byId.get(edge.from), places[edge.from], byId.get(edge.to), places[edge.to]);
    const drawn = { x1, y1, x2, y2, stroke: edge.colours[0], "stroke-width": edge.width };
    root.append(element("line", { ...drawn, "stroke-dasharray": edge.dashes.join(" ") }));
  }
  for (const node of data.nodes) {
    const { x, y } = places[node.id];
    const colour = node.colours[0];
    const open = node.hollow || node.shape === "box";
    const shown = element("g", {});
    const paint = { fill: open ? "#FFFFFF" : colour, stroke: colour, "stroke-width": node.hollow ? 2 : 1 };
    const place = labelPlace(node, x, y);
    const halo = { stroke: "#FFFFFF", "stroke-width": 3, "paint-order": "stroke", "text-anchor": place.anchor };
    shown.append(element("title", {}, node.name), mark(node, x, y, paint, BOX, node.radius));
    if (node.side) shown.append(text(node.label, place.x, place.y, halo, node.shape === "box" ? node.width - 20 : Infinity));
    root.append(shown);
  }
  keys.forEach((row, number) => {
    const y = bottom + 34 + number * 24;
    for (const { entry, x } of row) {
      root.append(sign(entry, lines, left + x + 12, y, 0, "#FFFFFF"), text(entry.words, left + x + 32, y, { fill: QUIET }));
    }
  });
  if (data.note) root.append(text(data.note, left, bottom + 34 + keys.length * 24, { fill: INK, "font-weight": 600 }));
  return new XMLSerializer().serializeToString(root);
}

function bandMarks(band) {
  const size = { x: band.left, y: band.top, width: band.right - band.left, height: band.bottom - band.top };
  const paint = band.tray ? { fill: "none", stroke: "#D5DBE1" } : { fill: band.colours[0], "fill-opacity": 0.07 };
  const words = text(band.words, band.left + 8, band.top + 14, { "font-weight": 600, fill: QUIET });
  return [element("rect", { ...size, ...paint }), words];
}

/** Entries in rows that fit into a width. */
function legendRows(entries, width) {
  const rows = [];
  let x = width;
  for (const entry of entries) {
    const wide = 52 + measure(entry.words, FONT, 400);
    if (x + wide > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1).push({ entry, x });
    x += wide;
  }
  return rows;
}

/** The SVG as a PNG, twice as fine. */
export async function png(source) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * image.width;
  canvas.height = 2 * image.height;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** Hand a file to the person. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
