// A session on a WebSocket of ws, whose counts can be seen.
import {RpcSession} from 'capnweb';
import {WebSocket} from 'ws';
import {HealingTransport} from '../../../../client-js/src/index.js';

export class SocketTransport {
  #socket;
  #queue = [];
  #waiting;
  #error;
  constructor(socket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#take(() => data.toString()));
    socket.on('close', (code, reason) => this.#fail(new Error(`closed ${code} ${reason}`)));
    socket.on('error', (error) => this.#fail(error));
  }
  #take(message) {
    if (this.#waiting) {
      this.#waiting.resolve(message());
      this.#waiting = undefined;
    } else {
      this.#queue.push(message());
    }
  }
  #fail(error) {
    this.#error ??= error;
    this.#waiting?.reject(this.#error);
    this.#waiting = undefined;
  }
  async send(message) { this.#socket.send(message); }
  async receive() {
    if (this.#queue.length > 0) return this.#queue.shift();
    if (this.#error) throw this.#error;
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }
  abort(reason) {
    this.#error ??= reason;
    this.#socket.close(3000);
  }
}

export const session = (socket, main) => new RpcSession(new SocketTransport(socket), main);

export function healingSession(address, main) {
  const transport = new HealingTransport(address, {WebSocket, backOff: {first: 2, most: 20}});
  transport.onstate = (state, details) => {
    if (state === 'broken') console.error(address, state, JSON.stringify(details));
  };
  return new RpcSession(transport, main);
}
