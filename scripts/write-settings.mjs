// `node scripts/write-settings.mjs`: writes what is made from tables: both schemas, package.json's part, the README's tables and docs/launch-files.md.
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { root, setup } from './setup.mjs';

await setup();
const require = createRequire(import.meta.url);
// From here on TypeScript and rule pages can be loaded: setup() has installed esbuild.
require('../test/from-sources.cjs');
const { generatedFiles } = require('../test/meta/generated.ts');

for (const [file, text] of generatedFiles()) {
  const where = path.join(root, file);
  mkdirSync(path.dirname(where), { recursive: true });
  if (readFileSync(where, { encoding: 'utf8', flag: 'a+' }) !== text) writeFileSync(where, text);
}
