// What an image starts when it is run as it is: the last stage of a Dockerfile.
import { ancestors, join, relative } from '../../text/uri';
import type { Uri } from '../../text/span';
import { commandsOf, startOf } from '../docker/command';
import type { Stage } from '../docker/stages';
import { commandIn } from '../in-file';
import { readStages } from '../readers/dockerfile';
import type { Located } from './commands';
import { diskOfContainer, type Disk, type Repository } from './repository';

/** True for a Dockerfile, by its path. */
export function isDockerfile(path: string): boolean {
  return /(^|\/)(Docker|Container)file(\.[\w.-]+)?$|\.(Docker|Container)file$/i.test(path);
}

/** The command of the last stage; of the others nobody says that they are built. */
export function imageCommands(file: Uri, repository: Repository): Located[] {
  const found = repository.read(file);
  const stage = typeof found === 'object' ? readStages(found.text, repository.parsers).at(-1) : undefined;
  if (!stage) return [];
  const disk = diskOfImage(stage, file, repository);
  const { commands } = commandsOf(startOf(stage, stage.name ?? relative(file, repository.folder)), stage.base, repository.parsers);
  return commands.map((command) => ({ command: commandIn(command, file, 0), file, kind: 'image', disk }));
}

/** The build context is not written in a Dockerfile: the nearest folder at or above it that has the files that it copies. */
function diskOfImage({ copies }: Stage, file: Uri, repository: Repository): Disk {
  const folders = ancestors(file, repository.folder);
  const named = copies.flatMap(({ from }) => from).filter((path) => /^[\w./-]*\w\.\w+$/.test(path));
  const context = folders.find((folder) => named.every((path) => repository.read(join(folder, path)) !== 'absent')) ?? folders[0];
  return diskOfContainer({ copies: [], from: undefined }, { copies, from: context }, repository);
}
