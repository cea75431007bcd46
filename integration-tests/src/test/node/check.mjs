// Opens every token of the vectors: node check.mjs [FOLDER], which holds keys.json, valid.json and invalid.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { parseJson } from './json.mjs';
import { readTree } from './json-document.mjs';
import { DEFAULTS, open } from './open.mjs';

const VECTORS = '../../../../testkit/src/main/resources/dev/mooring/testkit/vectors';
const folder = process.argv[2] ?? fileURLToPath(new URL(VECTORS, import.meta.url));
const read = name => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const keys = read('keys.json');

function opened({ text, context = {}, at, notBefore }) {
  const settings = { ...DEFAULTS, notBefore: notBefore === undefined ? null : BigInt(notBefore) };
  return open(text, keys, context, BigInt(at), settings);
}

// What is wrong with how a token opens that should; nothing where all is as it says.
function problemOfValid(vector) {
  try {
    const { header, payload, snapshot } = opened(vector);
    const { codec, sealer, keyId, tokenId, issuedAt, expiresAt, flags } = header;
    const told = { codec, sealer, keyId, tokenId, issuedAt: Number(issuedAt), expiresAt: Number(expiresAt), flags };
    if (!isDeepStrictEqual(told, vector.header)) return 'another header';
    if (payload.toString('hex') !== vector.payload) return 'another payload';
    if (!isDeepStrictEqual(snapshot, readTree(parseJson(vector.document)))) return 'another snapshot';
    return undefined;
  } catch (refusal) {
    return refused(refusal);
  }
}

// The same of one that should be refused.
function problemOfInvalid(vector) {
  try {
    opened(vector);
    return `opened instead of ${vector.reason}`;
  } catch (refusal) {
    return refusal.reason === vector.reason ? undefined : `${refused(refusal)} instead of ${vector.reason}`;
  }
}

// What is no refusal is a mistake of this reader.
function refused(refusal) {
  return refusal.reason ? `${refusal.reason}, ${refusal.message}` : refusal.stack;
}

let mismatches = 0;
for (const [kind, problemOf] of Object.entries({ valid: problemOfValid, invalid: problemOfInvalid })) {
  const vectors = read(`${kind}.json`);
  const wrong = vectors.map(vector => [vector, problemOf(vector)]).filter(([, problem]) => problem);
  wrong.forEach(([{ name, why = '' }, problem]) => console.error(`${kind} ${name}: ${problem} (${why})`));
  console.log(`${kind}: ${vectors.length - wrong.length} of ${vectors.length} vectors are as they say`);
  mismatches += wrong.length;
}
process.exitCode = mismatches === 0 ? 0 : 1;
