// Modules that settings or a gunicorn configuration name: applications whose files may be called anything.
import type { Expr, ModuleFacts } from '../python/facts';
import { perFacts, perBody } from '../python/per-facts';
import { expressionsOf, namesBound, statementsOf } from '../python/walk';
import type { Uri } from '../text/span';
import { absoluteModule } from './survey';
import { settingsLiterals } from './settings-literals';
import type { ProjectView } from './view';

/** A module that is named as an application. */
export interface Reference {
  readonly module: string;
  readonly interface: 'wsgi' | 'asgi';
}

/** The settings module and what it imports with a star, nearest first: together they hold its values. */
export function settingsFiles(view: ProjectView, module: string): Uri[] {
  const found: Uri[] = [];
  const visit = (name: string): void => {
    const resolved = view.resolve(name);
    if (typeof resolved !== 'object' || found.includes(resolved.file)) return;
    found.push(resolved.file);
    for (const star of starImports(view.files.facts(resolved.file)!)) {
      const target = absoluteModule(star.level, star.module, name, resolved.isPackage);
      if (target) visit(target);
    }
  };
  visit(module);
  return found;
}

const starImports = perFacts((facts) => statementsOf(facts.module.body).flatMap((statement) => (statement.kind === 'from' && statement.names === '*' ? [statement] : [])));

const SETTINGS: Readonly<Record<string, Reference['interface']>> = { WSGI_APPLICATION: 'wsgi', ASGI_APPLICATION: 'asgi' };

/** What `WSGI_APPLICATION` and `ASGI_APPLICATION` of a settings file name. */
export const referencesOf = perFacts((facts): Reference[] => assignedTexts(facts).flatMap(({ name, text }) => {
  const dot = text.lastIndexOf('.');
  return Object.hasOwn(SETTINGS, name) && dot > 0 ? [{ module: text.slice(0, dot), interface: SETTINGS[name]! }] : [];
}));

/** What `wsgi_app` of a gunicorn configuration names. */
export const servedModules = perFacts((facts): Reference[] => assignedTexts(facts).flatMap(({ name, text }) => {
  const module = text.split(':')[0]!;
  return name === 'wsgi_app' && /^[A-Za-z_][\w.]*$/.test(module) ? [{ module, interface: builds(facts) ?? 'wsgi' }] : [];
}));

function assignedTexts(facts: ModuleFacts): { name: string; text: string }[] {
  return statementsOf(facts.module.body).flatMap((statement) => {
    if (statement.kind !== 'assign' || statement.value.kind !== 'literal' || typeof statement.value.value !== 'string') return [];
    const text = statement.value.value;
    return statement.targets.flatMap((target) => (target.kind === 'name' ? [{ name: target.id, text }] : []));
  });
}

/** Which application a file builds by itself, if any: of a file that is named or configured, never to find one. */
export const builds = perFacts((facts): Reference['interface'] | undefined => {
  const called = callsOf(facts);
  if (called.has('get_asgi_application') || called.has('ASGIHandler') || called.has('ProtocolTypeRouter')) return 'asgi';
  return called.has('get_wsgi_application') || called.has('WSGIHandler') ? 'wsgi' : undefined;
});

/** What makes an application, by the last part of its name. */
const MAKERS: readonly string[] = ['get_asgi_application', 'ASGIHandler', 'ProtocolTypeRouter', 'get_wsgi_application', 'WSGIHandler', 'Celery'];

const MAKER_WORDS = new RegExp(MAKERS.join('|'));

/** The makers that a file calls. */
const callsOf = perFacts((facts): ReadonlySet<string> => new Set(facts.items(MAKER_WORDS).flatMap(callsIn)));

const callsIn = perBody((body) => statementsOf(body).flatMap(expressionsOf).flatMap((expr) => (expr.kind === 'call' ? nameOf(expr.callee) : [])).filter((name) => MAKERS.includes(name)));

const nameOf = (callee: Expr): string[] => (callee.kind === 'name' ? [callee.id] : callee.kind === 'attribute' ? [callee.name] : []);

/** Does a file make a Celery application? Asked of files that are called like one, and of configured ones. */
export const makesCelery = perFacts((facts) => callsOf(facts).has('Celery'));

const HOOKS = /^(on_starting|when_ready|pre_fork|post_fork|post_worker_init|worker_exit|child_exit)$/;

/** Is a configured entrypoint a configuration of gunicorn? By its name, or by a hook in it. */
export function isGunicornConfiguration(facts: ModuleFacts, name: string): boolean {
  return /gunicorn/i.test(name) || facts.module.body.some((statement) => statement.kind === 'define' && HOOKS.test(statement.name));
}

/** Can a server start with this module? Some are imported by the real application module only, such as Channels' routing. */
export function standsAlone(facts: ModuleFacts): boolean {
  return builds(facts) !== undefined && settingsLiterals(facts).length > 0;
}

/** Is a configured entrypoint run, and not imported? It asks whether it is `__main__`, and makes no application when it is imported. */
export const runsAsScript = perFacts((facts) => {
  const asks = statementsOf(facts.module.body).some((statement) => statement.kind === 'if' && expressionsOf(statement).some((expr) => expr.kind === 'literal' && expr.value === '__main__'));
  return asks && callsIn(facts.module).length === 0 && !statementsOf(facts.module.body).some((statement) => [...namesBound(statement)].some((name) => /^app(lication)?$/.test(name)));
});
