// Every fix that is offered in a scenario, also by information about one that works, was run itself, and what came of it. Needs no Python: observed.json holds the runs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testParser } from '../rules/project';
import { allScenarios } from './all';
import { offers } from './fixes';
import { failingFixes, readGaps } from './gaps';
import { readObserved } from './observed';
import { isRun } from './record-fixes';
import { ownStack } from './scenario';

describe('fixes against runs', () => {
  const known = new Set(readGaps().flatMap(({ fixes = [] }) => fixes));
  const failing = failingFixes();

  it('each fix that is offered was run as it is now (npm run test:runtime -- --fixes --otel all)', async () => {
    const parser = await testParser();
    const { runs } = readObserved();
    let count = 0;
    const unproven = allScenarios().flatMap((scenario) => {
      const run = runs[scenario.id]?.[ownStack(scenario)];
      if (!run) return [];
      const offered = offers(parser, scenario);
      count += offered.length;
      return offered.filter((offer) => !isRun(offer, run.fixes)).map(({ title }) => `${scenario.id}: ${title}`);
    });
    assert.deepEqual(unproven, []);
    assert.ok(count >= 500, `${count}`);
  });

  it('each gives one span for each request', async () => {
    assert.deepEqual((await failing).filter((fix) => !known.has(fix)), []);
  });

  it('what is known to fail still does (npm run test:runtime -- --gaps)', async () => {
    const all = new Set(await failing);
    assert.deepEqual([...known].filter((fix) => !all.has(fix)), []);
  });
});
