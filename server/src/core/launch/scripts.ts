// Commands that run a shell script of the repository, such as the entrypoint of an image, joined with what the script says.
import type { Uri } from '../text/span';
import { scriptRun, type Through } from './argv';
import type { Copied } from './docker/stages';
import { commandIn, settingIn, wordIn } from './in-file';
import { join } from './paths';
import type { Place } from './shell/places';
import { readScript } from './shell/shell';
import type { Command, LaunchParsers, Piece } from './types';

/**
 * The commands of a script with the environment and the arguments that it is given: `exec "$@"` is what was given, and a `case` over
 * `$1` takes the branch that fits. All places have their file.
 * @param from the file that the command was read in
 * @param script its text and file, found for `scriptRun(command)`, and what it may know of where it is
 */
export function throughScript(command: Command, from: Uri, script: { readonly text: Piece | string; readonly file: Uri; readonly place?: Place }, parsers: Pick<LaunchParsers, 'shell'>): Through {
  const run = scriptRun(command);
  if (!run) return { commands: [], wrappers: [] };
  const { environment, cwd, wrappers } = run.through;
  const user = run.through.user ?? command.user;
  const reading = readScript(script.text, parsers, {
    where: command.where, environment: environment.map((setting) => settingIn(setting, from)), args: run.args.map((word) => wordIn(word, from)), ...(script.place && { place: script.place }), ...(cwd !== undefined && { cwd }), ...(user !== undefined && { user }),
  });
  return { commands: reading.commands.map((each) => ({ ...commandIn(each, script.file, environment.length), ...(command.injected && { injected: command.injected }) })), wrappers };
}

/**
 * Where a file of a container may come from; what was copied or mounted last first.
 * @param copies those of the stage, seen from the build context, or the mounts of a compose service, seen from the compose file
 * @param cwd the folder in which it is looked for
 */
export function sourcesOf(copies: readonly Copied[], cwd: string | undefined, path: string): string[] {
  const absolute = absoluteIn(cwd, path);
  // A file that is written there hides what was copied before.
  const found = copies.slice(copies.findLastIndex((copy) => isWritten(copy, absolute)) + 1).flatMap(({ from, to }): string[] => {
    if (absolute === to && from.length === 1) return [clean(from[0]!)];
    const folder = to.endsWith('/') ? to : `${to}/`;
    if (!absolute.startsWith(folder)) return [];
    const rest = absolute.slice(folder.length);
    // A folder gives its contents, a file itself. What is copied to the root is most often a file.
    return from.flatMap((each) => [...(to === '/' && !/(^|\/)\.?$/.test(each) ? [] : [clean(`${each}/${rest}`)]), ...(clean(each).split('/').at(-1) === rest ? [clean(each)] : [])]);
  });
  return [...new Set(found.reverse())];
}

/** The last here-document that makes a file of a container. */
export function writtenAs(copies: readonly Copied[], cwd: string | undefined, path: string): Copied['written'] {
  return copies.findLast((copy) => isWritten(copy, absoluteIn(cwd, path)))?.written;
}

const isWritten = ({ written, to }: Copied, absolute: string): boolean => written !== undefined && to === absolute;

const absoluteIn = (cwd: string | undefined, path: string): string => (path.startsWith('/') ? path : `${cwd ?? ''}/${path.replace(/^\.\//, '')}`);

const clean = (path: string): string => join(undefined, path);
