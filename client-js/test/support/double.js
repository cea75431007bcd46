import {RpcSession} from 'capnweb';
import {WebSocketServer} from 'ws';

/**
 * A server that speaks the link around npm's own session. It can lose sockets and attach clients again; a resume on
 * another server is what only scripted tests and Mooring itself have.
 */
export class Double {
  #makeMain;
  #server;
  #sessions = new Map();
  resumes = 0;

  constructor(makeMain) {
    this.#makeMain = makeMain;
  }

  /** Listens on loopback, and gives the address. */
  async listen(port = 0) {
    this.#server = new WebSocketServer({host: '127.0.0.1', port, handleProtocols: () => 'mooring.rpc.v1'});
    this.#server.on('connection', socket => {
      let session;
      socket.on('message', text => {
        const [head, ...lines] = text.toString().split('\n');
        const [kind, ...fields] = JSON.parse(head);
        if (kind === 'open') session = this.#begin(socket);
        else if (kind === 'resume') session = this.#attach(socket, fields);
        else if (kind === 'data') session.data(fields, lines);
        else if (kind === 'ping') socket.send('["pong"]');
        else if (kind === 'end') session.end();
      });
    });
    await new Promise(resolve => this.#server.on('listening', resolve));
    return `ws://127.0.0.1:${this.#server.address().port}`;
  }

  get port() {
    return this.#server.address().port;
  }

  get stats() {
    return [...this.#sessions.values()].map(session => session.rpc.getStats());
  }

  /** How many sockets are open. */
  get sockets() {
    return this.#server.clients.size;
  }

  /** Cuts every socket without a word. */
  cut() {
    for (const client of this.#server.clients) client.terminate();
  }

  /** Cuts every socket and listens no more; the sessions stay. */
  async stop() {
    this.cut();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #begin(socket) {
    const session = new LiveSession(`copy-${this.#sessions.size}`, this.#makeMain);
    this.#sessions.set(session.copy, session);
    session.attach(socket);
    return session;
  }

  #attach(socket, [token, , , ack]) {
    this.resumes++;
    const session = this.#sessions.get(token.split(':')[0]);
    session.attached(socket, ack);
    return session;
  }
}

class LiveSession {
  #socket = null;
  #serial = 0;
  #received = 0;
  #unacknowledged = [];
  #outbox = [];
  #inbox = [];
  #reader = null;

  constructor(copy, makeMain) {
    this.copy = copy;
    const transport = {
      send: line => {
        this.#outbox.push(line);
        setImmediate(() => this.#commit());
      },
      receive: () =>
        this.#inbox.length > 0
          ? Promise.resolve(this.#inbox.shift())
          : new Promise((resolve, reject) => (this.#reader = {resolve, reject})),
    };
    this.rpc = new RpcSession(transport, makeMain());
  }

  attach(socket) {
    this.#socket = socket;
    socket.send(JSON.stringify(['settings', {frame: 4_096, kept: 1_000_000}]));
    this.#commit(true);
  }

  attached(socket, ack) {
    this.#socket = socket;
    this.#acknowledge(ack);
    socket.send('["attached"]');
    for (const {frame} of this.#unacknowledged) socket.send(frame);
    this.#commit(true);
  }

  data([ack, first], lines) {
    this.#acknowledge(ack);
    lines.forEach((line, i) => {
      if (first + i <= this.#received) return;
      if (first + i !== this.#received + 1) throw new Error('gap');
      this.#received++;
      this.#inbox.push(line);
    });
    this.#read();
    setImmediate(() => this.#commit(true));
  }

  end() {
    this.#socket.close(1000);
    this.#reader?.reject(new Error('ended'));
  }

  #read() {
    while (this.#reader !== null && this.#inbox.length > 0) {
      const {resolve} = this.#reader;
      this.#reader = null;
      resolve(this.#inbox.shift());
    }
    if (this.#inbox.length > 0) setImmediate(() => this.#read());
  }

  #acknowledge(ack) {
    this.#unacknowledged = this.#unacknowledged.filter(({serial}) => serial > ack);
  }

  #commit(force = false) {
    if (this.#socket.readyState !== 1 || (!force && this.#outbox.length === 0)) return;
    const serial = ++this.#serial;
    const header = ['commit', serial, this.#received, [], `${this.copy}:${serial}`, []];
    const frame = [JSON.stringify(header), ...this.#outbox.splice(0)].join('\n');
    this.#unacknowledged.push({serial, frame});
    this.#socket.send(frame);
  }
}
