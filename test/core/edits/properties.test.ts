// What holds for edits of every file that the pages of the launch readers show: set and taken away again, they say what they said.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'node:test';
import { sameMeaning } from '../../../server/src/core/fix/launch/meaning';
import { readLaunch, variablesOf, wordsSaid } from '../../../server/src/core/fix/launch/said';
import { removeVariable, setVariable } from '../../../server/src/core/fix/launch/set-variable';
import { isLaunchFile } from '../../../server/src/core/project/names';
import { applyEdits } from '../../../server/src/core/text/edits';
import { launchParsers } from '../launch/parsers';

const PAGES = path.join(__dirname, '../launch');
const NAME = 'OTEL_SERVICE_NAME';

const files = readdirSync(PAGES).filter((name) => name.endsWith('.md')).flatMap((page) =>
  [...readFileSync(path.join(PAGES, page), 'utf8').matchAll(/^(`{3,})[^\n]*title="([^"]+)"[^\n]*\n([^]*?)^\1$/gm)].map(([, , file = '', text = '']) => ({ page, file, text })));

/** Files of no launch syntax in which a variable could be written, and broken ones. */
const NOT_SET = ['noxfile.py', 'deploy/shop.conf', 'pyproject.toml', 'docker-compose.yml', 'supervisor.ini'];

for (const newline of ['\n', '\r\n']) {
  describe(newline === '\n' ? 'LF' : 'CRLF', () => {
    for (const page of new Set(files.map((file) => file.page))) it(page, () => hold(page, newline));
  });
}

it('most files can be given a variable', async () => {
  const parsers = await launchParsers();
  const commands = files.flatMap(({ file, text }) => (readLaunch(file, text, parsers)?.commands ?? []).map(({ where, at }) => ({ path: file, text, where, at })));
  const not = commands.filter((launch) => !setVariable('file:///x', launch, NAME, 'shop', parsers));
  assert.ok(commands.length > 150);
  assert.ok(not.length < 10);
  assert.deepEqual([...new Set(not.map((launch) => launch.path))].filter((file) => !NOT_SET.includes(file)), []);
});

async function hold(page: string, newline: string): Promise<void> {
  const parsers = await launchParsers();
  for (const { file, text: shown } of files.filter((one) => one.page === page)) {
    const text = shown.replaceAll('\n', newline);
    const before = readLaunch(file, text, parsers)?.commands ?? [];
    for (const [i, { where, at, environment }] of before.entries()) {
      if (variablesOf(environment).has(NAME)) continue;
      const edits = setVariable('file:///x', { path: file, text, where, at }, NAME, 'shop', parsers);
      if (!edits) continue;
      const after = applyEdits(text, edits)!;
      const { commands } = readLaunch(file, after, parsers)!;
      const context = `${file} [${where}]\n${after}`;
      assert.deepEqual(commands.map(({ words }) => wordsSaid(words)), before.map(({ words }) => wordsSaid(words)), context);
      assert.equal(variablesOf(commands[i]!.environment).get(NAME), 'shop', context);
      if (newline === '\r\n') assert.doesNotMatch(after, /(^|[^\r])\n/, context);
      const back = removeVariable('file:///x', { path: file, text: after, where, at: commands[i]!.at }, NAME, parsers);
      const again = back && applyEdits(after, back)!;
      assert.ok(again !== undefined && (again === text || !isLaunchFile(file) || sameMeaning(file, text, again, parsers)), `taken away: ${context}`);
    }
  }
}
