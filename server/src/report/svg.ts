// The start-up order as a picture: every boot with the place of its launch, its processes below one another, each step a dot with its words and its place.
import type { Finding, Timeline } from '../core/report';
import { markOf } from './marks';
import { fileLine, labelOf } from './order';
import { columns } from './printable';
import type { Result, Sources } from './result';

/** Pixels. Letters of the fixed-width font are taken to be 0.6 of its size wide. */
const FONT = 13;
const LETTER = FONT * 0.6;
const ROW = 22;
const MARGIN = 16;
const DOT = 4;

interface Row {
  readonly look: 'boot' | 'process' | 'step' | 'finding';
  readonly text: string;
  readonly place?: string;
  readonly severity?: Finding['severity'];
  readonly sometimes?: boolean;
}

/** Colours for people who read light pages, and for those who read dark ones. The ground is drawn as well: the page around may be neither. */
const STYLE = `
    text { font: ${FONT}px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2328; white-space: pre }
    .ground { fill: #ffffff } .boot { font-weight: bold } .process, .place { fill: #59636e } .dot { fill: #59636e } .line { stroke: #d1d9e0 }
    .sometimes { fill: none; stroke: #59636e } .error { fill: #d1242f } .warning { fill: #9a6700 } .information { fill: #0969da }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc } .ground { fill: #0d1117 } .process, .place { fill: #9198a1 } .dot { fill: #9198a1 } .line { stroke: #3d444d }
      .sometimes { fill: none; stroke: #9198a1 } .error { fill: #ff7b72 } .warning { fill: #d29922 } .information { fill: #58a6ff }
    }`;

/** One picture with every boot below the other. Ends without a line end. */
export function writeSvg({ boots, reported, sources }: Result): string {
  const findings = reported.map(({ finding }) => finding);
  const rows = boots.flatMap((boot) => rowsOf(boot, findings, sources));
  const words = Math.max(0, ...rows.map(({ text, look }) => columns(text) + (look === 'boot' ? 0 : 4)));
  const placeAt = MARGIN + (words + 2) * LETTER;
  const width = Math.ceil(placeAt + Math.max(0, ...rows.map(({ place = '' }) => columns(place))) * LETTER + MARGIN);
  const height = rows.length * ROW + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Start-up order">`,
    `  <style>${STYLE}\n  </style>`, `  <rect class="ground" width="${width}" height="${height}"/>`,
    ...rows.flatMap((row, i) => drawn(row, MARGIN + i * ROW + ROW / 2, rows[i + 1]?.look === 'step' || (rows[i + 1]?.look === 'finding' && rows[i + 2]?.look === 'step'), placeAt)),
    '</svg>',
  ].join('\n');
}

function rowsOf(boot: Timeline, findings: readonly Finding[], sources: Sources): Row[] {
  const marks = findings.map((finding) => ({ finding, mark: markOf(boot, finding) }));
  return [
    { look: 'boot', text: boot.name, ...(boot.launch && { place: fileLine(boot.launch.at, sources) }) },
    ...boot.processes.flatMap(({ name, steps }, process): Row[] => [
      { look: 'process', text: name },
      ...steps.flatMap((step, k): Row[] => [
        { look: 'step', text: labelOf(step), ...(step.at && { place: fileLine(step.at, sources) }), sometimes: step.certainty === 'sometimes' },
        ...marks.filter(({ mark }) => mark?.process === process && mark.step === k).map(({ finding }): Row => ({ look: 'finding', text: `${finding.severity} ${finding.rule}`, severity: finding.severity })),
      ]),
    ]),
  ];
}

/** @param y the middle of its row @param goesOn a step of the same process comes below */
function drawn({ look, text, place, severity, sometimes }: Row, y: number, goesOn: boolean, placeAt: number): string[] {
  const [dot, words] = [MARGIN + 2 * LETTER, MARGIN + 4 * LETTER];
  const base = y + FONT / 3;
  const line = goesOn && look !== 'process' ? [`  <line class="line" x1="${dot}" y1="${y}" x2="${dot}" y2="${y + ROW}"/>`] : [];
  const stands = place === undefined ? [] : [`  <text class="place" x="${placeAt}" y="${base}">${escaped(place)}</text>`];
  if (look === 'boot') return [`  <text class="boot" x="${MARGIN}" y="${base}">${escaped(text)}</text>`, ...stands];
  if (look === 'process') return [`  <text class="process" x="${MARGIN + LETTER}" y="${base}">${escaped(text)}</text>`];
  if (look === 'finding') return [...line, `  <text class="${severity}" x="${words}" y="${base}">${escaped(text)}</text>`];
  return [
    ...line, `  <circle class="${sometimes ? 'sometimes' : 'dot'}" cx="${dot}" cy="${y}" r="${DOT}"/>`, `  <text x="${words}" y="${base}">${escaped(text)}</text>`, ...stands,
  ];
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);
