// `firstspan generate`: writes tracing.py and calls it in wsgi.py and asgi.py, after saying so.
import * as path from 'node:path';
import { planTracing } from '../core/generate/plan';
import { tracingTargets } from '../core/generate/targets';
import { EXPORTERS, type Exporter, type Plan, type Refusal, type TracingTarget } from '../core/generate/types';
import { applyEdits, editsOf, isCreate } from '../core/text/edits';
import { fromPath, toPath } from '../host/uris';
import { loadParser } from '../parsers/load';
import { unifiedDiff } from '../report/diff';
import { terminalAsker, type Asker } from './ask';
import { choice, type Command, type Values } from './command';
import { fail } from './failure';
import { naming } from './naming';
import { note, print } from './output';
import { resolveTargets } from './target';
import { Workspace } from './workspace';
import { writeChanges, type Change } from './write-file';

const HELP = `Writes a tracing.py for a Django project and calls it in wsgi.py and asgi.py, at the only place where it works.

Usage: firstspan generate [PATH] [--service-name NAME] [--exporter otlp-http|otlp-grpc|console] [--project FOLDER] [--yes] [--force] [--dry-run]

  PATH              the folder to look in; the working directory when it is left out
  --service-name    the name under which the spans appear
  --exporter        where the spans go: otlp-http, otlp-grpc or console
  --project         the project's folder, where there are several Django projects
  --yes             does not ask before writing
  --force           replaces a tracing.py that is there already
  --dry-run         shows the changes as a diff and writes nothing
  -h, --help        prints this text

At a terminal what is left out is asked for; elsewhere it is an error.
Exit codes: 0 done, 2 nothing was written`;

export const generate: Command = {
  name: 'generate',
  summary: 'writes a tracing.py and calls it where it has to be called',
  help: HELP,
  options: {
    'service-name': { type: 'string' }, exporter: { type: 'string' }, project: { type: 'string' },
    yes: { type: 'boolean', short: 'y' }, force: { type: 'boolean' }, 'dry-run': { type: 'boolean' },
  },
  arguments: { min: 0, max: 1 },
  async run(values, paths) {
    const [target] = resolveTargets(paths, process.cwd());
    const parser = await loadParser({ preferNative: true });
    const workspace = await Workspace.open(target, parser);
    const asker = terminalAsker();
    const project = await chooseProject(values, await workspace.ask((snapshot) => tracingTargets(parser, snapshot)), asker);
    const answers = await complete(values, project, asker);
    const request = { ...answers, project: project?.tracing, overwrite: await mayOverwrite(values, project, asker) };
    const plan = accepted(await workspace.ask((snapshot) => planTracing(parser, snapshot, request)));
    const changes = changesOf(plan, workspace, naming([target], false, target.root));
    print(plan.summary.join('\n'));
    if (values['dry-run']) return showDryRun(plan, changes);
    if (changes.length > 0) {
      await confirm(values, asker);
      writeChanges(changes, target.root);
    }
    print(whatIsLeft(plan, changes.length > 0 ? 'Done.' : 'Everything is in place already; nothing was written.'));
    return 0;
  },
};

/** Undefined where the plan will say what is wrong: no project, or several and nobody to ask. */
async function chooseProject(values: Values, targets: readonly TracingTarget[], asker: Asker | undefined): Promise<TracingTarget | undefined> {
  if (typeof values.project === 'string') {
    const wanted = fromPath(path.resolve(values.project));
    const found = targets.filter(({ root, tracing }) => root === wanted || tracing === wanted);
    if (found.length === 1) return found[0];
    fail(`--project ${values.project} does not name one Django project.`, `There are ${targets.length}: ${listed(targets)}.`, 'Name the folder of one of them, or its tracing.py.');
  }
  if (targets.length < 2) return targets[0];
  if (!asker) fail(`There are ${targets.length} Django projects.`, `Each has a tracing.py of its own: ${listed(targets)}.`, 'Say which one is meant with --project.');
  return asker.oneOf('Which project?', targets, shown);
}

function listed(targets: readonly TracingTarget[]): string {
  return targets.map(shown).join(', ') || 'none';
}

function shown(target: TracingTarget): string {
  return path.relative(process.cwd(), toPath(target.tracing));
}

async function complete(values: Values, project: TracingTarget | undefined, asker: Asker | undefined): Promise<{ serviceName: string; exporter: Exporter }> {
  const given = values['service-name'];
  const exporter = values.exporter === undefined ? undefined : choice(generate, 'exporter', values.exporter, EXPORTERS);
  // Without a project nothing is asked: the plan refuses.
  const ask = project && asker;
  const preset = project?.defaultServiceName ?? 'django';
  if (project && !asker && (given === undefined || exporter === undefined)) missing(given === undefined ? '--service-name' : '--exporter');
  const serviceName = typeof given === 'string' ? given : await ask?.text('Service name', preset) ?? preset;
  return { serviceName, exporter: exporter ?? await ask?.oneOf('Where do the spans go?', EXPORTERS, describe) ?? EXPORTERS[0] };
}

function missing(option: string): never {
  return fail(`${option} is missing.`, 'There is no terminal to ask at.', `Add ${option} to the command.`);
}

function describe(exporter: Exporter): string {
  return { 'otlp-http': 'otlp-http: OTLP over HTTP, port 4318', 'otlp-grpc': 'otlp-grpc: OTLP over gRPC, port 4317', console: 'console: printed, to try it out' }[exporter];
}

async function mayOverwrite(values: Values, project: TracingTarget | undefined, asker: Asker | undefined): Promise<boolean> {
  if (values.force || !project?.exists || !asker) return values.force === true;
  return asker.yes(`${shown(project)} exists already and may hold code of yours. Replace it?`, false);
}

function accepted(plan: Plan | Refusal): Plan {
  if (plan.kind === 'plan') return plan;
  const { what, why, todo } = plan.message;
  return fail(what, why, plan.reason === 'exists' ? 'Rename it, or replace it with --force.' : todo);
}

function changesOf(plan: Plan, workspace: Workspace, name: (uri: string) => string): Change[] {
  const created = plan.edits.filter(isCreate).map(({ create, text }) => ({ file: toPath(create), name: name(create), before: undefined, after: text }));
  const files = new Set(plan.edits.flatMap((edit) => (isCreate(edit) ? [] : [edit.file])));
  const edited = [...files].map((uri) => {
    const before = workspace.text(uri) ?? '';
    return { file: toPath(uri), name: name(uri), before, after: applyEdits(before, editsOf(plan.edits, uri)) ?? before };
  });
  return [...created, ...edited];
}

async function confirm(values: Values, asker: Asker | undefined): Promise<void> {
  if (values.yes) return;
  if (!asker) missing('--yes');
  if (!(await asker.yes('Write this?', true))) fail('Nothing was written.', 'The question was answered with no.', 'Run the command again to write it.');
}

function showDryRun(plan: Plan, changes: readonly Change[]): number {
  print('');
  for (const { name, before, after } of changes) print(unifiedDiff(name, before, after));
  note(changes.length > 0 ? 'Nothing was written (--dry-run).' : 'Everything is in place already.');
  for (const line of plan.notes) note(`note: ${line}`);
  return 0;
}

function whatIsLeft({ requirements, environment, notes }: Plan, first: string): string {
  const block = (title: string, lines: readonly string[]): string => (lines.length > 0 ? `\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n` : '');
  return `\n${first}\n${block('Requirements to add:', requirements)}${block('Environment to set where the project is started:', environment)}${block('To know:', notes)}`;
}
