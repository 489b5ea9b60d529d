// Functions that set tracing up and are registered for a hook that their process never calls, where nothing else does it.
import { after, mayHave } from '../boot/boot';
import type { Boot, Path } from '../boot/boot';
import type { BootEvent, EventKind } from '../boot/events';
import { ProjectView } from '../project/view';
import type { Uri } from '../text/span';
import { relative } from '../text/uri';
import { leadsToSetUp } from './leads-to-instrument';
import { holdingEverywhere, type Occurrence } from './occurrences';
import type { Project } from './rule';

type Registered = Extract<BootEvent, { kind: 'hook-registered' }>;

export const registration = ({ step }: Occurrence): Registered => step.event as Registered;

/** Registrations for `hooks` in boots of launches, by statement. @param of which boots @param isLacking is tracing incomplete on the path without the hook? */
export function unsentHooks(project: Project, hooks: readonly string[], of: (boot: Boot) => boolean, isLacking = isWithoutProvider): Occurrence[][] {
  const holds = (one: Occurrence): boolean => one.boot.launch !== undefined && of(one.boot) && one.boot.paths.every(isLacking) && hooks.includes(registration(one).hook) && isUnsent(one) && isAboutTracing(project, one.boot.root, registration(one).function);
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

/** Does a function come to anything that sets tracing up? @param root of the Django project that it belongs to */
export function isAboutTracing({ files, projects }: Project, root: Uri, { file, item }: Registered['function']): boolean {
  const django = projects.find((one) => one.root === root);
  if (!django) return false;
  const path = relative(file, root).replace(/\.py$/, '').split('/');
  const isPackage = path.at(-1) === '__init__';
  const name = (isPackage ? path.slice(0, -1) : path).join('.');
  return leadsToSetUp(new ProjectView(files, django, django.settingsModules), { file, name, isPackage }, item);
}
