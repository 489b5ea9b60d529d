// The GitHub Action and the hook of pre-commit: their steps are run as they are written.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { parse } from 'yaml';
import { allRules } from '../../server/src/core/rules/registry';
import { firstspan, folder, project, read, ROOT, samples, write } from './harness';

interface Step { readonly run: string; readonly shell: string; readonly env?: Readonly<Record<string, string>> }
interface Action { readonly inputs: Readonly<Record<string, { readonly default: string }>>; readonly runs: { readonly using: string; readonly steps: readonly Step[] } }

const action: Action = parse(read(ROOT, 'action.yml'));

/** Runs the steps one after the other, as a runner does, until one fails. */
function run(inputs: Readonly<Record<string, string>>, cwd: string): { code: number | null; out: string } {
  const values: Record<string, string> = { 'github.action_path': ROOT };
  for (const [name, input] of Object.entries(action.inputs)) values[`inputs.${name}`] = inputs[name] ?? input.default;
  let out = '';
  for (const { run: script, shell, env = {} } of action.runs.steps) {
    assert.equal(shell, 'bash');
    assert.doesNotMatch(script, /\$\{\{/, 'what a workflow gives never becomes part of a script');
    const filled = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, text.replace(/\$\{\{ (\S+) \}\}/g, (_, key: string) => values[key])]));
    const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, encoding: 'utf8', env: { ...process.env, ...filled } });
    out += done.stdout + done.stderr;
    if (done.status !== 0) return { code: done.status, out };
  }
  return { code: 0, out };
}

test('the action annotates findings and fails', (t) => {
  const { code, out } = run({}, samples(t));
  assert.equal(code, 1);
  assert.match(out, /^::error title=First Span \(instrument-after-application\),file=shop\/shop\/asgi\.py,/m);
});

test('its inputs are the path, the format, the output file and more arguments', (t) => {
  const cwd = folder(t);
  write(`${cwd}/my backend`, project());
  const { code, out } = run({ path: 'my backend', format: 'sarif', 'output-file': 'found.sarif', args: '--exit-zero --ignore outside-fork-hook' }, cwd);
  assert.deepEqual({ code, out }, { code: 0, out: '' });
  assert.equal(JSON.parse(read(cwd, 'found.sarif')).runs[0].results[0].ruleId, 'instrument-after-application');
});

test('an input is never run', (t) => {
  const { out } = run({ path: '$(echo injected >&2)`echo injected >&2`' }, folder(t));
  assert.doesNotMatch(out, /^injected/m);
  assert.match(out, /does not exist/);
});

test('the hook of pre-commit runs a command that exists', async (t) => {
  const [hook] = parse(read(ROOT, '.pre-commit-hooks.yaml'));
  assert.deepEqual({ id: hook.id, language: hook.language, pass_filenames: hook.pass_filenames }, { id: 'firstspan', language: 'node', pass_filenames: false });
  const [program, ...args] = hook.entry.split(' ');
  assert.deepEqual(Object.keys(JSON.parse(read(ROOT, 'package.json')).bin), [program]);
  assert.equal((await firstspan(args, { cwd: write(folder(t), project()) })).code, 1);
  const files = new RegExp(hook.files);
  for (const name of ['manage.py', 'a/wsgi.py', 'pyproject.toml', 'a/pyproject.toml', 'Dockerfile', 'deploy/Dockerfile.prod', 'compose.yaml', 'Procfile', 'bin/start.sh', '.env.production', 'web.service', 'requirements.txt']) assert.match(name, files);
  for (const name of ['README.md', 'shop/static/app.js', 'shop/templates/index.html']) assert.doesNotMatch(name, files);
});

test('the package that npm makes has the command line and what it loads, and nothing else', () => {
  const { status, stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' });
  assert.equal(status, 0);
  const names: string[] = JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path).sort();
  assert.deepEqual(names.filter((name) => name.startsWith('dist/rules/')), allRules.map(({ id }) => `dist/rules/${id}.md`).sort());
  assert.deepEqual(names.filter((name) => !name.startsWith('dist/rules/')), ['LICENSE', 'README.md', 'dist/cli.js', 'dist/parsers.js', 'dist/server.js', 'dist/tree-sitter-bash.wasm', 'dist/tree-sitter-python.wasm', 'dist/web-tree-sitter.wasm', 'package.json']);
});
