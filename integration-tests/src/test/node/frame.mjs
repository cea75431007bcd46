// Text and header: the sections "The text" and "The frame and its header" of the page.
import { Refusal, unsupported } from './refusal.mjs';

const PREFIX = 'mrt1.';
const OTHER_VERSION = /^mrt(0|[1-9][0-9]{0,8})\./;
const DEFLATED = 1;
const CONTEXT_BOUND = 2;

export function readToken(text, maxTokenChars) {
  if (text.length > maxTokenChars) throw new Refusal('TOO_LARGE', 'the text is too long');
  return readFrame(decodeText(text));
}

function decodeText(text) {
  if (!text.startsWith(PREFIX)) {
    throw OTHER_VERSION.test(text) ? unsupported('another version of the format') : malformed('another prefix');
  }
  const body = text.slice(PREFIX.length);
  const frame = Buffer.from(body, 'base64url');
  // Node passes over what is not base64url, so the canonical spelling is compared
  if (frame.toString('base64url') !== body) throw malformed('not canonical base64url');
  return frame;
}

function readFrame(frame) {
  let at = 0;
  function take(length) {
    if (length > frame.length - at) throw malformed('the header is cut short');
    at += length;
    return frame.subarray(at - length, at);
  }
  function id(grammar) {
    const id = take(take(1)[0]).toString('latin1');
    if (!grammar.test(id)) throw malformed('an id is outside its grammar');
    return id;
  }
  const time = () => take(8).readBigInt64BE();

  if (take(1)[0] !== 1) throw unsupported('another version of the frame');
  const flags = take(1)[0];
  if (flags & ~(DEFLATED | CONTEXT_BOUND)) throw unsupported('an unknown flag');
  const header = {
    codec: id(/^[a-z0-9-]{1,32}$/),
    sealer: id(/^[a-z0-9-]{1,32}$/),
    keyId: id(/^[a-z0-9]{1,32}$/),
    tokenId: take(16).toString('hex'),
    issuedAt: time(),
    expiresAt: time(),
    flags,
    deflated: (flags & DEFLATED) !== 0,
  };
  return { header, headerBytes: frame.subarray(0, at), sealed: frame.subarray(at) };
}

const malformed = message => new Refusal('MALFORMED', message);
