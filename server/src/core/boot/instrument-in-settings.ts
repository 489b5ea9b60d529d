// `instrument()` while settings are being evaluated. It reads settings.MIDDLEWARE, and Django evaluates the settings once more
// inside the first evaluation: from the settings module as far as it has run. That second settings object is thrown away
// when the first evaluation ends. What stays is a change in place of the list that the settings module itself holds.
import { SETTINGS_VARIABLE } from './environment';
import { importModule } from './imports';
import type { InSettings, MiddlewareChange, Told } from './activation';
import type { Machine } from './machine';
import { listOf, literal, stringOf, type Scope, type Value } from './value';

const MIDDLEWARE = 'MIDDLEWARE';

/** What `instrument()` inserts: found again in every list that is built from the one it changed. */
export const ENTRY = literal('opentelemetry.instrumentation.django.middleware.otel_middleware._DjangoMiddleware');

/** @param own what it was given. @throws Raised what the settings module raises where it has not begun to run */
export function instrumentInSettings(m: Machine, evaluation: InSettings, own: Told): undefined {
  m.act();
  const chain = m.chain();
  m.instrumented = true;
  evaluation.calls.push({ chain, own, change: changed(m, evaluation) });
}

function changed(m: Machine, { module }: InSettings): MiddlewareChange {
  const named = m.environment.get(SETTINGS_VARIABLE);
  if (stringOf(named) !== undefined && stringOf(named) !== module) return 'unknown';
  const settings = importModule(m, module);
  if (settings.kind !== 'module') return 'unknown';
  const { scope } = settings.module;
  const middleware = scope.get(MIDDLEWARE);
  if (!middleware) return scope.has('*') ? 'unknown' : 'absent';
  if (middleware.kind !== 'sequence' || !middleware.form) return 'unknown';
  if (middleware.form === 'list') insertEntry(m, middleware);
  return middleware.form;
}

/** Every name that holds the list sees the change. */
function insertEntry(m: Machine, list: Value & { readonly kind: 'sequence' }): void {
  const after = listOf([ENTRY, ...list.items], list.complete, 'list');
  for (const { scope } of m.modules.values()) {
    for (const [name, value] of [...scope]) if (value === list) m.write(scope, name, after);
  }
}

/** The settings module has run: is what each `instrument()` changed still there? */
export function settleInstrumentation(m: Machine, { calls, depth }: InSettings, settings: Value): void {
  for (const { chain, own, change } of calls) {
    const outcome = settings.kind === 'module' ? outcomeOf(change, settings.module.scope) : 'unknown';
    if (outcome === 'kept') m.emit({ kind: 'instrumented', ...own }, chain);
    else if (outcome === 'unknown') m.emit({ kind: 'unknown', may: ['instrumented'], because: 'instrument() inside the settings module' }, chain);
    else m.emit({ kind: 'instrumentation-lost', because: outcome, depth }, chain);
  }
}

function outcomeOf(change: MiddlewareChange, scope: Scope): 'kept' | 'unknown' | 'absent' | 'tuple' | 'rebound' {
  const middleware = scope.get(MIDDLEWARE);
  if (change === 'tuple') return 'tuple';
  // Without a MIDDLEWARE the settings have Django's own default list, which was changed in place.
  if (change === 'absent' && !middleware && !scope.has('*')) return 'kept';
  if (change === 'unknown' || middleware?.kind !== 'sequence' || !middleware.complete) return 'unknown';
  const { items } = middleware;
  if (items.some((item) => stringOf(item) === ENTRY.value)) return 'kept';
  const known = items.every((item) => stringOf(item.kind === 'optional' ? item.value : item) !== undefined);
  if (!known || items.some((item) => item.kind === 'optional' && stringOf(item.value) === ENTRY.value)) return 'unknown';
  return change === 'absent' ? 'absent' : 'rebound';
}
