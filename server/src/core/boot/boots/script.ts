// `python script.py` and `python -m module`.
import type { Uri } from '../../text/span';
import { runModule } from '../imports';
import type { Machine } from '../machine';
import { beginProcess } from './process';

/** Runs a file as the program. @throws Raised */
export function startScript(m: Machine, file: Uri): void {
  m.program = { file, start: beginProcess(m) };
  runModule(m, '__main__', file, false, 'server');
}
