// Two servers, which are killed or replaced, and started again.

import {EventEmitter, once} from 'node:events';
import {start} from './java.mjs';

class Server {
  state = 'starting';
  kills = 0;
  port;
  #process;

  constructor(name, start) {
    this.name = name;
    this.start = () => {
      this.state = 'starting';
      this.#process = start(this);
      return this.#process;
    };
  }

  get pid() {
    return this.state === 'killed' ? undefined : this.#process?.pid;
  }

  kill() {
    this.state = 'killed';
    this.kills++;
    this.#process.kill();
    return this.#process.ended;
  }

  /** Ends in good order: its sessions go to the other server. */
  leave() {
    this.state = 'leaving';
    this.#process.leave();
    return this.#process.ended;
  }

  /** Ends for good; a server that is told goodbye shows no more than one that is killed. */
  end() {
    this.#process?.kill();
    return this.#process?.ended;
  }
}

export class Fleet extends EventEmitter {
  servers;
  #journal;
  #ending = false;

  constructor(args, redis, journal) {
    super();
    this.#journal = journal;
    this.servers = ['A', 'B'].map(name => new Server(name, server => this.#launch(server, [name, ...args], redis)));
  }

  #launch(server, args, redis) {
    const process = start('Main', args, redis, line => {
      this.#journal.note(line);
      if (line.startsWith('ready ')) {
        server.port = Number(line.slice('ready '.length));
        server.state = 'ready';
        this.emit('ready', server);
      }
      this.emit('changed');
    });
    process.ended.then(how => {
      if (server.state !== 'killed' && server.state !== 'leaving' && !this.#ending) this.emit('failed', `server ${server.name} ended with ${how}`);
    });
    return process;
  }

  async start() {
    for (const server of this.servers) server.start();
    for (const server of this.servers) await this.ready(server);
  }

  async ready(server) {
    while (server.state !== 'ready') await once(this, 'ready');
  }

  get kills() {
    return this.servers.reduce((sum, {kills}) => sum + kills, 0);
  }

  named(name) {
    return this.servers.find(server => server.name === name);
  }

  /** Kills a server; the process is gone and all that it said is read when this is done. */
  async kill(server) {
    if (server.state !== 'ready') return false;
    const gone = server.kill();
    this.emit('killed', server);
    this.emit('changed');
    await gone;
    return true;
  }

  /** Replaces a server by a new one, as a deploy does. */
  async replace(server) {
    const gone = server.leave();
    this.emit('changed');
    await gone;
    await this.restart(server);
  }

  restart(server) {
    server.start();
    this.emit('changed');
    return this.ready(server);
  }

  /** All of them end in good order. */
  async leave() {
    this.#ending = true;
    await Promise.all(this.servers.map(server => server.leave()));
  }

  async end() {
    this.#ending = true;
    await Promise.all(this.servers.map(server => server.end()));
  }
}
