// What a hover says, as Markdown: the steps that run before a reported statement, and what a rule is about.
import type { Finding, Timeline, TimelineStep } from '../core/report';
import { allRules as rules } from '../core/rules/registry';
import { rulePage } from '../host/rule-pages';
import { markOf, type Mark } from '../report/marks';
import { fileLine, labelOf } from '../report/order';
import type { Result } from '../report/result';
import type { Client } from './client';
import { commandLink } from './command-link';
import { LINK_COMMANDS } from './protocol';
import { rulePreview } from './rule-link';

/** A hover is small: the whole order is one click away. */
const MOST_STEPS = 5;

/** How a step's place is reached: a URI with the line as fragment. */
export type PlaceLink = (step: TimelineStep) => string | undefined;

/** The last steps before a finding's own step, in the first boot that has it. @returns undefined where no boot has it. */
export function stepsBefore(result: Result, finding: Finding, client: Client, linkOf: PlaceLink): string | undefined {
  const boots = result.boots.flatMap((boot) => {
    const mark = markOf(boot, finding);
    return mark ? [{ boot, mark }] : [];
  });
  const [first, ...others] = boots;
  if (!first) return undefined;
  const { shown, left, here } = stepsUpTo(first.boot, first.mark);
  const line = (step: ProcessStep): string => `- ${stepText(step, first.boot.processes.length > 1)}`;
  const place = (step: TimelineStep): string => placeText(step, result, linkOf);
  const order = commandLink(client, LINK_COMMANDS.showOrder, first.boot.name);
  return [
    `**${shown.length > 0 ? 'What runs before it' : 'Nothing that matters runs before it'}** in ${code(first.boot.name)}${others.length > 0 ? ` (and in ${others.length} more)` : ''}`,
    '',
    ...(left > 0 ? [`- ${left} earlier ${left === 1 ? 'step' : 'steps'}`] : []),
    ...shown.map((one) => line(one) + place(one.step)),
    `${line({ ...here, strong: true })} ← here`,
    ...(order ? ['', `[Show Start-up Order](${order})`] : []),
  ].join('\n');
}

/** A rule in one line with a link to its page; the head of the page where the client cannot show pages. */
export function ruleText(id: string, client: Client): string | undefined {
  const rule = rules.find((one) => one.id === id);
  if (!rule) return undefined;
  const link = rulePreview(id, client);
  return link ? `[${id}](${link}): ${rule.summary}` : headOf(rulePage(id));
}

interface ProcessStep {
  readonly process: string;
  readonly step: TimelineStep;
  readonly strong?: boolean;
}

function stepsUpTo({ processes }: Timeline, mark: Mark): { shown: ProcessStep[]; left: number; here: ProcessStep } {
  const before = processes.slice(0, mark.process + 1).flatMap(({ name, steps }, i) => steps.slice(0, i === mark.process ? mark.step : undefined).map((step) => ({ process: name, step })));
  const { name, steps } = processes[mark.process]!;
  return { shown: before.slice(-MOST_STEPS), left: Math.max(0, before.length - MOST_STEPS), here: { process: name, step: steps[mark.step]! } };
}

function stepText({ process, step, strong }: ProcessStep, several: boolean): string {
  const label = escape(labelOf(step));
  return `${several ? `${escape(process)}: ` : ''}${strong ? `**${label}**` : label}`;
}

function placeText(step: TimelineStep, { sources }: Result, linkOf: PlaceLink): string {
  const link = linkOf(step);
  return step.at && link ? ` · [${escape(fileLine(step.at, sources))}](${link.replace(/[()]/g, (char) => (char === '(' ? '%28' : '%29'))})` : '';
}

/** Title and headings in bold, without the examples. */
function headOf(page: string): string {
  return page.split(/^## Reported/m)[0]!.replace(/^#+ (.*)$/gm, '**$1**').trim();
}

/** Names of files and modules are no Markdown. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|!~]/g, '\\$&');
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}
