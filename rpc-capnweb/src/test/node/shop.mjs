// The application of the scenarios, for npm's own server. Scenarios.java is the same in Java.
import {RpcTarget} from 'capnweb';

class Counter extends RpcTarget {
  #value;
  #disposed;
  constructor(value, disposed) {
    super();
    this.#value = value;
    this.#disposed = disposed;
  }
  increment(by) { return this.#value += by; }
  get value() { return this.#value; }
  self() { return this; }
  fail() { throw new RangeError('counter failed'); }
  [Symbol.dispose]() { this.#disposed(); }
}

export class Shop extends RpcTarget {
  #kept;
  #disposed = 0;
  #log = [];
  #gate = Promise.withResolvers();
  #client;
  constructor(client) {
    super();
    this.#client = client;
  }
  square(n) { return n * n; }
  add(a, b) { return a + b; }
  echo(value) { return value; }
  nothing() {}
  many(...values) { return values.length; }
  get motto() { return 'sell'; }
  profile() { return {name: 'Ada', tags: ['x', 'y', 'z'], address: {city: 'London', zip: null}}; }
  boom(type, message) {
    const error = new Error(message);
    error.name = type;
    throw error;
  }
  boomWith() {
    const error = new TypeError('with properties');
    error.code = 42;
    error.detail = {field: 'name', list: [1, 2]};
    throw error;
  }
  async boomLater(message) {
    await null;
    throw new Error(message);
  }
  counter(start) { return new Counter(start, () => this.#disposed++); }
  disposed() { return this.#disposed; }
  room() { return {title: 'lobby', counters: [new Counter(1, () => {}), new Counter(2, () => {})]}; }
  incrementBy(counter, by) { return counter.increment(by); }
  async sumOf(counters) {
    let sum = 0;
    for (const counter of counters) sum += await counter.value;
    return sum;
  }
  callFunction(f, n) { return f(n); }
  async callTwice(f, n) { return await f(n) + await f(n + 1); }
  async callThree(f) {
    for (let i = 0; i < 3; i++) await f(i);
    return 'done';
  }
  notify(f, n) { for (let i = 0; i < n; i++) f(i); }
  async catching(f) {
    try {
      await f(1);
      return 'nothing caught';
    } catch (e) {
      return `${e.name}: ${e.message}`;
    }
  }
  callMethod(target, name) { return target.greet(name); }
  async readProperty(target) { return await target.title; }
  async useFactory(factory) { return await factory.make(10).increment(5); }
  async viaRecord(options) { return `${options.name} ${await options.callback(options.n)}`; }
  keep(f) { this.#kept = f.dup(); }
  fire(n) { return this.#kept(n); }
  drop() {
    this.#kept[Symbol.dispose]();
    this.#kept = undefined;
  }
  giveBack(f) { return f.dup(); }
  withCounter(f) { return f(new Counter(100, () => {})); }
  async later(n) {
    await this.#gate.promise;
    return n;
  }
  open() { this.#gate.resolve(); }
  note(text) { this.#log.push(text); }
  notes() { return this.#log; }
  async noteLater(text) {
    await null;
    this.#log.push(text);
    return this.#log.length;
  }
  callClient(name) { return this.#client().greet(name); }
  async collect(stream) {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    return chunks;
  }
  async lengthOf(stream) {
    let length = 0;
    for await (const chunk of stream) length += chunk.length;
    return length;
  }
  async readSome(stream, n) {
    const reader = stream.getReader();
    const chunks = [];
    for (let i = 0; i < n; i++) chunks.push((await reader.read()).value);
    await reader.cancel(new Error('enough'));
    return chunks;
  }
  ignore(stream) {}
  numbers(n) {
    let next = 0;
    return new ReadableStream({
      pull(controller) {
        if (next < n) controller.enqueue(next++);
        else controller.close();
      },
    });
  }
  texts(n, length) {
    let left = n;
    return new ReadableStream({
      pull(controller) {
        if (left-- > 0) controller.enqueue('x'.repeat(length));
        else controller.close();
      },
    });
  }
  failing(n) {
    let next = 0;
    return new ReadableStream({
      pull(controller) {
        if (next < n) controller.enqueue(next++);
        else controller.error(new RangeError('no more'));
      },
    });
  }
  streams() { return {name: 'both', first: this.numbers(2), second: this.numbers(3)}; }
  sink() {
    return new WritableStream({
      write: (chunk) => { this.#log.push(chunk); },
      close: () => { this.#log.push('closed'); },
      abort: (reason) => { this.#log.push(`aborted: ${reason.message}`); },
    });
  }
  refusingSink() {
    return new WritableStream({write: () => { throw new RangeError('full'); }});
  }
  async fill(stream, n) {
    const writer = stream.getWriter();
    for (let i = 0; i < n; i++) await writer.write(i);
    await writer.close();
    return 'filled';
  }
  async readRequest(r) { return {method: r.method, url: r.url, headers: new Headers(r.headers), text: await r.text()}; }
  async readResponse(r) {
    return {status: r.status, statusText: r.statusText, headers: new Headers(r.headers), text: await r.text()};
  }
  async readBlob(b) { return {type: b.type, text: await b.text()}; }
  request(method, text) {
    return new Request('https://example.com/a?b=c', {method, headers: {'x-a': '1'}, body: text || undefined});
  }
  response(status, text) {
    return new Response(text || null, {status, statusText: 'fine', headers: {'x-a': '1', 'x-b': 'two'}});
  }
  blob(type, text) { return new Blob([text], {type}); }
}
