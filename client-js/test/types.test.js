import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import * as healing from '../src/index.js';

// the types of capnweb 0.12.0 do not pass a check of their own, so theirs are not looked at, and ours are for themselves
for (const config of ['tsconfig.json', 'tsconfig.own.json']) {
  test(`strictTypeScript_of ${config}_compiles`, () => {
    const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
    const project = fileURLToPath(new URL(`types/${config}`, import.meta.url));
    const run = spawnSync(process.execPath, [tsc, '-p', project], {encoding: 'utf8'});
    assert.equal(run.status, 0, run.stdout + run.stderr);
  });
}

test('whatIsDeclared_isExported', () => {
  assert.deepEqual(Object.keys(healing), ['HealingTransport', 'HealingWebSocket']);
});
