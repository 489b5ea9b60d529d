// AppConfigs of the project whose ready() instruments Django and never runs: Django takes another class, or none.
import type { Boot } from '../boot/boot';
import { mayHave } from '../boot/boot';
import type { BootEvent, Frame } from '../boot/events';
import { isAtLeast } from '../dependencies/versions';
import { APPS_FILE, OTHER_MODULES, settingsBeside } from '../knowledge/app-configs';
import { DJANGO_INSTRUMENTATION, DJANGO_WITHOUT_DEFAULT_APP_CONFIG } from '../knowledge/releases';
import type { DjangoProject } from '../project/django-projects';
import { ProjectView } from '../project/view';
import { MODULE_ITEM, type Expr, type Stmt } from '../python/facts';
import type { Uri } from '../text/span';
import { basename, isWithin, relative } from '../text/uri';
import { servingBoots } from './applications';
import { leadsToInstrument, type NamedModule } from './leads-to-instrument';
import type { Project } from './rule';

/** `several`: in apps.py, and none is the default. `other`: Django takes `instead`. `place`: not in apps.py. `legacy`: only default_app_config names it. */
export type Because = 'several' | 'other' | 'place' | 'legacy' | 'uninstalled';

export interface SkippedConfig {
  /** The class statement. */
  readonly at: Frame;
  /** The statement with `instrument()` that its ready() would come to. */
  readonly call: Frame;
  /** What would name the class in INSTALLED_APPS. */
  readonly path: string;
  readonly app: string;
  readonly because: Because;
  /** What stands for its app in INSTALLED_APPS; absent where nothing does. */
  readonly entry?: string;
  /** The class that Django takes. */
  readonly instead?: string;
  /** Naming it takes nothing else away: no other class stands for the app. */
  readonly plain: boolean;
  readonly boots: readonly Boot[];
}

type SetUp = Extract<BootEvent, { kind: 'apps-set-up' }>;

/** For each Django project in which no boot instruments Django, and nothing that is not read may. */
export function skippedConfigs(project: Project): SkippedConfig[] {
  return project.projects.flatMap((own) => {
    const boots = servingBoots(project, own.root);
    const steps = boots.flatMap(({ paths }) => paths.map((path) => path.steps));
    if (boots.length === 0 || boots.some(({ paths }) => paths.length === 0) || steps.some((all) => mayHave(all, 'instrumented') || all.some(({ event }) => INSTRUMENTS.test(event.kind)))) return [];
    const setUps = steps.map((all) => all.flatMap(({ event }) => (event.kind === 'apps-set-up' ? [event] : [])));
    if (setUps.some((some) => some.length === 0 || some.some(({ complete }) => !complete))) return [];
    const search: Search = { project, own, boots, setUps: setUps.flat(), view: new ProjectView(project.files, own, own.settingsModules) };
    return candidates(search).flatMap((module) => configsIn(search, module));
  });
}

const INSTRUMENTS = /^(instrumented|instrumentation-lost|application-wrapped)$/;

interface Search {
  readonly project: Project;
  readonly own: DjangoProject;
  readonly boots: readonly Boot[];
  readonly setUps: readonly SetUp[];
  readonly view: ProjectView;
}

/** Modules in which an AppConfig may stand. Those that nothing has loaded are asked for where something else is traced. */
function candidates({ project: { files, dependencies }, own, boots, setUps, view }: Search): NamedModule[] {
  const apps = [...new Set(setUps.flatMap(({ installed }) => installed))];
  const asks = boots.some(({ paths }) => paths.some(({ steps }) => steps.some(({ event }) => event.kind === 'provider-installed'))) || dependencies(own.root).find(DJANGO_INSTRUMENTATION).named.length > 0;
  const installed = apps.flatMap((app) => [app, app.split('.').slice(0, -1).join('.'), `${app}.apps`, ...(asks ? OTHER_MODULES.map((name) => `${app}.${name}`) : [])]);
  const named = files.snapshot.named.filter((uri) => basename(uri) === APPS_FILE && isWithin(uri, own.root) && (files.snapshot.files.has(uri) || asks)).flatMap((uri) => nameUnder(own, uri) ?? []);
  const local = (name: string) => name !== '' && typeof view.resolve(name.split('.')[0]!) !== 'string';
  const found = [...new Set([...installed.filter(local), ...named])].flatMap((name): NamedModule[] => {
    const module = view.resolve(name);
    return typeof module === 'object' && files.mentions(module.file, 'mentionsAppConfig') ? [{ ...module, name }] : [];
  });
  return [...found, ...apps.filter(local).flatMap((app) => legacyModule(view, app))].filter(({ file }, i, all) => all.findIndex((other) => other.file === file) === i);
}

function nameUnder({ importRoots, guessedRoots }: DjangoProject, uri: Uri): string | undefined {
  const root = [...importRoots, ...guessedRoots].find((folder) => isWithin(uri, folder));
  return root === undefined ? undefined : relative(uri, root).replace(/\.py$/, '').replaceAll('/', '.');
}

