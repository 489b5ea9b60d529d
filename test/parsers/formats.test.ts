// YAML, JSON and TOML as plain data with places.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConfigNode } from '../../server/src/core/config/node';
import { formats } from '../../server/src/parsers/formats';

/** The data as JavaScript values, and every text and value with what stands at its place. */
function shown(node: ConfigNode | undefined, text: string): unknown {
  if (!node) return undefined;
  const there = text.slice(node.at!.start, node.at!.end);
  if (node.kind === 'list') return node.items.map((item) => shown(item, text));
  if (node.kind === 'table') return Object.fromEntries(node.entries.map(({ key, keyAt, value }) => [`${key} @ ${text.slice(keyAt!.start, keyAt!.end)}`, shown(value, text)]));
  return node.kind === 'text' ? `${node.value} @ ${there}` : { written: node.written, there };
}

const yaml = (text: string): unknown => formats.yaml(text).map(({ root, broken }) => (broken ? ['broken', shown(root, text)] : shown(root, text)));
const json = (text: string): unknown => {
  const { root, broken } = formats.json(text);
  return broken ? ['broken', shown(root, text)] : shown(root, text);
};

describe('YAML', () => {
  it('has the place of every key and value', () => {
    assert.deepEqual(yaml('a: x\nb: "y"\n😀 c:\n  - yes\n  - 0x1F\n'), [{ 'a @ a': 'x @ x', 'b @ b': 'y @ "y"', '😀 c @ 😀 c': ['yes @ yes', { written: '0x1F', there: '0x1F' }] }]);
  });
  it('may begin with a byte order mark and end its lines with CRLF', () => {
    assert.deepEqual(yaml('\ufeffa: x\r\nb: |\r\n  c\r\n  d\r\n'), [{ 'a @ a': 'x @ x', 'b @ b': 'c\nd\n @ |\r\n  c\r\n  d\r\n' }]);
  });
  it('may hold several documents', () => assert.deepEqual(yaml('a: x\n---\nb: y\n'), [{ 'a @ a': 'x @ x' }, { 'b @ b': 'y @ y' }]));
  it('follows aliases and merge keys; what the map itself says wins', () => {
    assert.deepEqual(yaml('x: &x {a: one, b: one}\ny: &y {b: two, c: two}\nz:\n  <<: [*x, *y]\n  a: own\nw: *x\n'), [{
      'x @ x': { 'a @ a': 'one @ one', 'b @ b': 'one @ one' }, 'y @ y': { 'b @ b': 'two @ two', 'c @ c': 'two @ two' },
      'z @ z': { 'b @ b': 'one @ one', 'c @ c': 'two @ two', 'a @ a': 'own @ own' }, 'w @ w': { 'a @ a': 'one @ one', 'b @ b': 'one @ one' },
    }]);
  });
  it('says what is empty', () => assert.deepEqual(yaml('a:\nb: ~\n'), [{ 'a @ a': { written: '', there: '' }, 'b @ b': { written: '~', there: '~' } }]));
  it('is broken where a template stands', () => {
    for (const text of ['{{- if .x }}\na: 1\n{{- end }}\n', 'a: {{ x }} y\n', 'a: [\n', 'a: *none\n', 'a: &a [*a]\n']) assert.ok(formats.yaml(text).some(({ broken }) => broken), text);
  });
  it('ends with an answer for what would fill memory or stack', () => {
    const rows = Array.from({ length: 12 }, (_, i) => `a${i}: &a${i} [${Array(9).fill(i === 0 ? 'x' : `*a${i - 1}`).join(',')}]\n`).join('');
    const nested = Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
    for (const text of [rows, nested, '['.repeat(50_000), '{a: '.repeat(50_000), '- '.repeat(50_000), '? '.repeat(50_000)]) assert.ok(formats.yaml(text).every(({ broken }) => broken));
  });
});

describe('JSON', () => {
  it('may have comments, trailing commas and a byte order mark', () => {
    assert.deepEqual(json('\ufeff{\r\n  // c\r\n  "a": ["x", 1, /* d */ null,],\r\n}'), { 'a @ "a"': ['x @ "x"', { written: '1', there: '1' }, { written: 'null', there: 'null' }] });
  });
  it('gives what can be known of broken text', () => {
    assert.deepEqual(json('{"a": "x", "b": tru'), ['broken', { 'a @ "a"': 'x @ "x"' }]);
    for (const text of ['', '{', '\0', '"a', '['.repeat(100_000), '{"a":'.repeat(100_000)]) assert.ok(formats.json(text).broken);
  });
});

describe('TOML', () => {
  it('may hold arrays of tables, with tables within them', () => {
    const text = 'n = 1\n[[p]]\nx = "1"\n[p.q]\ny = true\n[[p]]\nx = "2"\n';
    assert.deepEqual(shown(formats.toml(text) as ConfigNode, text), { 'n @ n': { written: '1', there: '1' }, 'p @ p': [{ 'x @ x': '1 @ "1"', 'q @ q': { 'y @ y': { written: 'true', there: 'true' } } }, { 'x @ x': '2 @ "2"' }] });
  });
  it('that is nested too deep is broken', () => assert.equal(formats.toml(`a = ${'['.repeat(100_000)}`).kind, 'broken'));
});
