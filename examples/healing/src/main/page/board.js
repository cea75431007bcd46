// Draws cells, and says where the pointer is.

import {COLOURS, HEIGHT, WIDTH} from './scene.js';

export class Board {
  #canvas;
  #cells = new Map(); // cell → colour, as all have painted it
  #waiting = new Map(); // cell → colours of calls that are not answered
  #flagged = new Set(); // cells whose call may have run before
  #due = false;

  constructor(canvas, onstroke) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.#draw()).observe(canvas);
    let last = -1;
    const paint = event => {
      const cell = this.#cellAt(event);
      if (event.buttons !== 1 || cell === last) return;
      last = cell;
      onstroke(cell);
    };
    canvas.addEventListener('pointerdown', event => {
      last = -1;
      paint(event);
    });
    canvas.addEventListener('pointermove', paint);
  }

  /** Shows a stroke that the board has. */
  painted(cell, colour) {
    this.#cells.set(cell, colour);
    this.#drawSoon();
  }

  /** Shows that a stroke is on its way; call the function that it returns when the stroke is answered. */
  waits(cell, colour) {
    const colours = this.#waiting.get(cell) ?? [];
    this.#waiting.set(cell, [...colours, colour]);
    this.#drawSoon();
    return flagged => {
      const left = this.#waiting.get(cell).slice(1);
      if (left.length > 0) this.#waiting.set(cell, left);
      else this.#waiting.delete(cell);
      if (flagged) this.#flagged.add(cell);
      this.#drawSoon();
    };
  }

  #cellAt(event) {
    const box = this.#canvas.getBoundingClientRect();
    const x = Math.floor(((event.clientX - box.left) / box.width) * WIDTH);
    const y = Math.floor(((event.clientY - box.top) / box.height) * HEIGHT);
    return Math.max(0, Math.min(HEIGHT - 1, y)) * WIDTH + Math.max(0, Math.min(WIDTH - 1, x));
  }

  #drawSoon() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#draw();
    });
  }

  #draw() {
    const canvas = this.#canvas;
    const scale = devicePixelRatio;
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    const pen = canvas.getContext('2d');
    const side = canvas.width / WIDTH;
    const style = getComputedStyle(canvas);
    const box = (cell, inset) => [
      (cell % WIDTH) * side + inset,
      Math.floor(cell / WIDTH) * side + inset,
      side - 2 * inset,
      side - 2 * inset,
    ];
    pen.fillStyle = style.getPropertyValue('--paper');
    pen.fillRect(0, 0, canvas.width, canvas.height);
    for (const [cell, colour] of this.#cells) {
      pen.fillStyle = COLOURS[colour % COLOURS.length];
      pen.fillRect(...box(cell, 0.4 * scale));
    }
    pen.lineWidth = 2 * scale;
    for (const [cell, colours] of this.#waiting) {
      pen.strokeStyle = COLOURS[colours.at(-1) % COLOURS.length];
      pen.strokeRect(...box(cell, side * 0.25));
    }
    pen.strokeStyle = style.getPropertyValue('--flagged');
    for (const cell of this.#flagged) {
      pen.beginPath();
      const [x, y] = box(cell, 0);
      pen.arc(x + side / 2, y + side / 2, side * 0.26, 0, 7);
      pen.stroke();
    }
  }
}
