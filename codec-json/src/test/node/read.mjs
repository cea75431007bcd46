// Reads a value a line, says what JavaScript sees, and writes it again.
import { readFileSync } from "node:fs";
import { deserialize, serialize } from "capnweb";

function describe(value) {
  if (typeof value === "bigint" || Object.is(value, -0)) return `${typeof value} ${Object.is(value, -0) ? "-0" : value}`;
  if (value === null || typeof value !== "object") return `${typeof value} ${value}`;
  if (value instanceof Date) return `Date ${value.getTime()}`;
  if (value instanceof Error) return `${value.name} ${value.message} ${Object.keys(value)}`;
  if (value instanceof URL) return `URL ${value.href}`;
  if (value instanceof Headers) return `Headers ${[...value].join(";")}`;
  if (ArrayBuffer.isView(value)) return `${value instanceof Uint8Array ? "Uint8Array" : value.constructor.name} ${value.byteLength}`;
  if (value instanceof ArrayBuffer) return `ArrayBuffer ${value.byteLength}`;
  return `${value.constructor.name} ${Object.keys(value)}`;
}

for (const line of readFileSync(0, "utf8").trimEnd().split("\n")) {
  const value = deserialize(line);
  console.log(`${describe(value)}\t${serialize(value)}`);
}
