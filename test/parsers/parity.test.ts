// Both bindings give the same trees: over the Python files of this repository, and over texts that are awkward.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PythonParser, SyntaxNode } from '../../server/src/core/syntax/parser';
import { loadNative } from '../../server/src/parsers/native';
import { loadWasm } from '../../server/src/parsers/wasm';
import { pythonTexts } from './texts';

/** Every node: type, UTF-16 range, flags. */
function shape(parser: PythonParser, text: string): string {
  const tree = parser.parse(text);
  const lines: string[] = [];
  const visit = (node: SyntaxNode, depth: number): void => {
    const flags = `${node.isNamed ? 'n' : ''}${node.hasError ? 'e' : ''}${node.isMissing ? 'm' : ''}`;
    lines.push(`${' '.repeat(depth)}${node.type} ${node.startIndex}-${node.endIndex} ${flags} ${node.namedChildren.length}`);
    for (const child of node.children) if (child) visit(child, depth + 1);
  };
  visit(tree.rootNode, 0);
  tree.delete();
  return lines.join('\n');
}

test('native and WASM give the same tree for every text', async () => {
  const [native, wasm] = [loadNative(), await loadWasm()];
  const texts = pythonTexts();
  assert.ok(texts.size >= 60, `only ${texts.size} texts`);
  for (const [name, text] of texts) assert.equal(shape(native, text), shape(wasm, text), name);
});

test('fields are found by name in both', async () => {
  for (const parser of [loadNative(), await loadWasm()]) {
    const tree = parser.parse('def f(a):\n    return a\n');
    const definition = tree.rootNode.namedChildren[0]!;
    assert.equal(definition.childForFieldName('name')?.startIndex, 4, parser.binding);
    assert.equal(definition.childForFieldName('return_type'), null, parser.binding);
    tree.delete();
  }
});

test('offsets are UTF-16 in both', async () => {
  const text = "x = '😀é'; y = 1\n";
  for (const parser of [loadNative(), await loadWasm()]) {
    const tree = parser.parse(text);
    assert.equal(tree.rootNode.namedChildren[1]?.startIndex, text.indexOf('y'), parser.binding);
    tree.delete();
  }
});
