// Runs TypeScript from its sources, compiled file by file. Loaded with --require.
// Node's own loaders run in this thread then: hooks of --import have a thread of their own, with which a test file on Node 20 was once seen not to end.
const { readFileSync } = require('node:fs');
const { transformSync } = require('esbuild');

const OPTIONS = { loader: 'ts', format: 'cjs', platform: 'node', target: `node${process.versions.node}`, sourcemap: 'inline', supported: { 'dynamic-import': false } };

const { '.ts': _builtIn, ...others } = require.extensions;
for (const ending of Object.keys(require.extensions)) delete require.extensions[ending];
// First of all: `./gaps` is gaps.ts, and not gaps.json beside it.
require.extensions['.ts'] = (module, file) => {
  module._compile(transformSync(readFileSync(file, 'utf8'), { ...OPTIONS, sourcefile: file }).code, file);
};
Object.assign(require.extensions, others);
