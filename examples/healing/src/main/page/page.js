// The page: one session over one stub. Nothing below knows of servers that die, except to show it.

import {newWebSocketRpcSession} from 'capnweb';
import {HealingWebSocket} from 'mooring-healing';
import {Board} from './board.js';
import {followControl} from './control.js';
import {COLOURS, strokes} from './scene.js';
import {Timeline} from './timeline.js';

const at = id => document.getElementById(id);
const show = (id, text) => {
  at(id).textContent = text;
};

// ---- the session

const socket = new HealingWebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api`);
const gallery = newWebSocketRpcSession(socket);
const picture = await gallery.picture();

/** The events so far; the harness reads them, too. */
const story = {state: 'live', made: 0, answered: 0, sum: 0, failures: [], seen: 0, misplaced: 0, lost: 0, healed: 0};

const waiting = () => story.made - story.answered - story.failures.length;

let lostAt = 0;
socket.onstate = (state, {reason, doubt}) => {
  if (state === 'lost') {
    lostAt = performance.now();
    story.lost++;
  } else if (state === 'live' && story.state === 'lost') {
    story.healed++;
    story.took = performance.now() - lostAt;
    show('healed', story.healed);
    show('took', `${Math.round(story.took)} ms`);
  }
  story.state = state;
  badge(reason);
  for (const {call} of doubt ?? []) toast(`In doubt: nobody knows whether “${call}” ran. Look before you try again.`);
};

function badge(reason) {
  at('badge').dataset.state = story.state;
  at('badge').querySelector('b').textContent = story.state;
  at('badge').querySelector('span').textContent = story.state === 'live' ? (story.server ? `server ${story.server}` : '') : reason ?? '';
}
badge();

// ---- painting

const timeline = new Timeline(at('timeline'));
const board = new Board(at('board'), cell => paint(cell, colour));

async function paint(cell, colour) {
  const answered = board.waits(cell, colour);
  const bar = timeline.call();
  story.made++;
  show('waiting', waiting());
  try {
    const {sum, repeated, server} = await picture.paint(cell, colour);
    story.answered++;
    story.sum = Math.max(story.sum, sum);
    story.server = server;
    bar.flagged = repeated;
    answered(repeated);
  } catch (error) {
    story.failures.push(error.message);
    answered(false);
    toast(error.message);
  }
  bar.to = Date.now();
  show('answered', story.answered);
  show('sum', story.sum);
  show('waiting', waiting());
  badge();
}

// each stroke of anybody arrives here once, in order
await picture.watch((from, strokes) => {
  if (from !== story.seen) story.misplaced++;
  story.seen = from + strokes.length;
  for (const {cell, colour} of strokes) board.painted(cell, colour);
});

// ---- tools

let colour = 8;
for (const [number, paint] of COLOURS.entries()) {
  const button = document.createElement('button');
  button.role = 'radio';
  button.ariaLabel = `colour ${number + 1}`;
  button.style.setProperty('--paint', paint);
  button.onclick = () => {
    colour = number;
    for (const other of at('palette').children) other.ariaChecked = String(other === button);
  };
  at('palette').append(button);
  if (number === colour) button.click();
}

at('sign').onclick = async () => {
  try {
    toast(await picture.sign('you'));
  } catch (error) {
    // a call in doubt was told by onstate
    if (!error.inDoubt) toast(error.message);
  }
};

const AT_ONCE = 8;
const EVERY = 10;
const scene = strokes();
let next = 0;
let timer;

function paintForMe(on) {
  at('auto').ariaPressed = String(on);
  clearInterval(timer);
  timer = on ? setInterval(paintNext, EVERY) : undefined;
}

function paintNext() {
  if (waiting() >= AT_ONCE) return;
  const {cell, colour} = scene[next++ % scene.length];
  paint(cell, colour);
}
story.paintForMe = paintForMe;
story.isWhole = () => next >= scene.length;
at('auto').onclick = () => paintForMe(at('auto').ariaPressed !== 'true');

function toast(text) {
  const note = document.createElement('div');
  note.textContent = text;
  at('toasts').append(note);
  setTimeout(() => note.remove(), 6_000);
}

globalThis.story = story;
followControl({kill: () => timeline.kill(), story});
