// Broken input never throws, edits never overlap, and a plan never damages what was valid.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cases } from './cases';
import { applied, plan } from './harness';

const pages = cases();

test('any piece cut out or inserted: a plan that applies, or a refusal', async () => {
  const change = fc.record({ page: fc.nat(pages.length - 1), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(40), insert: fc.constantFrom('', '(', '"""', ';', '\n', '\t', 'é𝒳', 'if x:\n    ') });
  await fc.assert(fc.asyncProperty(change, async ({ page, at, length, insert }) => {
    const files = { ...pages[page].files };
    const [path] = Object.keys(pages[page].after);
    const start = Math.floor(at * files[path].length);
    files[path] = files[path].slice(0, start) + insert + files[path].slice(start + length);
    const answer = await plan(files);
    if (answer.kind === 'refusal') return;
    const again = await plan(applied(files, answer.edits), { overwrite: true });
    assert.ok(again.kind === 'plan', 'the result cannot be read again');
    assert.deepEqual(again.edits, [], 'a second run changes something');
  }), { numRuns: 150 });
});
