// Functions that set tracing up and are registered for a hook that their process never calls, where nothing else does it.
import { after, mayHave } from '../boot/boot';
import type { Boot, Path } from '../boot/boot';
import type { BootEvent, EventKind } from '../boot/events';
import { expressionsOf, statementsOf } from '../python/walk';
import type { Files } from '../project/view';
import { holdingEverywhere, type Occurrence } from './occurrences';
import type { Project } from './rule';

type Registered = Extract<BootEvent, { kind: 'hook-registered' }>;

export const registration = ({ step }: Occurrence): Registered => step.event as Registered;

/** Registrations for `hooks` in boots of launches, by statement. @param of which boots @param isLacking is tracing incomplete on the path without the hook? */
export function unsentHooks(project: Project, hooks: readonly string[], of: (boot: Boot) => boolean, isLacking = isWithoutProvider): Occurrence[][] {
  const holds = (one: Occurrence): boolean => one.boot.launch !== undefined && of(one.boot) && hooks.includes(registration(one).hook) && isUnsent(one) && isLacking(one.path) && isAboutTracing(project.files, registration(one).function);
  return holdingEverywhere(project, ['hook-registered'], holds, ({ step }) => step.chain.at(-1)!);
}

/** The process came to where it calls hooks, or answers requests, and this one was not called. */
function isUnsent({ path, step }: Occurrence): boolean {
  const later = after(path, step).map(({ event }) => event);
  const { hook } = step.event as Registered;
  return later.some(({ kind }) => kind === 'hook-sent' || kind === 'serving') && !later.some((event) => event.kind === 'hook-sent' && event.hook === hook);
}

export function isWithoutProvider({ steps }: Path): boolean {
  return !steps.some(({ event }) => event.kind === 'provider-installed') && !mayHave(steps, 'provider-installed');
}

const INSTRUMENTS: readonly EventKind[] = ['instrumented', 'application-wrapped', 'middleware-listed'];

/** Nothing makes spans of requests. */
export function isUninstrumented({ steps }: Path): boolean {
  return !steps.some(({ event }) => INSTRUMENTS.includes(event.kind)) && !mayHave(steps, 'instrumented');
}

/** Words of what sets tracing up, in names that a function uses and in the modules that they come from. */
const WORDS = /opentelemetry|trac(e|ing)|telemetry|otel|instrument|provider|span|exporter/i;

/** Does the body of a function name anything about tracing? */
export function isAboutTracing(files: Files, { file, item }: Registered['function']): boolean {
  const facts = files.facts(file);
  const body = facts?.item(item)?.body ?? [];
  const names = statementsOf(body).flatMap((statement) => [
    ...(statement.kind === 'from' ? [statement.module] : statement.kind === 'import' ? statement.names.map(({ name }) => name) : []),
    ...expressionsOf(statement).flatMap((expr) => (expr.kind === 'name' ? [expr.id] : expr.kind === 'attribute' ? [expr.name] : [])),
  ]);
  const sources = (facts?.module.body ?? []).flatMap((statement) => (statement.kind === 'from' && statement.names !== '*' && statement.names.some(({ name, as }) => names.includes(as ?? name)) ? [statement.module] : []));
  return [...names, ...sources].some((name) => WORDS.test(name));
}
