// `opentelemetry-instrument` in front of a server: what it does as a Python interpreter starts, before any other code.
import { ProjectView } from '../../project/view';
import type { Span, Uri } from '../../text/span';
import type { Tri } from '../boot';
import { namedSettings } from '../environment';
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

/** The settings module is the project's, and in none of the folders that the interpreter has by now. */
function cannotFindSettings(m: Machine, { importRoots }: AutoInstrumentation): boolean {
  const named = stringOf(namedSettings(m));
  if (!importRoots || named === undefined || typeof m.project.resolve(named) !== 'object') return false;
  return new ProjectView(m.project.files, { importRoots, guessedRoots: [] }, []).resolve(named) === 'absent';
}
