// A launch serves an entrypoint that never instruments Django, and another entrypoint of the project does.
import { mayHave } from '../boot/boot';
import type { Boot } from '../boot/boot';
import type { BootStep, Frame } from '../boot/events';
import { calledIn, callBefore } from '../fix/call-before';
import { removeStatement } from '../fix/remove';
import { receiveInWorker } from '../fix/worker-receiver';
import { PROCESS_SIGNAL, WORKER_SIGNAL } from '../knowledge/celery';
import { MODULE_ITEM } from '../python/facts';
import type { Files } from '../project/view';
import type { Fix, Message, Severity } from '../report';
import type { ReplaceEdit } from '../text/edits';
import { basename } from '../text/uri';
import { leftOutRunservers, sayRunserver, type Development } from './left-out-runservers';
import { instrumentsCelery, leftOutWorkers, placeOfWorker, wantsCelery } from './left-out-workers';
import { reloaderGuards } from './reloader-guards';
import type { Found, Project, Rule } from './rule';
import { byPlace } from './same-place';

interface NotInstrumented extends Found {
  /** How the other entrypoint comes to it. */
  readonly other: BootStep;
  /** It is a Celery worker; `wanted` where the project says that its tasks are to be traced. */
  readonly worker?: { readonly wanted: boolean };
  /** What runserver does instead. */
  readonly development?: Development;
}

export const entrypointNotInstrumented: Rule<NotInstrumented> = {
  id: 'entrypoint-not-instrumented',
  severity: 'error',
  summary: 'The entrypoint that a launch serves never instruments Django, although another one does.',
  find: (project: Project) => byPlace([...unserved(project), ...leftOutWorkers(project).flatMap((boot) => describeWorker(boot, project)), ...leftOutRunservers(project, instrumenting)]),
  say: ({ at, other, worker, development }): Message => (worker ? sayWorker(other) : development ? sayRunserver(development, at.file, other) : {
    what: `${basename(at.file)} is served, and never instruments Django; ${basename(other.chain[0]!.file)} does.`,
    why: 'The server does not run that file: requests are answered with 200, and 0 spans arrive, without a word in the log.',
    todo: 'Set tracing up in this file as well, before the application is built, by a function that both call.',
  }),
  fixes: (found, project) => (found.development ? [] : fixes(found, project)),
};

const INSTRUMENTS = /^(instrument|uninstrument|application-wrapped|not-called|import-failed|hook-registered|middleware-listed)/;

function unserved(project: Project): NotInstrumented[] {
  // They run a set-up that waits for the reloader of runserver: `inherited-once-guard` says that.
  const waiting = new Set(reloaderGuards(project).map(({ boot }) => boot));
  return project.boots.filter((boot) => !waiting.has(boot) && isUntraced(boot)).flatMap((boot) => describe(boot, project.boots));
}

/** Launches that people make while they work on it prove nothing about what is served. */
const ASIDE = /^(test|editor)$/;

/** It serves, and nothing on any path can have instrumented it; a provider would be half of a set-up, which is another rule's. */
function isUntraced({ launch, claimed, kind, paths }: Boot): boolean {
  if (!launch || ASIDE.test(launch.kind) || !claimed || !/^(wsgi|asgi|gunicorn|uwsgi)$/.test(kind) || paths.length === 0) return false;
  return paths.every(({ steps }) => steps.some(({ event }) => event.kind === 'application-built') && steps.some(({ event }) => event.kind === 'serving') && !steps.some(({ event }) => INSTRUMENTS.test(event.kind) || event.kind === 'provider-installed') && !mayHave(steps, 'instrumented') && !mayHave(steps, 'provider-installed'));
}

function sayWorker({ chain }: BootStep): Message {
  return {
    what: `A Celery worker is started, and nothing sets up a tracer provider in it; ${basename(chain[0]!.file)} does, which it does not run.`,
    why: 'Tasks run, and 0 spans of them arrive, without a word in the log.',
    todo: 'Set tracing up in a receiver of `worker_process_init`, and call CeleryInstrumentor().instrument() there.',
  };
}

