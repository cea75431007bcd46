// Reads one snapshot as hex from standard input and describes what another CBOR library finds in it.
import {decode, Tag} from 'cbor2';
import {readFileSync} from 'node:fs';

// Small big integers stay tagged, which is not the preferred encoding.
function bigInteger(tag) {
  const magnitude = tag.contents.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return tag.tag === 3 ? -1n - magnitude : magnitude;
}

const strict = {
  preferMap: true,
  rejectDuplicateKeys: true,
  rejectLongLoundNaN: true,
  rejectStreaming: true,
  requirePreferred: true,
  tags: new Map([[2, bigInteger], [3, bigInteger]]),
};

function describe(item) {
  if (item instanceof Tag) {
    return `${item.tag}(${describe(item.contents)})`;
  }
  if (item instanceof Map) {
    return `{${[...item].map(([key, value]) => `${describe(key)}: ${describe(value)}`).join(', ')}}`;
  }
  if (Array.isArray(item)) {
    return `[${item.map(describe).join(', ')}]`;
  }
  if (item instanceof Uint8Array) {
    return `h'${Buffer.from(item).toString('hex')}'`;
  }
  if (item instanceof Date) {
    return `date(${item.getTime()})`;
  }
  if (typeof item === 'bigint') {
    return `${item}n`;
  }
  if (typeof item === 'string') {
    return JSON.stringify(item);
  }
  return Object.is(item, -0) ? '-0' : String(item);
}

process.stdout.write(describe(decode(readFileSync(0, 'utf8'), strict)));
