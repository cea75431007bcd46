/** Plays the events of a browser's window for as long as a task takes. */
export async function inBrowser(task) {
  const there = Object.entries(Object.getOwnPropertyDescriptors(globalThis)).filter(([name]) => name in STAGE);
  const browser = {hidden: false, listeners: []};
  const fire = type => browser.listeners.filter(one => one.type === type).forEach(({listener}) => listener({type}));
  Object.assign(globalThis, {
    addEventListener: (type, listener) => browser.listeners.push({type, listener}),
    removeEventListener: (type, listener) => {
      browser.listeners = browser.listeners.filter(one => one.type !== type || one.listener !== listener);
    },
    document: {
      get hidden() {
        return browser.hidden;
      },
    },
  });
  try {
    await task(Object.assign(browser, {fire}));
  } finally {
    for (const name of Object.keys(STAGE)) delete globalThis[name];
    for (const [name, descriptor] of there) Object.defineProperty(globalThis, name, descriptor);
  }
}

const STAGE = {addEventListener: 0, removeEventListener: 0, document: 0};
