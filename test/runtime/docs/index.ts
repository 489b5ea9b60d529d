// The tables of docs/runs.md that are made from index.md.
import { meant, readIndex, type Entry } from '../index';
import type { Observed } from '../observed';
import { outcome, type Outcome } from '../outcome';
import { ownStack, type Scenario } from '../scenario';

/** Titles of the tables, as links to them. */
export const indexContents = (): string[] => readIndex().map(({ title }) => `- [${title}](#${anchor(title)})`);

/** @param marks of outcomes */
export function indexTables(scenarios: readonly Scenario[], { runs }: Observed, marks: Record<Outcome, string>): string[] {
  const seen = (name: string): string => {
    const outcomes = meant(scenarios, name).flatMap((scenario) => {
      const run = runs[scenario.id]?.[ownStack(scenario)];
      return run ? [marks[outcome(scenario, run)]] : [];
    });
    return `${[...new Set(outcomes)].join('')} [${name}](#${name.slice(0, name.indexOf('/'))})`;
  };
  const row = ({ id, what, cases, reason }: Entry): string => `| ${id} | ${what} | ${reason === undefined ? cases.map(seen).join('<br>') : `Not run: ${reason}.`} |`;
  return readIndex().flatMap(({ title, entries }) => [`<a id="${anchor(title)}"></a>`, '', `## ${title}`, '', '| | what | seen |', '| --- | --- | --- |', ...entries.map(row), '']);
}

const anchor = (title: string): string => title.toLowerCase().replaceAll(' ', '-');
