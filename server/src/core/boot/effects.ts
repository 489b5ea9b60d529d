// What library calls do to the process, action by action.
import type { Action } from '../knowledge/calls';
import { runAppConfigs } from './apps';
import type { Keywords } from './calls';
import { readEnvironment, setDefault, updateEnvironment } from './environment';
import { importModule } from './imports';
import { Raised, type Machine } from './machine';
import { includeUrls, loadMiddleware } from './requests';
import { configureSettings, evaluateSettings } from './settings';
import { installProvider, instrument, uninstrument } from './tracing';
import { stringOf, type Value } from './value';

/** Actions that change nothing by themselves. */
const READS: ReadonlySet<Action> = new Set<Action>(['set-environment-default', 'read-environment', 'import-named', 'evaluate-settings', 'read-provider', 'end-process', 'load-middleware', 'include-urls']);

/** Carries out one action. @returns the call's value where the action decides it. @throws Raised */
export function act(m: Machine, action: Action, args: readonly Value[], keywords: Keywords): Value | undefined {
  if (!READS.has(action)) m.act();
  switch (action) {
    case 'set-environment-default': return setDefault(m, args[0] ?? keywords.get('key'), args[1] ?? keywords.get('value'));
    case 'update-environment': return updateEnvironment(m, args[0], keywords);
    case 'read-environment': return readEnvironment(m, args[0] ?? keywords.get('key'), args[1] ?? keywords.get('default'));
    case 'load-environment': return void m.unknownEffect('a file of environment variables', ['settings-named']);
    case 'import-named': return importNamed(m, args[0]);
    case 'evaluate-settings': return evaluateSettings(m);
    case 'configure-settings': return configureSettings(m);
    case 'run-app-configs': return runAppConfigs(m);
    case 'load-middleware': return void loadMiddleware(m);
    case 'include-urls': return includeUrls(m, args[0] ?? keywords.get('arg'));
    case 'build-wsgi-application': return void m.emit({ kind: 'application-built', interface: 'wsgi' });
    case 'build-asgi-application': return void m.emit({ kind: 'application-built', interface: 'asgi' });
    case 'run-command': return runCommand(m);
    case 'call-command': return void m.emit({ kind: 'command-ran' });
    case 'instrument': return instrument(m);
    case 'uninstrument': return uninstrument(m);
    case 'install-provider': return installProvider(m);
    case 'read-provider': return { kind: 'instance', path: `opentelemetry.trace.get_tracer_provider.${m.provider ? 'TracerProvider' : 'ProxyTracerProvider'}`, key: `provider:${m.provider}` };
    case 'add-processor': return void m.emit({ kind: 'processor-added', to: 'own' });
    case 'add-processor-to-current': return void m.emit({ kind: 'processor-added', to: 'current' });
    case 'create-exporter': return void m.emit({ kind: 'exporter-created' });
    case 'use-models': return void m.needApps();
    case 'end-process': throw new Raised('SystemExit');
    case 'wrap-application': return void m.emit({ kind: 'application-wrapped' });
  }
}

function runCommand(m: Machine): undefined {
  m.emit({ kind: 'command-ran' });
  if (m.commandServes) throw new Raised('SystemExit');
}

function importNamed(m: Machine, name: Value | undefined): Value {
  const module = stringOf(name);
  if (module && !module.startsWith('.')) return importModule(m, module);
  m.unknownEffect('importlib.import_module()');
  return m.fresh();
}
