// The start-up order for people: what happens in each process of each way to start the project, one step a line.
import type { Finding, Timeline, TimelineStep } from '../core/report';
import type { Span } from '../core/text/span';
import { markOf } from './marks';
import { columns, printable } from './printable';
import type { Result, Sources } from './result';
import { plain, type Role, type Styler } from './style';

/** A part of a line that names a place in the project. Columns are 0-based UTF-16 units of that line. */
export interface OrderLink {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly at: Span;
}

/** A part of a line: its look, and the place that it names. */
interface Piece {
  readonly text: string;
  readonly role?: Role;
  readonly at?: Span;
}

type Line = readonly Piece[];

/** What stands before a boot's name in its first line. */
export const BOOT_LINE = 'Start-up order of ';

const NO_BOOTS = 'Nothing was found that starts a Django project: manage.py, wsgi.py, asgi.py and gunicorn.conf.py are looked for by name.';

/** Every boot with its processes and their steps; a step that a finding is about says so. */
export function writeOrder(result: Result, style: Styler): string {
  return linesOf(result).map((line) => line.map(({ text, role }) => (role ? style(role, text) : text)).join('')).join('\n');
}

/** The same text without looks, and where in it places are named; ends with a line end. */
export function orderDocument(result: Result): { text: string; links: OrderLink[] } {
  const links = linesOf(result).flatMap((line, number) => linksOf(line, number));
  return { text: `${writeOrder(result, plain)}\n`, links };
}

function linksOf(line: Line, number: number): OrderLink[] {
  let column = 0;
  return line.flatMap(({ text, at }) => {
    const start = column;
    column += text.length;
    return at ? [{ line: number, start, end: column, at }] : [];
  });
}

function linesOf({ boots, reported, sources }: Result): Line[] {
  if (boots.length === 0) return [[{ text: NO_BOOTS }]];
  const findings = reported.map(({ finding }) => finding);
  return boots.flatMap((boot, i) => [...(i > 0 ? [[]] : []), ...bootLines(boot, findings, sources)]);
}

function bootLines(boot: Timeline, findings: readonly Finding[], sources: Sources): Line[] {
  const marked = findings.map((finding) => ({ finding, mark: markOf(boot, finding) }));
  return [
    [{ text: `${BOOT_LINE}${printable(boot.name)}`, role: 'bold' }],
    ...(boot.launch ? [[{ text: '  started in ' }, { text: fileLine(boot.launch.at, sources), role: 'place' as const, at: boot.launch.at }]] : []),
    ...(boot.processes.length === 0 ? [[{ text: '  too many possible paths: nothing is claimed about this order' }]] : []),
    ...boot.processes.flatMap(({ name, steps }, process) => [
      [{ text: `  ${printable(name)}` }],
      ...stepLines(steps, sources, (step) => marked.filter(({ mark }) => mark?.process === process && mark.step === step).map(({ finding }) => finding)),
    ]),
  ];
}

function stepLines(steps: readonly TimelineStep[], sources: Sources, findingsAt: (step: number) => readonly Finding[]): Line[] {
  if (steps.length === 0) return [[{ text: '    nothing that matters here' }]];
  const labels = steps.map(labelOf);
  const width = Math.max(...labels.map(columns));
  return steps.flatMap((step, i): Line[] => {
    const places = placesOf(step, sources);
    const gap = places.length > 0 ? ' '.repeat(width - columns(labels[i]!) + 2) : '';
    return [[{ text: `    ${String(i + 1).padStart(2)}. ${labels[i]}${gap}` }, ...places], ...findingsAt(i).map(findingLine)];
  });
}

/** Below its step: lines with places are long, and this must not be at their far end. */
function findingLine({ severity, rule }: Finding): Line {
  return [{ text: '        ' }, { text: `^ ${severity} ${rule}`, role: severity }];
}

/** A step in words. */
export function labelOf({ label, certainty }: TimelineStep): string {
  return printable(label) + (certainty === 'sometimes' ? ' (not on every path)' : '');
}

/** Where it happens, and how the execution got there: `manage.py:20 > manage.py:11 > shop/telemetry.py:12`. */
function placesOf({ at, via }: TimelineStep, sources: Sources): Piece[] {
  const way = via.flatMap((span): Piece[] => [{ text: fileLine(span, sources), role: 'dim', at: span }, { text: ' > ', role: 'dim' }]);
  return at ? [...way, { text: fileLine(at, sources), role: 'place', at }] : way.slice(0, -1);
}

/** `shop/wsgi.py:5`, 1-based. */
export function fileLine(span: Span, sources: Sources): string {
  return `${printable(sources.name(span.file))}:${sources.position(span.file, span.start).line + 1}`;
}
