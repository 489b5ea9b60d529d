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
  const load = (...named: string[]) => late.load({ folders: [folder], named, files: new Map([[`${folder}/package.json`, { kind: 'loaded', text: '{"scripts": {"build": "vite build"}}' }]]) });
  await load(`${folder}/manage.py`, `${folder}/pyproject.toml`, `${folder}/package.json`, 'file:///other/Dockerfile');
  assert.equal(loads, 0);
  assert.throws(() => late.parsers.yaml('a: 1'), /not loaded/);
  await Promise.all([load(`${folder}/Dockerfile`), load(`${folder}/compose.yaml`)]);
  await load(`${folder}/Procfile`);
  assert.equal(loads, 1);
  late.parsers.shell.parse('true\n').delete();
});

test('and with the file of a task runner, once it is read and starts something', async () => {
  let loads = 0;
  const late = lateLaunchParsers(undefined, (onAbort) => (loads++, loadLaunchParsers(onAbort)));
  const load = (text: string) => late.load({ folders: ['file:///p'], named: ['file:///p/pyproject.toml'], files: new Map([['file:///p/pyproject.toml', { kind: 'loaded', text }]]) });
  await load('[project]\ndependencies = ["gunicorn"]\n');
  await load('[tool.poe.tasks]\nbuild = "sphinx-build docs out"\n');
  assert.equal(loads, 0);
  await load('[tool.poe.tasks]\nserve = "gunicorn shop.wsgi"\n');
  assert.equal(loads, 1);
});
