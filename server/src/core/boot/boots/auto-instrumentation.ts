// `opentelemetry-instrument` in front of a server: what it does as a Python interpreter starts, before any other code.
import { DISABLED, DJANGO_SWITCH, INSTALLABLE, leavesDjangoOut, SITECUSTOMIZE } from '../../knowledge/auto-instrumentation';
import { ProjectView } from '../../project/view';
import { ancestors, isWithin, join } from '../../text/uri';
import type { Span, Uri } from '../../text/span';
import type { Tri } from '../boot';
import { namedSettings, variable } from '../environment';
import type { Machine } from '../machine';
import { installProvider } from '../provider';
import { Raised } from '../signals';
import { instrument, instrumentWithoutSettings } from '../tracing';
import { stringOf } from '../value';
import { either } from './either';

export interface AutoInstrumentation {
  /** Where a launch file has it. */
  readonly at?: Span;
  /** A distro is installed: without one no provider is set. */
  readonly provides: Tri;
  /** The instrumentation of Django is installed and not left out. */
  readonly instruments: Tri;
  /** Python processes that the program starts anew begin with it as well: from opentelemetry-instrumentation 0.63b0 on. */
  readonly inherited: Tri;
  /** Where it finds modules: the working folder and PYTHONPATH. Undefined: not known, or the project may be installed. */
  readonly importRoots?: readonly Uri[];
}

/** The provider first, then every instrumentation. What fails is logged, and the program goes on without the rest. */
export function autoInstrument(m: Machine, wrapper: AutoInstrumentation): void {
  const outer = m.place;
  m.place = wrapper.at;
  try {
    if (either(m, wrapper.provides, 'auto-instrumentation:provides')) installProvider(m, undefined);
    if (!either(m, wrapper.instruments, 'auto-instrumentation:instruments')) return;
    if (cannotFindSettings(m, wrapper)) instrumentWithoutSettings(m);
    else instrument(m, new Map());
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
  } finally {
    m.place = outer;
  }
}

/** `initialize()` in the code: the same, where it is known what is installed. @param what for people */
export function initialize(m: Machine, what: string): undefined {
  const known = m.initialization();
  const [disabled, django] = [DISABLED, DJANGO_SWITCH].map(({ variable: name }) => variable(m, name));
  if (!known || [disabled, django].some((value) => typeof value === 'object' && stringOf(value) === undefined)) return void m.unknownEffect(what);
  const isLeftOut = leavesDjangoOut(writtenText(disabled)) || writtenText(django) === DJANGO_SWITCH.off;
  autoInstrument(m, isLeftOut ? { ...known, instruments: 'no' } : known);
}

const writtenText = (value: ReturnType<typeof variable>): string => (typeof value === 'object' ? stringOf(value) ?? '' : '');

/** The import of the module that calls it: the first one does, and no other one. @returns whether `path` is that module */
export function importsSitecustomize(m: Machine, path: string): boolean {
  if (path !== SITECUSTOMIZE) return false;
  if (!m.sitecustomized) initialize(m, `import ${path}`);
  // A branch that is tried may be taken back, and then nothing was imported.
  if (!m.journal) m.sitecustomized = true;
  return true;
}

/** The settings module is the project's, and in none of the folders that the interpreter has by now; nor is the project installed as a package. */
function cannotFindSettings(m: Machine, { importRoots }: AutoInstrumentation): boolean {
  const named = stringOf(namedSettings(m));
  const found = named === undefined ? undefined : m.project.resolve(named);
  if (!importRoots || named === undefined || typeof found !== 'object' || mayBeInstalled(m, found.file)) return false;
  return new ProjectView(m.project.files, { importRoots, guessedRoots: [] }, []).resolve(named) === 'absent';
}

/** Is there a file in a folder above by which `pip install .` makes a package of it? */
function mayBeInstalled({ project: { files } }: Machine, file: Uri): boolean {
  const top = files.snapshot.folders.find((folder) => isWithin(file, folder));
  const above = top === undefined ? [] : ancestors(file, top);
  return above.some((folder) => INSTALLABLE.some(({ name, says }) => files.state(join(folder, name)) !== 'absent' && says.test(files.content(join(folder, name)) ?? '')));
}
