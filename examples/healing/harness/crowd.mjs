// The same proof with many clients and without a browser: servers are killed, both at once at times, and sockets are cut.
// Or they are replaced as by a deploy, and then nobody notices.

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
  signed = 0;
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

  /** Makes calls that must not run again, one after the other, until it is told to stop. */
  async sign(goesOn) {
    while (goesOn()) {
      this.made++;
      try {
        await this.#picture.sign('crowd');
        this.signed++;
      } catch (error) {
        this.failed.push(error.message);
      }
    }
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

const total = (clients, name) => clients.reduce((sum, client) => sum + client[name], 0);

async function begin(url, number) {
  const clients = Array.from({length: number}, () => new Client());
  await Promise.all(clients.map(client => client.begin(`${url.replace('http', 'ws')}api`)));
  return clients;
}

/** Waits until every stroke was shown to everybody, and says how it came out. */
async function outcome(clients) {
  const answered = total(clients, 'answered');
  while (clients.some(({seen}) => seen < answered)) await sleep(20);
  clients.forEach(client => client.end());
  return {
    made: total(clients, 'made') - total(clients, 'signed'),
    answered,
    sum: total(clients, 'sum'),
    failed: clients.flatMap(({failed}) => failed),
    // what everybody was shown is the same
    seen: Math.max(...clients.map(({seen}) => seen)),
    misplaced: total(clients, 'misplaced'),
    lost: total(clients, 'lost'),
    signed: total(clients, 'signed'),
    errors: clients.filter(({sum, answered: own}) => sum !== own).map(({sum, answered: own}) => `sum ${sum} of ${own}`),
  };
}

/** Replaces both servers so often under so many clients, and says how it came out. */
export async function deploy({url, deploys, clients: number, fleet, say}) {
  const clients = await begin(url, number);
  let over = false;
  const goesOn = () => !over;
  // a signature takes two seconds, so that every server has some under way when it leaves
  const painting = Promise.all([...clients.map(client => client.paint(goesOn)), clients[0].sign(goesOn)]);
  for (let n = 1; n <= deploys; n++) {
    for (const server of fleet.servers) {
      await progress(clients, 5);
      await fleet.replace(server);
    }
    say(`deploy ${n}: both servers are new, ${total(clients, 'answered')} calls answered`);
  }
  await progress(clients, 5);
  over = true;
  await painting;
  return {...(await outcome(clients)), healed: deploys, kills: deploys};
}

/** Kills so many servers under so many clients, and says how it came out. */
export async function crowd({url, kills, clients: number, fleet, gate, say}) {
  const clients = await begin(url, number);
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
    say(`${healed} servers killed, ${total(clients, 'answered')} calls answered`);
  }
  over = true;
  await painting;
  return {...(await outcome(clients)), healed, kills};
}
