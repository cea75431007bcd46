import assert from 'node:assert/strict';

/** Virtual time: nothing waits, and what is due runs in order. */
export class VirtualClock {
  #now = 0;
  #tasks = [];
  #made = 0;

  now() {
    return this.#now;
  }

  setTimeout(task, ms) {
    assert.ok(ms <= 2 ** 31 - 1, 'a longer timer ends at once, in browsers and in Node.js');
    const timer = {due: this.#now + ms, made: this.#made++, task};
    this.#tasks.push(timer);
    return timer;
  }

  clearTimeout(timer) {
    this.#tasks = this.#tasks.filter(other => other !== timer);
  }

  /** The machine sleeps: time passes, and what becomes due runs only when time goes on. */
  sleep(ms) {
    this.#now += ms;
  }

  get timers() {
    return this.#tasks.length;
  }

  async advance(ms) {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const [next] = this.#tasks.filter(({due}) => due <= end).sort((a, b) => a.due - b.due || a.made - b.made);
      if (next === undefined) break;
      this.clearTimeout(next);
      this.#now = Math.max(this.#now, next.due);
      next.task();
    }
    this.#now = end;
    await settled();
  }
}

/** Lets every microtask run that was begun. */
export const settled = () => new Promise(resolve => setImmediate(resolve));
