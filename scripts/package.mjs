// `npm run package`: builds for production and makes first-span-<version>.vsix, one universal package that has the WASM parser only.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { checkNode, installPackages, root } from './setup.mjs';

checkNode();
installPackages();
const { build } = await import('./build.mjs');
await build({ production: true });

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const packagePath = path.join(root, `${manifest.name}-${manifest.version}.vsix`);
const { createVSIX } = createRequire(import.meta.url)('@vscode/vsce');
// The bundles hold every dependency. Without a public repository there is no address to which the README's links could be rewritten.
const { repository } = manifest;
await createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: !repository, rewriteRelativeLinks: Boolean(repository) });
