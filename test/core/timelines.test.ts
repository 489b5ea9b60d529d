// The timeline suites: small projects and what happens when each of their entrypoints starts.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'node:test';
import { readSuite, VIEWS, type Case } from './suite';
import { viewsOf } from './views';

const FOLDER = path.join(__dirname, 'timelines');

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.md'))) {
  describe(file, () => {
    for (const example of readSuite(readFileSync(path.join(FOLDER, file), 'utf8'))) it(example.name, () => run(example));
  });
}

async function run({ files, expected, options }: Case): Promise<void> {
  assert.ok(expected.size > 0, 'nothing is expected');
  const view = await viewsOf(files, options);
  for (const name of VIEWS) if (expected.has(name)) assert.equal(view(name), expected.get(name), name);
}
