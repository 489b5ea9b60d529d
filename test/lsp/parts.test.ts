// Small parts of server and client that need no process: the runner, the restart queue, the difference of two texts, the last words.
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import { RestartQueue } from '../../client/src/restart-queue';
import { Runner } from '../../server/src/lsp/runner';
import { difference } from '../../server/src/lsp/text-difference';

test('the runner: one job at a time, the newest wins, an aborted one is no failure', async () => {
  const events: string[] = [];
  let count = 0;
  const runner = new Runner(async (signal) => {
    const number = ++count;
    events.push(`start ${number}`);
    if (number === 1) {
      runner.trigger();
      assert.ok(signal.aborted);
      signal.throwIfAborted();
    }
    events.push(`end ${number}`);
  }, (error) => events.push(String(error)));
  for (let i = 0; i < 5; i++) runner.trigger();
  assert.ok(runner.busy);
  await runner.idle();
  assert.deepEqual(events, ['start 1', 'start 2', 'end 2']);
  assert.ok(!runner.busy);
});

test('the runner: an error is told, and whoever waits goes on', async () => {
  const failures: unknown[] = [];
  const runner = new Runner(async () => {
    throw new Error('broken');
  }, (error) => failures.push(error));
  runner.trigger();
  await runner.idle();
  assert.match(String(failures), /broken/);
  runner.trigger();
  const waiting = runner.idle();
  runner.stop();
  await waiting;
  assert.equal(failures.length, 1);
});

test('restarts: one runs, one waits, however many are asked for', async () => {
  const started: (() => void)[] = [];
  const queue = new RestartQueue(() => new Promise<void>((resolve) => started.push(resolve)));
  const requests = Array.from({ length: 6 }, () => queue.request());
  assert.equal(started.length, 1);
  started[0]();
  await requests[0];
  await turn();
  assert.equal(started.length, 2);
  started[1]();
  await Promise.all(requests);
  assert.equal(started.length, 2);
});

test('restarts: one that fails tells its caller, and the next one runs', async () => {
  let attempts = 0;
  const queue = new RestartQueue(async () => {
    await turn();
    if (++attempts === 1) throw new Error('no');
  });
  const [first, second] = [queue.request(), queue.request()];
  await assert.rejects(first, /no/);
  await second;
  assert.equal(attempts, 2);
});

const PIECES = ['a', 'b', '\r', '\n', '\r\n', '😀', '😁', '\ud83d', '\ude00', ' '];

test('the difference of two texts turns one into the other, and splits no line end or emoji', () => {
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''));
  const splits = (whole: string, at: number): boolean => /^(\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(whole.slice(at - 1, at + 1)) && at > 0;
  fc.assert(fc.property(text, text, (before, after) => {
    const { start, end, text: replacement } = difference(before, after);
    assert.equal(before.slice(0, start) + replacement + before.slice(end), after);
    assert.ok(start <= end);
    assert.ok(!splits(before, start) && !splits(before, end), JSON.stringify([before, after, start, end]));
  }), { numRuns: 3000 });
});
