// The pages of the launch readers: small launch files and what they say. `show.ts` says how it is written.
// A case is a file (its title is its path) and what is read from it; `crlf` or `bom` behind the title change how the file is stored.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'node:test';
import { readerOf } from '../../../server/src/core/launch/readers';
import { isNamedFile } from '../../../server/src/core/project/names';
import { launchParsers } from './parsers';
import { shown } from './show';

for (const page of readdirSync(__dirname).filter((name) => name.endsWith('.md'))) {
  describe(page, () => {
    const cases = readFileSync(path.join(__dirname, page), 'utf8').split(/^## /m).slice(1);
    it('has cases', () => assert.ok(cases.length > 0));
    for (const one of cases) it(one.slice(0, one.indexOf('\n')), () => run(one));
  });
}

/** It starts nothing: what it names says nothing about how the application runs. */
const NOT_LISTED = ['pytest.ini'];

it('the host lists every file that a reader is made for', () => {
  const pages = readdirSync(__dirname).filter((name) => name.endsWith('.md')).map((name) => readFileSync(path.join(__dirname, name), 'utf8'));
  const titles = [...new Set(pages.flatMap((page) => [...page.matchAll(/^```[^\n]*title="([^"]+)"/gm)].map(([, title]) => title!)))];
  assert.ok(titles.length > 40);
  assert.deepEqual(titles.filter((title) => !isNamedFile(title)).sort(), [...NOT_LISTED].sort());
});

async function run(one: string): Promise<void> {
  const blocks = [...one.matchAll(/^(`{3,})([^\n]*)\n([^]*?)^\1$/gm)].map(([, , info = '', text = '']) => ({ info, text }));
  const file = blocks.find(({ info }) => info.includes('title='));
  const expected = blocks.find(({ info }) => info === 'launch');
  assert.ok(file && expected, 'a case is a file and what it says');
  const name = /title="([^"]+)"/.exec(file.info)![1]!;
  const lines = / crlf\b/.test(file.info) ? file.text.replaceAll('\n', '\r\n') : file.text;
  const text = (/ bom\b/.test(file.info) ? '\ufeff' : '') + lines;
  const reader = readerOf(name);
  assert.ok(reader, `no reader for ${name}`);
  assert.equal(shown(text, reader(text, await launchParsers())), expected.text);
}
