// Starts everything, shows it to a person or proves it in a browser, and ends everything.

import {randomBytes} from 'node:crypto';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {crowd, deploy} from './crowd.mjs';
import {Fleet} from './fleet.mjs';
import {Gate} from './gate.mjs';
import {faults, heal} from './heal.mjs';
import {start} from './java.mjs';
import {Journal} from './journal.mjs';
import {Killing} from './killing.mjs';

const here = path => fileURLToPath(new URL(path, import.meta.url));
const say = line => console.log(line);

const {values} = parseArgs({
  options: {
    redis: {type: 'string'},
    kills: {type: 'string'},
    deploys: {type: 'string'},
    clients: {type: 'string'},
    every: {type: 'string', default: '10'},
  },
});
const folder = await mkdtemp(join(tmpdir(), 'mooring-healing-'));
const journal = new Journal();
let surroundings;
let fleet;
let gate;
let killing;

/** Makes the keys, and starts a Redis unless there is one; gives its address. */
async function surround() {
  const wanted = values.redis === undefined ? ['redis'] : [];
  const said = new Promise(resolve => {
    surroundings = start('Surroundings', [folder, ...wanted], '', resolve);
  });
  const line = await Promise.race([said, surroundings.ended.then(how => `ended with ${how}`)]);
  if (line === 'ready') return values.redis;
  if (!line.startsWith('redis ')) throw new Error(`Redis and the keys could not be made ready: the process ${line}`);
  return line.slice('redis '.length);
}

async function begin() {
  const redis = await surround();
  const board = randomBytes(6).toString('hex');
  fleet = new Fleet([board, join(folder, 'resume.keys'), here('../src/main/page'), here('node_modules')], redis, journal);
  fleet.on('failed', why => void end(1, why));
  await fleet.start();
  killing = new Killing(fleet, Number(values.every) * 1_000);
  gate = new Gate(fleet, journal, killing);
  return gate.listen();
}

let ending;

function end(code, why) {
  ending ??= (async () => {
    if (why !== undefined) console.error(`healing: ${why}`);
    killing?.turn(false);
    gate?.close();
    await fleet?.end();
    surroundings?.end();
    await surroundings?.ended;
    await rm(folder, {recursive: true, force: true});
    process.exitCode = code;
    process.exit();
  })();
  return ending;
}

function inBrowser(url, kills) {
  const screenshot = here('../target/healed.png');
  say(`screenshot: ${screenshot}`);
  return heal({url, kills, fleet, chromium: process.env.CHROMIUM, screenshot, say});
}

async function prove(url, kills) {
  const clients = Number(values.clients);
  const outcome = await (clients > 0 ? crowd({url, kills, clients, fleet, gate, say}) : inBrowser(url, kills));
  // all that the servers said is read once they have ended
  gate.close();
  await fleet.end();
  const wrong = faults(outcome, journal);
  for (const sentence of wrong) say(`wrong: ${sentence}`);
  const {healed, answered, sum} = outcome;
  say(`healed ${healed} of ${kills} kills, ${answered} calls answered, sum ${sum}, ${journal.repeated} repeated, ${journal.unnoticed} unnoticed`);
  return wrong.length === 0 ? 0 : 1;
}

/** What a deploy must not do, in sentences. */
function noticed({lost}) {
  return [
    [journal.doubts === 0, `${journal.doubts} calls were in doubt`],
    [journal.repeated === 0, `${journal.repeated} calls ran again`],
    [lost === 0, `${lost} times a client was told that its connection was lost`],
    [journal.left === 0, `${journal.left} sessions or calls were left behind`],
  ]
    .filter(([holds]) => !holds)
    .map(([, sentence]) => sentence);
}

async function proveDeploys(url, deploys) {
  const outcome = await deploy({url, deploys, clients: Number(values.clients ?? 6), fleet, say});
  gate.close();
  await fleet.leave();
  const {answered, sum, signed} = outcome;
  const wrong = [...faults(outcome, {unnoticed: journal.unnoticed, calls: journal.calls - signed}), ...noticed(outcome)];
  for (const sentence of wrong) say(`wrong: ${sentence}`);
  const calls = `${answered + signed} calls answered, sum ${sum} and ${signed} signatures`;
  say(`${deploys} deploys, ${calls}, ${journal.moved} sessions moved, ${journal.doubts} in doubt, ${journal.repeated} repeated`);
  return wrong.length === 0 ? 0 : 1;
}

function show(url) {
  say(`Open ${url} in a browser, best in two windows. Ctrl-C ends it.`);
  say(`A server is killed every ${values.every} seconds; the page has a button for it, too.`);
  fleet.on('killed', ({name}) => say(`kill -9: server ${name}`));
  fleet.on('ready', ({name}) => say(`server ${name} is back`));
  killing.turn(true);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(130));
try {
  const url = await begin();
  if (values.deploys !== undefined) await end(await proveDeploys(url, Number(values.deploys)));
  else if (values.kills === undefined) show(url);
  else await end(await prove(url, Number(values.kills)));
} catch (error) {
  await end(1, error.message);
}
