// What is made from tables is fresh: schemas, package.json's settings, the README's tables.
import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv';
import { fromJson, type Table } from '../../server/src/core/config/node';
import { editorSchema, fileSchema } from '../../server/src/core/config/schema';
import { OPTIONS, type OptionName } from '../../server/src/core/config/options';
import { readOptions } from '../../server/src/core/config/read';
import { parseToml } from '../../server/src/parsers/toml';
import { read, ROOT } from './files';
import { generatedFiles } from './generated';

for (const [file, text] of generatedFiles()) {
  test(`${file} is fresh (node scripts/write-settings.mjs)`, () => {
    assert.ok(existsSync(path.join(ROOT, file)));
    assert.equal(read(file).replaceAll('\r\n', '\n'), text);
  });
}

test('each example of the table is a setting that can be used', () => {
  for (const { name, example } of OPTIONS) {
    const { options, problems } = readOptions(parseToml(example) as Table);
    assert.deepEqual(Object.keys(options), [name]);
    // The example may speak of a rule that is still to come.
    assert.deepEqual(problems.filter(({ what }) => !what.startsWith('There is no rule')), [], example);
  }
});

const VALUES: readonly [OptionName, unknown, boolean][] = [
  ['select', ['all'], true], ['select', ['outside-fork-hook'], true], ['select', ['nothing'], false], ['select', 'all', false],
  ['severity', { 'outside-fork-hook': 'off' }, true], ['severity', { 'outside-fork-hook': 'loud' }, false], ['severity', { nothing: 'off' }, false],
  ['per-file-ignores', { 'a/**': ['all'] }, true], ['per-file-ignores', { 'a/**': 'all' }, false],
  ['exclude', ['a', 'b/*'], true], ['exclude', [1], false], ['settings-module', 'a.b', true], ['settings-module', 'a/b', false], ['entrypoints', ['a.py'], true],
];

test('the schema accepts what is read without a problem, and nothing else', () => {
  const validate = new Ajv().compile(fileSchema());
  for (const [name, value, good] of VALUES) {
    assert.equal(validate({ [name]: value }), good, `${name} ${JSON.stringify(value)}`);
    assert.equal(readOptions(fromJson({ [name]: value }) as Table).problems.length === 0, good, `${name} ${JSON.stringify(value)}`);
  }
  assert.equal(validate({ unknown: 1 }), false);
  new Ajv({ strict: false }).compile(editorSchema());
});
