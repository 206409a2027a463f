// The frame of the map: tools, the stage, the line that is read aloud, and the legend.

import { element, sign } from "./picture.js";

const KEYS =
  "Arrow keys move from mark to mark. Enter chooses; Enter again shows only the chosen one and what it is tied to. Escape goes back. + and - zoom.";

function make(tag, attributes, words) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words) made.textContent = words;
  return made;
}

const button = (words, title) => make("button", { type: "button", title, "aria-label": title }, words);

/** Build the frame once; its parts by name. */
export function frame(parent) {
  const root = make("div", { class: "map" });
  const tools = make("div", { class: "tools", role: "toolbar", "aria-label": "Map" });
  const parts = {
    root,
    search: make("input", { type: "search", placeholder: "Find on the map", "aria-label": "Find on the map" }),
    farther: button("−", "Zoom out"),
    closer: button("+", "Zoom in"),
    fit: button("Fit", "Show the whole map"),
    all: button("Back to all", "Show all marks again"),
    pngButton: button("PNG", "Download as PNG"),
    svgButton: button("SVG", "Download as SVG"),
    stage: make("div", { class: "stage", tabindex: "0", role: "application", "aria-describedby": "keys" }),
    canvas: make("div", { style: "width: 100%; height: 100%" }),
    live: make("p", { class: "live", "aria-live": "polite", dir: "auto" }),
    legend: make("ul", { class: "legend", "aria-label": "Legend" }),
  };
  parts.all.hidden = true;
  tools.append(parts.search, parts.farther, parts.closer, parts.fit, parts.all, parts.pngButton, parts.svgButton);
  parts.stage.append(parts.canvas);
  root.append(tools, parts.stage, make("p", { id: "keys", class: "keys" }, KEYS), parts.live, parts.legend);
  parent.append(root);
  return parts;
}

/** The legend as a list: a drawn sign and its words. Where `turn` is given, an entry that can be left out is a button. */
export function showLegend(list, entries, line, theme, off, turn) {
  const kept = list.contains(list.getRootNode().activeElement) ? list.getRootNode().activeElement.dataset.words : null;
  list.replaceChildren(
    ...entries.map((entry) => {
      const drawn = element("svg", { width: 28, height: 18, viewBox: "-14 -9 28 18", "aria-hidden": "true" });
      drawn.append(sign(entry, line, 0, 0, theme.tint, theme.paper));
      const item = make("li", {});
      const words = make("span", {}, entry.words);
      if (!turn || !entry.switches.length) {
        item.append(drawn, words);
        return item;
      }
      const shown = !isOff(entry, off);
      const title = shown ? "Click to leave it out" : "Click to show it again";
      const pressed = make("button", { type: "button", "aria-pressed": shown, "data-words": entry.words, title });
      pressed.append(drawn, words);
      pressed.addEventListener("click", () => turn(entry));
      item.append(pressed);
      return item;
    }),
  );
  if (kept) [...list.querySelectorAll("button")].find((one) => one.dataset.words === kept)?.focus();
}

/** Whether all that an entry of the legend stands for is left out. */
export const isOff = (entry, off) => entry.switches.length > 0 && entry.switches.every((one) => off.has(one));
