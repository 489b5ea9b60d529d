// The checker's verdicts and fixes against what was seen under real servers. Needs no Python: observed.json holds the runs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { ownRules } from '../../server/src/core/rules/own-rules';
import { allRules } from '../../server/src/core/rules/registry';
import { rulePage } from '../../server/src/host/rule-pages';
import { testParser } from '../rules/project';
import { allScenarios } from './all';
import { documents } from './docs/files';
import { changedByFixAll } from './fixes';
import { generatedPage, PAGE } from './generated';
import { readGaps, sentence } from './gaps';
import { meant, readIndex } from './index';
import { readObserved } from './observed';
import { outcome } from './outcome';
import { ownStack } from './scenario';
import { judgeAll, type Judged } from './verdicts';

describe('verdicts against runs', () => {
  let judged: Judged[] = [];
  const gaps = readGaps();
  const known = new Set(gaps.flatMap(({ scenarios }) => scenarios));
  before(async () => void (judged = await judgeAll()));

  it('every scenario was run as it stands', () => {
    assert.ok(judged.length >= 200);
    assert.deepEqual(judged.filter(({ seen }) => seen === undefined).map(({ id }) => id), []);
  });

  it('error: no spans. Warning: some. Silent: one for each request', () => {
    assert.deepEqual(judged.filter((one) => !one.agrees && !known.has(one.id)).map(sentence), []);
  });

  it('what is known to disagree still does (npm run test:runtime -- --gaps)', () => {
    assert.deepEqual(judged.filter((one) => one.agrees && known.has(one.id)).map(sentence), []);
  });

  it('the page of each rule says where its runs are', () => {
    const used = new Set(judged.flatMap(({ rules, advice }) => [...rules, ...advice]));
    assert.deepEqual(allRules.filter(({ id }) => used.has(id) !== rulePage(id).includes(`Runs: \`docs/runs.md\`, under \`${id}\`.`)).map(({ id }) => id), []);
  });

  /** Rules that cannot be run, with the reason. */
  const UNRUN = new Map([['package-version-skew', 'A run counts only where `pip check` finds nothing, and this rule is about what it finds.']]);

  it('each rule has a run that shows its fault, or cannot have one', () => {
    const shown = new Set(judged.filter(({ harmed }) => harmed).flatMap(({ rules, advice }) => [...rules, ...advice]));
    const own = new Set(ownRules.map(({ id }) => id));
    assert.deepEqual(allRules.map(({ id }) => id).filter((id) => !own.has(id) && !shown.has(id)), [...UNRUN.keys()]);
  });

  it('what no file tells has a reason', () => {
    assert.deepEqual(allScenarios().filter(({ unknowable }) => unknowable !== undefined && unknowable.length < 20).map(({ id }) => id), []);
  });

  it('each gap has a reason and is about a scenario', () => {
    const ids = new Set(judged.map(({ id }) => id));
    assert.deepEqual(gaps.filter(({ reason }) => reason.length < 20), []);
    assert.deepEqual([...known].filter((id) => !ids.has(id)), []);
  });

  it('fix-all changes nothing where every span comes and nothing is reported', async () => {
    const parser = await testParser();
    const good = new Set(judged.filter(({ said, seen }) => said === 'silent' && seen === 'all').map(({ id }) => id));
    assert.ok(good.size > 100);
    const changed = allScenarios().filter(({ id }) => good.has(id)).flatMap((scenario) => changedByFixAll(parser, scenario).map((file) => `${scenario.id}: ${file}`));
    assert.deepEqual(changed, []);
  });
});

describe('what the scenarios show', () => {
  const tables = readIndex();
  const ids = (title: string): string[] => tables.find((table) => table.title === title)!.entries.map(({ id }) => id);
  const upTo = (count: number, name: (number: number) => string): string[] => Array.from({ length: count }, (_, i) => name(i + 1));

  it('every failure mode, every layout of the field, all that only looks wrong, and every recipe', () => {
    assert.deepEqual(ids('Failure modes'), upTo(72, (number) => `F${String(number).padStart(2, '0')}`));
    assert.deepEqual(ids('Layouts'), upTo(67, String));
    assert.deepEqual(ids('Look wrong and work'), upTo(13, String));
    assert.deepEqual(ids('Recipes of two guides'), upTo(21, String));
  });

  it('has scenarios, or a reason why it has none', () => {
    const scenarios = allScenarios();
    const entries = tables.flatMap((table) => table.entries);
    assert.deepEqual(entries.filter(({ cases, reason }) => (cases.length === 0) !== ((reason ?? '').length >= 20)).map(({ id }) => id), []);
    assert.deepEqual(entries.flatMap(({ id, cases }) => cases.filter((name) => meant(scenarios, name).length === 0).map((name) => `${id}: ${name}`)), []);
  });

  it('what only looks wrong has every span', () => {
    const scenarios = allScenarios();
    const { runs } = readObserved();
    const lost = tables.find(({ title }) => title === 'Look wrong and work')!.entries.flatMap(({ cases }) => cases.flatMap((name) => meant(scenarios, name)))
      .filter((scenario) => { const run = runs[scenario.id]?.[ownStack(scenario)]; return !run || outcome(scenario, run) !== 'all'; });
    assert.deepEqual(lost.map(({ id }) => id), []);
  });
});

describe('what is made from observed.json', () => {
  it('holds no run of a scenario that is gone, or of a stack that is unknown', () => {
    const { stacks, runs } = readObserved();
    const scenarios = new Set(allScenarios().map(({ id }) => id));
    assert.deepEqual(Object.keys(runs).filter((id) => !scenarios.has(id)), []);
    for (const byStack of Object.values(runs)) assert.deepEqual(Object.keys(byStack).filter((stack) => !stacks[stack]), []);
  });

  it('says of each run which process exported', () => {
    const { runs } = readObserved();
    const every = Object.entries(runs).flatMap(([id, byStack]) => Object.entries(byStack).flatMap(([stack, { tail, ...seen }]) => [seen, ...(tail ? [tail] : [])].map((run) => ({ name: `${id} (${stack})`, run }))));
    assert.ok(every.filter(({ run }) => run.exporters > 0).length > 700);
    assert.deepEqual(every.filter(({ run }) => run.first === undefined).map(({ name }) => name), []);
  });

  it('scenarios/generated.md is what the generator makes (npm run test:runtime -- --docs)', async () => {
    assert.equal(readFileSync(PAGE, 'utf8').replaceAll('\r\n', '\n'), await generatedPage());
  });

  it('docs/runs.md and its pictures are fresh (npm run test:runtime -- --docs)', async () => {
    for (const [file, text] of await documents()) assert.ok(readFileSync(file, 'utf8').replaceAll('\r\n', '\n') === text, file);
  });
});
