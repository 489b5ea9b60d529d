// Garbage is collected when nobody types, and only where there is some.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectWhenQuiet, QUIET, WORTH } from '../../server/src/lsp/quiet-collector';

test('once, some time after the last of several analyses, and again only when as much has come together', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const kept = 10_000_000;
  let heap = kept + WORTH;
  let collections = 0;
  const analysed = collectWhenQuiet(() => {
    collections++;
    heap = kept;
  }, () => heap);
  const seen = (wait: number): number => {
    analysed();
    t.mock.timers.tick(wait);
    return collections;
  };
  assert.deepEqual([seen(QUIET - 1), seen(QUIET - 1), seen(QUIET)], [0, 0, 1], 'an analysis puts it off');
  heap += WORTH - 1;
  assert.equal(seen(QUIET), 1, 'too little');
  heap += 1;
  assert.equal(seen(QUIET), 2);
});
