// manage.py with a management command of the project other than runserver.
import type { Uri } from '../../text/span';
import type { Machine } from '../machine';
import { hasEmptySettings, runCommand, runManage } from './manage';

/** Replays `manage.py <command>`, and the first request where the command serves. @throws Raised */
export function startCommand(m: Machine, manage: Uri, command: Uri): void {
  m.commandServes = true;
  if (runManage(m, manage) && !hasEmptySettings(m)) runCommand(m, command);
}
