// Runs each scenario in HTTP batches, and prints a line of JSON for each: its name and its outcome.
// node batch.mjs http://…    with that server
// node batch.mjs npm         with npm's own server, in this process
import {createServer} from 'node:http';
import {newHttpBatchRpcSession, nodeHttpBatchRpcResponse} from 'capnweb';
import {describe} from './describe.mjs';
import {scenarios} from './scenarios.mjs';
import {Shop} from './shop.mjs';

if (!Promise.withResolvers) {
  Promise.withResolvers = () => {
    const all = {};
    all.promise = new Promise((resolve, reject) => Object.assign(all, {resolve, reject}));
    return all;
  };
}

/** Scenarios of one round trip. */
const once = [
  'call', 'call with two arguments', 'call without an argument', 'call that returns nothing', 'calls at once',
  'five hundred calls at once', 'property', 'property that is missing', 'property of a property', 'member of a member',
  'element of a result', 'error', 'error of a type', 'error with properties', 'error later', 'method that is missing',
  'error that nobody awaits', 'pipelined call', 'pipelined property', 'pipelined argument',
  'pipelined arguments within a value', 'pipeline of ten', 'pipeline on an error', 'argument that is an error',
  'promised stub as an argument', 'pipelined stub in a result', 'promise as an argument', 'map of an array',
  'map with calls of results', 'map within a map', 'map that fails', 'map to stubs as an argument',
  ...Object.keys(scenarios).filter((name) => name.startsWith('echo of '))];

const batches = {
  'nothing': (open) => { open(); },
  'two batches': async (open) => [await open().square(2), await open().square(3)],
  'call after the end of its batch': async (open) => {
    const shop = open();
    await shop.square(2);
    return shop.square(3);
  },
  'stub after the end of its batch': async (open) => {
    const counter = await open().counter(1);
    return counter.increment(1);
  },
  'state within a batch': (open) => {
    const shop = open();
    shop.note('first');
    shop.note('second');
    return shop.notes();
  },
  'state of another batch': async (open) => {
    await open().note('first');
    return open().notes();
  },
  'call that nobody awaits and that never ends': (open) => {
    const shop = open();
    shop.later(1);
    return shop.square(2);
  },
  'function that is not waited for': async (open) => {
    const seen = [];
    await open().notify((n) => { seen.push(n); }, 3);
    return seen;
  },
};
for (const name of once) {
  batches[name] = (open) => scenarios[name](open(), (value) => value);
}

let [address] = process.argv.slice(2);
let server;
if (address === 'npm') {
  server = createServer((request, response) => {
    nodeHttpBatchRpcResponse(request, response, new Shop(() => {}));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${server.address().port}/`;
}

process.on('unhandledRejection', () => {});
for (const [name, scenario] of Object.entries(batches)) {
  let stuck;
  const timeOut = new Promise((resolve) => { stuck = setTimeout(() => resolve('stuck'), 20000); });
  const result = Promise.resolve(scenario(() => newHttpBatchRpcSession(address)))
    .then(describe, (error) => `throws ${describe(error)}`);
  console.log(JSON.stringify({name, outcome: await Promise.race([result, timeOut])}));
  clearTimeout(stuck);
}
server?.close();
server?.closeAllConnections();
