// The picture that is painted by itself: a boat at its mooring before a lighthouse, as colours of cells.

export const WIDTH = 44;
export const HEIGHT = 26;

export const COLOURS = [
  '#12333f', '#0f5e73', '#2a8fa3', '#7cc4cf', '#cfe8e6', '#f6e7c8',
  '#f5c26b', '#ee8a4a', '#d6453d', '#f7f4ee', '#6b5344', '#3f7d55',
];
const [NIGHT, DEEP, SEA, FOAM, HAZE, SAND, GOLD, DUSK, RED, WHITE, WOOD, GREEN] = COLOURS.keys();

const HORIZON = 15;
const inside = (x, y, cx, cy, r) => (x - cx) ** 2 + (y - cy) ** 2 <= r * r;

function sky(x, y) {
  if (inside(x, y, 37, 12, 4.3)) return y > 12 ? GOLD : SAND;
  if (inside(x, y, 6, 4, 2.2) || inside(x, y, 9, 4, 1.6) || (y === 5 && x >= 3 && x <= 12)) return WHITE;
  if (inside(x, y, 33, 3, 1.6) || (y === 4 && x >= 29 && x <= 36)) return WHITE;
  return [FOAM, FOAM, FOAM, HAZE, HAZE, HAZE, HAZE, SAND, SAND, SAND, GOLD, GOLD, GOLD, DUSK, DUSK][y];
}

function sea(x, y) {
  if (Math.abs(x - 37) < 5 - (y - HORIZON) / 2 && (x + y) % 2 === 0) return GOLD;
  const wave = Math.sin(x * 0.9 + y * 1.7) + Math.sin(x * 0.35 - y);
  return wave > 1.25 ? FOAM : y < HORIZON + 4 ? SEA : wave > 0.2 && y < HORIZON + 8 ? SEA : DEEP;
}

function lighthouse(x, y) {
  const wide = 1.2 + (y - 5) * 0.14;
  if (y >= 6 && y <= 16 && Math.abs(x - 7) <= wide) return Math.floor((y - 6) / 2) % 2 === 0 ? RED : WHITE;
  if (y === 5 && Math.abs(x - 7) <= 2) return NIGHT;
  if ((y === 3 || y === 4) && Math.abs(x - 7) <= 1) return GOLD;
  if (y === 2 && Math.abs(x - 7) <= 1) return RED;
  if (y >= 15 && y <= 18 && Math.abs(x - 6) <= 2 + (y - 14) * 1.6) return y === 15 ? GREEN : WOOD;
  return undefined;
}

function boat(x, y) {
  if (y >= 18 && y <= 21 && x >= 20 + (y - 18) && x <= 33 - (y - 18)) return y === 18 ? WHITE : RED;
  if (x === 26 && y >= 6 && y < 18) return WOOD;
  if (y >= 7 && y < 17 && x > 26 && x <= 27 + (y - 7) * 0.62) return WHITE;
  if (y >= 9 && y < 17 && x < 26 && x >= 25 - (y - 9) * 0.55) return SAND;
  return undefined;
}

function mooring(x, y) {
  if (x >= 38 && y >= 21) return y === 21 || x === 38 ? NIGHT : WOOD;
  if ((x === 40 || x === 41) && y >= 18 && y < 21) return NIGHT;
  if (x > 33 && x < 40 && y === Math.round(18 + 2.2 * Math.sin(((x - 33) / 7) * Math.PI))) return SAND;
  return undefined;
}

const colourAt = (x, y) =>
  mooring(x, y) ?? boat(x, y) ?? lighthouse(x, y) ?? (y < HORIZON ? sky(x, y) : sea(x, y));

/** The strokes in the order in which a painter would not make them: from left to right, with an unsteady hand. */
export function strokes() {
  const all = [];
  for (let cell = 0; cell < WIDTH * HEIGHT; cell++) {
    const x = cell % WIDTH;
    const y = Math.floor(cell / WIDTH);
    const unsteady = ((cell * 2654435761) % 4096) / 4096;
    all.push({cell, colour: colourAt(x, y), order: x + unsteady * 14});
  }
  return all.sort((a, b) => a.order - b.order);
}
