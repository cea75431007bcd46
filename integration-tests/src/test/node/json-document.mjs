// A snapshot that the codec "json" wrote: the section "The JSON document".
import { invalid, require, unsupported } from './refusal.mjs';
import { firstMember, JsonNumber, parseJson } from './json.mjs';
import { compareIds, compareNames, ELEMENT_BYTES, MAX_INTEGER } from './snapshot.mjs';

export function readJson(payload) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
    refuseNewerVersion(text);
    return readTree(parseJson(text));
  } catch (problem) {
    if (problem.reason) throw problem;
    throw invalid('not strict JSON');
  }
}

function refuseNewerVersion(text) {
  let first;
  try {
    first = firstMember(text);
  } catch {
    return; // what is wrong is found again
  }
  const [name, value] = first;
  const isInteger = value instanceof JsonNumber && /^[0-9]+$/.test(value.spelling);
  if (name === 'v' && isInteger && BigInt(value.spelling) > 1n) throw unsupported('a newer snapshot');
}

// Reads a document that is parsed already.
export function readTree(tree) {
  require(tree instanceof Map && [...tree.keys()][0] === 'v' && integer(tree.get('v')) === 1n, 'v is first, and 1');
  require(tree.size === 14, 'the fields are 14');
  const field = name => {
    require(tree.has(name), `there is no ${name}`);
    return tree.get(name);
  };
  const capabilities = field('capabilities');
  require(Array.isArray(capabilities), 'the capabilities are an array');
  return {
    sessionId: text(field('sessionId')),
    createdAt: integer(field('createdAt')),
    lastActivity: integer(field('lastActivity')),
    generation: integer(field('generation')),
    checkpoint: integer(field('checkpoint')),
    nextPositiveId: integer(field('nextPositiveId')),
    nextNegativeId: integer(field('nextNegativeId')),
    nextPeerId: integer(field('nextPeerId')),
    imports: table(field('imports'), ['value', 'stub', 'promise']),
    exports: table(field('exports'), ['resolved', 'rejected', 'stub', 'promise']),
    variables: members(field('variables')).sort(([a], [b]) => compareNames(a, b)),
    maxAgeSeconds: integer(field('maxAgeSeconds')),
    capabilities: capabilities.map(text),
  };
}

function table(tree, kinds) {
  require(tree instanceof Map, 'a table is an object');
  return [...tree].map(([id, content]) => [tableId(id), entry(content, kinds)]).sort(([a], [b]) => compareIds(a, b));
}

function tableId(key) {
  require(/^-?[1-9][0-9]{0,15}$/.test(key), 'an id is a canonical decimal');
  return BigInt(key);
}

function entry(tree, kinds) {
  require(tree instanceof Map, 'an entry is an object');
  const { refs, pulled, ...rest } = Object.fromEntries(tree);
  const [kind] = Object.keys(rest);
  require(Object.keys(rest).length === 1 && kinds.includes(kind), 'an entry is one thing');
  require(!tree.has('pulled') || (kind === 'promise' && kinds.includes('resolved')), 'pulled is for promises of exports');
  require(!tree.has('pulled') || typeof pulled === 'boolean', 'pulled is true or false');
  const isReference = kind === 'stub' || kind === 'promise';
  return {
    kind: kind === 'value' ? 'resolved' : kind,
    ...(isReference ? { reference: text(rest[kind]) } : { value: readValue(rest[kind]) }),
    pulled: pulled === true,
    references: tree.has('refs') ? integer(refs) : 1n,
  };
}

function readValue(tree) {
  if (tree instanceof JsonNumber) return number(tree);
  if (tree instanceof Map) return { object: members(tree) };
  return Array.isArray(tree) ? array(tree) : tree;
}

function members(tree) {
  require(tree instanceof Map, 'members are an object');
  return [...tree].map(([name, member]) => [name, readValue(member)]);
}

function array(tree) {
  const [first, ...rest] = tree;
  if (Array.isArray(first)) {
    require(rest.length === 0, 'nothing follows the elements of an array');
    return first.map(readValue);
  }
  require(typeof first === 'string' && Object.hasOwn(TAGGED, first), 'the kind is unknown');
  const [least, most, read] = TAGGED[first];
  require(rest.length >= least && rest.length <= most, 'a kind has its number of parts');
  return read(...rest);
}

// How many parts follow the name of a kind, and what they are.
const TAGGED = {
  undefined: [0, 0, () => undefined],
  nan: [0, 0, () => NaN],
  inf: [0, 0, () => Infinity],
  '-inf': [0, 0, () => -Infinity],
  bigint: [1, 1, bigInteger],
  bytes: [1, 2, bytes],
  date: [1, 1, time => ({ date: time === null ? null : integer(time) })],
  error: [2, 4, error],
  url: [1, 1, href => ({ url: text(href) })],
  headers: [1, 1, headers],
  stub: [1, 1, reference => ({ stub: text(reference) })],
  promise: [1, 1, reference => ({ promise: text(reference) })],
};

function bigInteger(digits) {
  require(/^(0|-?[1-9][0-9]{0,2466})$/.test(text(digits)), 'a big integer is spelled canonically');
  return { bigint: BigInt(digits) };
}

function bytes(base64, ...kinds) {
  const content = Buffer.from(text(base64), 'base64');
  require(content.toString('base64').replace(/=+$/, '') === base64, 'base64 is canonical, without padding');
  const [kind] = kinds.length ? kinds : ['Uint8Array'];
  require(!kinds.length || (kind !== 'Uint8Array' && Object.hasOwn(ELEMENT_BYTES, text(kind))), 'the kind is unknown');
  return { bytes: content, kind };
}

function error(type, message, ...rest) {
  const [stack, properties] = rest;
  require(rest.length !== 1 || stack !== null, 'null holds the place of a stack before properties only');
  require(rest.length !== 2 || properties?.size > 0, 'properties are an object, and left out when there are none');
  return {
    error: [text(type), text(message), stack == null ? null : text(stack), properties ? members(properties) : []],
  };
}

function headers(fields) {
  require(Array.isArray(fields), 'headers are an array');
  return {
    headers: fields.map(field => {
      require(Array.isArray(field) && field.length === 2, 'a header is a name and a value');
      return field.map(text);
    }),
  };
}

function number(tree) {
  if (isInteger(tree)) return BigInt(tree.spelling);
  require(tree.spelling.replace(/[^0-9]/g, '').length <= 25, 'a number has too many digits');
  const double = Number(tree.spelling);
  require(Number.isFinite(double), 'a number is not finite');
  return double;
}

function integer(tree) {
  require(isInteger(tree), 'an integer is expected');
  return BigInt(tree.spelling);
}

function isInteger(tree) {
  if (!(tree instanceof JsonNumber) || !/^(0|-?[1-9][0-9]{0,15})$/.test(tree.spelling)) return false;
  const value = BigInt(tree.spelling);
  return value >= -MAX_INTEGER && value <= MAX_INTEGER;
}

function text(tree) {
  require(typeof tree === 'string', 'a text is expected');
  return tree;
}
