// In a browser, the events after which a socket may be dead without a word, or a server within reach again: the network is
// back, the page comes from the cache of pages, or its user looks at it again, perhaps after the machine slept.

const EVENTS = ['online', 'pageshow', 'visibilitychange'];

/** Calls back at each of them; gives what ends that. Node.js has none of them. */
export function onWake(look) {
  const listener = event => {
    if (event.type !== 'visibilitychange' || !globalThis.document?.hidden) look();
  };
  for (const type of EVENTS) globalThis.addEventListener?.(type, listener);
  return () => {
    for (const type of EVENTS) globalThis.removeEventListener?.(type, listener);
  };
}
