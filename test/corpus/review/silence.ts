// Why an instrument() call got no finding: the boots that reach it, what is known there, and what is not.
import type { Analysis } from '../../../server/src/core/analyze';
import type { Boot, Path } from '../../../server/src/core/boot/boot';
import type { BootStep } from '../../../server/src/core/boot/events';
import { LineIndex } from '../../../server/src/core/text/lines';
import type { Uri } from '../../../server/src/core/text/span';
import type { Site } from './sites';

/** Words for what the replay knows about one call. */
export function explainSilence(site: Site, analysis: Analysis, name: (uri: Uri) => string): string[] {
  const { files, boots } = analysis.project;
  const passes = passesThrough(site, analysis);
  const reached = boots.flatMap((boot) => reachedIn(boot, passes));
  const dropped = boots.filter(({ paths }) => paths.length === 0).map((boot) => `${boot.name}: given up, too long or too many paths`);
  if (reached.length > 0) return [...reached, ...dropped];
  const read = files.snapshot.files.get(site.file)?.kind === 'loaded';
  const open = boots.flatMap((boot) => unreadCode(boot, boot.paths.flatMap(({ steps }) => steps)));
  return [`never reached; ${name(site.file)} was ${read ? 'read' : 'not read'}`, ...dropped, ...open];
}

type Passes = (step: BootStep) => boolean;

function passesThrough(site: Site, { project: { files } }: Analysis): Passes {
  const text = files.text(site.file);
  if (text === undefined) return () => false;
  const lines = new LineIndex(text);
  return (step) => step.chain.some((frame) => {
    if (frame.file !== site.file) return false;
    const { start, end } = files.span(frame);
    return lines.position(start).line <= site.line && site.line <= lines.position(end).line;
  });
}

function reachedIn(boot: Boot, passes: Passes): string[] {
  const through = boot.paths.filter(({ steps }) => steps.some(passes));
  if (through.length === 0) return [];
  const head = `${boot.name}${boot.claimed ? '' : ' (not claimed)'}: on ${through.length} of ${boot.paths.length} paths`;
  const longest = [...through].sort((a, b) => b.steps.length - a.steps.length)[0]!;
  return [head, `    ${sequence(longest, passes)}`, ...unreadCode(boot, longest.steps.slice(0, longest.steps.findIndex(passes))).map((line) => `    before it: ${line}`)];
}

/** The events of one path in order; those made by the call stand in brackets. */
function sequence({ steps }: Path, passes: Passes): string {
  const words = steps.filter((step) => step.event.kind !== 'unknown' || passes(step)).map((step) => {
    const { event } = step;
    const word = event.kind === 'unknown' ? `unknown(${event.because})` : event.kind === 'settings-evaluated' && event.empty ? 'empty-settings' : event.kind;
    return `${step.process === 'application' ? '' : `${step.process}:`}${passes(step) ? `[${word}]` : word}`;
  });
  return words.filter((word, i) => word !== words[i - 1]).join(' ');
}

function unreadCode(boot: Boot, steps: readonly BootStep[]): string[] {
  const causes = new Map<string, string>();
  for (const { event } of steps) if (event.kind === 'unknown') causes.set(event.because, event.may.join('+'));
  return causes.size === 0 ? [] : [`${boot.name}: unread code ${[...causes].map(([because, may]) => `${because} (${may})`).join(', ')}`];
}
