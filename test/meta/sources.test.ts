// How the sources are kept: short, explained in their first line, in their layer, and without what belongs nowhere.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ts from 'typescript';
import { projectFiles, read, sources } from './files';

const LONGEST = 350;

/** Words that would find this file as well are put together here. */
const word = (...parts: string[]): string => parts.join('');

test('no source file is longer than 350 lines, and half of them are shorter than 100', () => {
  const lengths = sources().map((file) => ({ file, lines: read(file).split('\n').length - 1 }));
  assert.ok(lengths.length > 50);
  assert.deepEqual(lengths.filter(({ lines }) => lines > LONGEST), []);
  const product = lengths.filter(({ file }) => !file.startsWith('test/')).map(({ lines }) => lines).sort((a, b) => a - b);
  assert.ok(product[Math.floor(product.length / 2)] < 100);
});

test('each source file says in its first line what it is for', () => {
  assert.deepEqual(sources().filter((file) => !/^(#!.*\n)?(\/\/|\/\*\*?) \S/.test(read(file))), []);
});

test('no check is switched off and nothing is left to do', () => {
  const banned = [word('TO', 'DO'), word('FIX', 'ME'), word('@ts-', 'ignore'), word('@ts-', 'nocheck'), word('eslint-', 'disable'), word('as ', 'any'), word('.sk', 'ip('), word('.on', 'ly('), word('{ sk', 'ip:'), word('{ to', 'do:')];
  const found = sources().flatMap((file) => banned.filter((text) => new RegExp(`(^|[^\\w])${escape(text)}(?!\\w)`, 'm').test(read(file))).map((text) => `${file}: ${text}`));
  assert.deepEqual(found, []);
});

test('no file names a package registry or a place on one machine', () => {
  const hosts = [word('registry.', 'npmjs'), word('pythonhosted', '.org'), word('pypi', '.org'), word('static.', 'crates.io'), word('deb.', 'debian.org'), word('repo1.', 'maven'), word('proxy.', 'golang.org')];
  const banned = [...hosts, word('/wo', 'rk/'), word('/ro', 'ot/'), word('/ho', 'me/')];
  const texts = projectFiles().filter((file) => !/\.(png|wasm|ico)$/.test(file));
  assert.ok(texts.includes('package-lock.json') && texts.includes('.ci/run'));
  assert.deepEqual(texts.flatMap((file) => banned.filter((text) => read(file).includes(text)).map((text) => `${file}: ${text}`)), []);
});

/** Which modules that are not the project's own a layer may import; the first matching folder counts. */
const LAYERS: [folder: string, mayImport: RegExp][] = [
  ['server/src/core/', /^$/],
  ['server/src/report/', /^(node:(crypto|util)|string-width|diff)$/],
  ['server/src/parsers/', /^(node:(fs|path|v8)|web-tree-sitter|toml-eslint-parser|yaml|jsonc-parser|dockerfile-ast)$/],
  ['server/src/host/', /^(node:(fs|fs\/promises|path)|ignore|vscode-uri)$/],
  ['server/src/lsp/', /^(node:crypto|vscode-languageserver(-textdocument|\/node)?|vscode-uri)$/],
  ['server/src/cli/', /^node:/],
  ['client/src/', /^(node:|vscode$|vscode-languageclient)/],
];

test('each layer imports only what it may', () => {
  const wrong = LAYERS.flatMap(([folder, allowed]) => {
    const files = sources().filter((file) => file.startsWith(folder));
    assert.ok(files.length > 0, folder);
    return files.flatMap((file) => imports(file).filter((name) => !name.startsWith('.') && !allowed.test(name)).map((name) => `${file}: ${name}`));
  });
  assert.deepEqual(wrong, []);
});

test('the core imports only the core', () => {
  const wrong = sources().filter((file) => file.startsWith('server/src/core/')).flatMap((file) =>
    imports(file).filter((name) => name.startsWith('.') && !new URL(name, `file:///${file}`).pathname.startsWith('/server/src/core/')).map((name) => `${file}: ${name}`));
  assert.deepEqual(wrong, []);
});

function imports(file: string): string[] {
  return ts.preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => fileName);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
