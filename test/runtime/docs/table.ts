// docs/runs.md: what was seen in every run, by page, and which rule says what about it.
import { pageTexts } from '../all';
import type { Observation } from '../observation';
import type { Observed, Seen } from '../observed';
import { expected, outcome, type Outcome } from '../outcome';
import { ownStack, type Scenario } from '../scenario';
import type { Judged } from '../verdicts';
import { CLAIMS_CONTENTS, claimsTable } from './claims';
import { indexContents, indexTables } from './index';

const MARKS: Record<Outcome, string> = { all: '🟢', some: '🟡', none: '🔴' };

/** @param observed runs by scenario and stack @param judged what the checker says about each scenario */
export function runsDocument(scenarios: readonly Scenario[], observed: Observed, judged: readonly Judged[]): string {
  const pages = [...pageTexts()];
  return [
    '# Runs that were seen', '',
    '<!-- Made from test/runtime/observed.json by `npm run test:runtime -- --docs`. -->', '',
    'Each cell is one start of a real server: a Django project, a number of requests, and the spans that an OTLP receiver got. 🟢 an answer and one',
    'span for each request, 🟡 some are lost, doubled or in two layers, 🔴 no span or no answer. The numbers are SERVER spans for requests, after the',
    'server was stopped with SIGTERM to its first process. The files of each scenario are in `test/runtime/scenarios/`.', '',
    ...stackTable(observed), '',
    '![Layouts by servers](images/runs-light.svg#gh-light-mode-only)![Layouts by servers](images/runs-dark.svg#gh-dark-mode-only)', '',
    ...tails(scenarios, observed),
    '## Contents', '', ...pages.map(([page, { title }]) => `- [${title}](#${page})`), ...indexContents(), CLAIMS_CONTENTS, '- [What no file tells](#what-no-file-tells)', '- [By rule](#by-rule)', '',
    ...pages.flatMap(([page, { title, text }]) => onePage(page, title, text, scenarios.filter((one) => one.page === page), observed)),
    ...indexTables(scenarios, observed, MARKS),
    ...claimsTable(scenarios, observed, MARKS),
    ...unknowable(scenarios, observed),
    ...byRule(judged, lostAtStop(scenarios, observed)),
  ].join('\n') + '\n';
}

function stackTable({ stacks }: Observed): string[] {
  const ids = Object.keys(stacks).sort((a, b) => (a === 'now' ? -1 : b === 'now' ? 1 : a < b ? 1 : -1));
  const names = [...new Set(ids.flatMap((id) => Object.keys(stacks[id]!.packages)))].filter((name) => !/util|semantic|-api$|-proto$|protobuf|common/.test(name) || name === 'grpcio').sort();
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(['', ...ids]), row(['---', ...ids.map(() => '---')]), row(['Python', ...ids.map((id) => stacks[id]!.python)]), ...names.map((name) => row([name, ...ids.map((id) => stacks[id]!.packages[name] ?? '')]))];
}

/** Scenarios of a page with their runs: a grid for the current stack, and every run below it. */
function onePage(page: string, title: string, text: string, scenarios: readonly Scenario[], observed: Observed): string[] {
  const servers = [...new Set(scenarios.map(({ server }) => server ?? 'its own'))];
  const cases = [...new Set(scenarios.map(({ name }) => name))];
  const cell = (name: string, server: string): string => {
    const found = scenarios.find((one) => one.name === name && (one.server ?? 'its own') === server);
    const seen = found && observed.runs[found.id]?.[ownStack(found)];
    return found && seen ? short(found, seen) : '';
  };
  const about = (name: string): string => scenarios.find((one) => one.name === name)!.about;
  return [
    `<a id="${page}"></a>`, '', `## ${title}`, '', ...(text === '' ? [] : [text, '']),
    `| layout | ${servers.join(' | ')} |`, `| --- |${servers.map(() => ' --- |').join('')}`,
    ...cases.map((name) => `| ${escape(name)}${about(name) === '' ? '' : `<br>${escape(about(name))}`} | ${servers.map((server) => cell(name, server)).join(' | ')} |`), '',
    '<details><summary>Every run</summary>', '',
    '| scenario | stack | HTTP | running | after stop | sent by | stop | first error line |', '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...scenarios.flatMap((scenario) => Object.entries(observed.runs[scenario.id] ?? {}).map(([stack, seen]) => line(scenario, stack, seen))), '', '</details>', '',
  ];
}

const short = (scenario: Scenario, seen: Observation): string => `${MARKS[outcome(scenario, seen)]} ${seen.statuses.length === 0 ? 'did not start' : `${expected(scenario, seen.after)}/${seen.statuses.length}`}`;

