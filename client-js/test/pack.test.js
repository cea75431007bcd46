import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {gzipSync} from 'node:zlib';

// what a user gets: packed as for the registry, and unpacked again
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mooring-healing-'));
const unpacked = join(folder, 'package');
const read = name => readFileSync(join(unpacked, name), 'utf8');
let packed;

function run(command, ...args) {
  const done = spawnSync(command, args, {cwd: root, encoding: 'utf8'});
  assert.equal(done.status, 0, done.stdout + done.stderr);
  return done.stdout;
}

before(() => {
  const said = run('npm', 'pack', '--json', '--loglevel=error', '--pack-destination', folder);
  // scripts may say something before
  [packed] = JSON.parse(said.slice(said.indexOf('[\n')));
  run('tar', '-xzf', join(folder, packed.filename), '-C', folder);
});

after(() => rmSync(folder, {recursive: true}));

test('package_hasItsSourcesAndNothingOfTheWorkplace', () => {
  const sources = readdirSync(join(root, 'src')).map(name => `src/${name}`);
  const expected = ['LICENSE', 'README.md', 'package.json', 'dist/mooring-healing.min.js', 'dist/mooring-healing.min.js.map', ...sources];
  assert.deepEqual(packed.files.map(({path}) => path).sort(), expected.sort());
  for (const path of expected) assert.ok(!read(path).includes(root.replace(/\/$/, '')), `${path} names a folder of this machine`);
  assert.equal(read('LICENSE'), readFileSync(join(root, '../LICENSE'), 'utf8'));
});

test('exports_ofThePackage_areThereAndTheSame', async () => {
  const {exports, dependencies} = JSON.parse(read('package.json'));
  assert.equal(dependencies, undefined);
  const names = [];
  for (const entry of ['.', './min']) {
    assert.ok(read(exports[entry].types).includes('HealingWebSocket'));
    names.push(Object.keys(await import(pathToFileURL(join(unpacked, exports[entry].default)))));
  }
  assert.deepEqual(names, [['HealingTransport', 'HealingWebSocket'], ['HealingTransport', 'HealingWebSocket']]);
});

test('sourceMap_leadsToTheSources', () => {
  const map = JSON.parse(read('dist/mooring-healing.min.js.map'));
  assert.match(read('dist/mooring-healing.min.js'), /\/\/# sourceMappingURL=mooring-healing\.min\.js\.map\n$/);
  assert.ok(map.sources.length > 1);
  map.sources.forEach((source, i) => assert.equal(read(join('dist', source)), map.sourcesContent[i]));
});

test('size_inTheReadme_isAsMeasured', () => {
  const file = readFileSync(join(unpacked, 'dist/mooring-healing.min.js'));
  const [, minified, compressed] = read('README.md').match(/(\d+) kB, (\d+) kB compressed/);
  for (const [said, measured] of [[minified, file.length], [compressed, gzipSync(file, {level: 9}).length]]) {
    assert.ok(Math.abs(measured / 1000 - said) <= 0.2 * said, `${measured} bytes, and the README says ${said} kB`);
  }
});
