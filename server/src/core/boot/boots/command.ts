// manage.py with a management command of the project other than runserver.
import type { Uri } from '../../text/span';
import type { Machine } from '../machine';
import { hasEmptySettings, runCommand, runManage, type ManageOptions } from './manage';
import { beginProcess } from './process';

export interface CommandOptions extends ManageOptions {
  /** Undefined: a command of Django or of a package, which is not read. */
  readonly own: Uri | undefined;
}

/** Replays `manage.py <command>`, and the first request where the command serves. @throws Raised */
export function startCommand(m: Machine, options: CommandOptions): void {
  m.commandServes = true;
  const start = beginProcess(m);
  if (options.manage) m.program = { file: options.manage, start };
  if (runManage(m, options) && !hasEmptySettings(m) && options.own) runCommand(m, options.own);
}
