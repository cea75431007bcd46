// Says what a value is, so that two of them are equal if and only if their texts are.
export function describe(value) {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (value === undefined) return 'undefined';
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'function';
  if (Array.isArray(value)) return `[${value.map(describe).join()}]`;
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (value instanceof ArrayBuffer) return `ArrayBuffer ${Buffer.from(value).toString('hex')}`;
  if (ArrayBuffer.isView(value)) {
    const kind = value instanceof Uint8Array ? 'bytes' : value.constructor.name;
    return `${kind} ${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  }
  if (value instanceof Error) {
    const properties = Object.getOwnPropertyNames(value).filter((name) => name !== 'stack' && name !== 'message');
    return `${value.name} ${JSON.stringify(value.message)} {${
      properties.sort().map((name) => `${name}: ${describe(value[name])}`).join()}}`;
  }
  if (value instanceof URL) return `url ${value.href}`;
  if (value instanceof Request) return `request ${value.method} ${value.url} ${describe(value.headers)}`;
  if (value instanceof Response) return `response ${value.status} ${value.statusText} ${describe(value.headers)}`;
  if (value instanceof Headers) return `headers ${JSON.stringify([...value])}`;
  return `{${Object.keys(value).map((name) => `${JSON.stringify(name)}: ${describe(value[name])}`).join()}}`;
}
