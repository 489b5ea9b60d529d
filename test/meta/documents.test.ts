// The documents against the project: links lead somewhere, and what they name exists.
import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/registry';
import { projectFiles, read, ROOT } from './files';

const documents = projectFiles().filter((file) => /^[^/]+\.md$|^(docs|examples)\/.*\.md$/.test(file));

test('every relative link of a document leads to a file', () => {
  assert.ok(documents.includes('README.md') && documents.includes('examples/README.md'));
  const broken = documents.flatMap((file) => [...read(file).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(path.join(ROOT, path.dirname(file), target)))
    .map((target) => `${file}: ${target}`));
  assert.deepEqual(broken, []);
});

test('every npm command that a document names exists', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
  const named = documents.flatMap((file) => [...read(file).matchAll(/npm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, run, short]) => run ?? short));
  assert.ok(named.length > 0);
  assert.deepEqual(named.filter((name) => !(name in scripts)), []);
});

test('the samples that the examples\' README describes are there, with the rules that it names', () => {
  const rows = [...read('examples/README.md').matchAll(/^\| `([^`]+)` \|.*\| `([^`]+)` \|$/gm)].map(([, file, rule]) => ({ file, rule }));
  assert.ok(rows.length > 0);
  assert.deepEqual(rows.filter(({ rule }) => !rules.some(({ id }) => id === rule)), []);
  for (const { file } of rows) assert.ok(existsSync(path.join(ROOT, 'examples', file)), file);
});
