// The disk host: what it finds, what it refuses, and that nothing makes it fail.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs, { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test, type TestContext } from 'node:test';
import { namedIn } from '../../server/src/core/project/names';
import { NodeHost } from '../../server/src/host/node';
import { SIZE_LIMIT } from '../../server/src/host/read-file';
import { fromPath } from '../../server/src/host/uris';
import { walk, type Visitor } from '../../server/src/host/walk';

function folder(t: TestContext, files: Record<string, string | Uint8Array>): string {
  const top = realpathSync(mkdtempSync(path.join(tmpdir(), 'firstspan-host-')));
  t.after(() => rmSync(top, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
    writeFileSync(path.join(top, name), content);
  }
  return top;
}

function host(...folders: string[]): NodeHost {
  return new NodeHost(() => folders.map(fromPath));
}

async function names(top: string): Promise<string[]> {
  const found = await host(top).discover([fromPath(top)]);
  return found.map((uri) => decodeURIComponent(uri).slice(decodeURIComponent(fromPath(top)).length + 1)).sort();
}

test('finds named files at any depth, and only those', async (t) => {
  const top = folder(t, { 'manage.py': '', 'backend/shop/wsgi.py': '', 'backend/shop/views.py': '', 'deploy/Dockerfile': '', '.env': '', 'package.json': '', 'tsconfig.json': '', 'pyproject.toml': '', 'a b/ü 😀#%/asgi.py': '' });
  assert.deepEqual(await names(top), ['.env', 'a b/ü 😀#%/asgi.py', 'backend/shop/wsgi.py', 'deploy/Dockerfile', 'manage.py', 'package.json', 'pyproject.toml']);
});

test('skips tool folders and virtual environments of any name', async (t) => {
  const top = folder(t, {
    'manage.py': '', 'node_modules/x/wsgi.py': '', '.git/wsgi.py': '', 'my-env/pyvenv.cfg': '', 'my-env/lib/site/wsgi.py': '', 'lib/site-packages/wsgi.py': '', 'env.d/wsgi.py': '',
  });
  assert.deepEqual(await names(top), ['env.d/wsgi.py', 'manage.py']);
});

test('what git ignores: no entrypoint, and not absent either', async (t) => {
  const top = folder(t, {
    '.gitignore': '# built\nbuild/\n/local/\n*.local.py\ngenerated/*\n!generated/kept/\n.env\n.envs/*\n',
    'manage.py': '', 'build/manage.py': '', 'backend/build/wsgi.py': '', 'local/wsgi.py': '', 'backend/local/wsgi.py': '', 'generated/wsgi.py': '', 'generated/gone/wsgi.py': '', 'generated/kept/wsgi.py': '',
    'nested/.gitignore': '*.py\n!asgi.py\n', 'nested/wsgi.py': '', 'nested/asgi.py': '', 'nested/deeper/wsgi.py': '', 'nested/deeper/.gitignore': '!wsgi.py\n',
    '.env': 'A=1\n', '.envs/.production/.django': 'A=1\n', '.envs/wsgi.py': '', 'shop/settings.local.py': '', 'build/tracing.py': '', 'shop/plain.py': '',
  });
  assert.deepEqual(await names(top), ['.env', '.envs/.production/.django', 'backend/local/wsgi.py', 'generated/kept/wsgi.py', 'manage.py', 'nested/asgi.py', 'nested/deeper/wsgi.py']);
  const kind = async (name: string) => (await host(top).read(fromPath(path.join(top, name)))).kind;
  const kinds = await Promise.all(['shop/plain.py', 'build/tracing.py', 'shop/settings.local.py', 'build/none.py', '.env'].map(kind));
  assert.deepEqual(kinds, ['loaded', 'unreadable', 'unreadable', 'absent', 'loaded']);
});

test('rules above the folder count up to the repository, unless they ignore all of it', async (t) => {
  const top = folder(t, { '.gitignore': 'wsgi.py\ncheckouts/\n', '.git/HEAD': '', 'shop/wsgi.py': '', 'shop/asgi.py': '', 'checkouts/one/wsgi.py': '', 'checkouts/one/.gitignore': 'asgi.py\n', 'checkouts/one/asgi.py': '' });
  assert.deepEqual(await names(path.join(top, 'shop')), ['asgi.py']);
  assert.deepEqual(await names(path.join(top, 'checkouts/one')), ['wsgi.py']);
});

test('without a repository the rules of the folder count, and a change is seen', async (t) => {
  const top = folder(t, { 'a/wsgi.py': '', '.gitignore': 'a/\n' });
  const disk = host(top);
  assert.deepEqual(await disk.discover([fromPath(top)]), []);
  writeFileSync(path.join(top, '.gitignore'), '');
  assert.deepEqual(await disk.discover([fromPath(top)]), [fromPath(path.join(top, 'a/wsgi.py'))]);
});

test('links: inside are found, loops end, outside is neither found nor read', async (t) => {
  const outside = folder(t, { 'wsgi.py': 'secret = 1\n', 'package/asgi.py': '' });
  const top = folder(t, { 'shop/wsgi.py': 'x = 1\n' });
  symlinkSync(top, path.join(top, 'shop/loop'));
  symlinkSync('self', path.join(top, 'self'));
  symlinkSync(path.join(outside, 'wsgi.py'), path.join(top, 'manage.py'));
  symlinkSync(path.join(outside, 'package'), path.join(top, 'linked'));
  symlinkSync(path.join(top, 'nowhere'), path.join(top, 'asgi.py'));
  mkdirSync(path.join(top, 'other'));
  symlinkSync(path.join(top, 'shop/wsgi.py'), path.join(top, 'other/wsgi.py'));
  assert.deepEqual(await names(top), ['other/wsgi.py', 'shop/wsgi.py']);

  const disk = host(top);
  const read = (name: string) => disk.read(fromPath(path.join(top, name)));
  assert.equal((await read('manage.py')).kind, 'unreadable');
  assert.equal((await read('linked/asgi.py')).kind, 'unreadable');
  assert.equal((await read('asgi.py')).kind, 'absent');
  assert.deepEqual(await read('self'), await read('self'));
  assert.equal((await read('self')).kind, 'unreadable');
  assert.deepEqual(await read('shop/loop/shop/wsgi.py'), { kind: 'loaded', text: 'x = 1\n' });
});

test('the workspace folder may be a link itself', async (t) => {
  const top = folder(t, { 'real/manage.py': 'x\n' });
  symlinkSync(path.join(top, 'real'), path.join(top, 'link'));
  const link = path.join(top, 'link');
  assert.deepEqual(await names(link), ['manage.py']);
  assert.deepEqual(await host(link).read(fromPath(path.join(link, 'manage.py'))), { kind: 'loaded', text: 'x\n' });
});

test('texts come as they are: byte order mark, line ends, no last line end', async (t) => {
  const text = '\uFEFFx = "😀"\r\ny = 1\rz';
  const top = folder(t, { 'wsgi.py': text, 'empty.py': '' });
  assert.deepEqual(await host(top).read(fromPath(path.join(top, 'wsgi.py'))), { kind: 'loaded', text });
  assert.deepEqual(await host(top).read(fromPath(path.join(top, 'empty.py'))), { kind: 'loaded', text: '' });
});

test('what is no text has a reason', async (t) => {
  const top = folder(t, { 'binary.py': new Uint8Array([120, 0, 1]), 'latin.py': new Uint8Array([35, 0xe9, 10]), 'huge.py': '#'.repeat(SIZE_LIMIT + 1), 'large.py': '#'.repeat(SIZE_LIMIT) });
  const read = (name: string) => host(top).read(fromPath(path.join(top, name)));
  assert.deepEqual(await read('binary.py'), { kind: 'unreadable', why: 'a binary file' });
  assert.deepEqual(await read('latin.py'), { kind: 'unreadable', why: 'not UTF-8 text' });
  assert.deepEqual(await read('huge.py'), { kind: 'unreadable', why: 'larger than 2 MB' });
  assert.equal((await read('large.py')).kind, 'loaded');
});

test('folders and pipes are no files', { timeout: 20_000 }, async (t) => {
  const top = folder(t, { 'wsgi.py/x': '' });
  if (process.platform !== 'win32') execFileSync('mkfifo', [path.join(top, 'asgi.py')]);
  assert.deepEqual(await host(top).read(fromPath(path.join(top, 'wsgi.py'))), { kind: 'absent' });
  assert.deepEqual(await host(top).read(fromPath(path.join(top, 'asgi.py'))), { kind: 'absent' });
  assert.deepEqual(await host(top).read(fromPath(path.join(top, 'wsgi.py/x/deeper.py'))), { kind: 'absent' });
  assert.deepEqual(await names(top), []);
});

test('a folder or file that may not be read is no failure', async (t) => {
  const top = folder(t, { 'manage.py': '', 'closed/wsgi.py': '', 'secret/asgi.py': '' });
  chmodSync(path.join(top, 'closed'), 0);
  chmodSync(path.join(top, 'secret/asgi.py'), 0);
  assert.ok((await names(top)).includes('manage.py'));
  // The superuser may read everything; everyone else gets a reason.
  const expected = process.getuid?.() === 0 ? 'loaded' : 'unreadable';
  assert.equal((await host(top).read(fromPath(path.join(top, 'secret/asgi.py')))).kind, expected);
  chmodSync(path.join(top, 'closed'), 0o755);
});

/** Something else writes to the file whenever a part of it was read. */
function writeMeanwhile(t: TestContext, file: string, texts: string[]): void {
  const { readSync } = fs;
  t.mock.method(fs, 'readSync', (...args: Parameters<typeof readSync>) => {
    const next = texts.shift();
    if (next !== undefined) writeFileSync(file, next);
    return readSync(...args);
  });
}

test('a file that is written while it is read comes whole or not at all', async (t) => {
  const [a, b] = ['a'.repeat(200_000), 'b'.repeat(150_000)];
  const file = path.join(folder(t, { 'wsgi.py': a }), 'wsgi.py');
  for (const [texts, last] of [[[b], b], [[a], a], [['', b], b]] as const) {
    writeMeanwhile(t, file, [...texts]);
    assert.deepEqual(await host(path.dirname(file)).read(fromPath(file)), { kind: 'loaded', text: last });
  }
  writeMeanwhile(t, file, [a, a, b, b, a, a, b, b].map((text, i) => text + i));
  assert.deepEqual(await host(path.dirname(file)).read(fromPath(file)), { kind: 'unreadable', why: 'it changes while it is read' });
});

test('a folder that does not exist has no files, and a walk can be aborted', async (t) => {
  const top = folder(t, { 'manage.py': '' });
  assert.deepEqual(await names(path.join(top, 'nowhere')), []);
  await assert.rejects(host(top).discover([fromPath(top)], AbortSignal.abort()), { name: 'AbortError' });
});

test('folders that are listed by threads are the same', async (t) => {
  const nested = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`${i % 9}/x/${i}/${i % 2 === 0 ? 'wsgi.py' : 'views.py'}`, '']));
  const top = folder(t, { ...nested, 'manage.py': '', 'env/pyvenv.cfg': '', 'env/wsgi.py': '', 'node_modules/wsgi.py': '', 'closed/wsgi.py': '' });
  const seen: string[] = [];
  const visitor: Visitor = { enters: (_, relative) => relative !== 'closed', entered: (below, hasRules) => seen.push(`${below} ${hasRules}`) };
  const found = await walk(top, namedIn, visitor, undefined, -1);
  assert.equal(found.length, 46);
  assert.deepEqual(found, await walk(top, namedIn, { enters: visitor.enters }));
  assert.equal(seen.length, 1 + 9 + 9 + 90);
  await assert.rejects(walk(top, namedIn, {}, AbortSignal.abort(), -1), { name: 'AbortError' });
});
