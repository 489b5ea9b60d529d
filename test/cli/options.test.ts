// Options of `firstspan check` beside formats and fixes: settings, baseline, standard input, output file; and `firstspan timeline`.
import * as assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { firstspan, folder, LATE, MENDED, project, read, samples, write } from './harness';

const RULE = 'instrument-after-application';
const FAILURE = /^error: \S.*\n {2}why: \S.*\n {2}do: \S.*\n$/;

async function rules(cwd: string, ...args: string[]): Promise<string[]> {
  const { out, err } = await firstspan(['check', '--format', 'json', ...args], { cwd });
  assert.doesNotMatch(err, /^error/);
  return JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule);
}

test('--select and --ignore choose the rules, and win over settings', async (t) => {
  const cwd = write(folder(t), project());
  assert.deepEqual(await rules(cwd, '--select', RULE), [RULE]);
  assert.deepEqual(await rules(cwd, '--select', 'outside-fork-hook,broken-sampler'), []);
  assert.deepEqual(await rules(cwd, '--ignore', 'outside-fork-hook', '--ignore', RULE), []);
  write(cwd, { 'pyproject.toml': `[tool.firstspan]\nignore = ["${RULE}"]\n` });
  assert.deepEqual(await rules(cwd), []);
  assert.deepEqual(await rules(cwd, '--select', RULE), [RULE]);
});

test('--config sets one setting, or names the file', async (t) => {
  const cwd = write(folder(t), { ...project(), 'pyproject.toml': `[tool.firstspan]\nignore = ["${RULE}"]\n`, 'other.toml': 'select = ["all"]\n', 'third.toml': `[tool.firstspan.severity]\n${RULE} = "off"\n` });
  assert.deepEqual(await rules(cwd, '--config', 'other.toml'), [RULE]);
  assert.deepEqual(await rules(cwd, '--config', 'third.toml'), []);
  assert.deepEqual(await rules(cwd, '--config', 'other.toml', '--config', `severity = { ${RULE} = "off" }`), []);
  const { code } = await firstspan(['check', '--config', 'other.toml', '--config', `severity.${RULE} = "information"`], { cwd });
  assert.equal(code, 0);
});

test('a pyproject.toml above the checked folder holds, up to the top of the repository', async (t) => {
  const cwd = write(folder(t), { 'pyproject.toml': `[tool.firstspan]\nignore = ["${RULE}"]\n` });
  write(`${cwd}/backend`, project());
  assert.deepEqual(await rules(`${cwd}/backend`), []);
  mkdirSync(`${cwd}/backend/.git`);
  assert.deepEqual(await rules(`${cwd}/backend`), [RULE]);
});

test('a mistake in pyproject.toml is a finding with its place, and never a failure', async (t) => {
  const cwd = write(folder(t), { ...project(MENDED), 'pyproject.toml': '[tool.firstspan]\nignroe = ["all"]\n' });
  const { code, out } = await firstspan(['check'], { cwd });
  assert.equal(code, 1);
  assert.match(out, /^warning There is no setting 'ignroe'\. \[configuration\]\n {2}pyproject\.toml:2:1\n/);
});

const wrong: [string, string[]][] = [
  ['an unknown rule in --select', ['--select', 'no-such-rule']],
  ['a setting that does not exist', ['--config', 'foo = 1']],
  ['a setting that is no TOML', ['--config', 'ignore = [']],
  ['a configuration file that is not there', ['--config', 'nowhere.toml']],
  ['two configuration files', ['--config', 'a.toml', '--config', 'b.toml']],
  ['a baseline that is not there', ['--baseline', 'nowhere.json']],
  ['--write-baseline alone', ['--write-baseline']],
  ['--unsafe-fixes alone', ['--unsafe-fixes']],
  ['--fix with standard input', ['--fix', '--stdin-filename', 'a.py']],
  ['an output file that cannot be written', ['--output-file', 'no/such/folder/out.txt']],
];

for (const [name, args] of wrong) {
  test(`${name} is a failure`, async (t) => {
    const { code, out, err } = await firstspan(['check', ...args], { cwd: write(folder(t), project()) });
    assert.deepEqual({ code, out }, { code: 2, out: '' });
    assert.match(err, FAILURE);
  });
}

