// Code that serves by itself: runserver and subclasses of it, gunicorn's application class, functions such as uvicorn.run().
import { spawnProcess } from './boots/process';
import { CHECKS, IN_OTHER_PROCESSES, SPAWNED_MAIN, WORKERS_BY_VARIABLE } from '../knowledge/commands';
import { ASGI_RUNSERVER } from '../knowledge/runserver';
import type { Tri } from './boot';
import { callExternal, callFunction, type Keywords } from './calls';
import { objectAttribute } from './classes';
import { act } from './effects';
import { variable } from './environment';
import { FACT } from './explore';
import { importModule, runModule } from './imports';
import type { Machine } from './machine';
import { importUrls, serve } from './requests';
import { Raised } from './signals';
import { literal, OTHERS, stringOf, type Value } from './value';

type ObjectValue = Value & { readonly kind: 'object' };

/** What runserver does behind its options: the system checks, the application, the first request. */
export function serveProject(m: Machine): void {
  importUrls(m);
  loadServedApplication(m);
  serve(m);
}

/** A server does not come back before its process ends. @throws Raised('SystemExit') */
export function serveForEver(m: Machine): never {
  serve(m);
  throw new Raised('SystemExit');
}

/** `call_command(name)`. Other commands than runserver are not followed. @throws Raised */
export function callCommand(m: Machine, serves: boolean): undefined {
  m.emit({ kind: 'command-ran' });
  if (!serves) return;
  importUrls(m);
  loadServedApplication(m);
  serveForEver(m);
}

/** Calls a method of a command; with which arguments is not known. @throws Raised */
export function callMethod(m: Machine, self: ObjectValue, name: string): Value | undefined {
  const method = objectAttribute(m, self, name);
  if (method.kind === 'function') return callFunction(m, method, [], new Map([[OTHERS, m.fresh()]]));
  return method.kind === 'external' ? callExternal(m, method.path, [], new Map(), self) : undefined;
}

/** What a method of Django's command classes does: it calls the next one of the object's own. @throws Raised */
export function runBaseCommand(m: Machine, self: Value | undefined, method: string): Value | undefined {
  if (self?.kind !== 'object') return undefined;
  switch (method) {
    case 'run_from_argv': return callMethod(m, self, 'execute');
    case 'execute':
      if (checksFirst(m, self)) importUrls(m);
      return callMethod(m, self, 'handle');
    case 'handle': return callMethod(m, self, 'run');
    case 'run': return callMethod(m, self, 'inner_run');
    case 'inner_run':
      importUrls(m);
      callMethod(m, self, 'get_handler');
      return serveForEver(m);
    default: return loadServedApplication(m), m.fresh();
  }
}

function checksFirst(m: Machine, self: ObjectValue): boolean {
  const value = objectAttribute(m, self, CHECKS.attribute);
  return value.kind === 'external' ? CHECKS.default.test(value.path) : stringOf(value) === CHECKS.value;
}

/** `run()` of gunicorn's application class: a worker asks the object for its application. Hooks among its options are not read. @throws Raised */
export function runGunicorn(m: Machine, self: Value | undefined): undefined {
  m.unknownEffect('the configuration of gunicorn', ['instrumented', 'provider-installed']);
  m.emit({ kind: 'forked' });
  m.process = 'worker';
  if (self?.kind === 'object') callMethod(m, self, 'load');
  serveForEver(m);
}

/** `uvicorn.run("shop.asgi:application")`. @throws Raised */
export function serveGiven(m: Machine, server: string, args: readonly Value[], keywords: Keywords): undefined {
  const named = stringOf(args[0] ?? keywords.get('app'));
  if (servesElsewhere(m, withVariables(m, server, keywords))) return serveAnew(m, named);
  if (named) importModule(m, named.split(':')[0]!, 'server');
  // It comes from code that is not read.
  if (!m.steps.some(({ event }) => event.kind === 'application-built')) m.unknownEffect('the application');
  serveForEver(m);
}

