// What a client does, and what comes of it: the same with npm's own server as with ours. What is given to mine() is
// disposed of at the end.
import {RpcPromise, RpcStub, RpcTarget} from 'capnweb';

class Greeter extends RpcTarget {
  greet(name) { return `hello ${name}`; }
  get title() { return 'Dr'; }
}

class Factory extends RpcTarget {
  make(start) { return new (class extends RpcTarget {
    increment(by) { return start + by; }
  })(); }
}

const readable = (chunks) => {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      if (left.length > 0) controller.enqueue(left.shift());
      else controller.close();
    },
  });
};

const failing = (chunks, error) => {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      if (left.length > 0) controller.enqueue(left.shift());
      else controller.error(error);
    },
  });
};

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const nested = (levels) => levels === 0 ? 'leaf' : [nested(levels - 1)];
const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8).buffer;

export const echoed = {
  'null': null,
  'undefined': undefined,
  'booleans': [true, false],
  'text': 'é€😀\u0000\n"\\/',
  'empty text': '',
  'integers': [0, -1, 2 ** 53 - 1, -(2 ** 53 - 1)],
  'doubles': [0.5, -12.25, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53],
  'not finite': [NaN, Infinity, -Infinity],
  'big integers': [0n, -1n, 2n ** 64n, -(2n ** 200n), 10n ** 16384n - 1n],
  'dates': [new Date(0), new Date(1767225600123), new Date(-1)],
  'invalid date': new Date(NaN),
  'bytes': Uint8Array.of(0, 1, 255),
  'no bytes': new Uint8Array(0),
  'typed arrays': [
    new Int8Array(bytes), new Uint8ClampedArray(bytes), new Int16Array(bytes), new Uint16Array(bytes),
    new Int32Array(bytes), new Uint32Array(bytes), new Float32Array(bytes), new Float64Array(bytes),
    new BigInt64Array(bytes), new BigUint64Array(bytes), bytes, new DataView(bytes)],
  'array of arrays': [[], [[]], [1, [2, [3]]]],
  'object': {a: 1, b: {c: [2], d: undefined}, '': 0, 'with space': null},
  'object with names of every object': {toString: 1, constructor: 2, own: 3},
  'empty object': {},
  'error': new RangeError('too far'),
  'error with properties': Object.assign(new Error('m'), {code: 7, list: [1n]}),
  'error with cause': new Error('outer', {cause: new TypeError('inner')}),
  'url': new URL('https://example.com/a?b=c#d'),
  'headers': new Headers([['x-one', '1'], ['accept', 'text/plain']]),
  '100 levels': nested(100),
  '20,000 elements': Array.from({length: 20000}, (none, i) => i),
  'a million characters': 'x'.repeat(1000000),
  '2,000 members': Object.fromEntries(Array.from({length: 2000}, (none, i) => [`k${i}`, i])),
};