test('--show-settings prints the settings and where they come from', async (t) => {
  const cwd = write(folder(t), { ...project(), 'pyproject.toml': '[tool.firstspan]\nexclude = ["legacy"]\nper-file-ignores = { "a b" = ["all"] }\n' });
  const { code, out } = await firstspan(['check', '--show-settings', '--select', RULE, 'proj/asgi.py'], { cwd });
  assert.equal(code, 0);
  assert.match(out, /^# Settings for proj\/asgi\.py\n/);
  assert.match(out, /^select = \["instrument-after-application"\] {2}# the command line$/m);
  assert.match(out, /^exclude = \["legacy"\] {2}# pyproject\.toml$/m);
  assert.match(out, /^per-file-ignores = \{ "a b" = \["all"\] \} {2}# pyproject\.toml$/m);
  assert.match(out, /^# settings-module is not set$/m);
});

test('--stdin-filename checks a text that is not on disk, over the project that is', async (t) => {
  const cwd = write(folder(t), project(MENDED));
  const wrongOnScreen = await firstspan(['check', '--format', 'json', '--stdin-filename', 'proj/asgi.py'], { cwd, input: LATE });
  assert.equal(wrongOnScreen.code, 1);
  assert.deepEqual(JSON.parse(wrongOnScreen.out).findings.map(({ file }: { file: string }) => file), ['proj/asgi.py']);
  const fresh = await firstspan(['check', '--stdin-filename', 'proj/wsgi.py'], { cwd, input: LATE.replaceAll('asgi', 'wsgi') });
  assert.match(fresh.out, /proj\/wsgi\.py:9:1/);
  const diff = await firstspan(['check', '--diff', '--stdin-filename', 'proj/asgi.py'], { cwd, input: LATE });
  assert.match(diff.out, /^--- a\/proj\/asgi\.py$/m);
  assert.equal(read(cwd, 'proj/asgi.py'), MENDED);
});

test('--output-file takes the report, and --exit-zero the exit code', async (t) => {
  const cwd = write(folder(t), project());
  const { code, out } = await firstspan(['check', '--output-file', 'report.txt', '--exit-zero'], { cwd, env: { FORCE_COLOR: '1' } });
  assert.deepEqual({ code, out }, { code: 0, out: '' });
  assert.match(read(cwd, 'report.txt'), /^error .*\[instrument-after-application\]\n[\s\S]*\nFound 1 error in 1 file\.[^\n]*\n$/);
});

test('a baseline knows its findings when lines move, and no others', async (t) => {
  const cwd = write(folder(t), project());
  const made = await firstspan(['check', '--baseline', 'known.json', '--write-baseline'], { cwd });
  assert.deepEqual({ code: made.code, err: made.err }, { code: 0, err: '1 finding written to known.json.\n' });
  write(cwd, { 'proj/asgi.py': `"""Moved."""\n\n${LATE}` });
  const known = await firstspan(['check', '--baseline', 'known.json'], { cwd });
  assert.equal(known.code, 0);
  assert.match(known.err, /1 finding of known\.json is not shown/);
  write(cwd, { 'proj/wsgi.py': LATE.replaceAll('asgi', 'wsgi') });
  const fresh = await firstspan(['check', '--format', 'json', '--baseline', 'known.json'], { cwd });
  assert.equal(fresh.code, 1);
  assert.deepEqual(JSON.parse(fresh.out).findings.map(({ file }: { file: string }) => file), ['proj/wsgi.py']);
});

test('--unsafe-fixes applies what is to be reviewed as well, and mends what it can', async (t) => {
  const cwd = samples(t);
  await firstspan(['check', '--fix'], { cwd });
  const left = await rules(cwd, '.');
  const { err } = await firstspan(['check', '--fix', '--unsafe-fixes'], { cwd });
  assert.match(err, /^Changed \d+ files?: /);
  assert.ok((await rules(cwd, '.')).length < left.length);
});

test('timeline prints the start-up order, as text and as JSON', async (t) => {
  const cwd = samples(t);
  const { code, out } = await firstspan(['timeline', 'warehouse'], { cwd });
  assert.equal(code, 0);
  assert.match(out, /^Start-up order of /);
  assert.match(out, /Django instrumented/);
  const json = JSON.parse((await firstspan(['timeline', 'warehouse', '--format', 'json'], { cwd })).out);
  assert.deepEqual(Object.keys(json), ['version', 'boots']);
  const checked = JSON.parse((await firstspan(['check', 'warehouse', '--format', 'json'], { cwd })).out);
  assert.deepEqual(json.boots, checked.boots);
});
