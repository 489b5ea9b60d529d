// npm's `prepare`: builds dist/ when a clone is installed, also where npm installs the clone as a tool (pre-commit, npm install -g git+…).
import { checkNode, installPackages } from './setup.mjs';

// Such an installation is global, and hands that to every npm below it; the packages that build are for this folder.
for (const name of Object.keys(process.env)) if (/^npm_config_(global|location|prefix|omit|include|production|dry_run)$/i.test(name)) delete process.env[name];
checkNode();
installPackages();
const { build } = await import('./build.mjs');
// esbuild has printed its own errors already; others are worth their message.
await build({ production: true }).catch((error) => {
  if (!error.errors) console.error(error.message);
  process.exitCode = 1;
});
