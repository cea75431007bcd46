// A snapshot that the codec "cbor" wrote: the section "The CBOR document". Below the profile, each function is the rule of the same
// name in ../snapshot.cddl, written in camel case.
import { decode, encode, SequenceEvents, Simple, Tag } from 'cbor2';
import { invalid, require, unsupported } from './refusal.mjs';
import { compareIds, compareNames, ELEMENT_BYTES, MAX_INTEGER } from './snapshot.mjs';

// Integers become bigints, so that they are told from floats, and tags stay.
const DECODING = {
  ignoreGlobalTags: true,
  maxDepth: 1_004,
  preferBigInt: true,
  preferMap: true,
  rejectDuplicateKeys: true,
  rejectLongLoundNaN: true,
  rejectSimple: true,
  rejectStreaming: true,
  requirePreferred: true,
};
const ENCODING = { avoidInts: true, collapseBigInts: true };

export function readCbor(payload) {
  refuseNewerVersion(payload);
  let item;
  let again;
  try {
    item = decode(new Uint8Array(payload), DECODING);
    again = encode(item, ENCODING);
  } catch {
    throw invalid('not CBOR');
  }
  // cbor2 reads some longer forms of floats, but writes the shortest ones only
  require(Buffer.compare(payload, again) === 0, 'another spelling than the shortest');
  return snapshot(item);
}

const UNSIGNED = 0;
const MAP = 5;

function refuseNewerVersion(payload) {
  if (greaterVersion(payload)) throw unsupported('a newer snapshot');
}

// Reads no more than the heads of the map, of its first key, and of what is there.
function greaterVersion(payload) {
  try {
    const events = new SequenceEvents(payload, { requirePreferred: true, rejectStreaming: true });
    const [[map, info], [key, , number], [type, , version]] = [events.read(), events.read(), events.read()];
    return map === MAP && info !== 31 && key === UNSIGNED && number === 0 && type === UNSIGNED && version > 1;
  } catch {
    return false; // what is wrong is found again
  }
}

function snapshot(item) {
  map(item);
  const fields = [...item.keys()];
  require(fields.every((key, i) => typeof key === 'bigint' && (i === 0 || fields[i - 1] < key)), 'fields ascend');
  require(fields.length + !item.has(9n) + !item.has(10n) === 14 && fields[0] === 0n && fields.at(-1) === 13n, 'fields');
  require(item.get(0n) === 1n, 'the version is 1');
  return {
    sessionId: plainText(item.get(1n)),
    createdAt: integer(item.get(2n)),
    lastActivity: integer(item.get(3n)),
    generation: integer(item.get(4n)),
    checkpoint: integer(item.get(5n)),
    nextPositiveId: integer(item.get(6n)),
    nextNegativeId: integer(item.get(7n)),
    nextPeerId: integer(item.get(8n)),
    imports: table(item, 9n, import_),
    exports: table(item, 10n, export_),
    variables: variables(item.get(11n)),
    maxAgeSeconds: integer(item.get(12n)),
    capabilities: array(item.get(13n)).map(name),
  };
}

function table(item, field, entry) {
  if (!item.has(field)) return [];
  const entries = [...map(item.get(field))].map(([id, content]) => [integer(id), entry(content)]);
  require(entries.length > 0, 'an empty table is left out');
  ascends(entries, compareIds);
  return entries;
}

function variables(item) {
  const entries = [...map(item)].map(([key, content]) => [name(key), value(content)]);
  ascends(entries, compareNames);
  return entries;
}

function ascends(entries, compare) {
  require(entries.every(([key], i) => i === 0 || compare(entries[i - 1][0], key) < 0), 'keys ascend');
}

function import_(item) {
  return entry(item, [resolved, stub, promise]);
}

function export_(item) {
  return entry(item, [resolved, stub, promise, rejected, pulledPromise]);
}

function entry(item, kinds) {
  const [kind, content, ...counts] = array(item);
  require(item.length === 2 || item.length === 3, 'an entry has two elements or three');
  require(integer(kind) >= 0n && kind < kinds.length, 'an entry is of a known kind');
  require(counts.every(count => integer(count) > 1n), 'a reference count is left out when 1');
  return { pulled: false, references: counts[0] ?? 1n, ...kinds[Number(kind)](content) };
}

