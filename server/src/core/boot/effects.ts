// What library calls do to the process, action by action.
import type { Action } from '../knowledge/calls';
import { DJANGO_APPLICATION } from '../knowledge/calls';
import { EXPORTER_VARIABLE, OVER_ALL } from '../knowledge/environment-files';
import { RUNSERVER } from '../knowledge/commands';
import { runAppConfigs } from './apps';
import { initialize } from './boots/auto-instrumentation';
import type { Keywords } from './calls';
import { applySettingsOption, popEnvironment, putEnvironment, readEnvironment, setDefault, updateEnvironment } from './environment';
import { importModule } from './imports';
import type { Machine } from './machine';
import { callCommand, runBaseCommand, runGunicorn, serveGiven } from './serving';
import { Raised } from './signals';
import { includeUrls, loadMiddleware } from './requests';
import { configureSettings, evaluateSettings } from './settings';
import { addProcessor, createProvider, createResource, currentProvider, installProvider, installsByArgument } from './provider';
import { instrument, instrumentUnlessTold, uninstrument } from './tracing';
import { OTHERS, stringOf, type Value } from './value';
import { forgetWritten, writtenVariables } from './written';

/** Actions that change nothing by themselves. */
const READS: ReadonlySet<Action> = new Set<Action>(['set-environment-default', 'read-environment', 'keep-environment', 'pop-environment', 'update-environment', 'import-named', 'apply-settings-option', 'evaluate-settings', 'read-provider', 'create-provider', 'create-resource', 'may-install-provider-by-argument', 'end-process', 'load-middleware', 'include-urls']);

/** Carries out one action. @param call the callee's dotted path, and the object whose method it is. @returns the call's value where the action decides it. @throws Raised */
export function act(m: Machine, action: Action, args: readonly Value[], keywords: Keywords, { path, owner }: { readonly path: string; readonly owner?: Value } = { path: '' }): Value | undefined {
  if (!READS.has(action)) m.act();
  switch (action) {
    case 'put-environment': return void putEnvironment(m, args[0], args[1]);
    case 'set-environment-default': return setDefault(m, args[0] ?? keywords.get('key'), args[1] ?? keywords.get('value'));
    case 'pop-environment': return popEnvironment(m, args[0] ?? keywords.get('key'), args[1] ?? keywords.get('default'));
    case 'update-environment': return updateEnvironment(m, args[0], keywords);
    case 'read-environment': return readEnvironment(m, args[0] ?? keywords.get('key'), args[1] ?? keywords.get('default'));
    case 'load-environment': return loadEnvironment(m, path, keywords);
    case 'keep-environment': return keepEnvironment(m, path, stringOf(args[0] ?? keywords.get('option')));
    case 'import-named': return importNamed(m, args[0] ?? keywords.get('name'), args[1] ?? keywords.get('package'));
    case 'apply-settings-option': return applySettingsOption(m);
    case 'evaluate-settings': return evaluateSettings(m);
    case 'configure-settings': return configureSettings(m);
    case 'run-app-configs': return runAppConfigs(m);
    case 'load-middleware': return void loadMiddleware(m);
    case 'include-urls': return includeUrls(m, args[0] ?? keywords.get('arg'));
    case 'build-wsgi-application': return void m.emit({ kind: 'application-built', interface: 'wsgi' });
    case 'build-asgi-application': return void m.emit({ kind: 'application-built', interface: 'asgi' });
    case 'run-command': return runCommand(m);
    case 'call-command': return callCommand(m, stringOf(args[0] ?? keywords.get('command_name')) === RUNSERVER);
    case 'run-base-command': return runBaseCommand(m, owner, path.slice(path.lastIndexOf('.') + 1));
    case 'run-gunicorn': return runGunicorn(m, owner);
    case 'serve-application': return serveGiven(m, path, args, keywords);
    case 'instrument': return instrument(m, keywords);
    case 'instrument-unless-told': return instrumentUnlessTold(m, keywords);
    case 'instrument-celery': return void m.emit({ kind: 'celery-instrumented' });
    case 'uninstrument': return uninstrument(m);
    case 'install-provider': return installProvider(m, args[0] ?? keywords.get('tracer_provider'));
    case 'create-provider': return createProvider(m, args, keywords);
    case 'create-resource': return createResource(m, args, keywords);
    case 'read-provider': return currentProvider(m);
    case 'add-processor': return addProcessor(m, owner, args[0] ?? keywords.get('span_processor'), 'own');
    case 'add-processor-to-current': return addProcessor(m, owner, args[0] ?? keywords.get('span_processor'), 'current');
    case 'initialize': return initialize(m, path);
    case 'initialize-again': return void m.emit({ kind: 'initialized-again' });
    case 'shut-down-provider': return void m.emit({ kind: 'provider-shut-down' });
    case 'may-install-provider': return void m.unknownEffect('a vendor\'s set-up', ['provider-installed']);
    case 'may-install-provider-by-argument': return installsByArgument(m, keywords);
    case 'create-exporter': return createExporter(m, path, args, keywords);
    case 'create-metric-reader': return void m.emit({ kind: 'metric-reader-created' });
    case 'use-models': return void m.needApps();
    case 'end-process': throw new Raised('SystemExit');
    case 'wrap-application': return void m.emit({ kind: 'application-wrapped', plain: wrapsDjangoAlone(args, keywords) });
  }
}

