// PATH arguments, and folders that are not as one wishes.
import * as assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdirSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { test, type TestContext } from 'node:test';
import { firstspan, folder, LATE, MENDED, project, ROOT, samples, write, type Outcome, type RunOptions } from './harness';

/** Three parts: what, why, what to do. */
const FAILURE = /^error: \S.*\n {2}why: \S.*\n {2}do: \S.*\n$/;

/** A user who may not read everything. */
const NOBODY = 65534;

function files({ out }: Outcome): string[] {
  const { findings }: { findings: { file: string }[] } = JSON.parse(out);
  return findings.map(({ file }) => file);
}

/** Root may read everything, so the program runs as somebody else, from a copy that anybody can reach. */
function asNobody(t: TestContext): Pick<RunOptions, 'uid' | 'program'> {
  if (process.getuid?.() !== 0) return {};
  const copy = folder(t);
  cpSync(path.join(ROOT, 'dist'), copy, { recursive: true });
  chmodSync(copy, 0o755);
  return { uid: NOBODY, program: path.join(copy, 'cli.js') };
}

test('a path that does not exist is a failure', async (t) => {
  const { code, out, err } = await firstspan(['check', 'nowhere'], { cwd: folder(t) });
  assert.deepEqual({ code, out }, { code: 2, out: '' });
  assert.match(err, FAILURE);
  assert.match(err, /nowhere does not exist/);
});

test('a folder that cannot be read is a failure; below the checked folder it is passed over', async (t) => {
  const as = asNobody(t);
  const cwd = write(folder(t), { ...project(), 'closed/asgi.py': LATE });
  chmodSync(cwd, 0o755);
  chmodSync(path.join(cwd, 'closed'), 0o000);
  const named = await firstspan(['check', 'closed'], { cwd, ...as });
  const above = await firstspan(['check', '--format', 'json'], { cwd, ...as });
  chmodSync(path.join(cwd, 'closed'), 0o755);
  assert.equal(named.code, 2);
  assert.match(named.err, FAILURE);
  assert.deepEqual({ code: above.code, files: files(above) }, { code: 1, files: ['proj/asgi.py'] });
});

test('an unreadable entrypoint is named, and the rest is checked', async (t) => {
  const cwd = write(folder(t), { ...project(), 'other/wsgi.py': Buffer.from([0, 1, 2, 0xff]), 'other/manage.py': Buffer.from('name = "Andr\xe9"\n', 'latin1') });
  const { code, out, err } = await firstspan(['check', '--format', 'json'], { cwd });
  assert.equal(code, 1);
  assert.deepEqual(files({ code, out, err }), ['proj/asgi.py']);
  assert.match(err, /note: other\/wsgi\.py was not checked: a binary file\.\n/);
  assert.match(err, /note: other\/manage\.py was not checked: not UTF-8 text\.\n/);
});

test('a binary file as PATH is a failure', async (t) => {
  const cwd = write(folder(t), { ...project(), 'proj/wsgi.py': Buffer.from([0, 1, 2]) });
  const { code, err } = await firstspan(['check', 'proj/wsgi.py'], { cwd });
  assert.equal(code, 2);
  assert.match(err, FAILURE);
});

test('links that lead in a circle end', async (t) => {
  const cwd = write(folder(t), project());
  symlinkSync('..', path.join(cwd, 'proj/up'));
  symlinkSync('asgi.py', path.join(cwd, 'asgi.py'));
  const outcome = await firstspan(['check', '--format', 'json'], { cwd });
  assert.deepEqual({ code: outcome.code, files: files(outcome) }, { code: 1, files: ['proj/asgi.py'] });
});

test('half-typed Python is no failure', async (t) => {
  for (const end of [20, 120, 200, LATE.length - 2]) {
    const { code, err } = await firstspan(['check'], { cwd: write(folder(t), project(LATE.slice(0, end))) });
    assert.ok(code === 0 || code === 1, `${end}: ${err}`);
  }
});

test('with one folder names are relative to it, wherever the working directory is', async (t) => {
  const outcome = await firstspan(['check', '--format', 'json', path.join(samples(t), 'shop')], { cwd: folder(t) });
  assert.deepEqual(files(outcome), ['gunicorn.conf.py', 'manage.py', 'shop/asgi.py']);
});

test('with several names are relative to the working directory, and nothing is listed twice', async (t) => {
  const cwd = samples(t);
  const outcome = await firstspan(['check', '--format', 'json', 'shop', 'warehouse', 'shop/shop'], { cwd });
  assert.deepEqual(files(outcome), ['shop/gunicorn.conf.py', 'shop/manage.py', 'shop/shop/asgi.py', 'warehouse/gunicorn.conf.py']);
  const outside = await firstspan(['check', '--format', 'json', '../shop', '../warehouse'], { cwd: path.join(cwd, 'warehouse') });
  assert.deepEqual(files(outside), ['../shop/gunicorn.conf.py', '../shop/manage.py', '../shop/shop/asgi.py', 'gunicorn.conf.py']);
});

test('a file limits the findings, and the start-up is still followed from everywhere', async (t) => {
  const cwd = samples(t);
  const outcome = await firstspan(['check', '--format', 'json', 'shop/manage.py'], { cwd });
  assert.deepEqual(files(outcome), ['shop/manage.py']);
  assert.ok(JSON.parse(outcome.out).boots.length > 2);
});

test('a file elsewhere belongs to the nearest project above it', async (t) => {
  const top = samples(t);
  const outcome = await firstspan(['check', '--format', 'json', path.join(top, 'shop/shop/asgi.py')], { cwd: folder(t) });
  assert.deepEqual(files(outcome), ['shop/asgi.py']);
});

test('neither a file nor a folder is a failure', async () => {
  const { code, err } = await firstspan(['check', '/dev/null']);
  assert.equal(code, 2);
  assert.match(err, FAILURE);
});

test('names with spaces, percent signs and other scripts are shown as they are', async (t) => {
  const cwd = folder(t);
  mkdirSync(path.join(cwd, 'Größe 100% #1'));
  write(path.join(cwd, 'Größe 100% #1'), project());
  const outcome = await firstspan(['check', '--format', 'json'], { cwd });
  assert.deepEqual(files(outcome), ['Größe 100% #1/proj/asgi.py']);
  assert.equal((await firstspan(['check', '--fix'], { cwd })).code, 0);
  assert.equal((await firstspan(['check'], { cwd: write(folder(t), project(MENDED)) })).code, 0);
});

test('boots of several folders have names of their own, and findings use them', async (t) => {
  const cwd = folder(t);
  write(path.join(cwd, 'one'), project());
  write(path.join(cwd, 'two'), project());
  const { findings, boots }: { findings: { boots: string[] }[]; boots: { name: string }[] } = JSON.parse((await firstspan(['check', 'one', 'two', '--format', 'json'], { cwd })).out);
  const names = boots.map(({ name }) => name);
  assert.ok(names.some((name) => name.includes(':one/')) && names.some((name) => name.includes(':two/')), names.join(', '));
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(findings.flatMap((finding) => finding.boots).filter((name) => !names.includes(name)), []);
  assert.deepEqual(findings.map((finding) => finding.boots.length), [1, 1]);
});
