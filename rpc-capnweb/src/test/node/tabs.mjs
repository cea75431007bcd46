// A second tab that has the token and the secret of the first takes the session over: node tabs.mjs ws://…
// Prints what the first tab is told, and what the second one is answered.
import {RpcSession} from 'capnweb';
import {WebSocket} from 'ws';
import {HealingTransport} from '../../../../client-js/src/index.js';

const [address] = process.argv.slice(2);
const SECRET = Buffer.alloc(32, 7).toString('base64url');
let token;
let serial;

/** What a page that was duplicated has in its memory. */
class Watched extends WebSocket {
  set onmessage(handler) {
    super.onmessage = event => {
      const [kind, ...fields] = JSON.parse(event.data.split('\n')[0]);
      if (kind === 'commit' && fields[3] !== null) [serial, , , token] = fields;
      handler(event);
    };
  }
}

const first = new HealingTransport(address, {WebSocket: Watched, random: bytes => bytes.fill(7)});
const broken = new Promise(resolve => {
  first.onstate = (state, {reason}) => {
    if (state === 'broken') resolve(reason);
  };
});
const shop = new RpcSession(first).getRemoteMain();
const before = await shop.add(2, 3);

const second = new WebSocket(address, ['mooring.rpc.v1']);
const answers = [];
second.on('message', text => answers.push(text.toString().split('\n')));
await new Promise(resolve => second.on('open', resolve));
const attempt = Buffer.alloc(16, 8).toString('base64url');
second.send(JSON.stringify(['resume', token, attempt, 0, serial, SECRET, 0, 1]));
const reason = await broken;
const failure = await shop.add(1, 1).then(() => 'answered', error => error.message);
while (!answers.some(([header]) => header.startsWith('["attached"'))) await new Promise(resolve => setTimeout(resolve, 5));
second.send('["end"]');
await new Promise(resolve => second.on('close', resolve));
console.log(JSON.stringify({before, reason, failure, answers: answers.slice(0, 2).map(([header]) => JSON.parse(header)[0])}));
