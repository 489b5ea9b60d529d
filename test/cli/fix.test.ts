// `--fix` and `--diff`: the same changes, written or shown, with the file's own form kept.
import * as assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { applyPatch } from 'diff';
import { firstspan, folder, LATE, MENDED, project, read, samples, write } from './harness';

const forms: Record<string, (text: string) => string> = {
  'line feeds': (text) => text,
  'carriage returns and line feeds': (text) => text.replaceAll('\n', '\r\n'),
  'a byte order mark': (text) => `\ufeff${text}`,
  'tabs and emoji': (text) => text.replace('import os\n', 'import os\n\nif os:\n\tNAME = "日本😀"\n'),
};

for (const [name, form] of Object.entries(forms)) {
  test(`a file with ${name} keeps them`, async (t) => {
    const cwd = write(folder(t), project(form(LATE)));
    const { code, out, err } = await firstspan(['check', '--fix'], { cwd });
    assert.equal(read(cwd, 'proj/asgi.py'), form(MENDED));
    assert.deepEqual({ code, err }, { code: 0, err: 'Changed 1 file: proj/asgi.py.\n' });
    assert.match(out, /^No problems found\./);
  });

  test(`--diff of a file with ${name} writes nothing and says exactly what --fix does`, async (t) => {
    const cwd = write(folder(t), project(form(LATE)));
    const { code, out, err } = await firstspan(['check', '--diff'], { cwd });
    assert.equal(code, 1);
    assert.equal(err, '--fix would change 1 file and leave 0 problems.\n');
    assert.equal(read(cwd, 'proj/asgi.py'), form(LATE));
    assert.match(out, /^--- a\/proj\/asgi\.py\n\+\+\+ b\/proj\/asgi\.py\n@@ /);
    assert.equal(applyPatch(form(LATE), out, { autoConvertLineEndings: false }), form(MENDED));
  });
}

test('only safe fixes are applied, and what is left decides the exit code', async (t) => {
  const cwd = samples(t);
  const before = read(cwd, 'warehouse/gunicorn.conf.py');
  const { code, out, err } = await firstspan(['check', '--fix'], { cwd });
  assert.equal(code, 1);
  assert.match(err, /^Changed 2 files: /);
  assert.match(out, /\[instrument-in-late-hook\]/);
  assert.doesNotMatch(out, /\[instrument-after-application\]|\[settings-not-set-before-instrument\]/);
  assert.equal(read(cwd, 'warehouse/gunicorn.conf.py'), before);
});

test('--diff of a project that needs no change is empty', async (t) => {
  const { code, out, err } = await firstspan(['check', '--diff'], { cwd: write(folder(t), project(MENDED)) });
  assert.deepEqual({ code, out, err }, { code: 0, out: '', err: '--fix would change nothing; 0 problems found.\n' });
});

test('fixing twice is fixing once, and leaves nothing beside the file', async (t) => {
  const cwd = write(folder(t), project());
  await firstspan(['check', '--fix'], { cwd });
  const again = await firstspan(['check', '--fix'], { cwd });
  assert.deepEqual({ code: again.code, err: again.err }, { code: 0, err: '' });
  assert.equal(read(cwd, 'proj/asgi.py'), MENDED);
  assert.deepEqual(readdirSync(path.join(cwd, 'proj')).sort(), ['__init__.py', 'asgi.py', 'settings.py']);
});

test('permissions stay', async (t) => {
  const cwd = write(folder(t), project());
  chmodSync(path.join(cwd, 'proj/asgi.py'), 0o750);
  await firstspan(['check', '--fix'], { cwd });
  assert.equal(statSync(path.join(cwd, 'proj/asgi.py')).mode & 0o777, 0o750);
});

test('a link within the folder stays a link, and its file is fixed', async (t) => {
  const { 'proj/asgi.py': asgi, ...rest } = project();
  const cwd = write(folder(t), { ...rest, 'shared/real_asgi.py': asgi });
  symlinkSync('../shared/real_asgi.py', path.join(cwd, 'proj/asgi.py'));
  const { code } = await firstspan(['check', '--fix'], { cwd });
  assert.equal(code, 0);
  assert.ok(lstatSync(path.join(cwd, 'proj/asgi.py')).isSymbolicLink());
  assert.equal(read(cwd, 'shared/real_asgi.py'), MENDED);
});

test('a link that leads out of the folder is neither read nor written', async (t) => {
  const { 'proj/asgi.py': asgi, ...rest } = project();
  const outside = write(folder(t), { 'asgi.py': asgi });
  const cwd = write(folder(t), rest);
  symlinkSync(path.join(outside, 'asgi.py'), path.join(cwd, 'proj/asgi.py'));
  const { code } = await firstspan(['check', '--fix'], { cwd });
  assert.equal(code, 0);
  assert.equal(readFileSync(path.join(outside, 'asgi.py'), 'utf8'), LATE);
});

test('with a file as PATH only that file is fixed', async (t) => {
  const cwd = samples(t);
  const manage = read(cwd, 'shop/manage.py');
  const { code, err } = await firstspan(['check', '--fix', 'shop/shop/asgi.py'], { cwd });
  assert.deepEqual({ code, err }, { code: 0, err: 'Changed 1 file: shop/shop/asgi.py.\n' });
  assert.equal(read(cwd, 'shop/manage.py'), manage);
});

test('several workspaces are fixed in one run, named from the working directory', async (t) => {
  const cwd = folder(t);
  for (const name of ['one', 'two']) write(path.join(cwd, name), project());
  const diff = await firstspan(['check', '--diff', 'one', 'two'], { cwd });
  assert.deepEqual(diff.out.match(/^\+\+\+ .*/gm), ['+++ b/one/proj/asgi.py', '+++ b/two/proj/asgi.py']);
  const { code } = await firstspan(['check', '--fix', 'one', 'two'], { cwd });
  assert.equal(code, 0);
  for (const name of ['one', 'two']) assert.equal(read(cwd, name, 'proj/asgi.py'), MENDED);
});