function line(scenario: Scenario, stack: string, seen: Seen): string {
  const { statuses, live, after, keys, stop, error } = seen;
  const spans = (counts: Observation['live']): string => Object.entries(counts).map(([kind, count]) => `${count} ${kind}`).join(', ') || '0';
  const answers = statuses.length === 0 ? 'did not start' : [...new Set(statuses)].map((status) => (status === 0 ? 'none' : String(status))).join(', ');
  return `| ${scenario.id.slice(scenario.page.length + 1)} | ${stack} | ${answers} | ${spans(live)} | ${spans(after)}${keys ? `, with the header ${keys.join(', ')}` : ''} | ${sender(seen)} | ${stop} s | ${error === undefined ? '' : `\`${escape(error).replaceAll('`', "'")}\``} |`;
}

/** Who sent the spans, under which names, and what else came. */
function sender({ exporters, first, instances, services, duplicates, metrics, logs }: Seen): string {
  if (services.length === 0) return '';
  const processes = exporters === 1 && first ? 'the first process' : `${exporters} ${exporters === 1 ? 'process' : 'processes'}${first ? ', the first one too' : ''}`;
  const words = [processes, `${instances} instance ids`, services.join(' and '), ...(duplicates > 0 ? [`${duplicates} twice`] : []), ...(metrics ? ['metrics'] : []), ...(logs ? ['logs'] : [])];
  return words.join(', ');
}

/** Runs with the default delay of a batch: what a stop loses. */
function tails(scenarios: readonly Scenario[], observed: Observed): string[] {
  const rows = scenarios.filter(({ tail }) => tail).flatMap((scenario) => Object.entries(observed.runs[scenario.id] ?? {}).flatMap(([stack, { tail }]) => (tail ? [`| ${scenario.id} | ${stack} | ${MARKS[outcome(scenario, tail)]} ${expected(scenario, tail.after)}/${tail.statuses.length} |`] : [])));
  return ['## The last spans', '', 'The default delay of a batch, 5 s, 8 requests, then SIGTERM to the first process: what arrives has been sent by the stop.', '', '<details><summary>Every run</summary>', '', '| scenario | stack | spans |', '| --- | --- | --- |', ...rows, '', '</details>', ''];
}

/** What is lost for a reason that the checker cannot see, and so says nothing about. */
function unknowable(scenarios: readonly Scenario[], observed: Observed): string[] {
  const rows = scenarios.flatMap((scenario) => {
    const seen = observed.runs[scenario.id]?.[ownStack(scenario)];
    return seen && scenario.unknowable !== undefined ? [`| ${short(scenario, seen)} | [${scenario.id}](#${scenario.page}) | ${escape(scenario.unknowable)} |`] : [];
  });
  return ['<a id="what-no-file-tells"></a>', '', '## What no file tells', '', 'Spans are lost here, and nothing is reported: what decides stands outside the repository.', '', '| spans | scenario | what decides |', '| --- | --- | --- |', ...rows, ''];
}

/** Scenarios whose last spans a stop took, by id. */
function lostAtStop(scenarios: readonly Scenario[], observed: Observed): ReadonlyMap<string, string> {
  return new Map(scenarios.flatMap((scenario) => {
    const tail = observed.runs[scenario.id]?.[ownStack(scenario)]?.tail;
    return tail && outcome(scenario, tail) !== 'all' ? [[scenario.id, `, ${expected(scenario, tail.after)}/${tail.statuses.length} at a stop`] as const] : [];
  }));
}

/** Which rules speak about which scenarios; rule pages link here. */
function byRule(judged: readonly Judged[], stops: ReadonlyMap<string, string>): string[] {
  const spoken = judged.flatMap(({ rules, advice }) => [...rules, ...advice]);
  return ['<a id="by-rule"></a>', '', '## By rule', '', 'The scenarios in which a rule reports something, and what was seen in them. What is only information stands behind the rest.', '', ...[...new Set(spoken)].sort().flatMap((rule) => {
    const line = ({ id, seen }: Judged, word: string): string => `- ${seen ? MARKS[seen] : ''} [${id}](#${id.split('/')[0]})${stops.get(id) ?? ''}${word}`;
    const own = judged.filter(({ rules }) => rules.includes(rule));
    const advised = judged.filter(({ rules, advice }) => advice.includes(rule) && !rules.includes(rule));
    return [`### ${rule}`, '', `[What it reports](../server/src/core/rules/${rule}.md)`, '', ...own.map((one) => line(one, '')), ...advised.map((one) => line(one, ' (information)')), ''];
  })];
}

const escape = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/@(?=\w)/g, '@\u200b');
