import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

const PAGE = readFileSync(new URL('../../docs/format/capnweb-link-v1.md', import.meta.url), 'utf8');

const textOf = file => readFileSync(new URL(file, import.meta.url), 'utf8');

/** Names of tests are made of parts in some files: a cited name has to be there, or to begin and end as one does. */
function isThere(file, name) {
  const source = textOf(file);
  if (source.includes(`test('${name}'`)) return true;
  return [...source.matchAll(/test\(`([^`]*)`/g)].some(([, made]) => {
    const [before, after] = made.split(/\$\{\w+\}/);
    const part = name.slice(before.length, name.length - after.length);
    return name === before + part + after && (source.includes(`'${part}'`) || source.includes(part));
  });
}

test('rules_areNumberedWithoutGaps_andMentionedOnesAreThere', () => {
  const rules = [...PAGE.matchAll(/^\*\*L-(\d+)\.\*\*/gm)].map(([, n]) => Number(n));
  assert.deepEqual(rules, rules.map((_, i) => i + 1));
  for (const [, n] of PAGE.matchAll(/\bL-(\d+)\b/g)) assert.ok(rules.includes(Number(n)), `L-${n}`);
});

test('testsThatThePageNames_areThere', () => {
  const named = [...PAGE.matchAll(/`([\w.]+\.test\.js): ([^`]+)`/g)];
  assert.ok(named.length > 50);
  assert.deepEqual(named.filter(([, file, name]) => !isThere(file, name)).map(([name]) => name), []);
});
