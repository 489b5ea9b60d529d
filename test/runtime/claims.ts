// claims.md: which runs show what pages and messages of rules say was seen. One section for each file of rules/, one row for each claim.
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';
import type { Observation } from './observation';
import type { Observed, Seen } from './observed';
import { expected } from './outcome';
import { meant } from './index';
import { ownStack, type Scenario } from './scenario';

export interface Claim {
  /** The file of rules/ without its ending, mostly a rule. */
  readonly of: string;
  /** Words of the page or of the message, as they stand there. */
  readonly words: string;
  /** Names as in index.md, with ` on STACK` behind those of another stack; none where it is not shown by runs of the suite. */
  readonly cases: readonly string[];
  /** What each run of these cases shows, see `shows`. */
  readonly facts: readonly string[];
  /** Why no run shows it. */
  readonly reason: string | undefined;
}

const RULES = path.join(__dirname, '../../server/src/core/rules');
const NOT_RUN = 'not run: ';

export function readClaims(): Claim[] {
  const [, ...parts] = readFileSync(path.join(__dirname, 'claims.md'), 'utf8').replaceAll('\r\n', '\n').split(/^## /m);
  return parts.flatMap((part) => part.split('\n').filter((line) => /^\| (?!-|words )/.test(line)).map((line) => claim(part.slice(0, part.indexOf('\n')), line)));
}

function claim(of: string, line: string): Claim {
  const [words, facts, shown] = line.replace(/^\| | \|$/g, '').split(' | ');
  const reason = facts!.startsWith(NOT_RUN) ? facts!.slice(NOT_RUN.length) : undefined;
  return { of, words: words!.replace(/\\\|/g, '|'), cases: reason === undefined ? shown!.split(', ') : [], facts: reason === undefined ? facts!.split(', ') : [], reason };
}

/** What says that something was seen: these words, or a number of spans. */
const SAYS_SEEN = /\b[Ss]een (?:with|in|under)\b|(?:^|\. |\()(?:[Ss]een|[Rr]uns?):|\bever (?:seen|exported)\b|\b[Ii]n (?:a run|runs)\b|\bRun (?:with|under)\b|\b\d+ of \d+\b|\b\d+ (?:[A-Z]+ )?spans?\b|\bof \d+ spans\b/;

/** Sentences of all pages and messages that say what was seen, by file of rules/ without its ending. */
export function sentencesOfRuns(): { readonly of: string; readonly text: string }[] {
  return readdirSync(RULES).sort().flatMap((name) => {
    const { name: of, ext } = path.parse(name);
    const text = readFileSync(path.join(RULES, name), 'utf8').replaceAll('\r\n', '\n');
    return (ext === '.md' ? prose(text) : texts(name, text)).flatMap(sentences).filter((one) => SAYS_SEEN.test(one)).map((one) => ({ of, text: one }));
  });
}

/** Paragraphs, items and rows of a page, without its code and headings. */
const prose = (page: string): string[] => page.replace(/^```[\s\S]*?^```$/gm, '\n').replace(/^#.*$|Runs: `docs\/runs\.md`, under `[\w-]+`\./gm, '\n').split(/\n\s*\n|\n(?=- |\| )/);

/** String literals and templates of a source file. */
function texts(name: string, source: string): string[] {
  const result: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) result.push(node.text);
    if (ts.isTemplateExpression(node)) result.push(node.getText().slice(1, -1).replaceAll('\\`', '`'));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true));
  return result;
}

const sentences = (text: string): string[] => text.replace(/\s+/g, ' ').trim().split(/(?<=\.) (?=[A-Z`*])/);

/** Runs of a claim's cases, with their names; `undefined` where there is none. */
export function runsOf({ cases }: Claim, scenarios: readonly Scenario[], { runs }: Observed): { readonly name: string; readonly scenario?: Scenario; readonly seen?: Seen }[] {
  return cases.flatMap((one) => {
    const [name, stack] = one.split(' on ');
    const found = meant(scenarios, name!);
    return found.length === 0 ? [{ name: one }] : found.map((scenario) => ({ name: one, scenario, seen: runs[scenario.id]?.[stack ?? ownStack(scenario)] }));
  });
}

/**
 * Whether a run shows a fact.
 *   200              every answer has this status
 *   stops            the server ended by itself, or answered nothing
 *   0 of 4           spans of the expected kind after the stop, of so many requests; `running 0 of 4`, `at a stop 0 of 8`
 *   4 INTERNAL       spans of this kind
 *   quiet            nothing telling in the log; `log: WORDS` stand in its first telling line
 *   no metrics, metrics
 *   1 id of 2        different service.instance.id, and processes that exported
 * @throws on a fact of another form
 */
export function shows(scenario: Scenario, seen: Seen, fact: string): boolean {
  const share = (run: Observation | undefined, counts: 'after' | 'live'): string => (run ? `${expected(scenario, run[counts])} of ${run.statuses.length}` : '');
  const forms: readonly [RegExp, (word: string, name: string) => boolean][] = [
    [/^(\d{3})$/, (status) => seen.statuses.length > 0 && seen.statuses.every((one) => one === Number(status))],
    [/^stops$/, () => seen.statuses.every((status) => status === 0)],
    [/^(\d+ of \d+)$/, (text) => share(seen, 'after') === text],
    [/^running (\d+ of \d+)$/, (text) => share(seen, 'live') === text],
    [/^at a stop (\d+ of \d+)$/, (text) => share(seen.tail, 'after') === text],
    [/^(\d+) ([A-Z]+)$/, (count, kind) => (seen.after[kind] ?? 0) === Number(count)],
    [/^quiet$/, () => seen.error === undefined],
    [/^log: (.+)$/, (text) => seen.error?.includes(text) === true],
    [/^(\d+ ids?) of (\d+)$/, (ids) => fact === `${seen.instances} ${ids.replace(/^\d+ /, '')} of ${seen.exporters}`],
    [/^(no )?metrics$/, (no) => seen.metrics === (no === undefined)],
  ];
  for (const [form, holds] of forms) {
    const match = form.exec(fact);
    if (match) return holds(match[1]!, match[2]!);
  }
  throw new Error(`No such fact: ${fact}`);
}
