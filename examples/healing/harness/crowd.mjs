// The same proof with many clients and without a browser: servers are killed, both at once at times, and sockets are cut.

import {setTimeout as sleep} from 'node:timers/promises';
import {RpcSession} from 'capnweb';
import {HealingTransport} from 'mooring-healing';
import WebSocket from 'ws';

const AT_ONCE = 4;
const CELLS = 44 * 26;

class Client {
  made = 0;
  answered = 0;
  sum = 0;
  failed = [];
  seen = 0;
  misplaced = 0;
  lost = 0;
  #picture;
  #gallery;
  #waiting = new Set();

  async begin(url) {
    const transport = new HealingTransport(url, {WebSocket, backOff: {first: 50, most: 500}});
    transport.onstate = state => {
      if (state === 'lost') this.lost++;
    };
    this.#gallery = new RpcSession(transport).getRemoteMain();
    this.#picture = await this.#gallery.picture();
    await this.#picture.watch((from, strokes) => {
      if (from !== this.seen) this.misplaced++;
      this.seen = from + strokes.length;
    });
  }

  /** Calls, some at once, until it is told to stop; then waits for all answers. */
  async paint(goesOn) {
    while (goesOn()) {
      while (this.#waiting.size < AT_ONCE) {
        const call = this.#call().finally(() => this.#waiting.delete(call));
        this.#waiting.add(call);
      }
      await Promise.race(this.#waiting);
    }
    await Promise.all(this.#waiting);
  }

  async #call() {
    try {
      const {sum} = await this.#picture.paint(this.made++ % CELLS, 3);
      this.answered++;
      this.sum = Math.max(this.sum, sum);
    } catch (error) {
      this.failed.push(error.message);
    }
  }

  end() {
    this.#gallery[Symbol.dispose]();
  }
}

/** Waits until every client has more answers. */
async function progress(clients, more) {
  const enough = clients.map(({answered}) => answered + more);
  while (clients.some(({answered, failed}, i) => answered < enough[i] && failed.length === 0)) await sleep(20);
}

async function restart(fleet, servers) {
  await Promise.all(servers.map(server => fleet.kill(server)));
  await Promise.all(servers.map(server => fleet.restart(server)));
}

/** Kills so many servers under so many clients, and says how it came out. */
export async function crowd({url, kills, clients: number, fleet, gate, say}) {
  const clients = Array.from({length: number}, () => new Client());
  const address = `${url.replace('http', 'ws')}api`;
  await Promise.all(clients.map(client => client.begin(address)));
  let over = false;
  const painting = Promise.all(clients.map(client => client.paint(() => !over)));
  let healed = 0;
  for (let turn = 0; healed < kills; turn++) {
    await progress(clients, 5);
    // a lost socket alone, at times just before the kill
    if (turn % 2 === 0) gate.cut();
    // both at times: then nobody answers until one is back
    const both = turn % 3 === 0 && healed + 2 <= kills;
    const struck = both ? fleet.servers : [fleet.servers[turn % 2]];
    await restart(fleet, struck);
    await progress(clients, 5);
    healed += struck.length;
    say(`${healed} servers killed, ${clients.reduce((sum, {answered}) => sum + answered, 0)} calls answered`);
  }
  over = true;
  await painting;
  const total = clients.reduce((sum, {answered}) => sum + answered, 0);
  while (clients.some(({seen}) => seen < total)) await sleep(20);
  const all = name => clients.reduce((sum, client) => sum + client[name], 0);
  clients.forEach(client => client.end());
  return {
    healed,
    kills,
    made: all('made'),
    answered: all('answered'),
    sum: all('sum'),
    failed: clients.flatMap(({failed}) => failed),
    // what everybody was shown is the same
    seen: Math.max(...clients.map(({seen}) => seen)),
    misplaced: all('misplaced'),
    errors: clients.filter(({sum, answered}) => sum !== answered).map(({sum, answered}) => `sum ${sum} of ${answered}`),
  };
}
