// The core needs nothing of Node, of VS Code or of the clock: it can run anywhere, and gives the same answer each time.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleCore, impurities } from './core-bundle';

test('the core builds alone, for a platform without Node, from its own files', async () => {
  const { inputs } = await bundleCore();
  assert.ok(inputs.includes('server/src/core/checker.ts'));
  assert.deepEqual(inputs.filter((file) => !file.startsWith('server/src/core/')), []);
});

test('the core uses no name but those of the pure part of the language', async () => {
  const { text } = await bundleCore();
  assert.ok(text.length > 10_000);
  assert.deepEqual(impurities(text), []);
});

test('this check finds what it looks for', () => {
  const impure = `
    console.log(process.env, performance.now(), Date.now(), new Date(), Math.random());
    setTimeout(() => fetch('x')); require('fs'); eval('1'); new Function('1'); globalThis.x; await Promise.resolve(); import('x');`;
  assert.deepEqual(impurities(impure), ['Date', 'Function', 'Math.random', 'Promise', 'await', 'console', 'eval', 'fetch', 'globalThis', 'import', 'performance', 'process', 'require', 'setTimeout']);
});

test('this check lets pass what only looks like it', () => {
  const pure = `
    // process.env, Date.now()
    const text = 'Math.random()'; const step = { process: 1, Date: 2, console: { log: 3 } };
    function run(process, fetch) { return process.env + fetch + step.process + step.Date + step.console.log + Math.max(1, 2); }
    class Date {} new Date(); export { run, text };`;
  assert.deepEqual(impurities(pure), []);
});
