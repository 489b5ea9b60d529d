// What is kept between analyses holds none of them: a server runs for days.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Checker } from '../../server/src/core/checker';
import { withTexts, type Snapshot } from '../../server/src/core/project/snapshot';
import { ask, FOLDER, snapshotOf, testParser } from '../rules/project';
import { reported } from './seeds';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const EDITS = 12;

/** Some of all, and those whose replays ask what is installed. */
const cases = reported.filter(({ files }, i) => i % 10 === 0 || [...files.values()].some((text) => text.includes('initialize')));

test('the inputs of earlier analyses can be collected, however many there were', async () => {
  const parser = await testParser();
  const held: string[] = [];
  for (const { name, files } of cases) {
    const checker = new Checker(parser);
    const inputs = edit(checker, files);
    // What a WeakRef was made of lives until the end of the turn.
    await new Promise(setImmediate);
    collect();
    // The last few may be in use: the present one, and what replays of its predecessors remember.
    if (inputs.filter((input) => input.deref()).length > EDITS / 2) held.push(name);
  }
  assert.deepEqual(held, []);
  assert.ok(cases.length > 30, `only ${cases.length} cases`);
});

/** Edits every Python file so that what reads it is replayed. @returns what was analysed, edit by edit */
function edit(checker: Checker, files: ReadonlyMap<string, string>): WeakRef<object>[] {
  const step = (snapshot: Snapshot) => checker.check(snapshot);
  let { snapshot } = ask(snapshotOf(files), step);
  const inputs: WeakRef<object>[] = [];
  for (let i = 0; i < EDITS; i++) {
    const edited = [...files].filter(([name]) => name.endsWith('.py')).map(([name, text]): [string, string] => [`${FOLDER}/${name}`, `${text}\nvalue_${i} = make(${i})\n`]);
    ({ snapshot } = ask(withTexts(snapshot, new Map(edited)), step));
    inputs.push(new WeakRef(snapshot.files));
  }
  return inputs;
}
