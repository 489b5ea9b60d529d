// opentelemetry-instrument, or what the Kubernetes operator injects, begins before anything has named the settings module.
import type { Boot } from '../boot/boot';
import { SETTINGS_VARIABLE } from '../boot/environment';
import { setForLaunch } from '../fix/launch/for-launch';
import { DISABLED, DJANGO_SWITCH, LEAVES_OUT_UNNAMED, leavesDjangoOut, PATH_VARIABLE } from '../knowledge/auto-instrumentation';
import { PATH_OPTIONS } from '../knowledge/servers';
import type { ProjectLaunch } from '../project/launches';
import type { Fix, Message } from '../report';
import { overlap } from '../text/edits';
import { isWithin, join, relative } from '../text/uri';
import { isBeforeImporter } from './before-importer';
import { autoInstrumentation } from './launch-kinds';
import type { Found, Project, Rule } from './rule';

/** `unset`: nothing names it. `late`: an option of the server does. `path`: it is named, and its folder is importable only later: by an option of the server, or since a script lies there. `importer`: its classes need the importer of django-configurations first. */
type Because = 'unset' | 'late' | 'path' | 'importer';

interface Unnamed extends Found {
  readonly because: Because;
  readonly launches: readonly ProjectLaunch[];
}

export const wrapperWithoutSettings: Rule<Unnamed> = {
  id: 'wrapper-without-settings',
  severity: 'error',
  summary: '`opentelemetry-instrument` starts without DJANGO_SETTINGS_MODULE in its environment.',
  find,
  say,
  fixes,
};

function find({ launches, boots }: Project): Unnamed[] {
  const groups = new Map<string, Unnamed>();
  for (const launch of launches.filter(({ kind }) => kind !== 'test')) {
    const at = autoInstrumentation(launch);
    const own = boots.filter((boot) => boot.launch === launch);
    const because = at && instrumentsDjango(launch) ? reasonOf(launch, own) : undefined;
    if (!at || !because) continue;
    const key = `${at.file} ${at.start} ${because}`;
    const known = groups.get(key);
    const late = launch.lateVariables.get(SETTINGS_VARIABLE);
    const related = because === 'late' && typeof late === 'object' ? [{ at: { file: late.at.file, start: late.at.start, end: late.at.end }, message: 'The settings module is named here, after Python has started.' }] : [];
    groups.set(key, { at, severity: 'error', because, boots: [...(known?.boots ?? []), ...own], launches: [...(known?.launches ?? []), launch], related: known?.related ?? related });
  }
  return [...groups.values()];
}

function reasonOf({ variables, lateVariables }: ProjectLaunch, own: readonly Boot[]): Because | undefined {
  const named = variables.get(SETTINGS_VARIABLE);
  // An empty value counts as none.
  if (named === 'unset' || (typeof named === 'object' && named.value === '')) {
    const later = lateVariables.get(SETTINGS_VARIABLE);
    return typeof later === 'object' && later.value !== '' ? 'late' : 'unset';
  }
  if (own.length > 0 && own.every(lacksImporter)) return 'importer';
  return typeof named === 'object' && own.length > 0 && own.every(startsEmpty) ? 'path' : undefined;
}

/** The wrapper leaves empty settings on every path, although the environment names a settings module. */
function startsEmpty({ paths }: Boot): boolean {
  return paths.length > 0 && paths.every(({ steps }) => steps.some(({ event, chain }, i) => event.kind === 'instrumented' && chain.length === 0 && isEmpty(steps[i + 1]?.event)));
}

/** Settings that are classes cannot be evaluated yet, on any path. */
function lacksImporter(boot: Boot): boolean {
  return boot.paths.length > 0 && boot.paths.every((path) => path.steps.some((step) => step.event.kind === 'instrumented' && step.chain.length === 0 && isBeforeImporter({ boot, path, step })));
}

const isEmpty = (event: Boot['paths'][number]['steps'][number]['event'] | undefined): boolean => event?.kind === 'settings-evaluated' && event.empty;

/** Django is not left out, as far as is known. */
function instrumentsDjango({ variables }: ProjectLaunch): boolean {
  const [disabled, django] = [variables.get(DISABLED.variable), variables.get(DJANGO_SWITCH.variable)];
  const off = typeof disabled === 'object' && (disabled.value === undefined || leavesDjangoOut(disabled.value));
  return disabled !== 'unknown' && !off && (django === 'unset' || (typeof django === 'object' && django.value !== undefined && django.value !== DJANGO_SWITCH.off));
}

