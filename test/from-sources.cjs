// Runs tests from sources: TypeScript, and rule pages as text, as the bundler makes them. Loaded with --require.
// Node's own loaders run in this thread then; hooks of --import have a thread of their own, in which a run of Node 20 was seen to hang at its end.
const { readFileSync } = require('node:fs');
const { transformSync } = require('esbuild');

const OPTIONS = { loader: 'ts', format: 'cjs', platform: 'node', target: `node${process.versions.node}`, sourcemap: 'inline', supported: { 'dynamic-import': false } };

// Before .md: what is imported without an ending is TypeScript.
require.extensions['.ts'] = (module, file) => {
  module._compile(transformSync(readFileSync(file, 'utf8'), { ...OPTIONS, sourcefile: file }).code, file);
};
require.extensions['.md'] = (module, file) => {
  module.exports = { __esModule: true, default: readFileSync(file, 'utf8') };
};