export const scenarios = {
  'call': (shop) => shop.square(5),
  'call with two arguments': (shop) => shop.add('a', 'b'),
  'call without an argument': (shop) => shop.echo(),
  'call with too many arguments': (shop) => shop.square(3, 4, 5),
  'call that returns nothing': (shop) => shop.nothing(),
  'call of a variable number': async (shop) => [await shop.many(), await shop.many(1), await shop.many(1, 'b', null)],
  'calls at once': (shop) => Promise.all([1, 2, 3, 4, 5].map((n) => shop.square(n))),
  'a thousand calls in a row': async (shop) => {
    let sum = 0;
    for (let i = 0; i < 1000; i++) sum += await shop.square(i);
    return sum;
  },
  'five hundred calls at once': async (shop) =>
    (await Promise.all(Array.from({length: 500}, (none, i) => shop.square(i)))).reduce((a, b) => a + b),

  'property': (shop) => shop.motto,
  'property that is missing': (shop) => shop.missing,
  'property of a missing property': (shop) => shop.missing.more,
  'property of a property': (shop) => shop.motto.length,
  'call of a property': (shop) => shop.motto(),
  'method as a function': async (shop, mine) => {
    const square = mine(await shop.square);
    return square(4);
  },
  'member of a result': (shop) => shop.profile().name,
  'member of a member': (shop) => shop.profile().address.city,
  'element of a result': (shop) => shop.profile().tags[1],
  'element beyond the end': (shop) => shop.profile().tags[9],
  'length of an array': (shop) => shop.profile().tags.length,
  'element by name': (shop) => shop.profile().tags['1'],
  'member of null': (shop) => shop.profile().address.zip.more,
  'member of a text': (shop) => shop.profile().name.length,
  'member that is missing': (shop) => shop.profile().missing,
  'member of a missing member': (shop) => shop.profile().missing.more,

  'error': (shop) => shop.boom('Error', 'plain'),
  'error of a type': (shop) => shop.boom('TypeError', 'typed'),
  'error of an unknown type': (shop) => shop.boom('ShopError', 'unknown'),
  'error without a message': (shop) => shop.boom('Error', ''),
  'error with properties': (shop) => shop.boomWith(),
  'error later': (shop) => shop.boomLater('later'),
  'error that nobody awaits': async (shop) => {
    shop.boom('Error', 'unheard');
    return shop.square(2);
  },
  'method that is missing': (shop) => shop.missing(),
  'method of a missing property': (shop) => shop.missing.more(),
  'call of a member': (shop) => shop.profile().name(),

  'pipelined call': (shop) => shop.counter(5).increment(2),
  'pipelined property': (shop) => shop.counter(5).value,
  'pipelined argument': (shop) => shop.square(shop.square(3)),
  'pipelined member as an argument': (shop) => shop.echo(shop.profile().tags),
  'pipelined arguments within a value': (shop) =>
    shop.echo({a: shop.square(2), b: [shop.profile().name, shop.square(3)]}),
  'pipeline of ten': (shop) => {
    let n = shop.add(1, 1);
    for (let i = 0; i < 10; i++) n = shop.add(n, 1);
    return n;
  },
  'pipeline of chained stubs': (shop) => shop.counter(1).self().self().self().increment(1),
  'pipeline on an error': (shop) => shop.boom('RangeError', 'first').more.and(2),
  'argument that is an error': (shop) => shop.square(shop.boom('RangeError', 'argument')),
  'pipeline on what comes later': async (shop) => {
    const twice = shop.add(shop.later(21), 21);
    shop.open();
    return twice;
  },
  'pipelined calls in order': async (shop) => {
    const counter = shop.counter(shop.later(0));
    const sums = Promise.all([1, 2, 3, 4].map((n) => counter.increment(n)));
    await shop.open();
    return sums;
  },
  'call overtakes one that waits': async (shop) => {
    const late = shop.later('late');
    const first = await shop.square(2);
    await shop.open();
    return [first, await late];
  },

  'stub': async (shop, mine) => {
    const counter = mine(await shop.counter(10));
    return [await counter.increment(1), await counter.increment(1), await counter.value];
  },
  'stub that fails': async (shop, mine) => {
    const counter = mine(await shop.counter(10));
    return counter.fail();
  },
  'stub as an argument': async (shop, mine) => {
    const counter = mine(await shop.counter(10));
    return [await shop.incrementBy(counter, 5), await counter.value];
  },
  'promised stub as an argument': (shop) => shop.incrementBy(shop.counter(1), 3),
  'stubs in an array as an argument': (shop) => shop.sumOf([shop.counter(1), shop.counter(2)]),
  'stubs in a result': async (shop, mine) => {
    const room = mine(await shop.room());
    return [room.title, await room.counters[0].increment(1), await room.counters[1].increment(1)];
  },
  'pipelined stub in a result': (shop) => shop.room().counters[1].increment(5),
  'stub that returns itself': async (shop, mine) => {
    const counter = mine(await shop.counter(1));
    const same = mine(await counter.self());
    await same.increment(4);
    return counter.value;
  },
  'duplicate of a stub': async (shop, mine) => {
    const counter = await shop.counter(1);
    const copy = mine(counter.dup());
    counter[Symbol.dispose]();
    return copy.increment(1);
  },
  'stub after its end': async (shop) => {
    const counter = await shop.counter(1);
    counter[Symbol.dispose]();
    return counter.increment(1);
  },
  'stub disposed of': async (shop) => {
    const counter = await shop.counter(1);
    const before = await shop.disposed();
    counter[Symbol.dispose]();
    return [before, await shop.disposed()];
  },

  'function': (shop) => shop.callFunction((n) => n * 2, 21),
  'asynchronous function': (shop) => shop.callFunction(async (n) => { await null; return n + 1; }, 1),
  'function that returns nothing': (shop) => shop.callFunction(() => {}, 1),
  'function that throws': (shop) => shop.callFunction(() => { throw new RangeError('mine'); }, 1),
  'function whose error is caught': (shop) => shop.catching(() => { throw new TypeError('caught'); }),
  'function called twice': (shop) => shop.callTwice((n) => n * 10, 1),
  'function called in order': async (shop) => {
    const seen = [];
    const end = await shop.callThree((n) => { seen.push(n); });
    return [seen, end];
  },
  'function that is not waited for': async (shop) => {
    const seen = [];
    const all = Promise.withResolvers();
    await shop.notify((n) => { if (seen.push(n) === 5) all.resolve(); }, 5);
    await all.promise;
    return seen;
  },
  'function that calls back': (shop) => shop.callFunction(async (n) => await shop.square(n) + 1, 6),
  'function that calls back deeply': (shop) => {
    const down = (n) => n === 0 ? 0 : shop.callFunction(async (m) => await down(m - 1) + 1, n);
    return down(5);
  },
  'function kept': async (shop) => {
    await shop.keep((n) => `kept ${n}`);
    const fired = [await shop.fire(1), await shop.fire(2)];
    await shop.drop();
    return fired;
  },
  'function given back and pipelined': (shop) => shop.giveBack((n) => n + 200)(1),
  'function that is given a stub': (shop) => shop.withCounter(async (counter) => await counter.increment(11)),
  'function in a record': (shop) => shop.viaRecord({name: 'r', n: 4, callback: (n) => n * n}),
  'function that returns a value': (shop) => shop.callFunction((n) => ({n, list: [1n, new Date(5)]}), 3),
  'object': (shop) => shop.callMethod(new Greeter(), 'you'),
  'property of an object': (shop) => shop.readProperty(new Greeter()),
  'factory': (shop) => shop.useFactory(new Factory()),
  'main interface of the client': (shop) => shop.callClient('server'),
  'promise as an argument': (shop) => shop.square(new RpcPromise(Promise.resolve(7))),
  'promise that fails as an argument': (shop) => shop.square(new RpcPromise(Promise.reject(new Error('lost')))),
  'wrong kind of argument': async (shop) => {
    try {
      await shop.incrementBy(5, 1);
    } catch (e) {
      return e.name;
    }
  },

  'map of an array': (shop) => shop.echo([1, 2, 3]).map((n) => shop.square(n)),
  'map of a value': (shop) => shop.echo(4).map((n) => shop.square(n)),
  'map of null': (shop) => shop.echo(null).map((n) => shop.square(n)),
  'map of undefined': (shop) => shop.nothing().map((n) => shop.square(n)),
  'map of an empty array': (shop) => shop.echo([]).map((n) => shop.square(n)),
  'map of an array with null': (shop) => shop.echo([1, null, undefined]).map((x) => shop.echo(x)),
  'map to the element': (shop) => shop.echo([{a: [1]}, 'b', [2n]]).map((x) => x),
  'map to a constant': (shop) => shop.echo([1, 2]).map(() => [5n, {at: new Date(0), none: undefined}]),
  'map to nothing': (shop) => shop.echo([1, 2]).map(() => {}),
  'map to members': (shop) => shop.echo([{a: {b: 1}}, {a: {b: 2}}]).map((x) => x.a.b),
  'map to a missing member': (shop) => shop.echo([{a: 1}]).map((x) => x.b),
  'map to a member of a missing member': (shop) => shop.echo([{a: 1}]).map((x) => x.b.c),
  'map to properties of stubs': (shop) => shop.room().counters.map((counter) => counter.value),
  'map to an object': (shop) => shop.echo([{n: 1, t: 'a'}, {n: 2, t: 'b'}]).map((x) =>
    ({sum: shop.add(x.n, 10), list: [x.t, shop.square(x.n)], x})),
  'map with calls of results': (shop) => shop.echo([1, 2]).map((n) => shop.add(shop.square(n), shop.square(3))),
  'map with a stub': async (shop, mine) => {
    const counter = mine(await shop.counter(100));
    return [await shop.echo([1, 2, 3]).map((n) => counter.increment(n)), await counter.value];
  },
  'map with a stub that is given on': async (shop, mine) => {
    const counter = mine(await shop.counter(100));
    return shop.echo([1, 2, 3]).map((n) => shop.incrementBy(counter, n));
  },
  'map with a pending promise': async (shop) => {
    const late = shop.later(5);
    const sums = shop.echo([1, 2]).map((n) => shop.add(n, late));
    await shop.open();
    return sums;
  },
  'map with a function of the client': (shop, mine) => {
    const twice = mine(new RpcStub((n) => n * 2));
    return shop.echo([1, 2, 3]).map((n) => twice(n));
  },
  'map with a function that calls back': (shop, mine) => {
    const square = mine(new RpcStub((n) => shop.square(n)));
    return shop.echo([1, 2, 3]).map((n) => shop.add(square(n), 1));
  },
  'map within a map': (shop) => shop.echo([[1, 2], [], [3]]).map((row) => row.map((n) => shop.square(n))),
  'map within a map with the outer element': (shop) =>
    shop.echo([{f: 10, l: [1, 2]}, {f: 20, l: [3]}]).map((x) => x.l.map((n) => shop.add(x.f, n))),
  'map within a map within a map': (shop) => shop.echo([[[1], [2]], [[3]]]).map((a) => a.map((b) => b.map((n) =>
    shop.add(n, shop.echo(a[0][0]))))),
  'map of a map': (shop) => shop.echo([1, 2]).map((n) => shop.square(n)).map((n) => shop.add(n, 1)),
  'map of a property': (shop) => shop.motto.map((motto) => shop.add(motto, '!')),
  'map of a missing property': (shop) => shop.missing.map((x) => shop.echo(x)),
  'map of the main object': (shop) => shop.map((main) => main.square(7)),
  'map of a pending promise': async (shop) => {
    const squares = shop.later([2, 3]).map((n) => shop.square(n));
    const before = await shop.square(1);
    await shop.open();
    return [before, await squares];
  },
  'map of an error': (shop) => shop.boom('RangeError', 'before').map((n) => shop.square(n)),
  'map that fails': (shop) => shop.echo([1, 2]).map(() => shop.boom('RangeError', 'within')),
  'map that calls something missing': (shop) => shop.echo([1]).map((n) => n.missing()),
  'map that fails later': (shop) => shop.echo([1]).map(() => shop.boomLater('later')),
  'map with a failure that nobody needs': (shop) => shop.echo([1, 2]).map((n) => {
    shop.boom('Error', 'unheard');
    return n;
  }),
  'map with calls whose results nobody needs': async (shop) => {
    const same = await shop.echo([1, 2, 3]).map((n) => {
      shop.note(n);
      return n;
    });
    return [same, await shop.notes()];
  },
  'map and calls before and behind it': async (shop) => {
    shop.note('before');
    shop.map((main) => main.note('map'));
    shop.note('behind');
    return shop.notes();
  },
  'element of a map': (shop) => shop.echo([3, 4]).map((n) => shop.square(n))[1],
  'call of an element of a map': (shop) => shop.echo([3, 4]).map((n) => shop.counter(n))[1].increment(1),
  'map to stubs': async (shop, mine) => {
    const counters = mine(await shop.echo([1, 2]).map((n) => shop.counter(n)));
    return [await counters[0].increment(10), await counters[1].increment(10)];
  },
  'map to stubs as an argument': (shop) => shop.sumOf(shop.echo([1, 2]).map((n) => shop.counter(n))),
  'map to stubs disposed of': async (shop) => {
    const counters = await shop.echo([1, 2]).map((n) => shop.counter(n));
    const before = await shop.disposed();
    counters[Symbol.dispose]();
    return [before, await shop.disposed()];
  },
  'map that makes stubs for itself': async (shop) => {
    const values = await shop.echo([1, 2]).map((n) => shop.counter(n).increment(1));
    return [values, await shop.disposed()];
  },
  'map of a thousand': async (shop) => {
    const squares = await shop.echo(Array.from({length: 1000}, (none, i) => i)).map((n) => shop.square(n));
    return squares.reduce((a, b) => a + b);
  },

  'stream of the client': (shop) => shop.collect(readable([1, 'b', {c: [2n]}, [3]])),
  'stream of the client that is empty': (shop) => shop.collect(readable([])),
  'stream of bytes': (shop) => shop.collect(readable([Uint8Array.of(1, 2), Uint8Array.of(255)])),
  'stream of a thousand chunks': async (shop) => (await shop.collect(
    readable(Array.from({length: 1000}, (none, i) => i)))).reduce((a, b) => a + b),
  'stream of long chunks': (shop) => shop.lengthOf(readable(Array.from({length: 60}, () => 'x'.repeat(50000)))),
  'stream of the client that fails': (shop) => shop.collect(failing([1, 2], new RangeError('lost'))),
  'stream of the client that is not read to its end': async (shop) => {
    let cancelled;
    const reason = new Promise((resolve) => { cancelled = resolve; });
    let next = 0;
    const stream = new ReadableStream({
      pull(controller) { controller.enqueue(next++); },
      cancel(why) { cancelled(why instanceof Error); },
    });
    return [await shop.readSome(stream, 3), await reason];
  },
  'stream of the client that nobody reads': async (shop) => {
    let cancelled;
    const reason = new Promise((resolve) => { cancelled = resolve; });
    const stream = new ReadableStream({
      pull(controller) { controller.enqueue(1); },
      cancel(why) { cancelled(why.message); },
    });
    await shop.ignore(stream);
    return reason;
  },
  'stream of the server': async (shop) => collect(await shop.numbers(5)),
  'stream of the server that is empty': async (shop) => collect(await shop.numbers(0)),
  'stream of a thousand chunks of the server': async (shop) =>
    (await collect(await shop.numbers(1000))).reduce((a, b) => a + b),
  'stream of long chunks of the server': async (shop) =>
    (await collect(await shop.texts(60, 50000))).reduce((sum, text) => sum + text.length, 0),
  'stream of the server that fails': async (shop) => {
    try {
      return await collect(await shop.failing(2));
    } catch (e) {
      return [e.name, e.message]; // chunks before it may be lost
    }
  },
  'stream of the server that is not read to its end': async (shop) => {
    const reader = (await shop.numbers(1000000)).getReader();
    const seen = [(await reader.read()).value, (await reader.read()).value];
    await reader.cancel();
    return [seen, await shop.square(2)];
  },
  'streams in a record': async (shop) => {
    const both = await shop.streams();
    return [both.name, await collect(both.first), await collect(both.second)];
  },
  'stream that is written by the client': async (shop) => {
    const writer = (await shop.sink()).getWriter();
    await writer.write('a');
    await writer.write({b: 1});
    await writer.close();
    return shop.notes();
  },
  'stream that the client aborts': async (shop) => {
    const writer = (await shop.sink()).getWriter();
    await writer.write('a');
    await writer.abort(new Error('changed my mind')).catch(() => {});
    return (await shop.notes()).at(-1); // the chunk may be lost
  },
  'stream that refuses a chunk': async (shop) => {
    const writer = (await shop.refusingSink()).getWriter();
    writer.closed.catch(() => {});
    try {
      await writer.write('a');
      await writer.close();
      return 'taken';
    } catch (e) {
      return 'refused';
    }
  },
  'stream that is written by the server': async (shop) => {
    const seen = [];
    const stream = new WritableStream({
      write(chunk) { seen.push(chunk); },
      close() { seen.push('closed'); },
    });
    return [await shop.fill(stream, 5), seen];
  },
  'streams at once': async (shop) => Promise.all(
    [1, 2, 3].map(async (n) => [await shop.collect(readable([n, n])), await collect(await shop.numbers(n))])),

  'request': (shop) => shop.readRequest(new Request('https://example.com/a?b=c#d')),
  'request with headers': (shop) => shop.readRequest(
    new Request('https://example.com/', {method: 'DELETE', headers: [['x-b', '1'], ['x-a', '2'], ['x-a', '3']]})),
  'request with a body': (shop) => shop.readRequest(
    new Request('https://example.com/', {method: 'POST', body: 'é€ '.repeat(1000), headers: {'content-type': 'text/plain'}})),
  'response': (shop) => shop.readResponse(new Response(null, {status: 404, statusText: 'gone'})),
  'response with a body': (shop) => shop.readResponse(new Response('{"a":1}', {headers: {'content-type': 'text/json'}})),
  'blob': (shop) => shop.readBlob(new Blob(['one', 'two'], {type: 'text/plain'})),
  'blob that is empty': (shop) => shop.readBlob(new Blob([])),
  'blob that is long': async (shop) => (await shop.readBlob(new Blob(['x'.repeat(1000000)]))).text.length,
  'request of the server': async (shop) => {
    const r = await shop.request('POST', 'body');
    return [r.method, r.url, r.headers.get('x-a'), await r.text()];
  },
  'request of the server without a body': async (shop) => {
    const r = await shop.request('GET', '');
    return [r.method, r.url, r.headers, await r.text()];
  },
  'response of the server': async (shop) => {
    const r = await shop.response(201, 'body');
    return [r.status, r.statusText, r.headers.get('x-a'), r.headers.get('x-b'), await r.text()];
  },
  'response of the server without a body': async (shop) => {
    const r = await shop.response(204, '');
    return [r.status, r.statusText, r.headers, await r.text()];
  },
  'blob of the server': async (shop) => {
    const blob = await shop.blob('text/x', 'content');
    return [blob.type, await blob.text()];
  },
  'blob of the server that is long': async (shop) => (await (await shop.blob('', 'x'.repeat(300000))).text()).length,
  'blob given on': (shop) => shop.readBlob(shop.blob('text/x', 'content')),

  'order of calls': async (shop) => {
    for (let i = 0; i < 20; i++) shop.note(i);
    return shop.notes();
  },
  'order of calls that end later': async (shop) => {
    const lengths = await Promise.all([1, 2, 3].map((n) => shop.noteLater(n)));
    return [lengths, await shop.notes()];
  },
};

for (const [name, value] of Object.entries(echoed)) {
  scenarios[`echo of ${name}`] = (shop) => shop.echo(value);
}

export const main = () => new Greeter();
