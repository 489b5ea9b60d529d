// Settings modules that launch files name, and that the project certainly does not have.
import { mayHave, type Boot, type Path } from '../boot/boot';
import type { Place } from './rule';
import { SETTINGS_VARIABLE } from '../boot/environment';
import { MODULE_ITEM } from '../python/facts';
import { namesBound } from '../python/walk';
import { autoInstrumentation } from './launch-kinds';
import { givenIn, type Given } from './launch-variables';
import type { Project } from './rule';
import { candidates, wrongName, type Wrong } from './settings-candidates';

/** A value that one place gives to some launches, and that is wrong for each of them. */
export interface WrongInLaunches {
  readonly given: Given;
  readonly because: Wrong | 'empty';
  /** The boots of these launches; at least one. */
  readonly boots: readonly Boot[];
}

/** Each place once. Launches of tests are left out: they often name settings that are made for them. */
export function wrongInLaunches(project: Project): WrongInLaunches[] {
  const launches = project.launches.filter(({ kind }) => kind !== 'test');
  return givenIn(launches, [SETTINGS_VARIABLE]).flatMap((given) => {
    const boots = project.boots.filter(({ claimed, launch }) => claimed && launch !== undefined && given.launches.includes(launch));
    const because = new Set(boots.map((boot) => reason(project, boot, given.value)));
    const [first] = because;
    return first !== undefined && because.size === 1 ? [{ given, because: first, boots }] : [];
  });
}

function reason(project: Project, boot: Boot, value: string): WrongInLaunches['because'] | undefined {
  if (boot.paths.length === 0) return undefined;
  // Empty under opentelemetry-instrument is as good as not set at all, which is a rule of its own.
  if (value === '') return !autoInstrumentation(boot.launch!) && boot.paths.every((path) => staysEmpty(boot, path)) ? 'empty' : undefined;
  if (!boot.paths.every((path) => isEvaluated(path, value))) return undefined;
  const wrong = wrongName(project, boot, value);
  // A text that is no name at all may be meant for something else, unless it is plain what it should be.
  return wrong === 'malformed' && !candidates(project, boot, value)[0]?.certain ? undefined : wrong;
}

/** A value that gunicorn itself puts into the environment: that of `--env`, or of `raw_env` in its configuration. */
export interface WrongInGunicorn {
  /** The option, or the statement of the configuration. */
  readonly at: Place;
  readonly module: string;
  readonly because: Wrong;
  readonly boots: readonly Boot[];
}

/** One finding for each place, where it is wrong for every launch that reads it. */
export function wrongInGunicorn(project: Project): WrongInGunicorn[] {
  const found = project.boots.filter(({ claimed, launch }) => claimed && launch?.server === 'gunicorn' && launch.kind !== 'test').flatMap((boot): WrongInGunicorn[] => {
    const module = setByServer(boot);
    const at = module === undefined ? undefined : placeOf(project, boot);
    const because = at && reason(project, boot, module!);
    return at && because && because !== 'empty' ? [{ at, module: module!, because, boots: [boot] }] : [];
  });
  const key = ({ at }: WrongInGunicorn): string => JSON.stringify(at);
  return found.filter((one, i) => found.findIndex((other) => key(other) === key(one)) === i).map((one) => ({ ...one, boots: found.filter((other) => key(other) === key(one)).flatMap(({ boots }) => boots) }));
}

/** What the server names by itself, on every path, where the launch's own environment does not name it. */
function setByServer({ paths, launch }: Boot): string | undefined {
  if (launch!.variables.get(SETTINGS_VARIABLE) !== 'unset') return undefined;
  const named = new Set(paths.map(({ steps }) => steps.map(({ event, chain }) => (event.kind === 'settings-named' && event.by === 'server' && chain.length === 0 ? event.module : undefined)).find((module) => module !== undefined)));
  return named.size === 1 ? [...named][0] : undefined;
}

function placeOf({ files }: Project, { launch, entry }: Boot): Place | undefined {
  const option = launch!.options.findLast(({ name, value }) => name === 'env' && typeof value === 'string' && value.startsWith(`${SETTINGS_VARIABLE}=`));
  if (option) return { file: option.at.file ?? launch!.file, start: option.at.start, end: option.at.end };
  const [statement, more] = (files.facts(entry)?.module.body ?? []).filter((one) => namesBound(one).has('raw_env'));
  return statement && !more ? { file: entry, item: MODULE_ITEM, statement: statement.at, entered: 'server' } : undefined;
}

/** Are the settings evaluated with this name? */
function isEvaluated({ steps }: Path, module: string): boolean {
  const evaluated = steps.map(({ event }) => event).find((event) => event.kind === 'settings-evaluated');
  if (!evaluated?.empty) return evaluated?.module === module;
  return steps.every(({ event }) => event.kind !== 'settings-named' || event.module === module);
}

/** Nothing names the settings module, and Django is instrumented without, or nothing is served. */
function staysEmpty({ kind }: Boot, { steps }: Path): boolean {
  if (steps.some(({ event }) => event.kind === 'settings-named') || mayHave(steps, 'settings-named')) return false;
  const evaluated = steps.map(({ event }) => event).find((event) => event.kind === 'settings-evaluated');
  return evaluated ? evaluated.empty : /^(wsgi|asgi|gunicorn|uwsgi)$/.test(kind) && !steps.some(({ event }) => event.kind === 'application-built');
}
