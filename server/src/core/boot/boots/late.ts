// Variables that a server adds to the environment once Python runs: gunicorn's `--env`, `--env-file` of uvicorn and granian.
import type { Span } from '../../text/span';
import { setEnvironment } from '../environment';
import type { Machine } from '../machine';
import { literal } from '../value';

export interface Late {
  /** In order. `value` undefined: not known. */
  readonly variables: readonly { readonly name: string; readonly value: string | undefined; readonly at?: Span }[];
  /** Any other variable may be set as well. */
  readonly unknown: boolean;
}

/** Sets them, in the process that is running. */
export function applyLate(m: Machine, { variables, unknown }: Late): void {
  if (unknown) m.unknownEffect('variables that the server loads', ['settings-named']);
  for (const { name, value, at } of variables) {
    const outer = m.place;
    m.place = at ?? outer;
    setEnvironment(m, literal(name), value === undefined ? m.fresh() : literal(value), 'server');
    m.place = outer;
  }
}
