const LONGEST = 2 ** 31 - 1; // in milliseconds; a longer timer of the machine would end at once

/** Timers by name, of any length, each of which is set once at a time. */
export class Timers {
  #clock;
  #set = new Map();

  constructor(clock) {
    this.#clock = clock;
  }

  set(name, ms, task) {
    this.clear(name);
    const part = Math.min(ms, LONGEST);
    const timer = this.#clock.setTimeout(() => {
      this.#set.delete(name);
      if (part < ms) this.set(name, ms - part, task);
      else task();
    }, part);
    this.#set.set(name, timer);
  }

  has(name) {
    return this.#set.has(name);
  }

  clear(name) {
    if (!this.#set.has(name)) return;
    this.#clock.clearTimeout(this.#set.get(name));
    this.#set.delete(name);
  }

  clearAll() {
    for (const name of [...this.#set.keys()]) this.clear(name);
  }
}
