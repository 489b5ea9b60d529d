// The generator on entrypoints as they are found in real projects: the pages in cases/.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases, type Case } from './cases';
import { applied, plan } from './harness';

const all = cases();

test('there are cases', () => assert.ok(all.length > 20));

for (const item of all) test(item.name, () => run(item));

async function run({ files, after, notes }: Case): Promise<void> {
  const answer = await plan(files);
  assert.ok(answer.kind === 'plan', answer.kind === 'refusal' ? answer.message.what : '');
  const result = applied(files, answer.edits);
  const changed = Object.entries(result).filter(([path, text]) => path in files && files[path] !== text);
  assert.deepEqual(Object.fromEntries(changed), after);
  assert.deepEqual(answer.notes, notes);
  await assertIdempotent(result);
  await assertSameWithCarriageReturns(files, result);
}

/** With everything in place nothing is left to do, not even with leave to overwrite. */
async function assertIdempotent(files: Record<string, string>): Promise<void> {
  const again = await plan(files, { overwrite: true });
  assert.ok(again.kind === 'plan');
  assert.deepEqual(again.edits, []);
}

/** Line ends and a byte order mark are kept: the same result, in the other spelling. */
async function assertSameWithCarriageReturns(files: Case['files'], expected: Record<string, string>): Promise<void> {
  const other = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, `\ufeff${text.replaceAll('\n', '\r\n')}`]));
  const answer = await plan(other);
  assert.ok(answer.kind === 'plan');
  for (const [path, text] of Object.entries(applied(other, answer.edits))) {
    assert.equal(text.replace(/^\ufeff/, ''), expected[path].replaceAll('\n', '\r\n'), path);
    assert.equal(text.startsWith('\ufeff'), path in files, path);
  }
}
