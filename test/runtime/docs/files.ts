// The files that are made from what was seen.
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { allScenarios } from '../all';
import { generatedPage, PAGE } from '../generated';
import { readObserved } from '../observed';
import { judgeAll } from '../verdicts';
import { DARK, grid, LIGHT } from './grid';
import { runsDocument } from './table';

const DOCS = path.join(__dirname, '../../../docs');

/** Text by path. */
export async function documents(): Promise<ReadonlyMap<string, string>> {
  const scenarios = allScenarios();
  const observed = readObserved();
  return new Map([
    [path.join(DOCS, 'runs.md'), runsDocument(scenarios, observed, await judgeAll())],
    [path.join(DOCS, 'images', 'runs-light.svg'), grid(scenarios, observed, LIGHT)],
    [path.join(DOCS, 'images', 'runs-dark.svg'), grid(scenarios, observed, DARK)],
  ]);
}

export async function writeDocuments(): Promise<void> {
  writeFileSync(PAGE, await generatedPage());
  for (const [file, text] of await documents()) writeFileSync(file, text);
}
