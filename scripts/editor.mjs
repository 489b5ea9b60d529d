// `npm run editor [-- PATH]`: opens the samples, or PATH, in an editor with First Span: VS Code if installed, else code-server in the browser.
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { fail, root, setup } from './setup.mjs';

await setup();
const asked = process.argv[2];
// npm runs scripts in the package's folder; INIT_CWD is where the person is.
const folder = asked ? path.resolve(process.env.INIT_CWD ?? '.', asked) : undefined;
const require = createRequire(import.meta.url);
// From here on TypeScript can be loaded: setup() has installed esbuild.
require('../test/from-sources.cjs');
const { openEditor } = require('../test/editor/open/open-editor.ts');
await openEditor(folder, path.join(root, 'scripts/package.mjs')).catch((error) => fail(error.message));
