// instrument() that stands there and never runs: without its parentheses, or in an AppConfig that Django does not select.
import { mayHave } from '../boot/boot';
import { replaceLiteral } from '../fix/literal-text';
import { addToList } from '../fix/list-text';
import type { Frame } from '../boot/events';
import { MODULE_ITEM } from '../python/facts';
import { namesBound } from '../python/walk';
import type { Edit } from '../text/edits';
import type { Fix, Message } from '../report';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';
import { skippedConfigs, type Because, type SkippedConfig } from './skipped-configs';

interface NotCalled extends FoundStatement {
  readonly config?: SkippedConfig;
}

export const instrumentNotCalled: Rule<NotCalled> = {
  id: 'instrument-not-called',
  severity: 'error',
  summary: 'DjangoInstrumentor().instrument is not called, or stands in an AppConfig that Django does not select.',
  find: (project) => [
    ...holdingEverywhere(project, ['not-called'], isLost, ({ step }) => step.chain.at(-1)!).map(describe),
    ...skippedConfigs(project).map((config): NotCalled => ({ at: config.at, severity: 'error', boots: config.boots, related: [{ at: config.call, message: 'Django would be instrumented here.' }], config })),
  ],
  say,
  fixes,
};

/** Nothing else instruments Django in this process, and the middleware is what makes its spans. */
function isLost({ path }: Occurrence): boolean {
  if (path.steps.some(({ event }) => /^(instrumented|instrumentation-lost|application-wrapped)$/.test(event.kind)) || mayHave(path.steps, 'instrumented')) return false;
  return path.steps.some(({ event }) => event.kind === 'application-built' || event.kind === 'command-ran');
}

const describe = (occurrences: Occurrence[]): NotCalled => ({ at: occurrences[0]!.step.chain.at(-1)!, severity: 'error', boots: bootsOf(occurrences), related: [] });

const REASONS: Readonly<Record<Because, (config: SkippedConfig) => string>> = {
  several: ({ app }) => `${app}.apps has several AppConfigs, and none says \`default = True\``,
  other: ({ instead }) => `it takes ${instead}`,
  place: ({ app }) => `for "${app}" it looks in ${app}.apps alone`,
  legacy: () => 'only `default_app_config` names it, which Django 4.1 and later do not read',
  uninstalled: () => 'INSTALLED_APPS does not have its app',
};

function say({ config }: NotCalled): Message {
  const why = 'Requests are answered, but no span is made and nothing is logged.';
  if (!config) return { what: '`DjangoInstrumentor().instrument` is named here, and not called.', why, todo: 'Add the parentheses.' };
  return {
    what: `Django does not select ${config.path}, whose ready() instruments it: ${REASONS[config.because](config)}.`,
    why,
    todo: `Name the class in INSTALLED_APPS: "${config.path}".`,
  };
}

function fixes(found: NotCalled, project: Project): Fix[] {
  const { end } = project.files.span(found.at);
  if (!found.config) return [{ title: 'Call it', safety: 'safe', edits: [{ file: found.at.file, start: end, end, text: '()' }] }];
  const { entry, path, plain } = found.config;
  const edits = installedApps(project, found).flatMap((frame): Edit | Edit[] => (entry === undefined ? addToList(project.files, frame, path) : replaceLiteral(project.files, frame, entry, path)) ?? []);
  return edits.length === 1 ? [{ title: `Name ${path} in INSTALLED_APPS`, safety: plain ? 'safe' : 'review', edits }] : [];
}

/** The statements of the project's settings that bind or extend INSTALLED_APPS. */
function installedApps({ files }: Project, { boots }: NotCalled): Frame[] {
  const evaluated = boots.flatMap(({ paths }) => paths.flatMap(({ steps }) => steps.map(({ event }) => (event.kind === 'settings-evaluated' ? event.module : undefined))));
  const suffixes = [...new Set(evaluated)].filter((name) => name !== undefined).flatMap((name) => [`/${name.replaceAll('.', '/')}.py`, `/${name.replaceAll('.', '/')}/__init__.py`]);
  const settings = [...files.snapshot.files.keys()].filter((uri) => suffixes.some((suffix) => uri.endsWith(suffix)) && files.facts(uri));
  return settings.flatMap((file) => files.facts(file)!.module.body.filter((statement) => namesBound(statement).has('INSTALLED_APPS')).map(({ at }): Frame => ({ file, item: MODULE_ITEM, statement: at, entered: 'module' })));
}
