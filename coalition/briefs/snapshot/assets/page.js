// What the file does by itself: names under the pointer, lines of one mark, a search in picture and tables.
"use strict";
const SPACE = "http://www.w3.org/2000/svg";
const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const box = document.getElementById("search");
const told = document.getElementById("told");
const tip = document.getElementById("tip");
const FEW = 12; // of so many marks that are found the lines are drawn, and where they lead stays in sight
const called = Object.entries(JSON.parse(document.getElementById("names").textContent)).map(([name, others]) => [
  fold(name),
  fold(others.join(" ")),
]);
const marks = [];
const lines = new Map();
let found = [];

for (const title of document.querySelectorAll("figure svg g > title")) {
  const mark = title.parentNode;
  mark.name = title.textContent;
  title.remove();
  mark.classList.add("mark");
  marks.push(mark);
}

// A map keeps its lines as pairs of marks, and draws those of one mark over the others.
for (const svg of document.querySelectorAll("svg[data-lines]")) {
  const own = Array.from(svg.querySelectorAll("g.node"));
  const over = document.createElementNS(SPACE, "path");
  over.setAttribute("class", "over");
  svg.querySelector("g.lines").after(over);
  const pairs = svg.dataset.lines.split(",").filter(Boolean).map((pair) => pair.split(" ").map(Number));
  own.forEach((node) => lines.set(node, []));
  for (const [a, b] of pairs) {
    lines.get(own[a]).push(own[b]);
    lines.get(own[b]).push(own[a]);
  }
}

/** Draw the lines of some marks over all others; of none, all are as they were. */
function draw(some) {
  const over = document.querySelector("path.over");
  if (!over) return;
  const path = some.flatMap((one) =>
    (lines.get(one) ?? []).map((other) => `M${one.dataset.x} ${one.dataset.y}L${other.dataset.x} ${other.dataset.y}`),
  );
  over.setAttribute("d", path.join(""));
  over.ownerSVGElement.classList.toggle("lit", path.length > 0);
}

const markOf = (event) => (event.target instanceof Element ? event.target.closest("g.mark") : null);
let near = null;
document.addEventListener("pointerover", (event) => {
  const mark = markOf(event);
  if (mark === near) return;
  near = mark;
  draw(mark ? [mark] : found);
  tip.hidden = !mark;
  if (!mark) return;
  tip.textContent = mark.name;
});
document.addEventListener("pointermove", (event) => {
  if (tip.hidden) return;
  const wide = document.documentElement.clientWidth;
  tip.style.left = `${Math.max(4, Math.min(event.clientX + 14, wide - tip.offsetWidth - 8))}px`;
  const below = event.clientY + 18 + tip.offsetHeight < window.innerHeight;
  tip.style.top = `${below ? event.clientY + 18 : Math.max(4, event.clientY - tip.offsetHeight - 10)}px`;
});
document.addEventListener("click", (event) => {
  const mark = markOf(event);
  if (!mark || !mark.dataset.find) return;
  box.value = box.value === mark.dataset.find ? "" : mark.dataset.find;
  find();
});

// Larger and smaller pictures.
for (const button of document.querySelectorAll("button[data-zoom]")) {
  button.addEventListener("click", () => {
    const svg = button.closest("figure").querySelector("svg");
    const now = Number(svg.dataset.zoom || 1) * Number(button.dataset.zoom);
    svg.dataset.zoom = Math.min(8, Math.max(1, now));
    svg.style.width = `${100 * svg.dataset.zoom}%`;
    svg.style.maxWidth = svg.style.maxHeight = svg.dataset.zoom > 1 ? "none" : "";
  });
}

/** What is looked through for a mark or a row: its words, and the other names of the countries in them. */
function sought(item, words) {
  item.sought ??= called.reduce((all, [name, others]) => (all.includes(name) ? `${all} ${others}` : all), fold(words));
  return item.sought;
}

const rows = Array.from(document.querySelectorAll("tbody tr"));
const number = (count, one, several) => `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
function find() {
  const words = fold(box.value).split(/\s+/).filter(Boolean);
  const fits = (text) => words.every((word) => text.includes(word));
  let listed = 0;
  for (const row of rows) {
    const hit = !words.length || fits(sought(row, row.textContent));
    if (row.hidden === hit) row.hidden = !hit;
    listed += hit;
  }
  const hits = new Set(marks.filter((mark) => !words.length || fits(sought(mark, mark.name))));
  found = words.length && hits.size <= FEW ? Array.from(hits) : [];
  const beside = new Set(found.flatMap((mark) => lines.get(mark) ?? []));
  for (const mark of marks) {
    mark.classList.toggle("dim", !hits.has(mark) && !beside.has(mark));
    mark.classList.toggle("hit", hits.has(mark) && words.length > 0);
  }
  draw(found);
  const places = [];
  if (marks.length) places.push(number(hits.size, "mark of the picture", "marks of the picture"));
  if (rows.length) places.push(number(listed, "row of the tables", "rows of the tables"));
  const some = `Found: ${places.join(", ")}. Enter goes to the first, and on.`;
  told.textContent = !words.length ? "" : listed + hits.size ? some : "Not in the picture or the tables: it may be among those that are only counted. Try fewer letters or another name.";
  at = -1;
}

/** On to the next place where the words stand. */
function next() {
  if (!box.value.trim()) return;
  const places = [...marks.filter((mark) => mark.classList.contains("hit")), ...rows.filter((row) => !row.hidden)];
  if (!places.length) return;
  at = (at + 1) % places.length;
  places[at].scrollIntoView({ block: "center", inline: "center" });
}
let waiting = 0;
let at = -1;
box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(find, 120);
});
box.form.addEventListener("submit", (event) => {
  event.preventDefault();
  next();
});
box.form.hidden = false;
find();
