// What pages and messages of rules say was seen, against the runs that claims.md names. Needs no Python: observed.json holds the runs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allScenarios } from './all';
import { readClaims, runsOf, sentencesOfRuns, shows } from './claims';
import { readObserved } from './observed';

describe('what is said to have been seen', () => {
  const claims = readClaims();
  const sentences = sentencesOfRuns();
  const says = (text: string, words: string): boolean => text.includes(words);

  it('is in claims.md, each sentence that says so', () => {
    assert.ok(sentences.length >= 100, `${sentences.length}`);
    assert.deepEqual(sentences.filter(({ of, text }) => !claims.some((claim) => claim.of === of && says(text, claim.words))).map(({ of, text }) => `${of}: ${text}`), []);
  });

  it('is still said, each row of claims.md', () => {
    assert.deepEqual(claims.filter(({ of, words }) => !sentences.some((sentence) => sentence.of === of && says(sentence.text, words))).map(({ of, words }) => `${of}: ${words}`), []);
  });

  it('is shown by runs, or has a reason why not', () => {
    assert.deepEqual(claims.filter(({ facts, cases, reason }) => (reason === undefined ? facts.length === 0 || cases.length === 0 : reason.length < 20)).map(({ words }) => words), []);
  });

  it('is what the runs show', () => {
    const [scenarios, observed] = [allScenarios(), readObserved()];
    const wrong = claims.flatMap((claim) => runsOf(claim, scenarios, observed).flatMap(({ name, scenario, seen }) => {
      if (!scenario || !seen) return [`${claim.of}: no run of ${name}`];
      return claim.facts.filter((fact) => !shows(scenario, seen, fact)).map((fact) => `${claim.of}: ${fact} is not what ${scenario.id} shows: ${JSON.stringify([seen.statuses, seen.after, seen.error])}`);
    }));
    assert.deepEqual(wrong, []);
  });
});
