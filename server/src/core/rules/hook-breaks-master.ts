// A hook of gunicorn's master uses the tracer provider at a worker's end: the master has none, or shuts its own down.
import { guardByType } from '../fix/guard-provider';
import { renameHook } from '../fix/rename-hook';
import { ENDING_HOOKS, WORKER_EXIT } from '../knowledge/gunicorn';
import type { Fix, Message, Severity } from '../report';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';

interface Breaks extends FoundStatement {
  readonly hook: string;
  /** The attribute that the proxy lacks; undefined where a real provider is shut down. */
  readonly attribute?: string;
}

export const hookBreaksMaster: Rule<Breaks> = {
  id: 'hook-breaks-master',
  severity: 'error',
  summary: "A hook of gunicorn's master flushes or shuts down a tracer provider that only the workers have.",
  find: (project) => holdingEverywhere(project, ['proxy-used', 'provider-shut-down'], isEndOfMaster, ({ step }) => step.chain[0]!).map(describe),
  say,
  fixes,
};

function isEndOfMaster({ step }: Occurrence): boolean {
  const hook = step.process === 'master' && step.chain[0]!.hook;
  if (!hook || !Object.hasOwn(ENDING_HOOKS, hook)) return false;
  // At the master's own end a provider of its own is right to be shut down.
  return step.event.kind === 'proxy-used' || ENDING_HOOKS[hook] === 'ends';
}

function describe(occurrences: Occurrence[]): Breaks {
  const { event, chain } = occurrences[0]!.step;
  const hook = chain[0]!.hook!;
  const severity: Severity = event.kind !== 'proxy-used' ? 'warning' : ENDING_HOOKS[hook] === 'ends' ? 'error' : 'information';
  return { at: chain[0]!, severity, boots: bootsOf(occurrences), related: [], hook, ...(event.kind === 'proxy-used' ? { attribute: event.attribute } : {}) };
}

function say({ hook, attribute, severity }: Breaks): Message {
  const error = `\`AttributeError: 'ProxyTracerProvider' object has no attribute '${attribute}'\``;
  const todo = `Flush in \`${WORKER_EXIT}(server, worker)\`, which runs in the worker, or ask for the provider's type first.`;
  if (attribute === undefined) return { what: `\`${hook}\` shuts down the provider of gunicorn's master.`, why: 'The workers that are forked afterwards inherit it: 2 spans of 4 requests arrived.', todo };
  const what = `\`${hook}\` runs in gunicorn's master, where no tracer provider is set.`;
  return { what, why: severity === 'error' ? `The proxy that stands for it raises ${error}: the master ends with "Unhandled exception in main loop" as soon as the hook runs, and takes every worker along.` : `The proxy that stands for it raises ${error} when the master stops; no span was lost.`, todo };
}

function fixes({ at, hook, attribute }: Breaks, { files }: Project): Fix[] {
  const renamed = hook === 'child_exit' ? renameHook(files, at, WORKER_EXIT) : undefined;
  const guarded = attribute === undefined ? undefined : guardByType(files, at);
  return [
    ...(renamed ? [{ title: `Rename it to ${WORKER_EXIT}, which runs in the worker`, safety: 'review' as const, edits: renamed }] : []),
    ...(guarded ? [{ title: 'Only where a TracerProvider is set', safety: 'review' as const, edits: guarded }] : []),
  ];
}