/** The arguments, and those that a variable gives which has a value here. */
function withVariables(m: Machine, server: string, keywords: Keywords): Keywords {
  const given = WORKERS_BY_VARIABLE.filter((one) => one.server.test(server) && isNone(keywords.get(one.argument))).flatMap(({ argument, variable: name }): [string, Value][] => {
    const value = variable(m, name);
    return typeof value === 'object' && value.kind === 'literal' ? [[argument, value]] : [];
  });
  return given.length > 0 ? new Map([...keywords, ...given]) : keywords;
}

const isNone = (value: Value | undefined): boolean => value === undefined || (value.kind === 'literal' && value.value === null);

/** Does it serve in other processes? One process is what a number below 2 means. */
function servesElsewhere(m: Machine, keywords: Keywords): boolean {
  const answers = [...keywords].filter(([name]) => IN_OTHER_PROCESSES.test(name)).map(([, value]) => (value.kind === 'literal' ? Number(value.value ?? 0) > 1 || value.value === true : undefined));
  return answers.includes(true) || (answers.includes(undefined) && m.decide('serving:elsewhere'));
}

/**
 * New processes import the program as `__mp_main__`, where the block of `__main__` does not run, and then the application.
 * Werkzeug's reloader runs the program again instead; that is not followed. @throws Raised
 */
function serveAnew(m: Machine, application: string | undefined): never {
  const { program } = m;
  if (!program || application === undefined) throw new Raised('SystemExit');
  const [stack, attempts] = [m.stack.splice(0), m.attempts.splice(0)];
  try {
    spawnProcess(m, program.start, 'worker');
    runModule(m, SPAWNED_MAIN, program.file, false, 'server');
    importModule(m, application.split(':')[0]!, 'server');
    serve(m);
  } finally {
    m.stack.push(...stack);
    m.attempts.push(...attempts);
  }
  throw new Raised('SystemExit');
}

/** `WSGI_APPLICATION` or `ASGI_APPLICATION`, which names a variable of a module; Django's own application where there is none. @throws Raised */
function loadServedApplication(m: Machine): void {
  if (!m.settingsScope) return m.unknownEffect('the application');
  const named = m.settingsScope.get(servesAsgi(m) ? 'ASGI_APPLICATION' : 'WSGI_APPLICATION') ?? literal(null);
  const name = stringOf(named);
  if (name) importModule(m, name.split('.').slice(0, -1).join('.'), 'server');
  else if (named.kind === 'literal') for (const action of ['load-middleware', 'build-wsgi-application'] as const) act(m, action, [], new Map());
  else m.unknownEffect('the application');
}

const ASGI_COMMAND = `${FACT}runserver:asgi`;

/** Has an installed app a `runserver` of its own? Both are tried where that is not known. */
function servesAsgi(m: Machine): boolean {
  if (!m.asgiCommand) return false;
  const apps = m.settingsScope?.get('INSTALLED_APPS');
  if (apps?.kind !== 'sequence') return apps !== undefined && m.decide(ASGI_COMMAND);
  const answers = apps.items.map((item): Tri => {
    const name = stringOf(item.kind === 'optional' ? item.value : item);
    const has = name === undefined ? 'unknown' : hasAsgiRunserver(m, name.split('.')[0]!);
    return item.kind === 'optional' && has === 'yes' ? 'unknown' : has;
  });
  if (answers.includes('yes')) return true;
  return (answers.includes('unknown') || !apps.complete) && m.decide(ASGI_COMMAND);
}

function hasAsgiRunserver(m: Machine, app: string): Tri {
  if (!Object.hasOwn(ASGI_RUNSERVER, app)) return 'no';
  const { until } = ASGI_RUNSERVER[app]!;
  if (until === undefined) return 'yes';
  const isNewer = m.isAtLeast(app, until);
  return isNewer === 'unknown' ? isNewer : isNewer === 'yes' ? 'no' : 'yes';
}
