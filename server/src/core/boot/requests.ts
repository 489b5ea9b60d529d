// Code of the project that Django imports for requests: the middleware when the chain is built, the URL configuration at the first request.
import { isNeverInProject } from '../knowledge/packages';
import { LISTED_MIDDLEWARE } from '../knowledge/calls';
import { perhaps } from './branches';
import { callFunction } from './calls';
import { construct } from './classes';
import { importModule } from './imports';
import { ENTRY } from './instrument-in-settings';
import type { AmidChain } from './events';
import type { Machine } from './machine';
import { NothingMoreToLearn, Raised } from './signals';
import { stringOf, type Value } from './value';

type Sequence = Value & { readonly kind: 'sequence' };

/**
 * Building the chain imports each class of MIDDLEWARE and makes an instance of it, the last one first.
 * Those of packages are not read. @throws Raised what a module or a constructor raises
 */
export function loadMiddleware(m: Machine): void {
  const listed = m.settingsScope?.get('MIDDLEWARE');
  if (listed?.kind === 'sequence' && listed.items.some(isListedByHand)) m.emit({ kind: 'middleware-listed' });
  if (!listed || (m.instrumented && m.provider)) return;
  // Nobody instruments Django in middleware that is too much to follow, but a provider may be set there.
  if (!m.followsRequests) return m.unknownEffect('the middleware', ['provider-installed']);
  if (listed.kind !== 'sequence' || !listed.complete) m.unknownEffect('MIDDLEWARE', ['instrumented', 'provider-installed']);
  if (listed.kind !== 'sequence') return;
  whileKnown(m, () => makeAll(m, listed));
}

/** What `instrument()` itself put there is another value with the same text. */
const isListedByHand = (item: Value): boolean => item !== ENTRY && LISTED_MIDDLEWARE.test(stringOf(item) ?? '');

const textOf = (item: Value): string | undefined => stringOf(item.kind === 'optional' ? item.value : item);

function makeAll(m: Machine, listed: Sequence): void {
  for (const [i, item] of [...listed.items.entries()].reverse()) {
    const path = textOf(item);
    if (path === undefined) m.unknownEffect('MIDDLEWARE', ['instrumented', 'provider-installed']);
    else if (!inProject(m, moduleOf(path)) || m.project.survey.reach(moduleOf(path)) === 'quiet') continue;
    else if (item.kind === 'optional') perhaps(m, `middleware:${path}`, () => makeAmid(m, path, listed, i));
    else makeAmid(m, path, listed, i);
  }
}

/** What an `instrument()` does to the list while the middleware at `index` is made: seen in runs with gunicorn, uvicorn and runserver. */
function amidAt(m: Machine, { items, complete, form }: Sequence, index: number): AmidChain | undefined {
  if (!complete || !form || items.some(({ kind }) => kind === 'optional')) return undefined;
  if (form === 'tuple' || index === 0) return { depth: m.stack.length };
  const skips = textOf(items[index - 1]!);
  return skips === undefined ? undefined : { depth: m.stack.length, skips };
}

function makeAmid(m: Machine, path: string, listed: Sequence, i: number): void {
  m.amid = amidAt(m, listed, i);
  makeMiddleware(m, path);
  m.amid = undefined;
}

/** A middleware is a class, or a function that makes one; `MiddlewareNotUsed` takes it out of the chain. */
function makeMiddleware(m: Machine, path: string): void {
  const found = attributeOf(m, path);
  const next = [{ kind: 'symbol', key: `get_response:${path}` }] as const;
  try {
    if (found?.kind === 'class') construct(m, found, next, new Map());
    else if (found?.kind === 'function') callFunction(m, found, next, new Map());
  } catch (error) {
    if (!(error instanceof Raised && error.type === 'MiddlewareNotUsed')) throw error;
  }
}

const moduleOf = (path: string): string => path.split('.').slice(0, -1).join('.');

function attributeOf(m: Machine, path: string): Value | undefined {
  const module = importModule(m, moduleOf(path));
  return module.kind === 'module' ? module.module.scope.get(path.split('.').at(-1)!) : undefined;
}

/** The process is ready, and answers its first request. */
export function serve(m: Machine): void {
  m.emit({ kind: 'serving' });
  answer(m);
}

/**
 * The first request imports the URL configuration; when that fails, requests fail and the process goes on.
 * It is followed while it can still matter: until something may have instrumented Django, or where both are there already.
 */
export function answer(m: Machine): void {
  try {
    importUrls(m);
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
  }
}

/** Runs something that only matters until code that is not read may have done anything. @throws Raised */
function whileKnown(m: Machine, work: () => void): void {
  const outer = m.endsAtUnknown;
  m.endsAtUnknown = true;
  try {
    work();
  } catch (error) {
    if (!(error instanceof NothingMoreToLearn)) throw error;
  } finally {
    m.endsAtUnknown = outer;
  }
}

/** Imports ROOT_URLCONF as far as it is known and in the project, and can still matter. @throws Raised */
export function importUrls(m: Machine): void {
  if (m.instrumented && m.provider) return;
  // Whatever unread code does in a request, an instrument() that comes after it is too late all the same.
  if (!m.instrumented && mayInstrument(m)) importNamed(m);
  else whileKnown(m, () => importNamed(m));
}

function mayInstrument(m: Machine): boolean {
  const name = stringOf(m.settingsScope?.get('ROOT_URLCONF'));
  return name !== undefined && inProject(m, name) && m.project.instrumenting.reach(name) === 'relevant';
}

function importNamed(m: Machine): void {
  const named = m.settingsScope?.get('ROOT_URLCONF');
  if (!named) return;
  if (!m.followsRequests) return m.unknownEffect('the URL configuration', ['instrumented', 'provider-installed']);
  const name = stringOf(named);
  if (name === undefined) m.unknownEffect('ROOT_URLCONF', ['instrumented', 'provider-installed']);
  else if (inProject(m, name)) importModule(m, name, 'server');
}

/** `include("shop.urls")`, also as the first of a pair, imports that module at once. @throws Raised */
export function includeUrls(m: Machine, given: Value | undefined): Value {
  const name = stringOf(given?.kind === 'sequence' ? given.items[0] : given);
  if (name && inProject(m, name)) importModule(m, name);
  return m.fresh();
}

/** Is a module the project's own? */
function inProject(m: Machine, name: string): boolean {
  const top = name.split('.')[0]!;
  return !isNeverInProject(top) && (m.project.resolve(top) !== 'absent' || m.project.resolve(name) !== 'absent');
}