/** How another entrypoint of the same project comes to a whole set-up. */
function otherOf(boot: Boot, boots: readonly Boot[]): BootStep | undefined {
  return boots.filter(({ root, kind }) => root === boot.root && kind !== 'command').flatMap((one) => instrumenting(one) ?? []).find(({ chain }) => !isUnloadedHook(chain[0]!, boots));
}

function describeWorker(boot: Boot, project: Project): NotInstrumented[] {
  const other = otherOf(boot, project.boots);
  if (!other || ASIDE.test(boot.launch!.kind)) return [];
  const wanted = wantsCelery(project, boot);
  return [{ at: placeOfWorker(project, boot), severity: instrumentsCelery(project, boot) ? 'error' : wanted ? 'warning' : 'information', boots: [boot], other, related: [{ at: boot.launch!.serverAt, message: 'The worker is started by this.' }, { at: other.chain[0]!, message: 'Tracing is set up from here.' }], worker: { wanted } }];
}

function describe(boot: Boot, boots: readonly Boot[]): NotInstrumented[] {
  const other = otherOf(boot, boots);
  const built = boot.paths[0]!.steps.find(({ event }) => event.kind === 'application-built')!;
  const at = built.chain.find(({ file, item }) => item === MODULE_ITEM && (file === boot.application || file === boot.entry));
  if (!other || !at) return [];
  const severity: Severity = boot.launch!.kind === 'task' ? 'warning' : 'error';
  return [{ at, severity, boots: [boot], other, related: [{ at: boot.launch!.serverAt, message: 'It is served by this.' }, { at: other.chain[0]!, message: 'Django is instrumented from here.' }] }];
}

/** A hook of a configuration that no launch loads: `hook-never-runs` says that. */
const isUnloadedHook = ({ hook, file }: Frame, boots: readonly Boot[]): boolean => hook !== undefined && !boots.some(({ launch, entry }) => launch && entry === file);

/** A boot that has a whole set-up on every path. */
function instrumenting({ paths }: Boot): BootStep | undefined {
  const own = ({ event, chain }: BootStep): boolean => event.kind === 'instrumented' && chain.length > 0;
  return paths.length > 0 && paths.every(({ steps }) => steps.some(own) && steps.some(({ event }) => event.kind === 'provider-installed')) ? paths[0]!.steps.find(own) : undefined;
}

/** The function of the project that the other entrypoint calls for it. */
function fixes({ at, other, worker, boots }: NotInstrumented, { files, projects }: Project): Fix[] {
  const called = calledIn(other.chain);
  const roots = projects.flatMap(({ importRoots }) => importRoots);
  if (!called || !('item' in at) || worker?.wanted === false) return [];
  const edits = worker ? receiveInWorker(files, at.file, signalOf(boots), roots, called) : callBefore(files, roots, at, called);
  if (!edits) return [];
  const title = worker ? `Call ${called.item}() in each worker` : `Call ${called.item}() in ${basename(at.file)}`;
  // runserver runs manage.py and the application, and would do it twice.
  const [first] = other.chain;
  const taken = worker || !projects.some(({ manage }) => manage.includes(first!.file)) ? undefined : removeCall(files, other.chain, called);
  return [{ title: worker ? title : `${title}, before the application`, safety: 'review', edits }, ...(taken ? [{ title: `${title} instead of ${basename(first!.file)}`, safety: 'review' as const, edits: [...edits, ...taken] }] : [])];
}

/** The call of the function, where it is a statement of the first file. */
function removeCall(files: Files, chain: readonly Frame[], called: Frame): ReplaceEdit[] | undefined {
  const calling = chain[chain.indexOf(called) - 1]!;
  return calling.file === chain[0]!.file ? removeStatement(files, calling) : undefined;
}

/** The signal that the pools of all of them send. */
function signalOf(workers: readonly Boot[]): string {
  const isSent = workers.every(({ paths }) => paths.every(({ steps }) => steps.some(({ event }) => event.kind === 'hook-sent' && event.hook === PROCESS_SIGNAL)));
  return isSent ? PROCESS_SIGNAL : WORKER_SIGNAL;
}
