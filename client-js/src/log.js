// The messages that were sent and may have to be sent again. The client is the log of the session: the token of the
// server holds numbers, and never what a message says.

export class Log {
  #entries = new Map(); // number → {number, line, tries}, in ascending order
  #last = 0;
  #covers = 0;
  #sent = 0;
  #size = 0;

  /** The number of the newest message. */
  get last() {
    return this.#last;
  }

  /** How many units the kept messages have together. */
  get size() {
    return this.#size;
  }

  /** Up to which number the newest token covers. */
  get covers() {
    return this.#covers;
  }

  /** The most cold resumes that a kept message has been through in a row. */
  get tries() {
    let most = 0;
    for (const entry of this.#entries.values()) most = Math.max(most, entry.tries);
    return most;
  }

  add(line) {
    this.#last++;
    this.#entries.set(this.#last, {number: this.#last, line, tries: 0});
    this.#size += line.length;
  }

  /** Notes that the messages up to a number were put on a socket. */
  put(number) {
    this.#sent = Math.max(this.#sent, number);
  }

  /** The messages behind a number. */
  after(number) {
    const entries = [];
    for (let n = number + 1; n <= this.#last; n++) entries.push(this.#entries.get(n));
    return entries;
  }

  /** The messages of these numbers, or undefined when one is not kept. */
  those(numbers) {
    const entries = numbers.map(number => this.#entries.get(number));
    return entries.includes(undefined) ? undefined : entries;
  }

  /** Lets go of what the server covers, except what is pending; says false when it claims what cannot be. */
  cover(covers, pending) {
    if (covers < this.#covers || covers > this.#sent) return false;
    if (pending.some(number => number > covers || !this.#entries.has(number))) return false;
    this.#covers = covers;
    const kept = new Set(pending);
    for (const {number, line} of this.#entries.values()) {
      if (number > covers) break;
      if (kept.has(number)) continue;
      this.#entries.delete(number);
      this.#size -= line.length;
    }
    return true;
  }

  /** Notes that a server begins anew with what was on the wire. */
  tryAgain(onWire) {
    for (const entry of this.#entries.values()) if (entry.number <= onWire) entry.tries++;
  }

  /** Notes that what is kept has not harmed the server for long enough. */
  steady() {
    for (const entry of this.#entries.values()) entry.tries = 0;
  }
}
