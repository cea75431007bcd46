// Draws the calls and kills of the last minute.

const SPAN = 60_000;
const TALLEST = 3_000;

export class Timeline {
  #canvas;
  #calls = [];
  #kills = [];

  constructor(canvas) {
    this.#canvas = canvas;
    const draw = () => {
      this.#draw();
      requestAnimationFrame(draw);
    };
    draw();
  }

  /** A call is sent; give it an end, and say whether it ran again, when it is answered. */
  call() {
    const call = {from: Date.now(), to: undefined, flagged: false};
    this.#calls.push(call);
    return call;
  }

  kill() {
    this.#kills.push(Date.now());
  }

  #draw() {
    const canvas = this.#canvas;
    const scale = devicePixelRatio;
    const now = Date.now();
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    const {width, height} = canvas;
    const pen = canvas.getContext('2d');
    const style = getComputedStyle(canvas);
    const tone = name => style.getPropertyValue(`--${name}`);
    const at = time => width - ((now - time) / SPAN) * width;
    this.#calls = this.#calls.filter(({from, to}) => to === undefined || from > now - SPAN);
    this.#kills = this.#kills.filter(time => time > now - SPAN);
    pen.fillStyle = tone('line');
    pen.fillRect(0, height - scale, width, scale);
    pen.fillStyle = tone('bad');
    for (const time of this.#kills) pen.fillRect(at(time) - scale, 0, 2 * scale, height);
    // calls that are flagged or wait are drawn last, so that nothing hides them
    const rank = call => (call.to === undefined ? 2 : call.flagged ? 1 : 0);
    for (const call of this.#calls.toSorted((a, b) => rank(a) - rank(b))) {
      const wait = (call.to ?? now) - call.from;
      const tall = Math.max(3 * scale, Math.sqrt(Math.min(1, wait / TALLEST)) * (height - 4 * scale));
      pen.fillStyle = tone(['call', 'flagged', 'wait'][rank(call)]);
      pen.fillRect(at(call.from), height - tall, Math.max(1.4 * scale, width / 900), tall);
    }
  }
}
