// A client of a server under test: node client.mjs PACKAGES ADDRESS SCENARIO. It says "begun" and then how it came out, and is
// told on its standard input to go on.

import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {pathToFileURL} from 'node:url';

const [packages, address, scenario] = process.argv.slice(2);
const load = path => import(pathToFileURL(`${packages}/${path}`));
const {RpcSession, newWebSocketRpcSession} = await load('node_modules/capnweb/dist/index.js');
const {HealingTransport} = await load('src/index.js');
const {default: WebSocket} = await load('node_modules/ws/wrapper.mjs');
// newWebSocketRpcSession looks at it, and Node.js 20 has none
globalThis.WebSocket ??= WebSocket;
const lines = createInterface({input: process.stdin});

const sockets = [];

class Remembered extends WebSocket {
  constructor(...args) {
    super(...args);
    sockets.push(this);
  }
}

function healing() {
  const transport = new HealingTransport(address, {WebSocket: Remembered, giveUpAfter: 60_000, backOff: {first: 20, most: 200}});
  transport.onstate = (state, {reason}) => {
    if (state === 'broken') throw new Error(`broken: ${reason}`);
  };
  return new RpcSession(transport).getRemoteMain();
}

/** Calls until it is told to go on, and a while longer; returns how many answers came and the sum that they made. */
async function addUntilTold(shop) {
  let told = false;
  const go = once(lines, 'line').then(() => (told = true));
  let answered = 0;
  let sum = 0;
  const add = async () => {
    const result = await shop.add(1);
    answered++;
    sum = Math.max(sum, result);
  };
  await add();
  console.log('begun');
  while (!told) await Promise.all([add(), add(), add()]);
  await go;
  await Promise.all([add(), add(), add()]);
  return `${answered} ${sum}`;
}

const scenarios = {
  async plain() {
    const shop = newWebSocketRpcSession(new WebSocket(address));
    console.log('begun');
    const heard = [];
    const long = 'é'.repeat(300_000);
    const [sum, text] = await Promise.all([shop.add(2), shop.echo(long), shop.call(word => void heard.push(word))]);
    return `${sum} ${text === long} ${heard}`;
  },

  async tenant() {
    const open = name => newWebSocketRpcSession(new WebSocket(address, {headers: {'X-Tenant': name}}));
    console.log('begun');
    const names = Array.from({length: 20}, (_, i) => `t${i}`);
    const told = await Promise.all(names.map(name => open(name).isOf(name)));
    return String(told.every(right => right));
  },

  killed: () => addUntilTold(healing()),

  async cut() {
    const shop = healing();
    const done = addUntilTold(shop);
    for (let i = 0; i < 5; i++) {
      await shop.add(0);
      sockets.at(-1).terminate();
    }
    await shop.add(0);
    return `${await done}`;
  },

  async long() {
    const shop = healing();
    console.log('begun');
    const long = 'é'.repeat(3_000_000);
    return String((await shop.echo(long)) === long);
  },

  async compressed() {
    const socket = new WebSocket(address, {perMessageDeflate: true});
    const shop = newWebSocketRpcSession(socket);
    console.log('begun');
    const long = 'é'.repeat(300_000);
    return `${(await shop.echo(long)) === long} ${socket.extensions}`;
  },
};

console.log(`done ${await scenarios[scenario]()}`);
process.exit(0);
