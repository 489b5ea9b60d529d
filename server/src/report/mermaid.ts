// The start-up order as a Mermaid flowchart: one subgraph for each process, its steps in order. Platforms draw it in documents.
import type { Finding, Timeline, TimelineStep } from '../core/report';
import { markOf } from './marks';
import { fileLine, labelOf } from './order';
import type { Result, Sources } from './result';

/** Looks of steps that a finding is about; readable on light and dark pages. */
const CLASSES = [
  'classDef error stroke:#d1242f,stroke-width:3px',
  'classDef warning stroke:#bf8700,stroke-width:3px',
  'classDef information stroke:#0969da,stroke-width:2px',
  'classDef sometimes stroke-dasharray:4 3',
];

/** One chart with every boot. Ends without a line end. */
export function writeMermaid({ boots, reported, sources }: Result): string {
  const findings = reported.map(({ finding }) => finding);
  return ['flowchart TD', ...boots.flatMap((boot, i) => bootLines(boot, `b${i}`, findings, sources)), ...CLASSES.map((line) => `  ${line}`)].join('\n');
}

function bootLines(boot: Timeline, id: string, findings: readonly Finding[], sources: Sources): string[] {
  const marks = findings.map((finding) => ({ finding, mark: markOf(boot, finding) }));
  const shown = boot.processes.map((process, i) => ({ ...process, i })).filter(({ steps }) => steps.length > 0);
  const nodes = shown.flatMap(({ steps, i }) => steps.map((_, step) => `${id}p${i}s${step}`));
  const title = [boot.name, ...(boot.launch ? [fileLine(boot.launch.at, sources)] : [])].map(quoted).join('<br/>');
  return [
    `  subgraph ${id}["${title}"]`,
    ...shown.flatMap(({ name, steps, i }) => [
      `    subgraph ${id}p${i}["${quoted(name)}"]`,
      ...steps.map((step, k) => `      ${id}p${i}s${k}["${text(step, sources)}"]${classOf(step, marks.find(({ mark }) => mark?.process === i && mark.step === k)?.finding)}`),
      '    end',
    ]),
    ...(nodes.length > 1 ? [`    ${nodes.join(' --> ')}`] : []),
    '  end',
  ];
}

function text(step: TimelineStep, sources: Sources): string {
  return [labelOf(step), ...(step.at ? [fileLine(step.at, sources)] : [])].map(quoted).join('<br/>');
}

const classOf = ({ certainty }: TimelineStep, finding: Finding | undefined): string => (finding ? `:::${finding.severity}` : certainty === 'sometimes' ? ':::sometimes' : '');

/** Mermaid's own escapes: a quote would end the label, and a sharp sign begins a code. */
const quoted = (written: string): string => written.replace(/[#"<>&`]/g, (sign) => `#${sign.charCodeAt(0)};`);
