// Which node comes next: by name, and from node to node in a direction.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Nodes whose label or full name contains some letters, accents and capitals aside; those that begin with them first. */
export function search(nodes, words) {
  const wanted = plain(words.trim());
  if (!wanted) return [];
  const found = nodes.filter((node) => plain(node.label).includes(wanted) || plain(node.name).includes(wanted));
  const late = (node) => (plain(node.label).startsWith(wanted) ? 0 : 1);
  return found.sort((one, other) => late(one) - late(other));
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export const isArrow = (key) => key in DIRECTIONS;

/** The nearest node in the direction of an arrow key; what lies aside counts as farther. */
export function next(nodes, places, from, key) {
  const [dx, dy] = DIRECTIONS[key];
  const start = places[from];
  let best = null;
  for (const { id } of nodes) {
    const { x, y } = places[id];
    const ahead = (x - start.x) * dx + (y - start.y) * dy;
    if (id === from || ahead <= 1) continue;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    const far = ahead + 2 * aside;
    if (!best || far < best.far) best = { id, far };
  }
  return best?.id ?? from;
}
