// A snapshot whatever its codec, and what must hold for it: the section "The snapshot".
//
// Values are null, undefined, booleans and texts as they are; integers are bigints, doubles are numbers, arrays are
// arrays; the others are {bigint}, {bytes, kind}, {date}, {error: [type, message, stack, properties]}, {url}, {headers},
// {object: [[name, value]]}, {stub} and {promise}.
import { require } from './refusal.mjs';

export const MAX_INTEGER = 2n ** 53n - 1n;
export const MAX_PAYLOAD_BYTES = 1_048_576;
const MAX_DATE = 8_640_000_000_000_000n;
const MAX_LEVELS = 64;
const MAX_VALUES = 50_000;

export const ELEMENT_BYTES = {
  Uint8Array: 1, ArrayBuffer: 1, DataView: 1, Int8Array: 1, Uint8ClampedArray: 1,
  Int16Array: 2, Uint16Array: 2, Int32Array: 4, Uint32Array: 4, Float32Array: 4,
  BigInt64Array: 8, BigUint64Array: 8, Float64Array: 8,
};

export function checkSnapshot(snapshot) {
  plainText(snapshot.sessionId, 'the session id');
  size(Buffer.byteLength(snapshot.sessionId), 1, 256, 'the bytes of the session id');
  for (const time of ['createdAt', 'lastActivity']) range(snapshot[time], 0n, MAX_DATE, time);
  for (const count of ['generation', 'checkpoint', 'nextPositiveId', 'nextPeerId', 'maxAgeSeconds']) {
    range(snapshot[count], 1n, MAX_INTEGER, count);
  }
  range(snapshot.nextNegativeId, -MAX_INTEGER, -1n, 'nextNegativeId');
  table(snapshot.imports, -MAX_INTEGER, snapshot.nextPositiveId - 1n);
  table(snapshot.exports, snapshot.nextNegativeId + 1n, snapshot.nextPeerId - 1n);
  size(snapshot.variables.length, 0, 1_000, 'the variables');
  for (const [variable, value] of snapshot.variables) {
    name(variable);
    checkValue(value, 1, false);
  }
  size(snapshot.capabilities.length, 0, 1_000, 'the capabilities');
  snapshot.capabilities.forEach(name);
  const tables = [...snapshot.imports, ...snapshot.exports].map(([, entry]) => entry);
  const values = [...tables.filter(entry => 'value' in entry).map(entry => entry.value),
    ...snapshot.variables.map(([, value]) => value)];
  size(values.reduce((sum, value) => sum + count(value), 0), 0, MAX_VALUES, 'the snapshot in values');
  return snapshot;
}

// A value by itself and all that are nested in it; each header field is one, too.
function count(value) {
  if (value === null || typeof value !== 'object') return 1;
  const nested = Array.isArray(value) ? value
    : (value.object ?? value.error?.[3] ?? []).map(([, member]) => member);
  return nested.reduce((sum, each) => sum + count(each), 1) + (value.headers?.length ?? 0);
}

function table(entries, least, most) {
  size(entries.length, 0, 10_000, 'the table');
  for (const [id, entry] of entries) {
    require(id !== 0n, 'id 0 is not stored');
    range(id, least, most, 'an id');
    range(entry.references, 1n, MAX_INTEGER, 'a reference count');
    if ('reference' in entry) reference(entry.reference);
    else checkValue(entry.value, 1, true);
  }
}

function checkValue(value, level, mayNest) {
  require(level <= MAX_LEVELS, 'a value is too deep');
  const members = members => {
    size(members.length, 0, 100, 'the members');
    members.forEach(([, member]) => checkValue(member, level + 1, mayNest));
  };
  if (Array.isArray(value)) {
    size(value.length, 0, 1_000, 'an array');
    value.forEach(element => checkValue(element, level + 1, mayNest));
  } else if (typeof value === 'bigint') {
    range(value, -MAX_INTEGER, MAX_INTEGER, 'an integer');
  } else if (typeof value === 'object' && value !== null) {
    const [kind] = Object.keys(value);
    const content = value[kind];
    if (kind === 'object') members(content);
    if (kind === 'error') members(content[3]);
    if (kind === 'headers') size(content.length, 0, 1_000, 'the headers');
    if (kind === 'bigint') range(content, -(2n ** 8192n), 2n ** 8192n - 1n, 'a big integer');
    if (kind === 'date' && content !== null) range(content, -MAX_DATE, MAX_DATE, 'a date');
    if (kind === 'bytes') require(content.length % ELEMENT_BYTES[value.kind] === 0, 'an element is cut');
    if (kind === 'stub' || kind === 'promise') {
      require(mayNest, 'a variable holds a reference');
      reference(content);
    }
  }
}

function reference(text) {
  size(text.length, 1, 1_024, 'a reference');
  plainText(text, 'a reference');
}

function name(text) {
  size(text.length, 0, 256, 'a name');
  plainText(text, 'a name');
}

function plainText(text, what) {
  require(!/[\u0000-\u001f\u007f-\u009f]/.test(text), `${what} has control characters`);
}

function size(size, least, most, what) {
  require(size >= least && size <= most, `the size of ${what} is ${size}`);
}

function range(value, least, most, what) {
  require(value >= least && value <= most, `${what} is out of range`);
}

// 1, 2, … before −1, −2, …
export function compareIds(a, b) {
  if (a < 0n !== b < 0n) return a < 0n ? 1 : -1;
  return Number(a < 0n ? b - a : a - b);
}

// By the length in UTF-8, then by its bytes.
export function compareNames(a, b) {
  return Buffer.byteLength(a) - Buffer.byteLength(b) || Buffer.compare(Buffer.from(a), Buffer.from(b));
}
