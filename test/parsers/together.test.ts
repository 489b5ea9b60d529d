// Both grammars live in one WASM module, whoever asks first; the parsers of launch files wait for the first launch file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lateLaunchParsers, loadLaunchParsers } from '../../server/src/parsers/launch';
import { loadWasm } from '../../server/src/parsers/wasm';

test('grammars that are loaded at the same time both parse', async () => {
  const [python, { shell }] = await Promise.all([loadWasm(), loadLaunchParsers()]);
  const trees = [python.parse('x = 1\n'), shell.parse('export A=1\n')];
  assert.deepEqual(trees.map(({ rootNode }) => [rootNode.type, rootNode.hasError]), [['module', false], ['program', false]]);
  for (const tree of trees) tree.delete();
});

test('the parsers of launch files are loaded once, with the first launch file', async () => {
  let loads = 0;
  const late = lateLaunchParsers(undefined, (onAbort) => (loads++, loadLaunchParsers(onAbort)));
  const folder = 'file:///p';
  await late.load([folder], [`${folder}/manage.py`, `${folder}/pyproject.toml`, 'file:///other/Dockerfile']);
  assert.equal(loads, 0);
  assert.throws(() => late.parsers.yaml('a: 1'), /not loaded/);
  await Promise.all([late.load([folder], [`${folder}/Dockerfile`]), late.load([folder], [`${folder}/compose.yaml`])]);
  await late.load([folder], [`${folder}/Procfile`]);
  assert.equal(loads, 1);
  late.parsers.shell.parse('true\n').delete();
});
