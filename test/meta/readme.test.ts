// The README's rule table is what the registry says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { it } from 'node:test';
import { allRules as rules } from '../../server/src/core/rules/registry';

it('the rule table of the README is fresh', () => {
  const readme = readFileSync(path.join(__dirname, '../../README.md'), 'utf8').replaceAll('\r\n', '\n');
  const table = /<!-- rules -->\n([\s\S]*?)\n<!-- \/rules -->/.exec(readme)?.[1];
  const rows = rules.map(({ id, severity, summary }) => `| [${id}](server/src/core/rules/${id}.md) | ${severity} | ${summary} |`);
  assert.equal(table, ['| rule | severity | finds |', '|---|---|---|', ...rows].join('\n'));
});
