// Opens a token: the sections from "The order of checks" on.
import { inflateRawSync } from 'node:zlib';
import { readToken } from './frame.mjs';
import { Refusal, invalid, require, unsupported } from './refusal.mjs';
import { associatedData, unseal } from './seal.mjs';
import { checkSnapshot, MAX_PAYLOAD_BYTES } from './snapshot.mjs';
import { readCbor } from './cbor-document.mjs';
import { readJson } from './json-document.mjs';

export const DEFAULTS = {
  codecs: ['json', 'cbor'],
  maxTokenChars: 65_536,
  clockSkew: 30_000n,
  maxTtl: 86_400_000n,
  maxSessionAge: 86_400_000n,
  notBefore: null,
};

// Keys are {sealer, algorithm, keyId, key}, now is in milliseconds; times are bigints.
export function open(text, keys, context, now, settings = DEFAULTS) {
  const { header, headerBytes, sealed } = readToken(text, settings.maxTokenChars);
  if (!keys.some(key => key.sealer === header.sealer)) throw unsupported('the sealer is not enabled');
  if (!settings.codecs.includes(header.codec)) throw unsupported('the codec is not enabled');
  const key = keys.find(key => key.sealer === header.sealer && key.keyId === header.keyId);
  if (!key) throw new Refusal('UNKNOWN_KEY', 'no key has this id');
  const sealedPayload = unseal(key, sealed, associatedData(headerBytes, context));
  checkTimes(header, now, settings);
  const payload = inflated(sealedPayload, header.deflated);
  const snapshot = checkSnapshot(header.codec === 'json' ? readJson(payload) : readCbor(payload));
  require(snapshot.createdAt <= header.issuedAt + settings.clockSkew, 'the session is younger than the token');
  const maxAge = [snapshot.maxAgeSeconds * 1_000n, settings.maxSessionAge].reduce((a, b) => (a < b ? a : b));
  if (now - snapshot.createdAt >= maxAge) throw new Refusal('SESSION_TOO_OLD', 'the session is over its max age');
  return { header, payload, snapshot };
}

function checkTimes({ issuedAt, expiresAt }, now, { clockSkew, maxTtl, notBefore }) {
  require(issuedAt >= 0n && issuedAt < expiresAt, 'the times make no sense');
  if (issuedAt > now + clockSkew) throw new Refusal('NOT_YET_VALID', 'issued in the future');
  if (now >= expiresAt || now - issuedAt >= maxTtl) throw new Refusal('EXPIRED', 'its time is over');
  if (notBefore !== null && issuedAt < notBefore) throw new Refusal('REVOKED', 'issued before all that is accepted');
}

function inflated(payload, deflated) {
  const tooLarge = () => new Refusal('TOO_LARGE', 'the payload is too large');
  if (payload.length > MAX_PAYLOAD_BYTES) throw tooLarge();
  if (!deflated) return payload;
  let stream;
  try {
    stream = inflateRawSync(payload, { maxOutputLength: MAX_PAYLOAD_BYTES, info: true });
  } catch (problem) {
    throw problem.code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : invalid('not DEFLATE');
  }
  require(stream.engine.bytesWritten === payload.length, 'something follows the DEFLATE stream');
  return stream.buffer;
}
