// What a replayed project looks like as text, for the timeline suites.
import { analyze, reportOf, type Analysis } from '../../server/src/core/analyze';
import { HIDDEN, type BootEvent } from '../../server/src/core/boot/events';
import { newMemory } from '../../server/src/core/memory';
import type { Report, Timeline, TimelineStep } from '../../server/src/core/report';
import { LineIndex } from '../../server/src/core/text/lines';
import type { Environment } from '../../server/src/core/launch/started/types';
import type { ProjectOptions } from '../../server/src/core/project/snapshot';
import { join } from '../../server/src/core/text/uri';
import type { Span } from '../../server/src/core/text/span';
import { ask, FOLDER, LEFT_OUT, snapshotOf, testLaunchParsers, testParser } from '../rules/project';
import type { Options, View } from './suite';

/** Replays a project and gives the ways to look at it. */
export async function viewsOf(files: ReadonlyMap<string, string>, options: Options = {}): Promise<(view: View) => string> {
  const memory = newMemory(await testParser(), undefined, await testLaunchParsers());
  const { value: analysis } = ask({ ...snapshotOf(files), options: [configured(options)] }, (snapshot) => {
    const value = analyze(snapshot, memory);
    return { value, wanted: [...value.project.files.wanted] };
  });
  const report = reportOf(analysis);
  const place = ({ file, start }: Span) => `${file.slice(FOLDER.length + 1)}:${new LineIndex(analysis.project.files.text(file)!).position(start).line + 1}`;
  return (view) => ({ timeline: () => timelines(report, place), paths: () => paths(analysis), findings: () => findings(report, place), launches: () => launches(analysis, place) })[view]();
}

function configured({ entrypoints = [], roots = [], settingsModule }: Options): ProjectOptions {
  const below = (paths: readonly string[]) => paths.map((path) => join(FOLDER, path));
  return { folder: FOLDER, entrypoints: below(entrypoints), roots: below(roots), ...(settingsModule ? { settingsModule } : {}) };
}

type Place = (span: Span) => string;

function timelines({ boots }: Report, place: Place): string {
  return boots.map((boot) => lines(boot.name, processes(boot, place))).join('');
}

function processes(boot: Timeline, place: Place): string[] {
  const all = boot.processes.map(({ name, steps }) => ({ name, steps: shown(steps, ({ event }) => event) })).filter(({ steps }) => steps.length > 0);
  if (all.length === 0) return ['nothing'];
  const single = all.length === 1 && all[0]!.name === 'application';
  return all.flatMap(({ name, steps }) => [...(single ? [] : [`${name}:`]), ...steps.map((step) => stepText(step, place))]);
}

/** `serving` is left out where nothing comes behind it: it would stand in nearly every case. */
function shown<T>(steps: readonly T[], kindOf: (step: T) => string): readonly T[] {
  return steps.length > 0 && kindOf(steps.at(-1)!) === 'serving' ? steps.slice(0, -1) : steps;
}

function stepText(step: TimelineStep, place: Place): string {
  const detail = step.label.startsWith('empty') ? '(empty)' : /\([\w.]+\)/.exec(step.label)?.[0] ?? '';
  const places = [...step.via, ...(step.at ? [step.at] : [])].map(place).join(' > ');
  return `${step.certainty === 'always' ? '' : '?'}${step.event}${detail} ${places || 'by the server'}`;
}

function paths({ project }: Analysis): string {
  return project.boots.map(({ name, paths: all }) => lines(name, all.length === 0 ? ['no path'] : all.map(({ steps }) => shown(steps, ({ event }) => event.kind).filter(({ event }) => /^(unknown|models-too-early)$/.test(event.kind) || !HIDDEN.includes(event.kind)).map(({ event }) => eventText(event)).join(', ') || 'nothing'))).join('');
}

function eventText(event: BootEvent): string {
  return event.kind === 'unknown' ? `unknown(${event.because})` : event.kind;
}

function findings(report: Report, place: Place): string {
  return report.findings.filter(({ rule }) => rule !== LEFT_OUT).map(({ rule, severity, at }) => `${severity} ${rule} ${place(at)}\n`).join('') || 'none\n';
}

function launches({ project }: Analysis, place: Place): string {
  return project.launches.map(({ at, kind, where, server, entry, folder, wrappers, variables, lateVariables, ...rest }) => {
    const shown = (environment: Environment) => {
      const named = environment.get('DJANGO_SETTINGS_MODULE');
      return typeof named === 'object' ? `${named.value ?? '?'} ${place(named.at)}` : named;
    };
    const [early, late] = [shown(variables), shown(lateVariables)];
    const below = (uri: string) => uri.slice(FOLDER.length + 1) || '.';
    return lines(`${kind} ${place(at)} (${where})`, [
      `${[...wrappers.map(({ name }) => name), server].join(' ')} ${entry ? `${entry.kind} ${below(entry.file)}` : '?'} in ${folder ? below(folder) : '?'}${rest.injected ? ', injected' : ''}`,
      `settings module ${early}${late === early ? '' : `, then ${late}`}`,
    ]);
  }).join('') || 'none\n';
}

function lines(head: string, rest: readonly string[]): string {
  return [head, ...rest.map((line) => `  ${line}`)].map((line) => `${line}\n`).join('');
}
