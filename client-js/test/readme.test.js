import assert from 'node:assert/strict';
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {RpcTarget} from 'capnweb';
import WebSocket from 'ws';
import {Double} from './support/double.js';

// the npm package looks at the constants of the global WebSocket, which Node.js has from 22 on
globalThis.WebSocket ??= WebSocket;

class Cart extends RpcTarget {
  sum = 0;

  add(n) {
    this.sum += n;
    return this.sum;
  }
}

class Shop extends RpcTarget {
  carts = new Map();

  cart(name) {
    const cart = this.carts.get(name) ?? new Cart();
    this.carts.set(name, cart);
    return cart;
  }
}

/** Runs the first JavaScript of a page as a module of a browser page; gives the button whose clicks call. */
async function run(page, address) {
  const text = readFileSync(new URL(page, import.meta.url), 'utf8');
  const [, code] = text.match(/^```js\n([^]*?)^```$/m);
  assert.ok(code.includes("'wss://shop.example/api'"), code);
  globalThis.button = {};
  globalThis.badge = {};
  // a file here, so that the names of packages mean what they mean to a user
  const file = new URL(`readme-${process.pid}.mjs`, import.meta.url);
  writeFileSync(file, `${code.replace('wss://shop.example/api', address)}\nexport {shop};\n`);
  try {
    return await import(`${file}?${page}`);
  } finally {
    rmSync(file);
  }
}

for (const page of ['../../README.md', '../README.md']) {
  test(`example_of ${page}_goesOnWhenItsSocketIsCut`, async () => {
    const double = new Double(() => new Shop());
    const {shop} = await run(page, await double.listen());
    try {
      assert.equal(await globalThis.button.onclick(), 1);
      double.cut();
      assert.equal(await globalThis.button.onclick(), 2);
    } finally {
      // the session says goodbye, or it would look for the server for 30 seconds
      shop[Symbol.dispose]();
      while (double.sockets > 0) await setImmediate();
      await double.stop();
    }
  });
}
