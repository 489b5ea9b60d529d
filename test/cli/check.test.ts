// `firstspan check`: exit codes and the text for people.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstspan, folder, MENDED, PROVIDER, project, samples, write } from './harness';

test('errors make the exit code 1, and each is shown with its code, reason, remedy, places and fixes', async (t) => {
  const { code, out, err } = await firstspan(['check'], { cwd: write(folder(t), project()) });
  assert.equal(code, 1);
  assert.equal(err, '');
  assert.match(out, /^error .*\[instrument-after-application\]\n {2}proj\/asgi\.py:9:1\n/);
  assert.match(out, /\n 8 \| application = get_asgi_application\(\)\n 9 \| DjangoInstrumentor\(\)\.instrument\(\)\n {3}\| \^{33}\n/);
  assert.match(out, /\n {2}why: \S.*\n {2}do: {2}\S/);
  assert.match(out, /\n {2}proj\/asgi\.py:8:1 \S.*\n \d \| application = get_asgi_application\(\)\n {3}\| -{36}\n/);
  assert.match(out, /\n {2}in: {2}asgi:proj\/asgi\.py\n/);
  assert.match(out, /\n {2}fix: \S.* \(safe: --fix does it\)\n/);
  assert.match(out, /\nFound 1 error in 1 file\. 1 can be fixed with --fix\.\n$/);
});

test('a project without mistakes is clean', async (t) => {
  const { code, out, err } = await firstspan(['check'], { cwd: write(folder(t), project(MENDED)) });
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  assert.equal(out, 'No problems found. The start-up was followed from 2 entrypoints.\n');
});

test('information alone is clean', async (t) => {
  const hook = `def when_ready(server):\n    ${PROVIDER.trimEnd().replaceAll('\n', '\n    ').replace(/ +$/gm, '')}\n`;
  const wsgi = MENDED.replaceAll('asgi', 'wsgi');
  const cwd = write(folder(t), { ...project(MENDED), 'proj/__init__.py': '', 'proj/wsgi.py': wsgi, 'gunicorn.conf.py': hook });
  const { code, out } = await firstspan(['check'], { cwd });
  assert.match(out, /^information .*\[outside-fork-hook\]/);
  assert.match(out, /Found 1 information in 1 file\./);
  assert.equal(code, 0);
});

test('a warning makes the exit code 1', async (t) => {
  const { code, out } = await firstspan(['check', 'gunicorn.conf.py'], { cwd: `${samples(t)}/shop` });
  assert.match(out, /^warning .*\[outside-fork-hook\]/);
  assert.equal(code, 1);
});

test('a folder without Django is clean and says that nothing was found', async (t) => {
  const { code, out, err } = await firstspan(['check'], { cwd: write(folder(t), { 'main.py': 'print(1)\n' }) });
  assert.deepEqual({ code, out }, { code: 0, out: 'Nothing to check.\n' });
  assert.match(err, /^note: no Django entrypoint was found/);
});

test('the samples show every rule, and every finding has a fix', async (t) => {
  const { code, out } = await firstspan(['check', '.', '--format', 'json'], { cwd: samples(t) });
  const findings: { rule: string; fixes: unknown[] }[] = JSON.parse(out).findings;
  assert.equal(code, 1);
  assert.deepEqual(findings.map(({ rule }) => rule).sort(), ['instrument-after-application', 'instrument-in-late-hook', 'outside-fork-hook', 'settings-not-set-before-instrument']);
  assert.ok(findings.every(({ fixes }) => fixes.length > 0));
});

test('--order prints the steps of each process', async (t) => {
  const { out } = await firstspan(['check', '--order'], { cwd: samples(t) });
  assert.match(out, /\nStart-up order of gunicorn:warehouse\/gunicorn\.conf\.py\n {2}master\n(?: {5}\d\. .*\n)+ {2}worker\n(?: {5}\d\. .*\n)+ {8}\^ error/);
  assert.match(out, /application built .* warehouse\/warehouse\/wsgi\.py:8\n/);
  assert.match(out, /Django instrumented .* warehouse\/gunicorn\.conf\.py:15 > warehouse\/warehouse\/telemetry\.py:16\n {8}\^ error instrument-in-late-hook\n/);
});

test('colours: none in a pipe, with FORCE_COLOR always, never with FORCE_COLOR=0', async (t) => {
  const cwd = write(folder(t), project());
  const coloured = await firstspan(['check'], { cwd, env: { FORCE_COLOR: '1' } });
  const piped = await firstspan(['check'], { cwd });
  assert.match(coloured.out, /\u001b\[31m/);
  assert.doesNotMatch(piped.out, /\u001b/);
  assert.equal(coloured.out.replace(/\u001b\[\d+m/g, ''), piped.out);
  assert.equal((await firstspan(['check'], { cwd, env: { FORCE_COLOR: '0' } })).out, piped.out);
  assert.equal((await firstspan(['check'], { cwd, env: { NO_COLOR: '1' } })).out, piped.out);
  assert.match((await firstspan(['check', 'nowhere'], { cwd, env: { FORCE_COLOR: '1' } })).err, /\u001b\[31m/);
});

test('marks stand below the right columns after tabs, wide characters and emoji', async (t) => {
  const asgi = project()['proj/asgi.py'].toString().replace('DjangoInstrumentor().instrument()', 'if True:\n\t"日本😀é"; DjangoInstrumentor().instrument()');
  const { out } = await firstspan(['check'], { cwd: write(folder(t), project(asgi)) });
  // Four columns for the tab, two for each wide character, one for the accented one.
  assert.match(out, /\n 10 \| {5}"日本😀é"; DjangoInstrumentor\(\)\.instrument\(\)\n {4}\| {16}\^{33}\n/);
});

test('control characters of a file cannot reach the terminal', async (t) => {
  const asgi = project()['proj/asgi.py'].toString().replace('.instrument()\n', '.instrument()  # \u001b[2J\u202e\n');
  const { out } = await firstspan(['check'], { cwd: write(folder(t), project(asgi)) });
  assert.doesNotMatch(out, /[\u001b\u202e]/);
  assert.match(out, /# ␛\[2J\ufffd\n/);
});
