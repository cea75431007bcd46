import {settled} from './clock.js';
import {Wire} from './wire.js';
import {HealingTransport} from '../../src/index.js';

/** A transport on a scripted wire, with what it delivered and told. */
export class Page {
  wire = new Wire();
  lines = [];
  states = [];
  error = null;

  constructor(options = {}) {
    this.transport = new HealingTransport('ws://server.example/api', {...this.wire.options, ...options});
    this.transport.onstate = (state, details) => this.states.push([state, details]);
    this.#read();
  }

  async #read() {
    try {
      for (;;) this.lines.push(await this.transport.receive());
    } catch (error) {
      this.error = error;
    }
  }

  async send(...lines) {
    for (const line of lines) this.transport.send(line);
    await settled();
  }

  get state() {
    return this.states.at(-1)?.[0];
  }
}
