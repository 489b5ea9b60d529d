// Compiles the suites for the extension host: one JavaScript file for each TypeScript file, in the same layout.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { outFolder, repository } from '../harness/paths';

const editorTests = path.join(repository, 'test/editor');
const shared = ['api/names.ts', 'harness/until.ts', 'projects/shop.ts'];

/** @returns the module for `extensionTestsPath`. */
export async function buildSuites(): Promise<string> {
  const outdir = path.join(outFolder, 'api');
  const suites = readdirSync(path.join(editorTests, 'api/suite')).map((name) => `api/suite/${name}`);
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [...suites, ...shared].map((name) => path.join(editorTests, name)),
    outbase: editorTests, outdir, bundle: false, format: 'cjs', platform: 'node', target: 'node20', sourcemap: 'inline', logLevel: 'warning',
  });
  return path.join(outdir, 'api/suite/index.js');
}
