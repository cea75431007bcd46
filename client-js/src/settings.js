// The options of a link with their defaults.

const MACHINE = {
  // goes on while the machine sleeps, so that a dead connection is noticed as soon as it wakes
  now: () => Date.now(),
  setTimeout: (task, ms) => globalThis.setTimeout(task, ms),
  clearTimeout: timer => globalThis.clearTimeout(timer),
};

const DEFAULTS = {
  giveUpAfter: 600_000,
  maxKept: 16 * 1024 * 1024,
  backOff: {first: 100, most: 5_000},
  connectTimeout: 10_000,
};

const RANGES = {
  giveUpAfter: options => options.giveUpAfter,
  maxKept: options => options.maxKept,
  'backOff.first': options => options.backOff.first,
  'backOff.most': options => options.backOff.most,
  connectTimeout: options => options.connectTimeout,
};

/** The options that were given; undefined stands for one that was not. */
const present = options => Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined));

export function settings(given) {
  const options = {
    clock: MACHINE,
    random: bytes => globalThis.crypto.getRandomValues(bytes),
    WebSocket: globalThis.WebSocket,
    ...DEFAULTS,
    ...present(given),
    backOff: {...DEFAULTS.backOff, ...present(given?.backOff)},
  };
  for (const [name, value] of Object.entries(RANGES)) {
    const number = value(options);
    if (typeof number !== 'number' || !(number > 0)) throw new RangeError(`${name} is ${number}: give a number above 0`);
  }
  if (typeof options.WebSocket !== 'function') {
    throw new TypeError('There is no global WebSocket here: give a constructor, such as that of ws, as option WebSocket');
  }
  return options;
}
