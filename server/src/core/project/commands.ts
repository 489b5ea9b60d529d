// Management commands of the project: found by file name, and followed only where their own text mentions tracing or a server.
import { isCommand } from './names';
import type { Files, ProjectView } from './view';
import { isWithin, relative } from '../text/uri';
import type { Uri } from '../text/span';

/** A command that says nothing of tracing and starts no server: it is neither replayed nor are its imports loaded. */
export function isQuietCommand(files: Files, file: Uri): boolean {
  return isCommand(file) && files.mentions(file, 'mentionsCommand') === false;
}

/** Those of some commands that may matter. Asks for the text of each. */
export function commandsOf(files: Files, commands: readonly Uri[]): Uri[] {
  return commands.filter((file) => files.state(file) === 'loaded' && !isQuietCommand(files, file));
}

/** The folder of the app that a command belongs to: the one above `management/commands`. */
export function appFolderOf(command: Uri): Uri {
  return command.split('/').slice(0, -3).join('/');
}

/** Can a command, or what it imports, change anything about tracing? */
export function reachesTracing(view: ProjectView, command: Uri): boolean {
  const { importRoots, guessedRoots } = view.roots;
  const root = [...importRoots, ...guessedRoots].filter((folder) => isWithin(command, folder)).sort((a, b) => b.length - a.length)[0];
  return root === undefined || view.survey.reach(relative(command, root).replace(/\.py$/, '').replaceAll('/', '.')) === 'relevant';
}
