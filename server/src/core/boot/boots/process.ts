// Python processes of a server: the first one, those that it starts anew, and those that it forks.
import type { Tri } from '../boot';
import type { Machine } from '../machine';
import { namedSettings } from '../environment';
import { stringOf } from '../value';
import { autoInstrument } from './auto-instrumentation';
import { either } from './either';
import { runRegistered } from './registered';

/** A Python interpreter starts, with what was put in front of the program. @param name of this process. @returns goes back to before it */
export function beginProcess(m: Machine, name = m.process): () => void {
  // What its environment has happens in it.
  m.steps.splice(0, m.steps.length, ...m.steps.map((step) => ({ ...step, process: name })));
  m.process = name;
  const start = m.mark();
  if (m.wrapper) autoInstrument(m, m.wrapper);
  return start;
}

/** The process starts another interpreter, which has its environment and nothing else. @param start what `beginProcess` gave */
export function spawnProcess(m: Machine, start: () => void, name: string): void {
  m.emit({ kind: 'spawned' });
  m.restart(start);
  m.process = name;
  const named = namedSettings(m);
  const module = stringOf(named);
  if (named) m.emit({ kind: 'settings-named', ...(module === undefined ? {} : { module }), by: 'server' });
  wrapAgain(m);
}

/** What was put in front of the program, in an interpreter that it starts. */
export function wrapAgain(m: Machine): void {
  if (m.wrapper && either(m, m.wrapper.inherited, 'auto-instrumentation:inherited')) autoInstrument(m, m.wrapper);
}

/** The process forks; the new one goes on with everything that it has. @param hooks do Python's own fork hooks run there? */
export function forkProcess(m: Machine, name: string, hooks: Tri = 'yes'): void {
  m.emit({ kind: 'forked', ...(hooks === 'yes' ? {} : { hooks }) });
  m.process = name;
  if (m.registered.some(({ hook }) => hook === 'after_in_child') && either(m, hooks, 'fork:hooks')) runRegistered(m, 'after_in_child');
}
