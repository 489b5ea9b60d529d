// Bundles the extension, the language server and the command line into dist/, with what they load later beside them. Usage: node scripts/build.mjs [--production]
import { build as bundle } from 'esbuild';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

const ENTRIES = [
  { from: 'client/src/extension.node.ts', to: 'extension.js' },
  { from: 'server/src/node.ts', to: 'server.js' },
  { from: 'server/src/cli.ts', to: 'cli.js', banner: '#!/usr/bin/env node' },
  { from: 'server/src/parsers/late.ts', to: 'parsers.js' },
];
const PAGES = 'server/src/core/rules';
const WASM = ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-python/tree-sitter-python.wasm', 'tree-sitter-bash/tree-sitter-bash.wasm'];

/** What every bundle of this project has in common: the core's purity test builds with it too. */
export const common = {
  absWorkingDir: root, bundle: true, format: 'cjs', target: 'node20', logLevel: 'warning',
  // What it gives to Node looks for its own files at run time, which no bundler sees.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};

/**
 * Builds dist/ and prints nothing but errors.
 * Files are replaced in place, so that a server that runs from dist/ never sees an empty folder.
 * @param {{ production?: boolean, outdir?: string }} [options] production: minified, without source maps. outdir: instead of dist/.
 * @throws when a source does not compile.
 */
export async function build({ production = false, outdir = path.join(root, 'dist') } = {}) {
  mkdirSync(outdir, { recursive: true });
  for (const file of readdirSync(outdir)) if (file.endsWith('.map')) rmSync(path.join(outdir, file));
  const entries = ENTRIES.filter(({ from }) => existsSync(path.join(root, from)));
  await Promise.all(entries.map((entry) => bundleOne(entry, production, outdir)));
  copyPages(path.join(outdir, 'rules'));
  for (const file of WASM) copyFileSync(path.join(root, 'node_modules', file), path.join(outdir, path.basename(file)));
}

/** The pages of the rules, and none of a rule that is gone. */
function copyPages(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const file of readdirSync(path.join(root, PAGES))) if (file.endsWith('.md')) copyFileSync(path.join(root, PAGES, file), path.join(folder, file));
}

/** What `import()` loads is the bundle of another entry, so that whoever does not need it does not read it either. */
const loadedLater = {
  name: 'loaded-later',
  setup: (bundler) => bundler.onResolve({ filter: /^\./ }, ({ kind, path: wanted, resolveDir }) => {
    if (kind !== 'dynamic-import') return undefined;
    const source = `${path.relative(root, path.resolve(resolveDir, wanted)).replaceAll(path.sep, '/')}.ts`;
    return { path: `./${ENTRIES.find(({ from }) => from === source).to}`, external: true };
  }),
};

async function bundleOne({ from, to, banner }, production, outdir) {
  const outfile = path.join(outdir, to);
  await bundle({
    ...common, platform: 'node', entryPoints: [from], outfile, minify: production, sourcemap: !production,
    // The native parser is loaded at run time where it is installed; no bundle contains it.
    external: ['vscode', 'tree-sitter', 'tree-sitter-python', '*.node'],
    plugins: [loadedLater], supported: { 'dynamic-import': false },
    ...(banner && { banner: { js: banner } }),
  });
  if (banner) chmodSync(outfile, 0o755);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  // esbuild has printed its own errors already; others are worth their message.
  await build({ production: process.argv.includes('--production') }).catch((error) => {
    if (!error.errors) console.error(error.message);
    process.exitCode = 1;
  });
}