/** What was seen, by what is started. */
function seenIn({ launches }: Unnamed): string {
  const [{ server, target }] = launches as [ProjectLaunch];
  if (server.startsWith('celery')) return 'tasks run with `INSTALLED_APPS = []`, and nothing is logged.';
  if (target?.kind === 'management') return server === 'management' ? 'commands of the project are unknown (`Unknown command`), and databases are `improperly configured`.' : 'runserver stops with `CommandError: You must set settings.ALLOWED_HOSTS if DEBUG is False.`';
  return "every request fails with `AttributeError: module 'django.conf.global_settings' has no attribute 'ROOT_URLCONF'`, and no span is made.";
}

const WHAT: Readonly<Record<Because, (name: string) => string>> = {
  unset: (name) => `${name} starts without DJANGO_SETTINGS_MODULE in its environment.`,
  late: (name) => `${name} starts before the server's option names the settings module.`,
  path: (name) => `${name} cannot import the settings module: its folder is on the path only after Python has started.`,
  importer: (name) => `${name} evaluates the settings before django-configurations has installed its importer.`,
};

/** AWS's distribution looks for the variable first. */
function isLeftOut({ launches, because }: Unnamed, { dependencies }: Project): boolean {
  const [{ root, server, target }] = launches as [ProjectLaunch];
  const serves = !server.startsWith('celery') && target?.kind !== 'management';
  return serves && (because === 'unset' || because === 'late') && dependencies(root).find(LEAVES_OUT_UNNAMED).installed === 'yes';
}

function say(found: Unnamed, project: Project): Message {
  const [{ injected, wrappers }] = found.launches as [ProjectLaunch];
  const name = injected && wrappers.length === 0 ? 'Auto-instrumentation that the annotation injects' : '`opentelemetry-instrument`';
  return {
    what: WHAT[found.because](name),
    why: isLeftOut(found, project) ? `\`${LEAVES_OUT_UNNAMED}\` leaves Django out where that variable is not set: requests are answered with 200, 0 spans came out of 4, and nothing is logged.` : `It instruments Django as Python starts, before manage.py or wsgi.py run, and then configures empty settings for good: ${seenIn(found)}`,
    todo: found.because === 'importer' ? 'Set tracing up in `AppConfig.ready()` instead, where the importer is there: so each request had its span.' : found.because === 'path' ? 'Put that folder on PYTHONPATH in the environment of the command, or start the command there.' : 'Name the settings module in the environment of the command.',
  };
}

function fixes(found: Unnamed, project: Project): Fix[] {
  const { launches, because } = found;
  if (because === 'importer') return [];
  if (because === 'path') {
    const paths = new Set(launches.map((launch) => launch.options.findLast(({ name }) => PATH_OPTIONS.includes(name))?.value ?? folderOfSettings(launch, project)));
    const [path] = [...paths];
    return typeof path === 'string' && paths.size === 1 ? setting(project, launches, PATH_VARIABLE, path, 'review') : [];
  }
  const { settingsModules } = project.projects.find(({ root }) => root === launches[0]!.root)!;
  return settingsModules.flatMap((module) => setting(project, launches, SETTINGS_VARIABLE, module, settingsModules.length === 1 ? 'safe' : 'review'));
}

/** Where the settings module lies, as the working folder of the launch sees it. */
function folderOfSettings({ root, folder, variables }: ProjectLaunch, { projects, files }: Project): string | undefined {
  const named = variables.get(SETTINGS_VARIABLE);
  const path = typeof named === 'object' ? named.value?.replaceAll('.', '/') : undefined;
  const roots = projects.find((one) => one.root === root)?.importRoots ?? [];
  const found = path === undefined ? undefined : roots.find((one) => [`${path}.py`, `${path}/__init__.py`].some((file) => files.state(join(one, file)) === 'loaded'));
  return found !== undefined && folder !== undefined && found !== folder && isWithin(found, folder) ? relative(found, folder) : undefined;
}

/** For every launch, or not at all. */
function setting(project: Project, launches: readonly ProjectLaunch[], name: string, value: string, safety: Fix['safety']): Fix[] {
  const edits = launches.map((launch) => setForLaunch(project, launch, name, value));
  if (edits.includes(undefined)) return [];
  const all = edits.flatMap((each) => each!);
  const distinct = all.filter((edit, i) => !all.slice(0, i).some((other) => other.file === edit.file && other.start === edit.start && other.text === edit.text));
  if (distinct.some((edit, i) => distinct.slice(0, i).some((other) => overlap(edit, other)))) return [];
  return [{ title: `Set ${name}=${value} for ${[...new Set(launches.map(({ where }) => where))].join(' and ')}`, safety, edits: distinct }];
}
