// One address before the servers. It passes bytes on to a server that lives, and knows nothing of sessions: each new
// connection goes to the next server, so a page whose server dies comes to the other one. Below /control/ it shows the
// processes, and takes orders to kill them.

import {createServer, request} from 'node:http';
import {connect} from 'node:net';

export class Gate {
  #fleet;
  #journal;
  #killing;
  #turn = 0;
  #watchers = new Set();
  #due;
  #sockets = new Set();
  #server = createServer((incoming, answer) => this.#handle(incoming, answer));

  constructor(fleet, journal, killing) {
    this.#fleet = fleet;
    this.#journal = journal;
    this.#killing = killing;
    this.#server.on('upgrade', (incoming, socket, head) => this.#upgrade(incoming, socket, head));
    fleet.on('changed', () => this.#tellSoon());
  }

  async listen() {
    await new Promise(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${this.#server.address().port}/`;
  }

  /** Cuts every WebSocket; the servers live on. */
  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  close() {
    clearTimeout(this.#due);
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #next() {
    const ready = this.#fleet.servers.filter(({state}) => state === 'ready');
    return ready[this.#turn++ % ready.length];
  }

  #handle(incoming, answer) {
    const url = new URL(incoming.url, 'http://gate');
    if (url.pathname.startsWith('/control/')) return this.#control(url, incoming, answer);
    const server = this.#next();
    if (server === undefined) return answer.writeHead(503).end('No server lives at the moment: try again');
    const {method, headers} = incoming;
    const onward = request({host: '127.0.0.1', port: server.port, path: incoming.url, method, headers}, response => {
      answer.writeHead(response.statusCode, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  }

  /** A WebSocket: the request as it came, and then bytes both ways. */
  #upgrade(incoming, socket, head) {
    const server = this.#next();
    if (server === undefined) return socket.destroy();
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    const onward = connect(server.port, '127.0.0.1', () => {
      const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
      for (let i = 0; i < incoming.rawHeaders.length; i += 2) lines.push(incoming.rawHeaders.slice(i, i + 2).join(': '));
      onward.write(`${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const [one, other] of [[socket, onward], [onward, socket]]) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  }

  #control(url, incoming, answer) {
    if (url.pathname === '/control/events') return this.#watch(answer);
    const {origin, host} = incoming.headers;
    if (incoming.method !== 'POST' || (origin !== undefined && new URL(origin).host !== host)) return answer.writeHead(403).end();
    if (url.pathname === '/control/kill') this.#killing.kill(this.#fleet.named(url.searchParams.get('server')));
    else if (url.pathname === '/control/killing') this.#killing.turn(url.searchParams.get('on') === 'true');
    else return answer.writeHead(404).end();
    this.#tellSoon();
    answer.writeHead(204).end();
  }

  #watch(answer) {
    answer.writeHead(200, {'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store'});
    this.#watchers.add(answer);
    answer.on('close', () => this.#watchers.delete(answer));
    answer.write(this.#news());
  }

  #news() {
    const servers = this.#fleet.servers.map(({name, state, pid, kills}) => ({name, state, pid, kills}));
    const {repeated, unnoticed, tokenChars} = this.#journal;
    return `data: ${JSON.stringify({servers, kills: this.#fleet.kills, repeated, unnoticed, tokenChars, killing: this.#killing.on})}\n\n`;
  }

  #tellSoon() {
    this.#due ??= setTimeout(() => {
      this.#due = undefined;
      const news = this.#news();
      for (const watcher of this.#watchers) watcher.write(news);
    }, 60);
  }
}
