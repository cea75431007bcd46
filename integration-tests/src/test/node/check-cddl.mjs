// Holds the CBOR of the vectors to docs/format/snapshot.cddl: node check-cddl.mjs [FOLDER]. Of CDDL (RFC 8610) it knows what
// stands there, and what that says in comments it leaves to the second reader.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode, Tag } from 'cbor2';

const path = relative => fileURLToPath(new URL(relative, import.meta.url));
const folder = process.argv[2] ?? path('../../../../testkit/src/main/resources/dev/mooring/testkit/vectors');
const TOKEN = /"[^"]*"|-?\d+\.\.-?\d+|\d+\*\d+|-?\d+|#6\.\d+|=>|\.size|[a-z0-9-]+|[={}[\](),:?/]/g;
const PRELUDE = {
  text: item => typeof item === 'string',
  bytes: item => item instanceof Uint8Array,
  null: item => item === null,
  undefined: item => item === undefined,
  bool: item => typeof item === 'boolean',
  float: item => typeof item === 'number',
};

// Each rule becomes a function that says whether an item is of it.
const rules = new Map();
const used = new Set();
const tokens = readFileSync(path('../../../../docs/format/snapshot.cddl'), 'utf8').replace(/;.*$/gm, '').match(TOKEN);
let at = 0;
while (at < tokens.length) {
  const name = tokens[at++];
  expect('=');
  rules.set(name, type());
}

function passes(token) {
  const next = tokens[at] === token;
  if (next) at++;
  return next;
}

function expect(token) {
  if (!passes(token)) throw new Error(`${token} is expected after ${tokens.slice(at - 5, at).join(' ')}`);
}

function type() {
  const choices = [sized()];
  while (passes('/')) choices.push(sized());
  return item => choices.some(choice => choice(item));
}

function sized() {
  const simple = single();
  if (!passes('.size')) return simple;
  const size = single();
  return item => simple(item) && size(BigInt(Buffer.byteLength(item)));
}

function single() {
  const token = tokens[at++];
  if (token === '(') return closed(type(), ')');
  if (token === '[') return array(group(']'));
  if (token === '{') return map(group('}'));
  if (token.startsWith('"')) return item => item === token.slice(1, -1);
  if (token.startsWith('#')) return tagged(Number(token.slice('#6.'.length)));
  if (token.includes('..')) return range(...token.split('..').map(BigInt));
  if (/^-?\d+$/.test(token)) return item => item === BigInt(token);
  return PRELUDE[token] ?? (item => used.add(token) && rules.get(token)(item));
}

function closed(content, end) {
  expect(end);
  return content;
}

function tagged(tag) {
  expect('(');
  const content = closed(type(), ')');
  return item => item instanceof Tag && item.tag === tag && content(item.contents);
}

function range(least, most) {
  return item => typeof item === 'bigint' && item >= least && item <= most;
}

// The entries up to the end, each with how often it occurs, and its key where it has one.
function group(end) {
  const entries = [];
  while (!passes(end)) {
    const [least, most] = occurrence();
    const first = type();
    const hasKey = passes(':') || passes('=>');
    entries.push({ least, most, key: hasKey ? first : undefined, content: hasKey ? type() : first });
    passes(',');
  }
  return entries;
}

function occurrence() {
  if (passes('?')) return [0, 1];
  return /^\d+\*\d+$/.test(tokens[at]) ? tokens[at++].split('*').map(Number) : [1, 1];
}

function array(entries) {
  return item => Array.isArray(item) && takesAll(entries, item, (entry, element) => entry.content(element));
}

// Maps in this CDDL list their keys in the order in which they stand.
function map(entries) {
  const matches = (entry, [key, member]) => entry.key(key) && entry.content(member);
  return item => item instanceof Map && takesAll(entries, [...item], matches);
}

function takesAll(entries, items, matches) {
  let taken = 0;
  const enough = entries.every(entry => {
    const from = taken;
    while (taken < items.length && taken - from < entry.most && matches(entry, items[taken])) taken++;
    return taken - from >= entry.least;
  });
  return enough && taken === items.length;
}

const vectors = JSON.parse(readFileSync(join(folder, 'valid.json'), 'utf8'));
const documents = vectors.filter(({ header }) => header.codec === 'cbor');
const wrong = documents.filter(({ payload }) => {
  const item = decode(payload, { ignoreGlobalTags: true, preferBigInt: true, preferMap: true });
  return !rules.get('snapshot')(item);
});
wrong.forEach(({ name }) => console.error(`valid ${name}: not in accordance with snapshot.cddl`));
console.log(`${documents.length - wrong.length} of ${documents.length} documents are in accordance with snapshot.cddl`);
const unused = [...rules.keys()].filter(rule => rule !== 'snapshot' && !used.has(rule));
if (unused.length > 0) console.error(`No document tries ${unused.join(', ')}`);
process.exitCode = wrong.length === 0 && unused.length === 0 ? 0 : 1;
