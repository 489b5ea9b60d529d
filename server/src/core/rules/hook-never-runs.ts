// A hook that sets tracing up is never called: registered too late for uWSGI's fork, or written in a gunicorn configuration that no launch loads.
import { mayHave } from '../boot/boot';
import type { Boot, Path } from '../boot/boot';
import { addOptionForLaunch, takeForLaunch } from '../fix/launch/for-launch';
import { AUTOMATIC_CONFIGURATION, IMAGES_WITH_CONFIGURATION, LIKELY_CONFIGURATION, MASTER_HOOKS, POST_FORK, POST_WORKER_INIT } from '../knowledge/gunicorn';
import { LAZY_OPTIONS } from '../knowledge/uwsgi';
import { MODULE_ITEM } from '../python/facts';
import type { Uri } from '../text/span';
import type { DjangoProject } from '../project/django-projects';
import type { ProjectLaunch } from '../project/launches';
import { basename, dirname, isWithin, relative } from '../text/uri';
import type { Fix, Message } from '../report';
import { bootsOf, type Occurrence } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';
import { hasUnknownLaunches } from './unknown-launches';
import { isAboutTracing, isUninstrumented, isWithoutProvider, unsentHooks } from './unsent-hooks';

interface Never extends FoundStatement {
  readonly hook: string;
  readonly server: 'uwsgi' | 'gunicorn';
  readonly launch: ProjectLaunch;
  readonly option?: ProjectLaunch['options'][number];
}

export const hookNeverRuns: Rule<Never> = {
  id: 'hook-never-runs',
  severity: 'error',
  summary: 'A hook that sets tracing up is never called, started like this.',
  find: (project) => [...unsentHooks(project, ['postfork'], ({ launch }) => launch?.server === 'uwsgi', isIncomplete).map(tooLate), ...project.projects.flatMap((own) => [...own.configurations, ...likely(project, own)].flatMap((file) => unloaded(project, own.root, file)))],
  say,
  fixes,
};

const isIncomplete = (path: Path): boolean => isWithoutProvider(path) || isUninstrumented(path);

function tooLate(occurrences: Occurrence[]): Never {
  const boots = bootsOf(occurrences);
  const launch = boots[0]!.launch!;
  const option = launch.options.findLast(({ name }) => LAZY_OPTIONS.includes(name));
  const related = option ? [{ at: { ...option.at, file: option.at.file ?? launch.file }, message: 'With this the workers load the application themselves, after the fork.' }] : [];
  return { at: occurrences[0]!.step.chain.at(-1)!, severity: 'error', boots, related, hook: '@postfork', server: 'uwsgi', launch, ...(option ? { option } : {}) };
}

const HOOKS = [...MASTER_HOOKS, POST_FORK, POST_WORKER_INIT].map(({ name }) => name);

/** Hooks of a configuration that none of the launches loads, where each of them lacks what the hooks would do. */
function unloaded(project: Project, root: Uri, file: Uri): Never[] {
  const { boots, files } = project;
  const launched = boots.filter((boot) => boot.kind === 'gunicorn' && boot.root === root && boot.launch && boot.launch.kind !== 'test');
  if (launched.length === 0 || hasUnknownLaunches(project, root) || !launched.every((boot) => boot.paths.length > 0 && boot.entry !== file && isUntraced(boot))) return [];
  return (files.facts(file)?.module.body ?? []).flatMap((statement): Never[] => {
    if (statement.kind !== 'define' || !HOOKS.includes(statement.name) || !isAboutTracing(project, root, { file, item: statement.item })) return [];
    const at = { file, item: MODULE_ITEM, statement: statement.at, entered: 'module' as const };
    return [{ at, severity: 'error', boots: launched, related: launched.map(({ launch }) => ({ at: launch!.serverAt, message: 'gunicorn is started here, without this file.' })), hook: statement.name, server: 'gunicorn', launch: launched[0]!.launch! }];
  });
}

/** Files of the project that are called like a configuration, and that no launch file and no module speaks of. */
function likely({ files, projects }: Project, { root, folder, launchFiles }: DjangoProject): Uri[] {
  const ownerOf = (file: Uri) => projects.filter((other) => isWithin(file, other.root)).sort((a, b) => b.root.length - a.root.length)[0] ?? projects.find((other) => isWithin(other.root, dirname(file)));
  const found = files.snapshot.named.filter((file) => LIKELY_CONFIGURATION.test(basename(file)) && basename(file) !== AUTOMATIC_CONFIGURATION && isWithin(file, folder) && ownerOf(file)?.root === root);
  if (found.length === 0 || launchFiles.some((file) => IMAGES_WITH_CONFIGURATION.test(files.text(file) ?? ''))) return [];
  return found.filter((file) => {
    const stem = basename(file).slice(0, -'.py'.length);
    return files.state(file) === 'loaded' && ![...launchFiles, ...pythonFiles(files)].some((other) => other !== file && files.text(other)?.includes(stem));
  });
}

const pythonFiles = ({ snapshot }: Project['files']): Uri[] => [...snapshot.files].flatMap(([file, { kind }]) => (kind === 'loaded' && file.endsWith('.py') ? [file] : []));

/** Nothing sets a provider, or nothing instruments Django, on any path. */
function isUntraced({ paths }: Boot): boolean {
  return (['provider-installed', 'instrumented'] as const).some((kind) => paths.every(({ steps }) => !steps.some(({ event }) => event.kind === kind) && !mayHave(steps, kind)));
}

function say({ hook, server, at }: Never): Message {
  if (server === 'uwsgi') {
    return {
      what: 'This function is registered for a fork that has happened already: it never runs.',
      why: 'With lazy-apps a worker of uWSGI loads the application after its hooks were called: what the function would set up was missing, and 0 spans arrived, without a word in the log.',
      todo: 'Set tracing up in the module itself, register the function in a module that `shared-import` loads, or leave lazy-apps out.',
    };
  }
  return {
    what: `No launch of this project loads ${basename(at.file)}: \`${hook}\` never runs.`,
    why: 'gunicorn loads the file that `-c` names, and without it a gunicorn.conf.py in the folder in which it starts (not in that of `--chdir`). In runs 0 spans arrived, without a word in the log.',
    todo: 'Name this file with `-c`, or put the hook into the configuration that is loaded.',
  };
}

function fixes({ launch, server, option, at }: Never, project: Project): Fix[] {
  if (server === 'uwsgi') {
    const edits = option && takeForLaunch(project, { ...option.at, file: option.at.file ?? launch.file });
    return edits ? [{ title: `Remove ${option.name}`, safety: 'review', edits }] : [];
  }
  // Where another one is named, what that says would be lost.
  const isNamed = launch.options.some(({ name }) => name === 'config') || !launch.folder || !isWithin(at.file, launch.folder);
  const edits = isNamed ? undefined : addOptionForLaunch(project, launch, 'config', relative(at.file, launch.folder!));
  return edits ? [{ title: 'Load it with --config', safety: 'review', edits }] : [];
}
