import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {RpcSession, RpcTarget, newWebSocketRpcSession} from 'capnweb';
import WebSocket from 'ws';
import {HealingTransport, HealingWebSocket} from '../src/index.js';
import {settled} from './support/clock.js';
import {Double} from './support/double.js';
import {Wire} from './support/wire.js';

// the npm package looks at the constants of the global WebSocket, which Node.js has from 22 on
globalThis.WebSocket ??= WebSocket;

class Counter extends RpcTarget {
  #sum = 0;

  add(n) {
    this.#sum += n;
    return this.#sum;
  }
}

class Shop extends RpcTarget {
  #watchers = [];

  square(n) {
    return n * n;
  }

  counter() {
    return new Counter();
  }

  fail() {
    throw new RangeError('too much');
  }

  watch(listener) {
    this.#watchers.push(listener.dup());
  }

  async tell(n) {
    await Promise.all(this.#watchers.map(listener => listener(n)));
  }
}

let double;
let address;
const open = [];

before(async () => {
  double = new Double(() => new Shop());
  address = await double.listen();
});

after(async () => {
  // each session says goodbye, or it would look for the server for 30 seconds
  const goodbyes = open.map(({link, shop}) => {
    shop[Symbol.dispose]();
    return link.readyState === HealingWebSocket.CLOSED || new Promise(resolve => link.addEventListener('close', resolve));
  });
  await Promise.all(goodbyes);
  await double.stop();
});

function connect(options = {}) {
  const socket = new HealingWebSocket(address, {WebSocket, backOff: {first: 5, most: 20}, ...options});
  const shop = newWebSocketRpcSession(socket);
  open.push({link: socket, shop});
  return {socket, shop};
}

test('session_ofTheUnmodifiedPackage_works', async () => {
  const {shop} = connect();
  assert.equal(await shop.square(5), 25);
  assert.equal(await shop.counter().add(3), 3);
  await assert.rejects(async () => await shop.fail(), /too much/);
});

test('transport_inASessionOfThePackage_works', async () => {
  const transport = new HealingTransport(address, {WebSocket});
  const shop = new RpcSession(transport).getRemoteMain();
  assert.equal(await shop.square(6), 36);
  shop[Symbol.dispose]();
  await assert.rejects(transport.receive(), /The session was ended/);
});

test('stubs_goOnAnswering_whenSocketsAreCut', async () => {
  const {socket, shop} = connect();
  const states = [];
  socket.onstate = state => states.push(state);
  const counter = await shop.counter();
  const heard = [];
  await shop.watch(n => {
    heard.push(n);
  });
  let sum = 0;
  for (let i = 1; i <= 20; i++) {
    const answer = counter.add(i);
    const told = shop.tell(i);
    if (i % 4 === 0) {
      await settled();
      double.cut();
    }
    sum += i;
    assert.equal(await answer, sum);
    await told;
  }
  assert.deepEqual(heard, Array.from({length: 20}, (_, i) => i + 1));
  assert.ok(double.resumes >= 5);
  assert.ok(states.includes('lost'));
  assert.equal(states.at(-1), 'live');
});

test('calls_madeWhileNobodyListens_areAnsweredWhenSomebodyDoes', async () => {
  const {shop} = connect();
  assert.equal(await shop.square(2), 4);
  const {port} = double;
  await double.stop();
  const answers = Promise.all([3, 4, 5].map(n => shop.square(n)));
  await double.listen(port);
  assert.deepEqual(await answers, [9, 16, 25]);
});

test('disposal_ofTheMainStub_endsTheSessionOnTheServer', async () => {
  const {socket, shop} = connect();
  await shop.square(2);
  const closed = new Promise(resolve => socket.addEventListener('close', resolve));
  shop[Symbol.dispose]();
  const {code} = await closed;
  assert.equal(code, 3000);
  assert.equal(socket.readyState, HealingWebSocket.CLOSED);
});

test('disposal_beforeTheFirstConnection_deliversWhatWasCalled', async () => {
  const wire = new Wire();
  const shop = newWebSocketRpcSession(new HealingWebSocket(address, wire.options));
  const call = shop.square(2);
  shop[Symbol.dispose]();
  await assert.rejects(async () => await call);
  const frames = (await wire.begin()).take();
  assert.match(frames.map(String).join(), /square/);
  assert.deepEqual(frames.at(-1), [['end']]);
});

/** How a call came out, which is looked at later. */
const outcomeOf = call => call.then(value => ({value}), error => ({error}));

function scripted(makeSession) {
  const wire = new Wire();
  const socket = new HealingWebSocket('ws://server.example/api', wire.options);
  return {wire, socket, shop: makeSession(socket)};
}

test('calls_inFlightWhenTheServerDies_areAnsweredByTheNext', async () => {
  const {wire, shop} = scripted(newWebSocketRpcSession);
  const first = await wire.begin();
  const answer = outcomeOf(shop.square(5));
  await settled();
  assert.deepEqual(first.take().at(-1), [
    ['data', 1, 1],
    '["push",["pipeline",0,["square"],[5]]]',
    '["pull",1]',
  ]);
  await first.cut();
  const next = await wire.again();
  next.take();
  await next.say([['resumed', 1, 0, [], 'successor']]);
  assert.deepEqual(next.take(), [
    [['again']],
    [['data', 1, 1], '["push",["pipeline",0,["square"],[5]]]', '["pull",1]'],
  ]);
  await next.say([['commit', 2, 2, [], 'token-2', []], '["resolve",1,25]']);
  assert.deepEqual(await answer, {value: 25});
});

test('calls_pendingInTheToken_areAnsweredByTheNext_fromTheirBodies', async () => {
  const {wire, shop} = scripted(newWebSocketRpcSession);
  const first = await wire.begin();
  const answer = outcomeOf(shop.square(5));
  await settled();
  await first.say([['commit', 2, 2, [1], 'token-2', []]]);
  await first.cut();
  const next = await wire.again();
  next.take();
  await next.say([['resumed', 1, 2, [1], 'successor']]);
  assert.deepEqual(next.take(), [[['again', 1], '["push",["pipeline",0,["square"],[5]]]']]);
  await next.say([['commit', 2, 2, [], 'token-2', []], '["resolve",1,25]']);
  assert.deepEqual(await answer, {value: 25});
});

test('calls_inDoubt_areRejectedWithTheirProperties', async () => {
  const {wire, socket, shop} = scripted(newWebSocketRpcSession);
  const told = [];
  socket.onstate = (state, details) => told.push(...(details.doubt ?? []));
  const first = await wire.begin();
  const answer = outcomeOf(shop.pay(5));
  await settled();
  await first.cut();
  const next = await wire.again();
  await next.say([['resumed', 1, 0, [], 'successor']]);
  const error = '["error","Error","The call may have run",null,{"inDoubt":true,"call":"s1/1"}]';
  await next.say([['commit', 2, 2, [], 'token-2', [1]], `["reject",1,${error}]`]);
  const {error: rejection} = await answer;
  assert.equal(rejection.inDoubt, true);
  assert.equal(rejection.call, 's1/1');
  assert.deepEqual(told, [{number: 1, call: 'pay'}]);
});

test('callsOfABrokenSession_areRejectedWithTheReason', async () => {
  const {wire, socket, shop} = scripted(newWebSocketRpcSession);
  const first = await wire.begin();
  const answer = outcomeOf(shop.square(5));
  await first.cut();
  await (await wire.again()).say([['refused', false, 'The session has expired', 0]]);
  assert.match((await answer).error.message, /The session has expired/);
  await assert.rejects(async () => await shop.square(6), /The session has expired/);
  assert.equal(socket.readyState, HealingWebSocket.CLOSED);
});

test('callsOfATransport_thatBreaks_areRejectedWithTheReason', async () => {
  const wire = new Wire();
  const shop = new RpcSession(new HealingTransport('ws://server.example/api', wire.options)).getRemoteMain();
  await wire.begin();
  const answer = outcomeOf(shop.square(5));
  await wire.socket.cut(4001);
  assert.match((await answer).error.message, /taken over/);
});

test('abort_ofTheServer_isTheEndForThePage', async () => {
  const {wire, shop} = scripted(newWebSocketRpcSession);
  const first = await wire.begin();
  const answer = outcomeOf(shop.square(5));
  await settled();
  await first.say([['commit', 2, 2, [], 'token-2', []], '["abort",["error","Error","thrown out"]]']);
  assert.match((await answer).error.message, /thrown out/);
  assert.deepEqual(first.take().at(-1), [['end']]);
});

test('socket_looksLikeAWebSocket', async () => {
  const wire = new Wire();
  const socket = new HealingWebSocket(new URL('ws://server.example/api'), wire.options);
  const events = [];
  for (const type of ['open', 'message', 'close']) socket[`on${type}`] = event => events.push([type, event.data ?? event.code]);
  assert.equal(socket.url, 'ws://server.example/api');
  assert.equal(socket.readyState, HealingWebSocket.CONNECTING);
  const first = await wire.begin();
  assert.equal(socket.readyState, HealingWebSocket.OPEN);
  await first.say([['commit', 2, 0, [], 'token-2', []], '["a"]', '["b"]']);
  assert.throws(() => socket.send(new ArrayBuffer(1)), TypeError);
  socket.close(3000, 'done');
  assert.equal(socket.readyState, HealingWebSocket.CLOSING);
  socket.close();
  await first.cut(1000);
  assert.deepEqual(events, [['open', undefined], ['message', '["a"]'], ['message', '["b"]'], ['close', 3000]]);
});
