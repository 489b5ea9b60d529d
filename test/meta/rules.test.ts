// Every rule is there three times: as code, as page and in the registry. Its page is run by test/rules/pages.test.ts.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { allRules as rules } from '../../server/src/core/rules/registry';
import { rulePage } from '../../server/src/host/rule-pages';
import { projectFiles, read } from './files';

const FOLDER = 'server/src/core/rules/';
const ids = rules.map(({ id }) => id).sort();

function named(pattern: RegExp): string[] {
  return projectFiles('server/src/core/rules').flatMap((file) => pattern.exec(file.slice(FOLDER.length))?.[1] ?? []);
}

test('each page belongs to a registered rule, and each rule has a page', () => {
  assert.deepEqual(named(/^([^/]+)\.md$/), ids);
});

test('each file that defines a rule is registered', () => {
  const defining = named(/^([^/]+)\.ts$/).filter((name) => read(`${FOLDER}${name}.ts`).includes(`id: '${name}'`));
  assert.deepEqual(defining, ids);
});

test('names are unique, and of small letters and hyphens', () => {
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.length > 0);
  for (const id of ids) assert.match(id, /^[a-z]+(-[a-z]+)*$/);
});

for (const { id, summary } of rules) {
  const page = rulePage(id);
  test(`${id}: the page has the headings of every page, and the rule one line for lists`, () => {
    assert.match(page, new RegExp(`^# .*${id}`));
    for (const heading of ['Reported', 'Not reported']) assert.match(page, new RegExp(`^## ${heading}$`, 'm'));
    assert.match(summary, /^\S.*\S$/);
  });
}

test('the page runner runs what is registered', () => {
  assert.match(read('test/rules/pages.test.ts'), /for \(const rule of rules\)/);
});
