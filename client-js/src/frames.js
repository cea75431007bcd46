// The frames of the link, as docs/format/capnweb-link-v1.md has them: one text message is a header line, which is a JSON
// array, and one line for each RPC message.

export const PROTOCOL = 'mooring.rpc.v1';

const isNumber = value => Number.isSafeInteger(value) && value >= 0;
const isNumbers = value => Array.isArray(value) && value.every((n, i) => isNumber(n) && (i === 0 || n > value[i - 1]));
const isText = value => typeof value === 'string';
const isToken = value => isText(value) && value !== '';
const isBounds = value => value !== null && typeof value === 'object' && isNumber(value.frame) && isNumber(value.kept);

// the fields of what a server sends; only a commit has lines
const SHAPES = {
  settings: [isBounds],
  commit: [isNumber, isNumber, isNumbers, token => token === null || isToken(token), isNumbers],
  resumed: [isNumber, isNumber, isNumbers, isToken],
  refused: [value => typeof value === 'boolean', isText, isNumber],
  move: [isNumber],
  fragile: [isText],
  pong: [],
};

const fits = ([kind, ...fields]) => {
  if (kind === 'attached') return isNumbers(fields);
  const shape = Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : undefined;
  return shape !== undefined && shape.length === fields.length && shape.every((is, i) => is(fields[i]));
};

/** Reads a message of the server, or says undefined when it is none. */
export function parse(text) {
  if (!isText(text)) return undefined;
  const [head, ...lines] = text.split('\n');
  try {
    const header = JSON.parse(head);
    if (!Array.isArray(header) || !fits(header)) return undefined;
    return lines.length > 0 && header[0] !== 'commit' ? undefined : {kind: header[0], fields: header.slice(1), lines};
  } catch {
    return undefined;
  }
}

const join = (header, lines) => [JSON.stringify(header), ...lines].join('\n');

// a header without its numbers, and one number with its comma, are never longer
const HEADER_CHARS = 64;
const NUMBER_CHARS = 17;
// both sides take a socket for dead if no frame is whole for too long, so a slow one gets short frames
const PART_CHARS = 65_536;

/** Whether a line can be sent in a frame of so many units at all. */
export const fitsAlone = (line, frame) => HEADER_CHARS + NUMBER_CHARS + 1 + line.length <= frame;

function* split(entries, frame) {
  let part = [];
  let size = HEADER_CHARS;
  for (const entry of entries) {
    const more = entry.line.length + 1 + NUMBER_CHARS;
    if (part.length > 0 && size + more > Math.min(frame, PART_CHARS)) {
      yield part;
      part = [];
      size = HEADER_CHARS;
    }
    part.push(entry);
    size += more;
  }
  if (part.length > 0) yield part;
}

/** Makes the frames for messages that follow each other. */
export function* data(ack, entries, frame) {
  for (const part of split(entries, frame)) yield join(['data', ack, part[0].number], part.map(entry => entry.line));
}

/** Makes the frames for the bodies that the server asked for: at least one, which confirms. */
export function* again(entries, frame) {
  if (entries.length === 0) yield join(['again'], []);
  for (const part of split(entries, frame)) {
    yield join(['again', ...part.map(entry => entry.number)], part.map(entry => entry.line));
  }
}
