// node vectors.mjs write   prints what serialize() makes of each value, a line each
// node vectors.mjs read    says what deserialize() makes of each line
import {deserialize, serialize} from 'capnweb';
import {describe} from './describe.mjs';
import {echoed} from './scenarios.mjs';

const more = [0, -0, 1.5, 'text', true, ['bytes'], [['nested']], {bytes: ['a']}, new Error(''), new SyntaxError('s'),
  '\u2028\u2029\u007f', '\u{10ffff}', -1e300, 1234567890123456789n, new Date(8.64e15), [undefined, null, [undefined]],
  Object.assign(new TypeError('t'), {a: {b: [new Date(1), 2n]}}),
  new Request('https://example.com/a?b=c'),
  new Request('https://example.com/', {method: 'DELETE', headers: [['x-b', '1'], ['x-a', '2'], ['x-a', '3']]}),
  {list: [new Request('https://example.com/', {redirect: 'manual', credentials: 'include', cache: 'no-store'})]},
  new Response(null), new Response(null, {status: 404, statusText: 'gone', headers: {'x-a': 'é'}}),
  [new Response(null, {status: 204}), new Response(null, {status: 304})]];

if (process.argv[2] === 'write') {
  for (const value of [...Object.values(echoed), ...more]) console.log(serialize(value));
} else {
  let text = '';
  for await (const part of process.stdin) text += part;
  for (const line of text.split('\n')) console.log(describe(deserialize(line)));
}
