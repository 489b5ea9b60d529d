// The report for people: each finding with its code, why it matters, what to do and which fixes there are.
import type { Finding, Fix, Related, Severity } from '../core/report';
import { frame, place } from './frame';
import { writeOrder } from './order';
import { printable, wrap } from './printable';
import { counted, type Reported, type Result, type Sources } from './result';
import type { Styler } from './style';

export interface TextOptions {
  readonly style: Styler;
  /** Columns; undefined: long lines are not broken. */
  readonly width: number | undefined;
  /** Whether the start-up order is shown as well. */
  readonly order: boolean;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information'];

/** Findings, the start-up order where it is asked for, and one line that counts. */
export function writeText(result: Result, options: TextOptions): string {
  const blocks = result.reported.map((one) => findingText(one, result.sources, options).join('\n'));
  const order = options.order && result.boots.length > 0 ? [writeOrder(result, options.style)] : [];
  return [...blocks, ...order, summary(result, options.style)].join('\n\n');
}

function findingText({ finding, fixes }: Reported, sources: Sources, { style, width }: TextOptions): string[] {
  const { rule, severity, at, message } = finding;
  const labelled = (label: string, text: string): string => `  ${style('dim', label)} ${wrap(printable(text), width && width - label.length - 3, ' '.repeat(label.length + 3))}`;
  return [
    `${style(severity, severity)} ${style('bold', wrap(printable(message.what), width, '  '))} ${style('dim', `[${rule}]`)}`,
    `  ${style('place', place(at, sources))}`,
    ...frame(at, sources, { style, role: severity, mark: '^', around: 2 }),
    labelled('why:', message.why),
    labelled('do: ', message.todo),
    ...finding.related.flatMap((related) => relatedText(related, sources, style)),
    ...bootLines(finding, labelled),
    ...fixes.map((fix) => labelled('fix:', fixLine(fix, fixes))),
  ];
}

function relatedText({ at, message }: Related, sources: Sources, style: Styler): string[] {
  return [`  ${style('place', place(at, sources))} ${printable(message)}`, ...frame(at, sources, { style, role: 'place', mark: '-', around: 0 })];
}

function bootLines({ boots }: Finding, labelled: (label: string, text: string) => string): string[] {
  return boots.length === 0 ? [] : [labelled('in: ', boots.join(', '))];
}

/** Of several safe fixes the first is the one that --fix applies. */
function fixLine(fix: Fix, fixes: readonly Fix[]): string {
  if (fix.safety === 'review') return `${fix.title} (to review: --unsafe-fixes, or in the editor)`;
  return fix === fixes.find(({ safety }) => safety === 'safe') ? `${fix.title} (safe: --fix does it)` : `${fix.title} (safe)`;
}

function summary({ reported, boots }: Result, style: Styler): string {
  if (boots.length === 0 && reported.length === 0) return 'Nothing to check.';
  if (reported.length === 0) return `No problems found. The start-up was followed from ${counted(boots.length, 'entrypoint')}.`;
  const counts = SEVERITIES.map((severity): [Severity, number] => [severity, reported.filter((one) => one.finding.severity === severity).length])
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => style(severity, counted(count, severity)));
  const files = new Set(reported.map((one) => one.finding.at.file)).size;
  const safe = reported.filter((one) => one.fixes.some((fix) => fix.safety === 'safe')).length;
  const fixable = safe > 0 ? ` ${safe} can be fixed with --fix.` : '';
  return `Found ${list(counts)} in ${counted(files, 'file')}.${fixable}`;
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
