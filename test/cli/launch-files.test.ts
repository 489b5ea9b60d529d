// Findings in files that are not Python, in every format of the command line.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstspan, folder, MENDED, project, read, write } from './harness';

const DOCKERFILE = 'FROM python:3.13\n# firstspan: ignore[no-such-rule] seen in a run\nCMD ["gunicorn", "proj.wsgi"]\n';

const FILES = { ...project(MENDED), Dockerfile: DOCKERFILE };

test('text shows the lines of a Dockerfile', async (t) => {
  const { code, out } = await firstspan(['check'], { cwd: write(folder(t), FILES) });
  assert.equal(code, 1);
  assert.match(out, /Dockerfile:2:21/);
  assert.match(out, /2 \| # firstspan: ignore\[no-such-rule\] seen in a run\n +\| +\^{12}\n/);
});

test('SARIF and GitHub name the place', async (t) => {
  const cwd = write(folder(t), FILES);
  const { runs: [{ results: [{ locations: [place], ruleId }] }] } = JSON.parse((await firstspan(['check', '--format', 'sarif'], { cwd })).out);
  assert.equal(ruleId, 'unused-suppression');
  assert.deepEqual([place.physicalLocation.artifactLocation.uri, place.physicalLocation.region.startLine, place.physicalLocation.region.startColumn], ['Dockerfile', 2, 21]);
  const { out } = await firstspan(['check', '--format', 'github'], { cwd });
  assert.match(out, /^::warning title=First Span \(unused-suppression\),file=Dockerfile,line=2,endLine=2,col=21,endColumn=33::/);
});

test('a Dockerfile can be named, given on standard input and fixed', async (t) => {
  const cwd = write(folder(t), FILES);
  assert.equal((await firstspan(['check', 'proj/asgi.py'], { cwd })).code, 0);
  assert.equal((await firstspan(['check', 'Dockerfile'], { cwd })).code, 1);
  assert.equal((await firstspan(['check', '--stdin-filename', 'Dockerfile'], { cwd, input: 'FROM python:3.13\n' })).code, 0);
  assert.equal((await firstspan(['check', '--fix'], { cwd })).code, 0);
  assert.equal(read(cwd, 'Dockerfile'), 'FROM python:3.13\nCMD ["gunicorn", "proj.wsgi"]\n');
});
