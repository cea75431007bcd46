// Kills servers: when it is told to, and one after the other while it is on.

import {setTimeout as sleep} from 'node:timers/promises';

const DOWN_FOR = 1_500;

export class Killing {
  on = false;
  #fleet;
  #every;
  #timer;
  #turn = 0;

  constructor(fleet, every) {
    this.#fleet = fleet;
    this.#every = every;
  }

  turn(on) {
    this.on = on;
    clearInterval(this.#timer);
    this.#timer = on ? setInterval(() => this.#killNext(), this.#every) : undefined;
  }

  #killNext() {
    const {servers} = this.#fleet;
    // one of them stays: nobody learns anything from an empty house
    if (servers.every(({state}) => state === 'ready')) this.kill(servers[this.#turn++ % servers.length]);
  }

  /** Kills a server, and starts it again a little later. */
  async kill(server) {
    if (server === undefined || !(await this.#fleet.kill(server))) return;
    await sleep(DOWN_FOR);
    await this.#fleet.restart(server);
  }
}
