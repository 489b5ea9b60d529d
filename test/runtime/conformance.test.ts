// The checker's verdicts against what was seen under real servers. Needs no Python: observed.json holds the runs.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { allScenarios } from './all';
import { readGaps, sentence } from './gaps';
import { readObserved } from './observed';
import { judgeAll, type Judged } from './verdicts';

describe('verdicts against runs', () => {
  let judged: Judged[] = [];
  const known = new Set(readGaps().flatMap(({ scenarios }) => scenarios));
  before(async () => void (judged = await judgeAll()));

  it('every scenario was run as it stands', () => {
    assert.ok(judged.length >= 20);
    assert.deepEqual(judged.filter(({ seen }) => seen === undefined).map(({ id }) => id), []);
  });

  it('error: no spans. Warning: some. Silent: one for each request', () => {
    assert.deepEqual(judged.filter((one) => !one.agrees && !known.has(one.id)).map(sentence), []);
  });

  it('what is known to disagree still does', () => {
    assert.deepEqual(judged.filter((one) => one.agrees && known.has(one.id)).map(sentence), []);
  });

  it('each gap has a reason and is about a scenario', () => {
    const ids = new Set(judged.map(({ id }) => id));
    for (const { reason, scenarios } of readGaps()) {
      assert.ok(reason.length > 20, reason);
      assert.deepEqual(scenarios.filter((id) => !ids.has(id)), []);
    }
  });
});

describe('observed.json', () => {
  it('holds no run of a scenario that is gone, or of a stack that is unknown', () => {
    const { stacks, runs } = readObserved();
    const scenarios = new Map(allScenarios().map((scenario) => [scenario.id, scenario]));
    assert.deepEqual(Object.keys(runs).filter((id) => !scenarios.has(id)), []);
    for (const byStack of Object.values(runs)) assert.deepEqual(Object.keys(byStack).filter((stack) => !stacks[stack]), []);
  });
});