const resolved = item => ({ kind: 'resolved', value: value(item) });
const rejected = item => ({ kind: 'rejected', value: value(item) });
const stub = item => ({ kind: 'stub', reference: reference(item) });
const promise = item => ({ kind: 'promise', reference: reference(item) });
const pulledPromise = item => ({ ...promise(item), pulled: true });

const plainText = text;
const name = text;
const reference = text;

function value(item) {
  if (typeof item === 'bigint') return integer(item);
  if (item instanceof Uint8Array) return { bytes: Buffer.from(item), kind: 'Uint8Array' };
  if (item instanceof Map) return { object: properties(item) };
  if (Array.isArray(item)) return item.map(value);
  if (item instanceof Tag) return tagged(item);
  require(!(item instanceof Simple), 'a simple value is false, true, null or undefined');
  return item;
}

function tagged({ tag, contents }) {
  if (tag === 1) return date(contents);
  if (tag === 2) return { bigint: bigInteger(contents) };
  if (tag === 3) return { bigint: -1n - bigInteger(contents) };
  require(tag === 27 && array(contents).length > 0 && NAMED.has(contents[0]), 'a tag is 1, 2, 3 or 27, and known');
  const [kind, ...parts] = contents;
  return NAMED.get(kind)(...parts);
}

const NAMED = new Map([
  ['bytes', typedBytes],
  ['error', error],
  ['url', (...parts) => ({ url: one(parts) })],
  ['headers', headers],
  ['stub', (...parts) => ({ stub: one(parts) })],
  ['promise', (...parts) => ({ promise: one(parts) })],
]);

function bigInteger(item) {
  require(item instanceof Uint8Array && item.length <= 1_024 && item[0] !== 0, 'a big integer has no leading zeros');
  return BigInt(`0x0${Buffer.from(item).toString('hex')}`);
}

function typedBytes(...parts) {
  const [content, kind] = parts;
  require(parts.length === 2 && content instanceof Uint8Array, 'bytes are followed by their kind');
  require(kind !== 'Uint8Array' && Object.hasOwn(ELEMENT_BYTES, text(kind)), 'the kind is unknown');
  return { bytes: Buffer.from(content), kind };
}

// The milliseconds that are written as these seconds.
function date(item) {
  if (typeof item === 'bigint') return { date: integer(item) * 1_000n };
  require(typeof item === 'number', 'a date is a number');
  if (Number.isNaN(item)) return { date: null };
  require(Math.abs(item) <= 8.64e12, 'a date is out of range');
  const near = Math.round(item * 1_000);
  const millis = [near - 1, near, near + 1].find(millis => millis / 1_000 === item);
  require(millis !== undefined && millis % 1_000 !== 0, 'a float is nearest to milliseconds that are no whole seconds');
  return { date: BigInt(millis) };
}

function error(...parts) {
  const [type, message, stack, members] = parts;
  require(parts.length >= 2 && parts.length <= 4, 'an error has two to four parts');
  const hasStack = parts.length > 2 && !(parts.length === 4 && stack === null);
  require(parts.length < 4 || map(members).size > 0, 'properties are left out when there are none');
  return {
    error: [text(type), text(message), hasStack ? text(stack) : null, parts.length === 4 ? properties(members) : []],
  };
}

function properties(item) {
  return [...item].map(([key, member]) => [text(key), value(member)]);
}

function headers(...parts) {
  require(parts.length === 1, 'headers are one list');
  return {
    headers: array(parts[0]).map(field => {
      require(array(field).length === 2, 'a header is a name and a value');
      return field.map(text);
    }),
  };
}

function one(parts) {
  require(parts.length === 1, 'one text is expected');
  return text(parts[0]);
}

function integer(item) {
  require(typeof item === 'bigint' && item >= -MAX_INTEGER && item <= MAX_INTEGER, 'an integer within ±(2^53−1)');
  return item;
}

function text(item) {
  require(typeof item === 'string', 'a text is expected');
  return item;
}

function array(item) {
  require(Array.isArray(item), 'an array is expected');
  return item;
}

function map(item) {
  require(item instanceof Map, 'a map is expected');
  return item;
}
