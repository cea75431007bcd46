import assert from 'node:assert/strict';
import {VirtualClock, settled} from './clock.js';

/** The constructor of scripted sockets: a test plays the network and every server. */
export class Wire {
  clock = new VirtualClock();
  sockets = [];

  get options() {
    const wire = this;
    let random = 0;
    return {
      clock: this.clock,
      random: bytes => bytes.fill(++random),
      WebSocket: class extends ScriptedSocket {
        constructor(url, protocols) {
          super(url, protocols);
          wire.sockets.push(this);
        }
      },
    };
  }

  get socket() {
    return this.sockets.at(-1);
  }

  /** Opens the newest socket and returns it. */
  async open() {
    this.socket.protocol = 'mooring.rpc.v1';
    this.socket.onopen({});
    await settled();
    return this.socket;
  }

  /** Brings a link to live on its first socket. */
  async begin(bounds = {frame: 1000, kept: 10_000}) {
    const socket = await this.open();
    await socket.say([['settings', bounds]]);
    await socket.say([['commit', 1, 0, [], 'token-1', []]]);
    return socket;
  }

  /** Waits for the next attempt, and opens it. */
  async again() {
    const before = this.sockets.length;
    await this.clock.advance(5_000);
    assert.equal(this.sockets.length, before + 1, 'one attempt follows');
    return this.open();
  }
}

class ScriptedSocket {
  protocol = '';
  sent = [];
  closed = false;

  constructor(url, protocols) {
    this.url = url;
    this.protocols = protocols;
  }

  send(text) {
    assert.ok(!this.closed, 'nothing is sent on a closed socket');
    this.sent.push(text);
  }

  close() {
    this.closed = true;
  }

  /** The server sends a frame: a header, and lines. */
  async say([header, ...lines]) {
    this.onmessage({data: [JSON.stringify(header), ...lines].join('\n')});
    await settled();
  }

  /** The network or the server closes the socket. */
  async cut(code = 1006, reason = '') {
    this.closed = true;
    this.onclose({code, reason});
    await settled();
  }

  /** What came since the last look, each frame as a header and lines. */
  take() {
    return this.sent.splice(0).map(text => {
      const [head, ...lines] = text.split('\n');
      return [JSON.parse(head), ...lines];
    });
  }
}
