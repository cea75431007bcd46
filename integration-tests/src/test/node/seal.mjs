// What the seal protects, and how it is broken open: the sections on the seal and the sealers.
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.mjs';

const TAG_BYTES = 16;

// PAE(p1…pn) = LE64(n) ‖ LE64(|p1|) ‖ p1 ‖ …
export function pae(...pieces) {
  const number = value => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    return bytes;
  };
  return Buffer.concat([number(pieces.length), ...pieces.flatMap(piece => [number(piece.length), Buffer.from(piece)])]);
}

export function associatedData(headerBytes, context) {
  // names are ASCII, so that the order of UTF-16 is that of their bytes
  const entries = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return pae('mooring.token.v1', headerBytes, pae(...entries.flat().map(text => Buffer.from(text))));
}

// The payload, or a refusal that does not say what is wrong.
export function unseal(key, sealed, associated) {
  const open = ALGORITHMS[key.algorithm];
  if (!open) throw new Error(`This reader does not know the algorithm ${key.algorithm}`);
  try {
    return open(Buffer.from(key.key, 'hex'), sealed, associated);
  } catch {
    throw new Refusal('INVALID_SIGNATURE', 'the seal does not verify');
  }
}

const ALGORITHMS = {
  HMAC_SHA256: hmac,
  AES128_GCM: (key, sealed, associated) => aead('aes-128-gcm', key, sealed, associated),
  AES256_GCM: (key, sealed, associated) => aead('aes-256-gcm', key, sealed, associated),
  CHACHA20_POLY1305: (key, sealed, associated) => aead('chacha20-poly1305', key, sealed, associated),
  XAES256_GCM: xaesGcm,
  XCHACHA20_POLY1305: xchacha,
};

// payload ‖ tag
function hmac(key, sealed, associated) {
  const payload = sealed.subarray(0, Math.max(0, sealed.length - 32));
  const tag = createHmac('sha256', key).update(pae('mooring.hmac-sha256.v1', associated, payload)).digest();
  if (!timingSafeEqual(tag, sealed.subarray(payload.length))) throw new Error();
  return payload;
}

// nonce(12) ‖ ciphertext ‖ tag(16)
function aead(cipher, key, sealed, associated) {
  return decrypt(cipher, key, sealed.subarray(0, 12), sealed.subarray(12), associated);
}

function decrypt(cipher, key, nonce, encrypted, associated) {
  const ciphertext = encrypted.subarray(0, -TAG_BYTES);
  const decipher = createDecipheriv(cipher, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated);
  decipher.setAuthTag(encrypted.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

// salt(12) ‖ iv(12) ‖ ciphertext ‖ tag(16), under a key that is derived from the salt
function xaesGcm(key, sealed, associated) {
  const salt = sealed.subarray(0, 12);
  const block = counter => Buffer.concat([Buffer.from([0, counter, 0x58, 0]), salt]);
  const derived = Buffer.concat([cmacOfOneBlock(key, block(1)), cmacOfOneBlock(key, block(2))]);
  return aead('aes-256-gcm', derived, sealed.subarray(12), associated);
}

// AES-CMAC (RFC 4493, with AES-256) of exactly 16 bytes: AES(block ⊕ K1), K1 = 2·AES(0) in GF(2^128)
function cmacOfOneBlock(key, block) {
  const zero = aesBlock(key, Buffer.alloc(16));
  const mask = zero.map((byte, i) => (byte << 1) | (i < 15 ? zero[i + 1] >> 7 : 0));
  if (zero[0] >> 7) mask[15] ^= 0x87;
  return aesBlock(key, block.map((byte, i) => byte ^ mask[i]));
}

function aesBlock(key, block) {
  return createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(block);
}

// nonce(24) ‖ ciphertext ‖ tag(16): ChaCha20-Poly1305 under a key derived from the first 16 bytes of the nonce
function xchacha(key, sealed, associated) {
  const nonce = Buffer.concat([Buffer.alloc(4), sealed.subarray(16, 24)]);
  return decrypt('chacha20-poly1305', hChaCha20(key, sealed.subarray(0, 16)), nonce, sealed.subarray(24), associated);
}

// draft-irtf-cfrg-xchacha, section 2.2
function hChaCha20(key, nonce) {
  const input = Buffer.concat([Buffer.from('expand 32-byte k'), key, nonce]);
  const x = Uint32Array.from({ length: 16 }, (_, i) => input.readUInt32LE(4 * i));
  const rotate = (word, bits) => (word << bits) | (word >>> (32 - bits));
  function quarter(a, b, c, d) {
    x[a] += x[b]; x[d] = rotate(x[d] ^ x[a], 16);
    x[c] += x[d]; x[b] = rotate(x[b] ^ x[c], 12);
    x[a] += x[b]; x[d] = rotate(x[d] ^ x[a], 8);
    x[c] += x[d]; x[b] = rotate(x[b] ^ x[c], 7);
  }
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 4; i++) quarter(i, i + 4, i + 8, i + 12);
    for (let i = 0; i < 4; i++) quarter(i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
  }
  const derived = Buffer.alloc(32);
  [0, 1, 2, 3, 12, 13, 14, 15].forEach((word, i) => derived.writeUInt32LE(x[word], 4 * i));
  return derived;
}
