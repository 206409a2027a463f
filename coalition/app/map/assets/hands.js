// What a person does with pointer, wheel, keyboard and tools.

import { isArrow, next, search } from "./walk.js";

const CLOSER = 1.25;

/** Attach everything to the parts of a view, once. */
export function listen(view) {
  const { root, stage, search: field, fit, all, closer, farther, pngButton, svgButton } = view.parts;
  // Keys typed here are no shortcuts of the page.
  root.addEventListener("keydown", (event) => event.stopPropagation());
  stage.addEventListener("keydown", (event) => pressed(view, event));
  stage.addEventListener("focus", () => view.focus(view.focused ?? view.chosen ?? view.data.nodes[0]?.id));
  stage.addEventListener("blur", () => view.network.redraw());
  stage.addEventListener("pointerdown", () => stage.focus({ preventScroll: true }));
  // The library hears of no pointer that leaves the map from a mark, nor that it comes back there.
  stage.addEventListener("pointerleave", () => {
    view.away = true;
    view.over(null);
  });
  stage.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (!view.away) return;
    view.away = false;
    const { left, top } = stage.getBoundingClientRect();
    view.over(view.network.getNodeAt({ x: clientX - left, y: clientY - top }) ?? null);
  });
  // A wheel without Ctrl belongs to the page, unless the map has the keyboard.
  stage.addEventListener("wheel", (event) => event.ctrlKey || view.hasFocus() || event.stopPropagation(), { capture: true });
  field.addEventListener("input", () => view.find(field.value));
  field.addEventListener("keydown", ({ key }) => {
    if (key === "Enter" && search(view.shownNodes(), field.value).length) {
      view.choose(view.focused);
      stage.focus();
    } else if (key === "ArrowDown" || key === "ArrowUp") view.find(field.value, key === "ArrowDown" ? 1 : -1);
  });
  fit.addEventListener("click", () => view.whole());
  all.addEventListener("click", () => view.back());
  closer.addEventListener("click", () => view.zoom(CLOSER));
  farther.addEventListener("click", () => view.zoom(1 / CLOSER));
  pngButton.addEventListener("click", () => view.picture("png"));
  svgButton.addEventListener("click", () => view.picture("svg"));
}

function pressed(view, event) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || !view.data.nodes.length) return;
  if (isArrow(key)) view.focus(next(view.shownNodes(), view.network.getPositions(), view.focused, key));
  else if (key === "Home") view.focus(view.shownNodes()[0].id);
  else if (key === "Enter" || key === " ") view.take(view.focused);
  else if (key === "Escape") view.back();
  else if (key === "+") view.zoom(CLOSER);
  else if (key === "-") view.zoom(1 / CLOSER);
  else return;
  event.preventDefault();
}
