import {PROTOCOL, again, data, fitsAlone, parse} from './frames.js';
import {Log} from './log.js';
import {settings} from './settings.js';
import {Timers} from './timers.js';
import {onWake} from './wake.js';

const PING_EVERY = 25_000;
const DEAD_AFTER = 90_000;
const ACK_WITHIN = 1_000;
const ACK_COMMITS = 32;
const STEADY_AFTER = 60_000;
const END_WITHIN = 30_000;
const ANSWER_WITHIN = 30_000;
const LOOK_WITHIN = 5_000;
const LATE = 5_000; // a timer that is later has slept with its page
const SECRET_BYTES = 32;
const ATTEMPT_BYTES = 16;
const SILENT = 'The server has fallen silent';
const DISPLACED = 4001;
const TOO_BIG = 1009;
const ENDED_BY_PEER = 3000;

/**
 * The client's side of the link, which docs/format/capnweb-link-v1.md defines: carries the messages of one session over
 * any number of WebSockets, to any number of servers. It knows numbers and tokens, and nothing of what a message says.
 *
 * The face is told of it: deliver(line) for each message of the server, once and in order; state(state, details);
 * broke(reason) and ended(), of which one comes, once.
 */
export class Link {
  #url;
  #options;
  #face;
  #log = new Log();
  #secret;
  #attempt;
  #token = null;
  #serial = 0; // the last commit that was received
  #commits = 0; // since the last acknowledgement
  #onWire = 0; // the highest number that was put on any socket since the last move
  #sent = 0; // the highest number that was put on this socket
  #sockets = 0; // tells the newest from one that was given up
  #frame = Infinity; // the server's bound
  #kept;
  #socket = null;
  #ready = false; // the server has answered on this socket
  #phase = 'open'; // or ending, or done
  #state = null;
  #fragile = null; // why the session would not outlive its server
  #failures = 0; // attempts to be live for long enough, in a row
  #liveAt = 0;
  #why = ''; // the socket before was lost
  #heard = 0; // when the last frame came
  #notBefore = 0; // when the server lets us come back
  #timers;
  #flushing = false;
  #stopListening; // for the page to wake

  constructor(url, options, face) {
    this.#url = url;
    this.#options = settings(options);
    this.#face = face;
    this.#timers = new Timers(this.#options.clock);
    this.#kept = this.#options.maxKept;
    this.#secret = this.#random(SECRET_BYTES);
    this.#attempt = this.#random(ATTEMPT_BYTES);
    this.#connect();
    this.#startGivingUp();
    this.#stopListening = onWake(() => this.#look());
  }

