// "Generate tracing.py": what would be written, as a plan that the command line and the editor show before they apply it.
import type { Answer } from '../checker';
import type { Snapshot } from '../project/snapshot';
import type { PythonParser } from '../syntax/parser';
import type { Edit } from '../text/edits';
import type { Uri } from '../text/span';
import { basename, dirname, join, relative } from '../text/uri';
import { planEntry, type EntryPlan } from './entry-plan';
import type { EntryProblem } from './entry-problems';
import { readEntrypoint } from './entrypoint';
import { serviceNameProblem } from './literal';
import { existingSetUp } from './notes';
import { otherSetUp } from './other-set-up';
import { lineEnd } from './python-text';
import { Reader } from './reader';
import { because, display, exists, noProject, severalProjects, shadowed, unknownProject } from './refusals';
import { environmentLines, requirementLines } from './requirements';
import { findTargets } from './targets';
import { tracingText } from './template';
import type { GenerateRequest, Plan, Refusal, TracingTarget } from './types';

/**
 * Pure: reads the snapshot and writes nothing. All edits belong together; a plan that cannot be carried out whole is refused.
 * While `wanted` is not empty the value is provisional.
 */
export function planTracing(parser: PythonParser, snapshot: Snapshot, request: GenerateRequest): Answer<Plan | Refusal> {
  const reader = new Reader(snapshot);
  const value = decide(parser, reader, request);
  return { value, wanted: reader.wanted };
}

function decide(parser: PythonParser, reader: Reader, request: GenerateRequest): Plan | Refusal {
  const problem = serviceNameProblem(request.serviceName);
  if (problem) return because('service-name', problem);
  const target = choose(reader, findTargets(parser, reader), request.project);
  if ('kind' in target) return target;
  if (reader.exists(join(dirname(target.tracing), 'tracing/__init__.py'))) return shadowed();
  if (target.exists && (!request.overwrite || reader.text(target.tracing) === undefined)) return exists(target);
  return planTarget(parser, reader, request, target);
}

function choose(reader: Reader, targets: readonly TracingTarget[], project: Uri | undefined): TracingTarget | Refusal {
  const chosen = project === undefined ? targets : targets.filter(({ root, tracing }) => tracing === project || root === project);
  if (targets.length === 0) return noProject(reader.snapshot.named.some((uri) => basename(uri) === 'manage.py'));
  if (chosen.length === 0) return unknownProject(project!);
  return chosen.length === 1 ? chosen[0] : severalProjects(chosen, (uri) => reader.folderOf(uri)!);
}

interface EntryResult {
  readonly file: Uri;
  readonly plan: EntryPlan | EntryProblem;
}

function planTarget(parser: PythonParser, reader: Reader, request: GenerateRequest, target: TracingTarget): Plan | Refusal {
  const results = (['wsgi', 'asgi'] as const).flatMap((kind) => entryResult(parser, reader, target, kind));
  const problems = results.map(({ plan }) => plan).filter(isProblem);
  const fatal = problems.find(({ reason }) => reason !== 'no-application') ?? (problems.length === results.length ? problems[0] : undefined);
  if (fatal) return because(fatal.reason, fatal.message);
  const text = tracingText({ ...request, wsgi: !!target.wsgi, asgi: !!target.asgi });
  const tracing = tracingEdit(reader, target, text);
  return {
    kind: 'plan', target,
    edits: [...tracing, ...results.flatMap(({ plan }) => (isProblem(plan) ? [] : plan.edits))],
    summary: summary(target, tracing.length > 0, results),
    requirements: requirementLines(request.exporter, !!target.asgi),
    environment: environmentLines(request.exporter, request.serviceName),
    notes: notes(parser, reader, target, results),
  };
}

function entryResult(parser: PythonParser, reader: Reader, target: TracingTarget, kind: 'wsgi' | 'asgi'): EntryResult[] {
  const file = target[kind];
  const text = file && reader.text(file);
  if (!file || text === undefined) return [];
  const own = target.package.split('.')[0] || 'tracing';
  const plan = planEntry({
    file, kind, entry: readEntrypoint(parser, text), settingsModule: target.settingsModule,
    module: { name: target.package ? `${target.package}.tracing` : 'tracing', relative: dirname(file) === dirname(target.tracing) ? '.tracing' : undefined },
    isFirstParty: (name) => name === own || reader.exists(join(target.root, `${name}/__init__.py`)) || reader.exists(join(target.root, `${name}.py`)),
  });
  return [{ file, plan }];
}

const isProblem = (plan: EntryPlan | EntryProblem): plan is EntryProblem => 'reason' in plan;

/** Line ends as in the file that is replaced, else as in the entrypoint. A byte order mark stays where it is. */
function tracingEdit(reader: Reader, target: TracingTarget, text: string): Edit[] {
  const old = target.exists ? reader.text(target.tracing) : undefined;
  const neighbour = old ?? reader.text(target.wsgi ?? target.asgi!) ?? '';
  const written = text.replaceAll('\n', lineEnd(neighbour));
  if (old === undefined) return [{ create: target.tracing, text: written }];
  const start = old.charCodeAt(0) === 0xfeff ? 1 : 0;
  return old.slice(start) === written ? [] : [{ file: target.tracing, start, end: old.length, text: written }];
}

function summary(target: TracingTarget, writes: boolean, results: readonly EntryResult[]): string[] {
  const tracing = writes ? `${display(target)}: ${target.exists ? 'replaced' : 'new'}, sets up OpenTelemetry` : `${display(target)}: is up to date`;
  const entries = results.map(({ file, plan }) => {
    const words = isProblem(plan) ? ['is left as it is'] : plan.words.length > 0 ? plan.words : ['is set up already'];
    return `${relative(file, target.root)}: ${words.join('; ')}`;
  });
  return [tracing, ...entries];
}

function notes(parser: PythonParser, reader: Reader, target: TracingTarget, results: readonly EntryResult[]): string[] {
  const found = results.flatMap(({ plan }) => (isProblem(plan) ? [`${plan.message.what} ${plan.message.why} ${plan.message.todo}`] : plan.notes));
  for (const file of [target.wsgi, target.asgi, target.manage]) {
    const text = file && reader.text(file);
    if (file && text !== undefined) found.push(...existingSetUp(file, readEntrypoint(parser, text)));
  }
  return [...found, ...otherSetUp(reader, target)];
}
