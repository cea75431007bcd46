/** What a page tells its user: the session answers, waits for a server, or is over. */
export type HealingState = 'live' | 'lost' | 'broken';

/** A call of which nobody knows whether it ran: a server died while it was in flight, and it was not run again. */
export interface CallInDoubt {
  /** The number of its message. */
  readonly number: number;
  /** The path of the method, such as `cart.add`. */
  readonly call: string;
}

/** What comes with a state; each field is there only when there is something to say. */
export interface HealingDetails {
  /** Why the session is lost or broken, for people. */
  readonly reason?: string;
  /** Calls that were rejected as in doubt just now. Their promises are rejected with `inDoubt: true`, too. */
  readonly doubt?: readonly CallInDoubt[];
  /** Why the session does not outlive its server at present; comes with each state as long as that is so. */
  readonly fragile?: string;
}

/**
 * Called when the state changes, and with the same state again when there are calls in doubt, or the session has become
 * fragile or is so no longer.
 */
export type StateHandler = (state: HealingState, details: HealingDetails) => void;

/** What a test puts in the place of the machine's clock. */
export interface HealingClock {
  /** Milliseconds since any time. */
  now(): number;
  setTimeout(task: () => void, ms: number): unknown;
  clearTimeout(timer: any): void;
}

export interface HealingOptions {
  /** For how many milliseconds without a server the session is not given up; 600,000 unless set; Infinity for never. */
  giveUpAfter?: number;
  /** The most characters of messages that are kept for another server; 16 Mi unless set. One more breaks the session. */
  maxKept?: number;
  /** Milliseconds between attempts: the first wait, 100 unless set, is doubled up to the most, 5,000 unless set. */
  backOff?: {first?: number; most?: number};
  /** For how many milliseconds a socket may connect; 10,000 unless set. */
  connectTimeout?: number;
  /** The constructor of sockets; the global WebSocket unless set. Node.js has one from version 22 on. */
  WebSocket?: new (url: string, protocols: string[]) => any;
  /** For tests. */
  clock?: HealingClock;
  /** For tests: fills bytes that nobody can foresee, and returns them. */
  random?: (bytes: Uint8Array) => Uint8Array;
}

/**
 * Shaped like a WebSocket, and outlives the sockets under it: give it to `newWebSocketRpcSession`. It closes when the
 * session is broken or was ended, and never because a connection was lost.
 */
export interface HealingWebSocket extends WebSocket {
  /** Is told of states and of calls in doubt. */
  onstate: StateHandler | null;
}

export declare const HealingWebSocket: {
  new (url: string | URL, options?: HealingOptions): HealingWebSocket;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSING: 2;
  readonly CLOSED: 3;
};

/** A transport for `new RpcSession(transport)`; its `receive()` waits through every outage. */
export declare class HealingTransport {
  constructor(url: string | URL, options?: HealingOptions);
  /** Is told of states and of calls in doubt. */
  onstate: StateHandler | null;
  send(message: string): void;
  receive(): Promise<string>;
  abort(reason?: unknown): void;
}
