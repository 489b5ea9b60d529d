// The start-up order for people: what happens in each process of each way to start the project, one step a line.
import type { Timeline, TimelineStep } from '../core/report';
import type { Span } from '../core/text/span';
import { columns, printable } from './printable';
import type { Result, Sources } from './result';
import type { Styler } from './style';

/** Every boot with its processes and their steps. */
export function writeOrder({ boots, sources }: Result, style: Styler): string {
  return boots.map((boot) => bootText(boot, sources, style)).join('\n\n');
}

function bootText({ name, processes }: Timeline, sources: Sources, style: Styler): string {
  const lines = [style('bold', `Start-up order of ${printable(name)}`)];
  for (const process of processes) {
    lines.push(`  ${printable(process.name)}`);
    if (process.steps.length === 0) lines.push('    nothing that matters here');
    const labels = process.steps.map(label);
    const width = Math.max(0, ...labels.map(columns));
    process.steps.forEach((step, i) => lines.push(stepLine(i + 1, labels[i] + ' '.repeat(width - columns(labels[i])), step, sources, style)));
  }
  return lines.join('\n');
}

function label({ label: text, certainty }: TimelineStep): string {
  return printable(text) + (certainty === 'sometimes' ? ' (not on every path)' : '');
}

/** Where it happens, and how the execution got there: `manage.py:20 > manage.py:11 > shop/telemetry.py:12`. */
function stepLine(number: number, text: string, { at, via }: TimelineStep, sources: Sources, style: Styler): string {
  const way = via.map((span) => style('dim', `${fileLine(span, sources)} > `)).join('');
  return `    ${String(number).padStart(2)}. ${text}  ${way}${at ? style('place', fileLine(at, sources)) : ''}`.trimEnd();
}

function fileLine(span: Span, sources: Sources): string {
  return `${printable(sources.name(span.file))}:${sources.position(span.file, span.start).line + 1}`;
}
