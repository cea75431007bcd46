// JSON (RFC 8259), strictly, without losing what JSON.parse loses: how numbers are spelled, the order of members, names
// such as __proto__, and names that occur twice.

export class JsonNumber {
  constructor(spelling) {
    this.spelling = spelling;
  }
}

const MAX_BRACKETS = 1_004;
const ESCAPES = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const CONSTANTS = { true: true, false: false, null: null };

// Objects become maps, numbers JsonNumber, the rest what it is.
export function parseJson(text) {
  const cursor = new Cursor(text);
  const value = cursor.value(0);
  if (cursor.peek() !== undefined) throw new SyntaxError('something follows the document');
  return value;
}

// The name and the value of a document's first member, however the document goes on.
export function firstMember(text) {
  const cursor = new Cursor(text);
  cursor.expect('{');
  return cursor.member(1);
}

class Cursor {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  // The next character that is not white space.
  peek() {
    while (this.at < this.text.length && ' \t\n\r'.includes(this.text[this.at])) this.at++;
    return this.text[this.at];
  }

  expect(character) {
    if (this.peek() !== character) throw new SyntaxError(`${character} is expected`);
    this.at++;
  }

  // Whether the character is next, which is then passed.
  passes(character) {
    const next = this.peek() === character;
    if (next) this.at++;
    return next;
  }

  value(depth) {
    if (depth > MAX_BRACKETS) throw new SyntaxError('too deep');
    const first = this.peek();
    if (first === '{') return this.object(depth + 1);
    if (first === '[') return this.array(depth + 1);
    if (first === '"') return this.string();
    const [word] = this.match(/true|false|null|[-+.0-9eE]*/y);
    if (Object.hasOwn(CONSTANTS, word)) return CONSTANTS[word];
    if (/^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/.test(word)) return new JsonNumber(word);
    throw new SyntaxError('no value');
  }

  object(depth) {
    const members = new Map();
    this.expect('{');
    if (this.passes('}')) return members;
    do {
      const [name, value] = this.member(depth);
      if (members.has(name)) throw new SyntaxError('a name occurs twice');
      members.set(name, value);
    } while (this.passes(','));
    this.expect('}');
    return members;
  }

  member(depth) {
    const name = this.string();
    this.expect(':');
    return [name, this.value(depth)];
  }

  array(depth) {
    const elements = [];
    this.expect('[');
    if (this.passes(']')) return elements;
    do {
      elements.push(this.value(depth));
    } while (this.passes(','));
    this.expect(']');
    return elements;
  }

  string() {
    this.expect('"');
    let text = '';
    for (;;) {
      text += this.match(/[^"\\\u0000-\u001f]*/y)[0];
      if (this.text[this.at] === '"') break;
      const [, short, code] = this.match(/\\(?:(["\\/bfnrt])|u([0-9a-fA-F]{4}))/y);
      text += short ? ESCAPES[short] : String.fromCharCode(parseInt(code, 16));
    }
    this.at++;
    if (!text.isWellFormed()) throw new SyntaxError('an unpaired surrogate');
    return text;
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) throw new SyntaxError('malformed');
    this.at = pattern.lastIndex;
    return found;
  }
}
