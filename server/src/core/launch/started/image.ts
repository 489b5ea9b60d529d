// What an image starts when it is run as it is: the last stage of a Dockerfile.
import { ancestors, join, relative } from '../../text/uri';
import type { Uri } from '../../text/span';
import { launchesOf, scriptRun } from '../argv';
import { commandsOf, startOf } from '../docker/command';
import type { Stage } from '../docker/stages';
import { commandIn } from '../in-file';
import { readStages } from '../readers/dockerfile';
import type { Command, Option, Target } from '../types';
import type { Located } from './commands';
import { diskOfContainer, firstOf, type Disk, type Repository } from './repository';

/** True for a Dockerfile, by its path. */
export function isDockerfile(path: string): boolean {
  return /(^|\/)(Docker|Container)file(\.[\w.-]+)?$|\.(Docker|Container)file$/i.test(path);
}

/** The command of the last stage; of the others nobody says that they are built. */
export function imageCommands(file: Uri, repository: Repository): Located[] {
  const found = repository.read(file);
  const stage = typeof found === 'object' ? readStages(found.text, repository.parsers).at(-1) : undefined;
  if (!stage) return [];
  const { commands } = commandsOf(startOf(stage, stage.name ?? relative(file, repository.folder)), stage.base, repository.parsers);
  const disk = diskOfImage(stage, commands, file, repository);
  return commands.map((command) => ({ command: commandIn(command, file, 0), file, kind: 'image', disk }));
}

/** The build context is not written in a Dockerfile: the nearest folder at or above it that has the files that it copies, and of several one that has what is started. */
function diskOfImage({ copies }: Stage, commands: readonly Command[], file: Uri, repository: Repository): Disk {
  const folders = ancestors(file, repository.folder);
  const named = copies.flatMap(({ from }) => from).filter((path) => /^[\w./-]*\w\.\w+$/.test(path));
  const contexts = folders.filter((folder) => named.every((path) => repository.read(join(folder, path)) !== 'absent'));
  const disks = (contexts.length > 0 ? contexts : folders.slice(0, 1)).map((context) => diskOfContainer({ copies: [], from: undefined }, { copies, from: context, file }, repository));
  const started = disks.length < 2 ? [] : commands.flatMap((command) => startedBy(command, repository.parsers));
  return disks.find((disk) => started.some(({ path, cwd }) => firstOf(disk.filesAt(path, cwd), repository) !== 'absent')) ?? disks[0]!;
}

interface Started {
  readonly path: string;
  readonly cwd: string | undefined;
}

/** The files of the project that a command runs, by their paths in the container. */
function startedBy(command: Command, parsers: Repository['parsers']): Started[] {
  const run = scriptRun(command);
  const script = run?.path.text === undefined ? [] : [{ path: run.path.text, cwd: run.through.cwd }];
  return [...script, ...launchesOf(command, parsers).flatMap(({ target, options, cwd }) => [...(target ? pathsOf(target) : []), ...options.flatMap(configurationIn)].map((path) => ({ path, cwd })))];
}

/** A value that names a file: of gunicorn's `--config`, uWSGI's `--ini` and their like. */
const configurationIn = ({ value }: Option): string[] => (typeof value === 'string' && /^[\w./-]*[A-Za-z_]\.[a-z]+$/.test(value) ? [value] : []);

function pathsOf(target: Target): string[] {
  if (target.kind === 'file' || target.kind === 'script') return [target.path];
  if (target.kind === 'management') return target.script === undefined ? [] : [target.script];
  const path = target.module.replaceAll('.', '/');
  return [`${path}.py`, `${path}/__init__.py`];
}