/** The module that `default_app_config = "shop.tracing.TracingConfig"` names. */
function legacyModule(view: ProjectView, app: string): NamedModule[] {
  const named = legacyName(view, app);
  const name = named?.slice(0, named.lastIndexOf('.'));
  const module = name && name !== `${app}.apps` ? view.resolve(name) : undefined;
  return typeof module === 'object' ? [{ ...module, name: name! }] : [];
}

function legacyName(view: ProjectView, app: string): string | undefined {
  const found = view.resolve(app);
  const body = typeof found === 'object' ? view.files.facts(found.file)?.item(MODULE_ITEM)!.body ?? [] : [];
  return textBound(body, 'default_app_config');
}

function textBound(body: readonly Stmt[], name: string): string | undefined {
  const value = valueBound(body, name);
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

function valueBound(body: readonly Stmt[], name: string): Expr | undefined {
  const found = body.find((statement) => statement.kind === 'assign' && statement.targets.some((target) => target.kind === 'name' && target.id === name));
  return found?.kind === 'assign' ? found.value : undefined;
}

function configsIn(search: Search, module: NamedModule): SkippedConfig[] {
  const facts = search.project.files.facts(module.file)!;
  return facts.item(MODULE_ITEM)!.body.flatMap((statement) => {
    if (statement.kind !== 'class' || !facts.item(`${statement.item}.ready`) || !statement.bases.some((base) => /Config$/.test(lastName(base)))) return [];
    const { body } = facts.item(statement.item)!;
    const switchedOff = valueBound(body, 'default');
    if (switchedOff?.kind === 'literal' && switchedOff.value === false) return [];
    const app = textBound(body, 'name') ?? module.name.split('.').slice(0, -1).join('.');
    const reason = reasonFor(search, module, app, statement.name, `${module.file} ${statement.item}.ready`);
    const call = reason && leadsToInstrument(search.view, module, `${statement.item}.ready`);
    if (!call) return [];
    return [{ call, at: { file: module.file, item: MODULE_ITEM, statement: statement.at, entered: 'module' }, path: `${module.name}.${statement.name}`, app, ...reason, plain: reason.because === 'several' || (reason.entry === app && search.view.resolve(`${app}.apps`) === 'absent'), boots: search.boots }];
  });
}

const lastName = (expr: Expr): string => (expr.kind === 'name' ? expr.id : expr.kind === 'attribute' ? expr.name : '');

/** Why Django does not select a class. @returns undefined where it does, or where that is not certain */
function reasonFor(search: Search, { name: module }: NamedModule, app: string, className: string, ready: string): Pick<SkippedConfig, 'because' | 'entry' | 'instead'> | undefined {
  const { setUps, view } = search;
  const selected = setUps.flatMap((setUp) => setUp.selected).filter((config) => belongs(config.app, app));
  if (setUps.some((setUp) => setUp.selected.some(({ readies }) => readies.includes(ready))) || selected.some(({ name }) => name === undefined)) return undefined;
  const entries = setUps.map(({ installed }) => installed.filter((entry) => belongs(entry, app)));
  const [entry, more] = new Set(entries.flat());
  if (more !== undefined || entries.some((some) => some.length !== entries[0]!.length)) return undefined;
  if (entry === undefined) return mayBeInstalledElsewhere(search) ? undefined : { because: 'uninstalled' };
  if (entry !== app) return entry === `${module}.${className}` || mayBeInstalledElsewhere(search) ? undefined : { because: 'other', entry, instead: entry };
  const instead = selected[0]?.name;
  if (instead !== undefined) return { because: 'other', entry, instead: `${app}.apps.${instead}` };
  if (legacyName(view, app) !== undefined) return isRecent(search) ? { because: 'legacy', entry } : undefined;
  return { because: module === `${app}.apps` ? 'several' : 'place', entry };
}

/** `shop` and `shop.apps.ShopConfig` stand for the app `shop`. */
const belongs = (entry: string, app: string): boolean => entry === app || (entry.startsWith(`${app}.`) && /^[A-Z]/.test(entry.split('.').at(-1)!));

/** Every Django that the dependency files allow is one that does not read default_app_config. */
function isRecent({ project: { dependencies }, own }: Search): boolean {
  return isAtLeast(dependencies(own.root).find('django').versions, DJANGO_WITHOUT_DEFAULT_APP_CONFIG) === 'yes';
}

/** Another settings module, which a deployment may name, can install something else; and so can another Django project around the app. */
function mayBeInstalledElsewhere({ project, own, boots, view }: Search): boolean {
  const evaluated = new Set(boots.flatMap(({ paths }) => paths.flatMap(({ steps }) => steps.flatMap(({ event }) => (event.kind === 'settings-evaluated' && event.module ? [event.module] : [])))));
  if (evaluated.size !== 1 || project.projects.some(({ root }) => root !== own.root && (isWithin(root, own.root) || isWithin(own.root, root)))) return true;
  return settingsBeside([...evaluated][0]!).some((name) => view.resolve(name) !== 'absent');
}
