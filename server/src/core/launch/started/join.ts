// Everything that the launch files of a repository start: commands, through scripts, with files of variables and uWSGI's configurations.
import { PROGRAM_FOLDERS } from '../../knowledge/images';
import type { Uri } from '../../text/span';
import { dirname, relative } from '../../text/uri';
import { insideShell, launchesOf, scriptRun, type ScriptRun } from '../argv';
import { join } from '../paths';
import { throughScript } from '../scripts';
import { ROOT, type Place as ScriptPlace } from '../shell/places';
import type { Command, Launch, Wrapper } from '../types';
import { commandsIn, sharedOf, type Located } from './commands';
import { agentOf } from '../../knowledge/wrappers';
import { builtFiles } from './compose';
import { launchIn } from './launch-in';
import { firstOf, folderOf, followed, type Disk, type Repository, type Written } from './repository';
import { resolved } from './settings';
import type { LaunchKind, Place } from './types';
import { withConfiguration } from './uwsgi';
import { vassalsOf } from './vassals';

/** A launch whose places have their file, before it is known what else may set variables. */
export interface Joined {
  readonly launch: Launch;
  readonly file: Uri;
  readonly kind: LaunchKind;
  readonly folder: Uri | undefined;
  /** Where opentelemetry-instrument in front of it starts, if that is another one. */
  readonly wrapperStart?: { readonly cwd: string | undefined; readonly folder: Uri | undefined };
  /** Where the file that `-c` names by an absolute path may come from, best first. */
  readonly configurations: readonly Uri[];
  readonly injected?: Place;
  /** Every launch file that says something of it. */
  readonly files: ReadonlySet<Uri>;
}

const CONTAINERS: readonly LaunchKind[] = ['image', 'compose', 'kubernetes'];

/** Scripts that run scripts. */
const DEEPEST = 5;

/** @param files the launch files of the repository */
export function joinedIn(files: readonly Uri[], repository: Repository): Joined[] {
  const shared = sharedOf(files, repository);
  const built = builtFiles(files, repository);
  // A Dockerfile that a service builds is started by that service.
  const found = files.filter((file) => !built.has(file)).flatMap((file) => commandsIn(file, shared, repository).flatMap((located) => joinedOf(located, files, repository)));
  const used = new Set(found.flatMap((one) => [...one.files].filter((file) => file !== one.file)));
  return found.filter(({ file, kind }) => !(used.has(file) && STARTED_BY_OTHERS.includes(kind)));
}

/** Kinds of files that are not started by themselves where another launch runs them. */
const STARTED_BY_OTHERS: readonly LaunchKind[] = ['uwsgi', 'shell', 'supervisor'];

function joinedOf(located: Located, all: readonly Uri[], repository: Repository, wrappers: readonly Wrapper[] = [], depth = 0): Joined[] {
  const { file, kind, disk } = located;
  const command: Command = { ...located.command, environment: resolved(located.command.environment, file, { disk, cwd: located.command.cwd }, repository) };
  const filled = ({ environment, cwd }: Pick<Command, 'environment' | 'cwd'>) => resolved(environment, file, { disk, cwd }, repository);
  const shell = depth < DEEPEST ? insideShell(command, repository.parsers, filled) : undefined;
  if (shell) return followed(shell.commands, file, repository).flatMap((inside) => joinedOf({ ...located, command: inside }, all, repository, [...wrappers, ...shell.wrappers], depth + 1));
  const run = depth < DEEPEST ? scriptRun(command) : undefined;
  const script = run?.path.text === undefined ? undefined : scriptAt(run, disk, repository);
  if (typeof script === 'object') {
    const through = throughScript(command, file, { ...script, place: placeOf(located, run, script.file, repository) }, repository.parsers);
    return followed(through.commands, script.file, repository).flatMap((inside) => joinedOf({ ...located, command: inside }, all, repository, [...wrappers, ...through.wrappers], depth + 1)).map((one) => ({ ...one, files: new Set([...one.files, script.file]) }));
  }
  return launchesOf(command, repository.parsers, filled).flatMap((each) => {
    const known = withConfiguration(launchIn(each, file), disk, repository);
    const from = { disk, cwd: known.launch.cwd };
    const launch: Launch = { ...known.launch, wrappers: [...wrappers, ...known.launch.wrappers], environment: resolved(known.launch.environment, file, from, repository), late: resolved(known.launch.late, file, from, repository) };
    const files = new Set([file, ...known.files, ...[...launch.environment, ...launch.late, launch].flatMap(({ at }) => at.file ?? [])]);
    const { injected } = command;
    const vassals = depth < DEEPEST && launch.server === 'uwsgi' ? vassalsOf(launch, all, disk, repository).flatMap((one) => joinedOf({ ...located, command: one }, all, repository, launch.wrappers, depth + 1)) : [];
    // An Emperor that has no application of its own serves nothing.
    const own = launch.target || vassals.length === 0;
    const wrapper = launch.wrappers.find(({ name }) => agentOf(name) === 'opentelemetry');
    const wrapperStart = wrapper && wrapper.cwd !== launch.cwd ? { cwd: wrapper.cwd, folder: folderOf(disk, wrapper.cwd) } : undefined;
    return [...(own ? [{ launch, file, kind, folder: folderOf(disk, launch.cwd), ...(wrapperStart && { wrapperStart }), configurations: configurationsOf(launch, disk), files, ...(injected && { injected: { ...injected, file } }) }] : []), ...vassals.map((one) => ({ ...one, files: new Set([...files, ...one.files, one.launch.at.file ?? file]) }))];
  });
}

/** The text of a script, which may stand in a here-document of the Dockerfile. A program without a folder is looked for in those of PATH, and by a shell where it is first. */
function scriptAt({ path: { text = '' }, isProgram, through: { cwd } }: ScriptRun, disk: Disk, repository: Repository): Written | { readonly file: Uri; readonly text: string } | 'absent' | 'unknown' {
  const inPath = text.includes('/') ? [] : PROGRAM_FOLDERS.map((folder) => `${folder}/${text}`);
  for (const path of isProgram ? [...inPath, text] : [text, ...inPath]) {
    const found = firstOf(disk.sourcesAt(path, cwd), repository);
    const there = found === 'absent' ? disk.writtenAt(path, cwd) : found;
    if (there) return there;
  }
  return 'absent';
}

/** `$0`, as far as it is known; in a container relative paths have nothing to do with the repository. */
function placeOf({ file, kind }: Located, run: ScriptRun | undefined, script: Uri, { folder }: Repository): ScriptPlace {
  const path = join(run?.through.cwd, run?.path.text ?? '.');
  if (CONTAINERS.includes(kind)) return { base: undefined, script: path.startsWith('/') ? path : undefined };
  return { base: relative(dirname(file), folder), script: path.startsWith('/') ? path : `${ROOT}/${relative(script, folder)}` };
}

/** In a container a path may lead to a file that was copied or mounted there. */
function configurationsOf({ options }: Launch, disk: Disk): readonly Uri[] {
  const path = options.findLast(({ name }) => name === 'config')?.value;
  return typeof path === 'string' && path.startsWith('/') ? disk.filesAt(path, undefined) : [];
}
