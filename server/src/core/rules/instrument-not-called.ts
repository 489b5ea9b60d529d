// instrument() that stands there and never runs: without its parentheses, or in an AppConfig that Django does not select.
import { mayHave } from '../boot/boot';
import type { BootEvent, Frame } from '../boot/events';
import { replaceLiteral } from '../fix/literal-text';
import { MODULE_ITEM, type Expr } from '../python/facts';
import { expressionsOf, namesBound, statementsOf } from '../python/walk';
import type { Fix, Message } from '../report';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { Found, Project, Rule } from './rule';
import page from './instrument-not-called.md';

type Skipped = Extract<BootEvent, { kind: 'config-skipped' }>;

interface NotCalled extends Found {
  readonly config?: Skipped;
}

export const instrumentNotCalled: Rule<NotCalled> = {
  id: 'instrument-not-called',
  severity: 'error',
  summary: 'DjangoInstrumentor().instrument is not called, or stands in an AppConfig that Django does not select.',
  page,
  find: (project) => holdingEverywhere(project, ['not-called', 'config-skipped'], (occurrence) => isLost(occurrence, project), ({ step }) => step.chain.at(-1)!).map(describe),
  say,
  fixes,
};

/** Nothing else instruments Django in this process, and the middleware is what makes its spans. */
function isLost({ path, step }: Occurrence, project: Project): boolean {
  if (step.event.kind === 'config-skipped' && !instrumentsDirectly(project, step.chain.at(-1)!, step.event)) return false;
  if (path.steps.some(({ event }) => /^(instrumented|instrumentation-lost|application-wrapped)$/.test(event.kind)) || mayHave(path.steps, 'instrumented')) return false;
  return path.steps.some(({ event }) => event.kind === 'application-built' || event.kind === 'command-ran');
}

/** Does `ready()` hold `DjangoInstrumentor().instrument(…)`? */
function instrumentsDirectly({ files }: Project, { file }: Frame, { ready }: Skipped): boolean {
  const body = files.facts(file)?.item(ready)?.body ?? [];
  return statementsOf(body).flatMap(expressionsOf).some(isInstrumenting);
}

const isInstrumenting = (expr: Expr): boolean => expr.kind === 'call' && expr.callee.kind === 'attribute' && expr.callee.name === 'instrument' && expr.callee.object.kind === 'call' && nameOf(expr.callee.object.callee) === 'DjangoInstrumentor';

const nameOf = (expr: Expr): string | undefined => (expr.kind === 'name' ? expr.id : expr.kind === 'attribute' ? expr.name : undefined);

function describe(occurrences: Occurrence[]): NotCalled {
  const { chain, event } = occurrences[0]!.step;
  return { at: chain.at(-1)!, severity: 'error', boots: bootsOf(occurrences), related: [], ...(event.kind === 'config-skipped' ? { config: event } : {}) };
}

function say({ config }: NotCalled): Message {
  const why = 'Requests are answered, but no span is made and nothing is logged.';
  if (!config) return { what: '`DjangoInstrumentor().instrument` is named here, and not called.', why, todo: 'Add the parentheses.' };
  return {
    what: `Django does not select ${config.path}, whose ready() instruments it: ${config.app}.apps has several AppConfigs, and none says \`default = True\`.`,
    why,
    todo: `Name the class in INSTALLED_APPS: "${config.path}".`,
  };
}

function fixes(found: NotCalled, project: Project): Fix[] {
  const { end } = project.files.span(found.at);
  if (!found.config) return [{ title: 'Call it', safety: 'safe', edits: [{ file: found.at.file, start: end, end, text: '()' }] }];
  const { app, path } = found.config;
  const edits = installedApps(project, found).flatMap((frame) => replaceLiteral(project.files, frame, app, path) ?? []);
  return edits.length === 1 ? [{ title: `Name ${path} in INSTALLED_APPS`, safety: 'safe', edits }] : [];
}

/** The statements of the project's settings that bind or extend INSTALLED_APPS. */
function installedApps({ files }: Project, { boots }: NotCalled): Frame[] {
  const evaluated = boots.flatMap(({ paths }) => paths.flatMap(({ steps }) => steps.map(({ event }) => (event.kind === 'settings-evaluated' ? event.module : undefined))));
  const suffixes = [...new Set(evaluated)].filter((name) => name !== undefined).flatMap((name) => [`/${name.replaceAll('.', '/')}.py`, `/${name.replaceAll('.', '/')}/__init__.py`]);
  const settings = [...files.snapshot.files.keys()].filter((uri) => suffixes.some((suffix) => uri.endsWith(suffix)) && files.facts(uri));
  return settings.flatMap((file) => files.facts(file)!.module.body.filter((statement) => namesBound(statement).has('INSTALLED_APPS')).map(({ at }): Frame => ({ file, item: MODULE_ITEM, statement: at, entered: 'module' })));
}
