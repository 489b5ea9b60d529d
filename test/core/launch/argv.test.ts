// Command lines and the launches that they mean: wrappers, server, target, options and environment, each with its place.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'node:test';
import { launchesOf, scriptRun } from '../../../server/src/core/launch/argv';
import { readShell } from '../../../server/src/core/launch/shell/shell';
import { launchParsers } from './parsers';
import { shownLaunch } from './show-launch';

/** `argv.md`: a block holds a command line, and behind it what it means. */
const PAGE = readFileSync(path.join(__dirname, 'argv', 'commands.md'), 'utf8');

for (const section of PAGE.split(/^## /m).slice(1)) {
  describe(section.slice(0, section.indexOf('\n')), () => {
    const blocks = [...section.matchAll(/^```\n([^]*?)^```$/gm)].flatMap(([, block = '']) => block.split(/\n(?=\$ )/));
    assert.ok(blocks.length > 0);
    for (const block of blocks) {
      const [line = '', ...expected] = block.trimEnd().split('\n');
      it(line, async () => assert.deepEqual(await shownLines(line.slice(2)), expected));
    }
  });
}

async function shownLines(line: string): Promise<string[]> {
  const parsers = await launchParsers();
  return readShell(line, parsers).commands.flatMap((command) => launchesOf(command, parsers)).flatMap((launch) => shownLaunch(line, launch));
}

describe('scripts that a command runs', () => {
  const cases: [string, string | undefined][] = [
    ['./start.sh', './start.sh'], ['sh -e scripts/start web', 'scripts/start web'], ['/entrypoint.sh gunicorn shop.wsgi', '/entrypoint.sh gunicorn shop.wsgi'], ['tini -g -- /app/run --x', '/app/run --x'], ['docker-entrypoint.sh', 'docker-entrypoint.sh'],
    ['gunicorn shop.wsgi', undefined], ['python start.py', undefined], ['/venv/bin/gunicorn shop.wsgi', undefined], ['./manage.py x', undefined], ['bash -c "x"', undefined], ['npm start', undefined],
  ];
  for (const [line, expected] of cases) {
    it(line, async () => {
      const [command] = readShell(line, await launchParsers()).commands;
      const found = scriptRun(command!);
      assert.equal(found && [found.path, ...found.args].map(({ text }) => text).join(' '), expected);
    });
  }
});
