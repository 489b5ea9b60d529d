// `firstspan generate`: what it asks, writes and refuses.
import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import * as path from 'node:path';
import { test } from 'node:test';
import { asker } from '../../server/src/cli/ask';
import { firstspan, folder, MENDED, project, read, write } from './harness';

const GIVEN = ['--service-name', 'books', '--exporter', 'otlp-http'];
const FAILURE = /^error: \S.*\n {2}why: \S.*\n {2}do: \S.*\n$/;

/** A project without any set-up. */
const BARE = project(MENDED.replace('from opentelemetry.instrumentation.django import DjangoInstrumentor\n', '').replace('DjangoInstrumentor().instrument()\n', ''));

test('writes tracing.py, calls it, says what is left to do, and the result is clean', async (t) => {
  const cwd = write(folder(t), BARE);
  const { code, out, err } = await firstspan(['generate', ...GIVEN, '--yes'], { cwd });
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  assert.match(out, /^proj\/tracing\.py: .*\nproj\/asgi\.py: /);
  assert.match(out, /\nDone\.\n\nRequirements to add:\n {2}\S/);
  assert.match(out, /\nEnvironment to set where the project is started:\n {2}[A-Z_]+=/);
  assert.match(read(cwd, 'proj/tracing.py'), /"books"/);
  assert.match(read(cwd, 'proj/asgi.py'), /setdefault[\s\S]*configure_tracing\(\)[\s\S]*get_asgi_application\(\)/);
  assert.equal((await firstspan(['check'], { cwd })).code, 0);
});

test('--dry-run shows a diff and writes nothing', async (t) => {
  const cwd = write(folder(t), BARE);
  const { code, out, err } = await firstspan(['generate', ...GIVEN, '--dry-run'], { cwd });
  assert.equal(code, 0);
  assert.match(out, /\n--- \/dev\/null\n\+\+\+ b\/proj\/tracing\.py\n/);
  assert.match(out, /\n--- a\/proj\/asgi\.py\n\+\+\+ b\/proj\/asgi\.py\n/);
  assert.match(err, /^Nothing was written/);
  assert.ok(!existsSync(path.join(cwd, 'proj/tracing.py')));
  assert.equal(read(cwd, 'proj/asgi.py'), BARE['proj/asgi.py']);
});

for (const missing of ['--service-name', '--exporter', '--yes']) {
  test(`without a terminal and without ${missing} nothing is written`, async (t) => {
    const cwd = write(folder(t), BARE);
    const pairs: Record<string, string[]> = { '--service-name': GIVEN.slice(0, 2), '--exporter': GIVEN.slice(2), '--yes': ['--yes'] };
    const args = Object.entries(pairs).flatMap(([name, pair]) => (name === missing ? [] : pair));
    const { code, err } = await firstspan(['generate', ...args], { cwd });
    assert.equal(code, 2);
    assert.match(err, FAILURE);
    assert.match(err, new RegExp(`${missing} is missing`));
    assert.ok(!existsSync(path.join(cwd, 'proj/tracing.py')));
  });
}

test('an existing tracing.py is replaced only with --force', async (t) => {
  const cwd = write(folder(t), { ...BARE, 'proj/tracing.py': '# mine\n' });
  const refused = await firstspan(['generate', ...GIVEN, '--yes'], { cwd });
  assert.equal(refused.code, 2);
  assert.match(refused.err, FAILURE);
  assert.match(refused.err, /--force/);
  assert.equal(read(cwd, 'proj/tracing.py'), '# mine\n');
  assert.equal((await firstspan(['generate', ...GIVEN, '--yes', '--force'], { cwd })).code, 0);
  assert.match(read(cwd, 'proj/tracing.py'), /configure_tracing/);
});

test('generating again changes nothing', async (t) => {
  const cwd = write(folder(t), BARE);
  await firstspan(['generate', ...GIVEN, '--yes'], { cwd });
  const written = [read(cwd, 'proj/tracing.py'), read(cwd, 'proj/asgi.py')];
  const { code, out } = await firstspan(['generate', ...GIVEN, '--force'], { cwd });
  assert.equal(code, 0);
  assert.match(out, /Everything is in place already/);
  assert.deepEqual([read(cwd, 'proj/tracing.py'), read(cwd, 'proj/asgi.py')], written);
});

test('several projects: --project chooses one', async (t) => {
  const cwd = folder(t);
  for (const name of ['one', 'two']) write(path.join(cwd, name), BARE);
  const unclear = await firstspan(['generate', ...GIVEN, '--yes'], { cwd });
  assert.equal(unclear.code, 2);
  assert.match(unclear.err, /There are 2 Django projects\.\n.*one\/proj\/tracing\.py, two\/proj\/tracing\.py.*\n.*--project/);
  const unknown = await firstspan(['generate', ...GIVEN, '--yes', '--project', 'three'], { cwd });
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, FAILURE);
  assert.equal((await firstspan(['generate', ...GIVEN, '--yes', '--project', 'two'], { cwd })).code, 0);
  assert.deepEqual(['one', 'two'].map((name) => existsSync(path.join(cwd, name, 'proj/tracing.py'))), [false, true]);
});

test('a folder without a Django project is a failure, whatever else is missing', async (t) => {
  const { code, err } = await firstspan(['generate'], { cwd: folder(t) });
  assert.equal(code, 2);
  assert.match(err, FAILURE);
  assert.match(err, /No Django project was found/);
});

test('a service name that cannot be one is refused', async (t) => {
  const { code, err } = await firstspan(['generate', '--service-name', '', '--exporter', 'console', '--yes'], { cwd: write(folder(t), BARE) });
  assert.equal(code, 2);
  assert.match(err, FAILURE);
});

test('questions: presets, numbers, asked again, and an end of input that writes nothing', async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const ask = asker(input, output);
  const answer = <T>(question: Promise<T>, line: string): Promise<T> => {
    input.write(line);
    return question;
  };
  assert.equal(await answer(ask.text('Service name', 'shop'), '\n'), 'shop');
  assert.equal(await answer(ask.text('Service name', 'shop'), ' books \n'), 'books');
  assert.equal(await answer(ask.yes('Write this?', true), '\n'), true);
  assert.equal(await answer(ask.yes('Replace it?', false), '\n'), false);
  assert.equal(await answer(ask.yes('Replace it?', false), 'Y\n'), true);
  assert.equal(await answer(ask.oneOf('Which?', ['a', 'b'], (name) => name), '2\n'), 'b');
  const again = ask.oneOf('Which?', ['a', 'b'], (name) => name);
  input.write('9\n');
  while (!shown.endsWith('Which?\n  1  a\n  2  b\nNumber [1]: ') || shown.split('Which?').length < 4) await new Promise(setImmediate);
  assert.equal(await answer(again, '\n'), 'a');
  const ended = ask.text('Service name', 'shop');
  input.end();
  await assert.rejects(ended, /^Failure: Nothing was written\./);
});