  /** Takes a message for the server; it is kept until no server can need it any more. */
  send(line) {
    if (typeof line !== 'string' || line === '' || line.includes('\n')) {
      throw new TypeError('A message of Cap\'n Web is one line of text: send such a string');
    }
    if (this.#phase !== 'open') return;
    this.#log.add(line);
    if (this.#log.size > this.#kept) {
      this.#break(`The messages that must be kept exceed ${this.#kept} characters`);
    } else if (!this.#flushing) {
      this.#flushing = true;
      // a pull comes a microtask after its push, and goes into the same frame
      Promise.resolve().then(() => {}).then(() => {}).then(() => this.#flush());
    }
  }

  /** Says that the application is done with the session; what was sent before still arrives. */
  end() {
    if (this.#phase !== 'open') return;
    this.#phase = 'ending';
    if (this.#token === null && this.#log.last === 0) return this.#finish();
    this.#timers.set('giveUp', END_WITHIN, () => this.#finish());
    if (this.#ready) this.#sendEnd();
  }

  #sendEnd() {
    this.#flush();
    this.#write('["end"]');
  }

  // ---- sockets

  #connect() {
    const socket = new this.#options.WebSocket(this.#url, [PROTOCOL]);
    this.#socket = socket;
    this.#ready = false;
    const mine = handle => event => {
      if (this.#socket === socket) handle(event);
    };
    socket.onopen = mine(() => this.#opened());
    socket.onmessage = mine(event => this.#received(event.data));
    socket.onclose = mine(event => this.#closed(event));
    socket.onerror = () => {}; // a close follows
    this.#timers.set('connect', this.#options.connectTimeout, () => this.#lost('No connection in time'));
  }

  #opened() {
    this.#timers.set('connect', ANSWER_WITHIN, () => this.#lost('The server did not answer in time'));
    if ((this.#socket.protocol ?? PROTOCOL) !== PROTOCOL) {
      this.#break(`The server does not speak ${PROTOCOL}`);
      return;
    }
    this.#heard = this.#options.clock.now();
    this.#beat();
    this.#sent = this.#log.covers;
    const tries = [this.#log.tries, ++this.#sockets];
    const resume = [this.#token, this.#attempt, this.#onWire, this.#serial, this.#secret, ...tries];
    this.#write(JSON.stringify(this.#token === null ? ['open', this.#secret] : ['resume', ...resume]));
  }

  #closed({code, reason}) {
    if (this.#phase === 'ending' && (code === 1000 || code === ENDED_BY_PEER) && this.#ready) this.#finish();
    else if (code === TOO_BIG) this.#break('A message is longer than the server accepts');
    else if (code === DISPLACED) this.#break('The session was taken over by another connection');
    else this.#lost(`The connection was closed with ${code}${reason ? `: ${reason}` : ''}`);
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    this.#ready = false;
    for (const name of ['connect', 'beat', 'look', 'ack', 'steady']) this.#timers.clear(name);
    socket?.close();
  }

  #lost(reason, atLeast = 0) {
    const {first, most} = this.#options.backOff;
    // a server that attaches and closes at once must not be visited without a pause
    if (this.#ready && this.#options.clock.now() - this.#liveAt >= Math.min(most, STEADY_AFTER)) this.#failures = 0;
    this.#drop();
    this.#why = reason;
    if (this.#phase === 'open') this.#tell('lost', {reason});
    this.#startGivingUp();
    const wait = Math.min(most, first * 2 ** this.#failures++);
    // half of the wait is random, or all clients of a dead server would come back at one instant
    const [random] = this.#options.random(new Uint8Array(1));
    this.#wait(atLeast, (wait * (256 + random)) / 512);
  }

  #wait(atLeast, ms) {
    this.#notBefore = this.#options.clock.now() + atLeast;
    this.#timers.set('wait', Math.max(atLeast, ms), () => this.#reconnect());
  }

  #reconnect() {
    this.#timers.clear('wait');
    try {
      this.#connect();
    } catch (error) {
      this.#lost(error.message);
    }
  }

  /** The page woke: a wait is cut short, and a socket that may have died meanwhile has to show that it lives. */
  #look() {
    const now = this.#options.clock.now();
    if (this.#timers.has('wait')) {
      if (now >= this.#notBefore) this.#reconnect();
    } else if (this.#timers.has('beat') && !this.#timers.has('look')) {
      if (now - this.#heard >= DEAD_AFTER) return this.#lost(SILENT);
      this.#write('["ping"]');
      this.#timers.set('look', LOOK_WITHIN, () => {
        if (this.#heard < now) this.#lost(SILENT);
      });
    }
  }

  #startGivingUp() {
    if (this.#timers.has('giveUp')) return;
    const due = this.#options.clock.now() + this.#options.giveUpAfter;
    this.#timers.set('giveUp', this.#options.giveUpAfter, () => {
      if (this.#options.clock.now() - due < LATE) return this.#giveUp();
      // nobody looked for a server while the page slept: now is the time for it
      this.#timers.set('giveUp', ANSWER_WITHIN, () => this.#giveUp());
      this.#look();
    });
  }

  #giveUp() {
    this.#break(`No server could be reached in time${this.#why ? `. ${this.#why}` : ''}`);
  }

  #beat() {
    const silence = this.#options.clock.now() - this.#heard;
    if (silence >= DEAD_AFTER) {
      this.#lost(SILENT);
    } else {
      this.#timers.set('beat', Math.min(PING_EVERY, DEAD_AFTER - silence), () => {
        this.#write('["ping"]');
        this.#beat();
      });
    }
  }

  // ---- what the server sends

  #received(text) {
    const frame = parse(text);
    if (frame === undefined) return this.#break('The server sent a frame that cannot be read');
    this.#heard = this.#options.clock.now();
    const answers = this.#ready || frame.kind !== 'commit' || this.#token === null;
    if (!answers || this.#handlers[frame.kind].call(this, frame.lines, ...frame.fields) === false) {
      this.#break(`The server sent a ${frame.kind} that does not fit`);
    }
  }

  #handlers = {
    settings: this.#onSettings,
    commit: this.#onCommit,
    attached: this.#onAttached,
    resumed: this.#onResumed,
    refused: this.#onRefused,
    move: this.#onMove,
    fragile: this.#onFragile,
    pong: () => true,
  };

  #onSettings(lines, {frame, kept}) {
    this.#frame = frame;
    this.#kept = Math.min(this.#options.maxKept, kept);
  }

  #onCommit(lines, serial, covers, pending, token, doubt) {
    if (serial <= this.#serial) return true; // sent again, and known
    if (this.#token === null && token === null) return false;
    const calls = this.#log.those(doubt)?.map(({number, line}) => ({number, call: nameOf(line)}));
    if (calls === undefined || !this.#log.cover(covers, pending)) return false;
    this.#serial = serial;
    this.#token = token ?? this.#token;
    if (!this.#ready) this.#live();
    if (token !== null) this.#nowFragile(null);
    this.#acknowledgeSoon();
    for (const line of lines) if (this.#phase === 'open') this.#face.deliver(line);
    if (calls.length > 0 && this.#phase === 'open') this.#say({doubt: calls});
    return true;
  }

  #onAttached(lines, ...lacking) {
    const bodies = this.#log.those(lacking);
    if (this.#ready || this.#token === null || bodies === undefined) return false;
    if (bodies.length > 0) this.#writeBodies(bodies);
    this.#live();
    return true;
  }

  #onResumed(lines, serial, covers, pending, token) {
    if (this.#ready || this.#token === null || !this.#log.cover(covers, pending)) return false;
    this.#serial = serial;
    this.#token = token;
    this.#fragile = null;
    this.#attempt = this.#random(ATTEMPT_BYTES);
    this.#log.tryAgain(this.#onWire);
    this.#writeBodies(this.#log.those(pending));
    this.#live();
    return true;
  }

  #writeBodies(bodies) {
    this.#onWire = Math.max(this.#onWire, bodies.at(-1)?.number ?? 0);
    this.#writeAll(again(bodies, this.#frame));
  }

  #onRefused(lines, retryable, message, afterMs) {
    if (this.#phase === 'ending' && !retryable) this.#finish();
    else if (retryable) this.#lost(message, afterMs);
    else this.#break(message);
  }

  /** The server leaves in good order: nothing that it does not cover has been run. It waits to hear that we have all. */
  #onMove(lines, afterMs) {
    if (!this.#ready) return false;
    this.#acknowledge();
    this.#drop();
    this.#onWire = 0;
    this.#startGivingUp();
    this.#wait(afterMs, 0);
    return true;
  }

  #onFragile(lines, reason) {
    if (!this.#ready) return false;
    this.#nowFragile(reason);
    return true;
  }

  #nowFragile(reason) {
    if (this.#fragile === reason) return;
    this.#fragile = reason;
    if (this.#phase === 'open') this.#say({});
  }

  #live() {
    this.#timers.clear('connect');
    this.#ready = true;
    this.#liveAt = this.#options.clock.now();
    this.#sent = this.#log.covers;
    this.#timers.set('steady', STEADY_AFTER, () => this.#log.steady());
    if (this.#phase === 'ending') return this.#sendEnd();
    this.#timers.clear('giveUp');
    this.#tell('live', {});
    this.#flush();
  }

  // ---- what the client sends

  #flush() {
    this.#flushing = false;
    if (!this.#ready) return;
    const entries = this.#log.after(this.#sent);
    if (entries.length === 0) return;
    if (entries.some(({line}) => !fitsAlone(line, this.#frame))) {
      this.#break(`A message is longer than the ${this.#frame} characters that the server accepts`);
      return;
    }
    this.#sent = this.#log.last;
    this.#log.put(this.#sent);
    this.#onWire = Math.max(this.#onWire, this.#sent);
    this.#acknowledged();
    this.#writeAll(data(this.#serial, entries, this.#frame));
  }

  #acknowledgeSoon() {
    this.#commits++;
    if (this.#commits >= ACK_COMMITS) this.#acknowledge();
    else if (!this.#timers.has('ack')) this.#timers.set('ack', ACK_WITHIN, () => this.#acknowledge());
  }

  #acknowledge() {
    this.#acknowledged();
    this.#write(JSON.stringify(['data', this.#serial, this.#sent + 1]));
  }

  #acknowledged() {
    this.#commits = 0;
    this.#timers.clear('ack');
  }

  #writeAll(frames) {
    for (const frame of frames) this.#write(frame);
  }

  #write(frame) {
    try {
      this.#socket?.send(frame);
    } catch {
      // it is closing, and its close event is on the way
    }
  }

  // ---- the end

  #break(reason) {
    if (this.#ready) this.#write('["end"]'); // so that the server keeps nothing for us
    this.#over(() => {
      this.#tell('broken', {reason});
      this.#face.broke(reason);
    });
  }

  #finish() {
    this.#over(() => this.#face.ended());
  }

  #over(tell) {
    if (this.#phase === 'done') return;
    this.#phase = 'done';
    this.#drop();
    this.#timers.clearAll();
    this.#stopListening();
    tell();
  }

  #tell(state, details) {
    if (this.#state === state) return;
    this.#state = state;
    this.#say(details);
  }

  #say(details) {
    this.#face.state(this.#state, this.#fragile === null ? details : {...details, fragile: this.#fragile});
  }

  // ---- small things

  #random(length) {
    const bytes = this.#options.random(new Uint8Array(length));
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  }
}

/** The method that a message calls, for people; an application may have sent anything. */
function nameOf(line) {
  try {
    const [, expression] = JSON.parse(line);
    return Array.isArray(expression?.[2]) ? expression[2].join('.') : '';
  } catch {
    return '';
  }
}
