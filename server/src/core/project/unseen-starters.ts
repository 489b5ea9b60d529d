// Scripts that no launch file is seen to run. Whoever starts one may give it variables: a Python file with an environment of its own, a
// program in front of it that no table knows, a person who has read how.
import { MISE } from '../knowledge/platforms';
import type { Joined } from '../launch/started/join';
import type { LaunchKind } from '../launch/started/types';
import { basename, dirname, isWithin, relative } from '../text/uri';
import type { Uri } from '../text/span';
import { mayName } from './closed-world';
import type { DjangoProject } from './django-projects';
import { isCommand, mayRunScripts } from './names';
import type { Files } from './view';

/** Kinds of files that others start; another launch file that names a script or a configuration of uWSGI starts it in a way that is not understood. */
const STARTED: readonly LaunchKind[] = ['shell', 'uwsgi', 'supervisor'];
const NAMED_BY_OTHERS: readonly LaunchKind[] = ['shell', 'uwsgi'];

/** Kinds that people start, in a shell of theirs. */
const BY_PEOPLE: readonly LaunchKind[] = ['shell', 'uwsgi', 'task', 'procfile'];

/** What gives a shell in its folder, and below, the variables of another file or program: direnv and mise. */
const OPENING: readonly (readonly [path: RegExp, words: RegExp])[] = [
  [/(^|\/)\.envrc$/, /^\s*(dotenv|source_env|source_up|use|eval|source|\.)(_if_exists)?\s*/m],
  [MISE, /^\s*(\[env\.)?_\.?(file|source)\b/m],
];

/** Which variables may a launch have of what is not seen to start it? @param mentions launch files with a word */
export function setByStarters({ file, files: used, kind }: Joined, project: DjangoProject, files: Files, mentions: (word: string) => readonly Uri[]): (name: string) => boolean {
  if (BY_PEOPLE.includes(kind) && project.launchFiles.some((other) => isWithin(file, dirname(other)) && opens(other, files))) return () => true;
  if (!STARTED.includes(kind)) return () => false;
  const word = wordOf(file, project);
  if (NAMED_BY_OTHERS.includes(kind) && mentions(word).some((other) => !used.has(other))) return () => true;
  let starters: readonly Uri[] | undefined;
  return (name) => {
    // Files that nothing else reads: only where somebody asks.
    starters ??= files.snapshot.named.filter((other) => isNear(other, file, project) && mayName(files, other, word));
    return starters.some((other) => other.endsWith('.py') || mayName(files, other, name));
  };
}

const opens = (uri: Uri, files: Files): boolean => OPENING.some(([path, words]) => path.test(uri) && words.test(files.content(uri) ?? ''));

/** How others name it: without an ending, with its folder. */
function wordOf(file: Uri, { folder }: DjangoProject): string {
  const path = relative(file, folder);
  return /\.\w+$/.test(path) ? basename(file) : `./${path}`.split('/').slice(-2).join('/');
}

/** A command of the project, or what stands around the script or the project. */
function isNear(uri: Uri, script: Uri, { folder, root }: DjangoProject): boolean {
  if (isCommand(uri)) return isWithin(uri, root);
  const around = dirname(dirname(uri));
  return isWithin(uri, folder) && mayRunScripts(relative(uri, folder)) && (!uri.endsWith('.py') || isWithin(script, around) || isWithin(root, around));
}
