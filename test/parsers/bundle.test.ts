// The parsers of general formats as they are bundled: a package that loads its own files at run time would only fail there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { ROOT } from '../meta/files';

const ENTRY = `
  import { parseDockerfile } from './server/src/parsers/dockerfile';
  import { parseJson } from './server/src/parsers/json';
  import { parseToml } from './server/src/parsers/toml';
  import { parseYaml } from './server/src/parsers/yaml';
  console.log(JSON.stringify([parseJson('{"a": 1, // b\\n}').problems, parseYaml('a: 1').documents[0].kind, parseToml('a = 1').kind, parseDockerfile('FROM python').instructions.length]));`;

/** With what every bundle of this project has in common. */
const BUNDLER = `
  import { build } from 'esbuild';
  import { common } from './scripts/build.mjs';
  const { outputFiles } = await build({ ...common, platform: 'node', stdin: { contents: ${JSON.stringify(ENTRY)}, resolveDir: process.cwd(), loader: 'ts' }, write: false });
  console.log(outputFiles[0].text);`;

test('bundled, they read what they read from sources', () => {
  const bundled = spawnSync(process.execPath, ['--input-type=module', '--eval', BUNDLER], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8 });
  assert.equal(bundled.stderr, '');
  const { stdout, stderr } = spawnSync(process.execPath, ['-'], { input: bundled.stdout, encoding: 'utf8' });
  assert.deepEqual({ stdout, stderr }, { stdout: '[[],"map","table",1]\n', stderr: '' });
});
