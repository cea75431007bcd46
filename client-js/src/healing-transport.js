import {Link} from './link.js';

/** A transport of Cap'n Web for `new RpcSession(transport)`; its receive() waits through every outage. */
export class HealingTransport {
  onstate = null;
  #link;
  #lines = [];
  #waiting = null;
  #error = null;

  constructor(url, options) {
    this.#link = new Link(url, options, {
      deliver: line => this.#deliver(line),
      // not from within the link, which what the handler throws must not reach
      state: (state, details) => queueMicrotask(() => this.onstate?.(state, details)),
      broke: reason => this.#fail(new Error(reason)),
      ended: () => this.#fail(new Error('The session was ended')),
    });
  }

  send(message) {
    this.#link.send(message);
  }

  receive() {
    if (this.#lines.length > 0) return Promise.resolve(this.#lines.shift());
    if (this.#error !== null) return Promise.reject(this.#error);
    return new Promise((resolve, reject) => {
      this.#waiting = {resolve, reject};
    });
  }

  abort() {
    this.#link.end();
  }

  #deliver(line) {
    if (this.#waiting === null) {
      this.#lines.push(line);
      return;
    }
    this.#waiting.resolve(line);
    this.#waiting = null;
  }

  #fail(error) {
    this.#error = error;
    this.#waiting?.reject(error);
    this.#waiting = null;
  }
}
