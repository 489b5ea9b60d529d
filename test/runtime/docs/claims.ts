// The table of docs/runs.md that is made from claims.md: which runs show what pages and messages say was seen.
import { readClaims, type Claim } from '../claims';
import { meant } from '../index';
import type { Observed } from '../observed';
import { outcome, type Outcome } from '../outcome';
import { ownStack, type Scenario } from '../scenario';

export const CLAIMS_CONTENTS = '- [What pages and messages say was seen](#claims)';

/** @param marks of outcomes */
export function claimsTable(scenarios: readonly Scenario[], { runs }: Observed, marks: Record<Outcome, string>): string[] {
  const seen = (name: string): string => {
    const [case_, stack] = name.split(' on ');
    const outcomes = meant(scenarios, case_!).flatMap((scenario) => {
      const run = runs[scenario.id]?.[stack ?? ownStack(scenario)];
      return run ? [marks[outcome(scenario, run)]] : [];
    });
    return `${[...new Set(outcomes)].join('')} [${name}](#${name.slice(0, name.indexOf('/'))})`;
  };
  const row = ({ of, words, facts, cases, reason }: Claim): string => `| ${of} | ${words.replaceAll('|', '\\|').replaceAll('<', '&lt;')} | ${reason === undefined ? `${facts.join(', ')}: ${cases.map(seen).join('<br>')}` : `Not run: ${reason}.`} |`;
  return ['<a id="claims"></a>', '', '## What pages and messages say was seen', '', '| rule | words | runs |', '| --- | --- | --- |', ...readClaims().map(row), ''];
}
