import {PROTOCOL} from './frames.js';
import {Link} from './link.js';

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
const BROKEN = 4000;

/** Shaped like a WebSocket, and outlives the sockets under it; for `newWebSocketRpcSession(socket)`. */
export class HealingWebSocket extends EventTarget {
  static CONNECTING = CONNECTING;
  static OPEN = OPEN;
  static CLOSING = CLOSING;
  static CLOSED = CLOSED;
  CONNECTING = CONNECTING;
  OPEN = OPEN;
  CLOSING = CLOSING;
  CLOSED = CLOSED;
  binaryType = 'blob';
  bufferedAmount = 0;
  extensions = '';
  protocol = PROTOCOL;
  readyState = CONNECTING;
  onstate = null;
  onopen = null;
  onmessage = null;
  onclose = null;
  onerror = null;
  #link;
  #closing = {code: 1000, reason: ''};

  constructor(url, options) {
    super();
    for (const type of ['open', 'message', 'close', 'error']) {
      this.addEventListener(type, event => this[`on${type}`]?.(event));
    }
    this.url = String(url);
    this.#link = new Link(this.url, options, {
      deliver: line => this.#emit('message', {data: line}),
      state: (state, details) => this.#changed(state, details),
      broke: reason => this.#closed(BROKEN, reason, false),
      ended: () => this.#closed(this.#closing.code, this.#closing.reason, true),
    });
  }

  send(message) {
    this.#link.send(message);
  }

  close(code = 1000, reason = '') {
    if (this.readyState >= CLOSING) return;
    // capnweb keeps what is sent before the socket opens, and gives it away when it does
    this.#open();
    this.readyState = CLOSING;
    this.#closing = {code, reason};
    this.#link.end();
  }

  #changed(state, details) {
    if (state === 'live') this.#open();
    // not from within the link, which what the handler throws must not reach
    queueMicrotask(() => this.onstate?.(state, details));
  }

  #open() {
    if (this.readyState !== CONNECTING) return;
    this.readyState = OPEN;
    this.#emit('open', {});
  }

  #closed(code, reason, wasClean) {
    this.readyState = CLOSED;
    this.#emit('close', {code, reason, wasClean});
  }

  #emit(type, fields) {
    this.dispatchEvent(Object.assign(new Event(type), fields));
  }
}
