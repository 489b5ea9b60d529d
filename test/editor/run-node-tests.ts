// Runs the *.test.ts files of this folder with node:test, one process each, and counts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Count } from './count';
import { repository } from './harness/paths';

/** Not searched: installed packages, what tests left behind, and the suites that VS Code itself runs. */
const foreign = ['host', 'out', 'api'];

/**
 * @param selection texts of which a file's path must contain one; empty for all.
 * @param vsix the packaged extension.
 */
export function runNodeTests(selection: readonly string[], vsix: string): Count {
  const files = testFiles().filter((file) => selection.length === 0 || selection.some((text) => file.includes(text)));
  if (files.length === 0) throw new Error(`No test file was found for ${selection.join(', ')}.`);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'first-span-counts-'));
  const counts = path.join(folder, 'counts.json');
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/count-reporter.mjs', `--test-reporter-destination=${counts}`];
  try {
    const { status } = spawnSync(process.execPath, ['--require', './test/from-sources.cjs', '--test', '--test-concurrency=1', ...reporters, ...files],
      { cwd: repository, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, FIRSTSPAN_VSIX: vsix } });
    return counted(readFileSync(counts, 'utf8'), status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function testFiles(folder = 'test/editor'): string[] {
  return readdirSync(path.join(repository, folder), { withFileTypes: true })
    .filter((entry) => !foreign.includes(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return testFiles(name);
      return name.endsWith('.test.ts') ? [name] : [];
    });
}

function counted(json: string, status: number | null): Count {
  const { passed, failed, skipped, empty } = JSON.parse(json) as Count & { skipped: number; empty: string[] };
  const bad = failed + skipped + empty.length;
  return { passed, failed: bad === 0 && status !== 0 ? 1 : bad };
}
