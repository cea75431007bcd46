// A snapshot that the codec "cbor" wrote: the section "The CBOR document". Below the profile, docs/format/snapshot.cddl is written
// out: each of its rules is the function of that name in camel case.
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
  const fields = [...map(item, 12, 14).keys()];
  require(fields.every((key, i) => typeof key === 'bigint' && (i === 0 || fields[i - 1] < key)), 'fields ascend');
  require(fields.length + !item.has(9n) + !item.has(10n) === 14 && fields[0] === 0n && fields.at(-1) === 13n, 'fields');
  require(item.get(0n) === 1n, 'the version is 1');
  const sessionId = plainText(item.get(1n));
  size(Buffer.byteLength(sessionId), 1, 256);
  return {
    sessionId,
    createdAt: epochMillis(item.get(2n)),
    lastActivity: epochMillis(item.get(3n)),
    generation: count(item.get(4n)),
    checkpoint: count(item.get(5n)),
    nextPositiveId: count(item.get(6n)),
    nextNegativeId: negativeId(item.get(7n)),
    nextPeerId: count(item.get(8n)),
    imports: item.has(9n) ? entries(item.get(9n), 1, 10_000, id, import_, compareIds) : [],
    exports: item.has(10n) ? entries(item.get(10n), 1, 10_000, id, export_, compareIds) : [],
    variables: entries(item.get(11n), 0, 1_000, name, variable, compareNames),
    maxAgeSeconds: count(item.get(12n)),
    capabilities: list(item.get(13n), 0, 1_000).map(name),
  };
}

const epochMillis = item => integer(item, 0n, 8_640_000_000_000_000n);
const count = item => integer(item, 1n, MAX_INTEGER);
const negativeId = item => integer(item, -MAX_INTEGER, -1n);
const id = item => (item > 0n ? count(item) : negativeId(item));

const import_ = item => entry(item, [resolved, stub, promise]);
const export_ = item => entry(item, [resolved, stub, promise, rejected, pulledPromise]);
const references = item => integer(item, 2n, MAX_INTEGER);

function entry(item, kinds) {
  const [kind, content, ...counts] = list(item, 2, 3);
  const read = kinds[Number(integer(kind, 0n, BigInt(kinds.length - 1)))];
  return { pulled: false, references: counts.length ? references(counts[0]) : 1n, ...read(content) };
}

const resolved = item => ({ kind: 'resolved', value: value(item) });
const rejected = item => ({ kind: 'rejected', value: value(item) });
const stub = item => ({ kind: 'stub', reference: reference(item) });
const promise = item => ({ kind: 'promise', reference: reference(item) });
const pulledPromise = item => ({ ...promise(item), pulled: true });

// What CDDL says of texts in comments is checked of all snapshots alike, and so is how deep values are.
const plainText = text;
const name = plainText;
const reference = plainText;
const variable = value;

function value(item) {
  if (typeof item === 'bigint') return safeInteger(item);
  if (item instanceof Uint8Array) return { bytes: Buffer.from(item), kind: 'Uint8Array' };
  if (item instanceof Map) return object(item);
  if (Array.isArray(item)) return array(item);
  if (item instanceof Tag) return tagged(item);
  require(!(item instanceof Simple), 'a simple value is false, true, null or undefined');
  return item;
}

function tagged({ tag, contents }) {
  if (tag === 1) return date(contents);
  if (tag === 2 || tag === 3) return bigInteger(tag, contents);
  require(tag === 27 && NAMED.has(list(contents, 1, 5)[0]), 'a tag is 1, 2, 3 or 27, and what it tags known');
  const [kind, ...parts] = contents;
  return NAMED.get(kind)(parts);
}

const safeInteger = item => integer(item, -MAX_INTEGER, MAX_INTEGER);

function bigInteger(tag, item) {
  require(item instanceof Uint8Array && item.length <= 1_024 && item[0] !== 0, 'a big integer has no leading zeros');
  const magnitude = BigInt(`0x0${Buffer.from(item).toString('hex')}`);
  return { bigint: tag === 3 ? -1n - magnitude : magnitude };
}

function typedBytes(parts) {
  const [content, kind] = list(parts, 2, 2);
  require(content instanceof Uint8Array, 'bytes are a byte string');
  return { bytes: Buffer.from(content), kind: arrayKind(kind) };
}

function arrayKind(item) {
  require(item !== 'Uint8Array' && Object.hasOwn(ELEMENT_BYTES, text(item)), 'the kind is unknown');
  return item;
}

// The milliseconds that are written as these seconds.
function date(item) {
  if (typeof item === 'bigint') return { date: 1_000n * integer(item, -8_640_000_000_000n, 8_640_000_000_000n) };
  require(typeof item === 'number', 'a date is a number');
  if (Number.isNaN(item)) return { date: null };
  require(Math.abs(item) <= 8.64e12, 'a date is out of range');
  const near = Math.round(item * 1_000);
  const millis = [near - 1, near, near + 1].find(millis => millis / 1_000 === item);
  require(millis !== undefined && millis % 1_000 !== 0, 'a float is nearest to milliseconds that are no whole seconds');
  return { date: BigInt(millis) };
}

function error(parts) {
  const [type, message, stack, members] = list(parts, 2, 4);
  const hasStack = parts.length === 3 || (parts.length === 4 && stack !== null);
  return {
    error: [text(type), text(message), hasStack ? text(stack) : null, parts.length === 4 ? properties(members) : []],
  };
}

const properties = item => entries(item, 1, 100, text, value);
const url = parts => ({ url: text(...list(parts, 1, 1)) });
const headers = parts => ({
  headers: list(list(parts, 1, 1)[0], 0, 1_000).map(field => list(field, 2, 2).map(part => text(part))),
});
const array = item => list(item, 0, 1_000).map(value);
const object = item => ({ object: entries(item, 0, 100, text, value) });
const nestedStub = parts => ({ stub: reference(...list(parts, 1, 1)) });
const nestedPromise = parts => ({ promise: reference(...list(parts, 1, 1)) });

const NAMED = new Map(
  Object.entries({ bytes: typedBytes, error, url, headers, stub: nestedStub, promise: nestedPromise }),
);

function entries(item, least, most, key, content, compare) {
  const entries = [...map(item, least, most)].map(([name, member]) => [key(name), content(member)]);
  const ascend = !compare || entries.every(([key], i) => i === 0 || compare(entries[i - 1][0], key) < 0);
  require(ascend, 'the keys of tables and variables ascend');
  return entries;
}

function integer(item, least, most) {
  require(typeof item === 'bigint' && item >= least && item <= most, `an integer from ${least} to ${most} is expected`);
  return item;
}

function text(item) {
  require(typeof item === 'string', 'a text is expected');
  return item;
}

function list(item, least, most) {
  require(Array.isArray(item), 'an array is expected');
  size(item.length, least, most);
  return item;
}

function map(item, least, most) {
  require(item instanceof Map, 'a map is expected');
  size(item.size, least, most);
  return item;
}

function size(size, least, most) {
  require(size >= least && size <= most, `a size is ${size}, and not from ${least} to ${most}`);
}
