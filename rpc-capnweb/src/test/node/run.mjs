// Runs each scenario in a session of its own, and prints a line of JSON for each: its name, its outcome, and what was left.
// node run.mjs ws://…    with that server
// node run.mjs npm       with npm's own server, in this process
// node run.mjs healing+ws://…    with that server, over the transport that heals
import {createHash} from 'node:crypto';
import {WebSocket, WebSocketServer} from 'ws';
import {describe} from './describe.mjs';
import {main, scenarios} from './scenarios.mjs';
import {healingSession, session} from './session.mjs';
import {Shop} from './shop.mjs';

if (!Promise.withResolvers) {
  Promise.withResolvers = () => {
    const all = {};
    all.promise = new Promise((resolve, reject) => Object.assign(all, {resolve, reject}));
    return all;
  };
}

const [target, only] = process.argv.slice(2);
const heals = target.startsWith('healing+');
let address = heals ? target.slice('healing+'.length) : target;
let server;
if (target === 'npm') {
  server = new WebSocketServer({port: 0, host: '127.0.0.1'});
  server.on('connection', (socket) => {
    let client;
    client = session(socket, new Shop(() => client.getRemoteMain()));
  });
  await new Promise((listening) => server.once('listening', listening));
  address = `ws://127.0.0.1:${server.address().port}/`;
}

const short = (text) => text.length < 2000 ? text : `sha-256 ${createHash('sha256').update(text).digest('hex')}`;

async function outcome(scenario, stub) {
  let stuck;
  const timeOut = new Promise((resolve) => { stuck = setTimeout(() => resolve('stuck'), 20000); });
  const owned = [];
  const mine = (value) => {
    owned.push(value);
    return value;
  };
  const result = Promise.resolve(scenario(stub, mine)).then((value) => {
    const text = describe(value);
    value?.[Symbol.dispose]?.();
    return text;
  }, (error) => `throws ${describe(error)}`);
  const first = await Promise.race([result, timeOut]);
  clearTimeout(stuck);
  owned.forEach((value) => value[Symbol.dispose]());
  return short(first);
}

/** What the server releases after its answer has come before the answers to two more calls. */
async function left(client, stub) {
  await stub.nothing();
  await stub.nothing();
  return client.getStats();
}

process.on('unhandledRejection', () => {});
for (const [i, [name, scenario]] of Object.entries(scenarios).entries()) {
  if (only && only !== name) continue;
  let client;
  if (heals) {
    client = healingSession(address + i, main());
  } else {
    const socket = new WebSocket(address + i);
    await new Promise((open, failed) => socket.once('open', open).once('error', failed));
    client = session(socket, main());
  }
  const stub = client.getRemoteMain();
  const what = await outcome(scenario, stub);
  console.log(JSON.stringify({name, outcome: what, left: await left(client, stub)}));
  stub[Symbol.dispose]();
}
server?.close();
