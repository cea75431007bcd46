// Reads a value a line, says what JavaScript sees, and writes it again; or says that it is refused.
import { readFileSync } from "node:fs";
import { deserialize, serialize } from "capnweb";

function describe(value) {
  if (typeof value === "bigint" || Object.is(value, -0)) return `${typeof value} ${Object.is(value, -0) ? "-0" : value}`;
  if (value === null || typeof value !== "object") return `${typeof value} ${value}`;
  if (value instanceof Date) return `Date ${value.getTime()}`;
  if (value instanceof Error) return `${value.name} ${value.message} ${Object.keys(value)}${sentStack(value)}`;
  if (value instanceof URL) return `URL ${value.href}`;
  if (value instanceof Headers) return `Headers ${[...value].join(";")}`;
  if (ArrayBuffer.isView(value)) return `${value instanceof Uint8Array ? "Uint8Array" : value.constructor.name} ${value.byteLength}`;
  if (value instanceof ArrayBuffer) return `ArrayBuffer ${value.byteLength}`;
  return `${value.constructor.name} ${Object.keys(value)}`;
}

// Without one that was sent, an error has the stack of where it was made, which says nothing here.
function sentStack(error) {
  return error.stack.startsWith("at ") ? ` ${error.stack}` : "";
}

function read(line) {
  try {
    return { value: deserialize(line) };
  } catch {
    return undefined;
  }
}

for (const line of readFileSync(0, "utf8").trimEnd().split("\n")) {
  const found = read(line);
  console.log(found ? `${describe(found.value)}\t${serialize(found.value)}` : "refused\t");
}
