// YAML, JSON and TOML as plain data with places.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readToml } from '../../server/src/core/launch/data';
import type { YamlNode } from '../../server/src/core/syntax/yaml';
import { parseJson } from '../../server/src/parsers/json';
import { parseToml } from '../../server/src/parsers/toml';
import { parseYaml } from '../../server/src/parsers/yaml';

/** The data as JavaScript values, and every text and value with what stands at its place. */
function shown(node: YamlNode | undefined, text: string): unknown {
  if (!node) return undefined;
  if (node.kind === 'list') return node.items.map((item) => shown(item, text));
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, keyAt, value }) => [`${key} @ ${text.slice(keyAt.start, keyAt.end)}`, shown(value, text)]));
  const there = text.slice(node.at.start, node.at.end);
  return typeof node.value === 'string' ? `${node.value} @ ${there}` : { value: node.value, there };
}

const yaml = (text: string): unknown => parseYaml(text).documents.map((root) => shown(root, text));
const json = (text: string): unknown => shown(parseJson(text).documents[0], text);

describe('YAML', () => {
  it('has the place of every key and value', () => {
    assert.deepEqual(yaml('a: x\nb: "y"\n😀 c:\n  - yes\n  - 0x1F\n'), [{ 'a @ a': 'x @ x', 'b @ b': 'y @ "y"', '😀 c @ 😀 c': ['yes @ yes', { value: 31, there: '0x1F' }] }]);
  });
  it('may begin with a byte order mark and end its lines with CRLF', () => {
    assert.deepEqual(yaml('\ufeffa: x\r\nb: |\r\n  c\r\n  d\r\n'), [{ 'a @ a': 'x @ x', 'b @ b': 'c\nd\n @ |\r\n  c\r\n  d\r\n' }]);
  });
  it('has the place of a problem inside the text', () => {
    for (const text of ['\0\u0001\ufffd: [\u0007', '\ufeffa: "b\nc: d\n']) {
      const { problems } = parseYaml(text);
      assert.ok(problems.length > 0 && problems.every(({ at }) => at.start <= at.end && at.end <= text.length), text);
    }
  });
  it('may hold several documents', () => assert.deepEqual(yaml('a: x\n---\nb: y\n'), [{ 'a @ a': 'x @ x' }, { 'b @ b': 'y @ y' }]));
  it('follows aliases and merge keys; what the map itself says wins', () => {
    assert.deepEqual(yaml('x: &x {a: one, b: one}\ny: &y {b: two, c: two}\nz:\n  <<: [*x, *y]\n  a: own\nw: *x\n'), [{
      'x @ x': { 'a @ a': 'one @ one', 'b @ b': 'one @ one' }, 'y @ y': { 'b @ b': 'two @ two', 'c @ c': 'two @ two' },
      'z @ z': { 'b @ b': 'one @ one', 'c @ c': 'two @ two', 'a @ a': 'own @ own' }, 'w @ w': { 'a @ a': 'one @ one', 'b @ b': 'one @ one' },
    }]);
  });
  it('says what is empty', () => assert.deepEqual(yaml('a:\nb: ~\n'), [{ 'a @ a': { value: null, there: '' }, 'b @ b': { value: null, there: '~' } }]));
  it('is broken where a template stands', () => {
    for (const text of ['{{- if .x }}\na: 1\n{{- end }}\n', 'a: {{ x }} y\n', 'a: [\n', 'a: *none\n', 'a: &a [*a]\n']) assert.ok(parseYaml(text).problems.length > 0, text);
  });
  it('ends with an answer for what would fill memory or stack', () => {
    const rows = Array.from({ length: 12 }, (_, i) => `a${i}: &a${i} [${Array(9).fill(i === 0 ? 'x' : `*a${i - 1}`).join(',')}]\n`).join('');
    const nested = Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
    for (const text of [rows, nested, '['.repeat(50_000), '{a: '.repeat(50_000), '- '.repeat(50_000), '? '.repeat(50_000)]) assert.equal(parseYaml(text).problems.length > 0, true);
  });
});

describe('JSON', () => {
  it('may have comments, trailing commas and a byte order mark', () => {
    assert.deepEqual(json('\ufeff{\r\n  // c\r\n  "a": ["x", 1, /* d */ null,],\r\n}'), { 'a @ "a"': ['x @ "x"', { value: 1, there: '1' }, { value: null, there: 'null' }] });
  });
  it('gives what can be known of broken text', () => {
    assert.deepEqual(json('{"a": "x", "b": tru'), { 'a @ "a"': 'x @ "x"' });
    for (const text of ['', '{', '\0', '"a', '['.repeat(100_000), '{"a":'.repeat(100_000)]) assert.ok(parseJson(text).problems.length > 0);
  });
});

describe('TOML', () => {
  it('may hold arrays of tables, with tables within them', () => {
    const text = 'n = 1\n[[p]]\nx = "1"\n[p.q]\ny = true\n[[p]]\nx = "2"\n';
    assert.deepEqual(shown(readToml(text, parseToml), text), { 'n @ n': { value: 1, there: '1' }, 'p @ p': [{ 'x @ x': '1 @ "1"', 'q @ q': { 'y @ y': { value: true, there: 'true' } } }, { 'x @ x': '2 @ "2"' }] });
  });
  it('that is nested too deep is broken', () => assert.equal(parseToml(`a = ${'['.repeat(100_000)}`).kind, 'broken'));
});

describe('the place of each character', () => {
  /** What stands where the characters of a value do. */
  const where = (node: YamlNode | undefined, text: string): string => (node?.kind === 'scalar' ? Array.from({ length: node.text.length }, (_, i) => text[node.offset(i)]).join('') : '');
  const value = (root: YamlNode | undefined): YamlNode | undefined => (root?.kind === 'map' ? root.entries[0]?.value : undefined);
  const cases: [string, string, string][] = [
    ['plain', 'a: x y', 'x y'], ['double', 'a: "x y"', 'x y'], ['single', "a: 'it''s'", "it's"], 
    ['block', 'a: |\n  x\n    y\n', 'x\n  y\n'], ['block with CRLF', 'a: |\r\n  x\r\n  y\r\n', 'x\ry\r'], ['folded', 'a: >-\n  x\n  y\n', 'x\ny'], ['lines', 'a: x\n  y', 'x\ny'],
    ['quoted lines', 'a: "x \\\n  y"', 'x y'],
  ];
  for (const [name, text, expected] of cases) it(`of YAML: ${name}`, () => assert.equal(where(value(parseYaml(text).documents[0]), text), expected));
  it('of escapes', () => {
    const text = 'a: "x\\ty\\u0041z\\U0001F600!"';
    assert.equal(where(value(parseYaml(text).documents[0]), text), 'x\\y\\z\\\\!');
    const jsonText = '{"a": "b\\"c\\u0041d"}';
    assert.equal(where(value(parseJson(jsonText).documents[0]), jsonText), 'b\\c\\d');
  });
  it('of TOML', () => {
    const text = "a = '''x\ny'''";
    assert.equal(where(value(readToml(text, parseToml)), text), 'x\ny');
  });
});