/** The middleware around what Django has built and nothing else, with no options of its own. */
function wrapsDjangoAlone([application, ...more]: readonly Value[], keywords: Keywords): boolean {
  return application?.kind === 'instance' && DJANGO_APPLICATION.test(application.path) && more.length === 0 && keywords.size === 0;
}

function createExporter(m: Machine, exporter: string, args: readonly Value[], keywords: Keywords): undefined {
  const value = keywords.get('endpoint') ?? args[0];
  const [endpoint, read] = [stringOf(value), value?.kind === 'symbol' ? value.read : undefined];
  const fallback = stringOf(read?.otherwise);
  m.emit({ kind: 'exporter-created', exporter, given: givenNames(args, keywords), ...(endpoint === undefined ? {} : { endpoint }), ...(read && fallback !== undefined && { otherwise: { variable: read.variable, endpoint: fallback } }), set: [...m.environment.keys()], ...writtenVariables(m) });
}

/** Files that set environment variables are not read. */
function loadEnvironment(m: Machine, loader: string, keywords: Keywords): undefined {
  if ([...keywords.keys()].some((name) => name === OTHERS || OVER_ALL.test(name))) forgetWritten(m);
  m.unknownEffect('a file of environment variables', ['settings-named']);
  m.emit({ kind: 'environment-loaded', loader });
}

/** What exporters read in os.environ, and do not find there. */
function keepEnvironment(m: Machine, reader: string, name: string | undefined): undefined {
  if (name !== undefined && EXPORTER_VARIABLE.test(name)) m.emit({ kind: 'environment-kept', reader, name });
}

const givenNames = (args: readonly Value[], keywords: Keywords): string[] => [...(args.length > 0 ? [OTHERS] : []), ...keywords.keys()];

function runCommand(m: Machine): undefined {
  m.emit({ kind: 'command-ran' });
  if (m.commandServes) throw new Raised('SystemExit');
}

/** `importlib.import_module(name, package)`. @throws Raised */
function importNamed(m: Machine, name: Value | undefined, from: Value | undefined): Value {
  const [, dots, rest] = /^(\.*)(.*)$/s.exec(stringOf(name) ?? '') ?? [];
  const parents = dots ? (stringOf(from) ?? '').split('.').slice(0, dots.length > 1 ? 1 - dots.length : undefined) : [];
  const module = [...parents, rest].join('.');
  if (stringOf(name) && !module.startsWith('.')) return importModule(m, module);
  m.unknownEffect('importlib.import_module()');
  return m.fresh();
}
