// The commands of each launch file of a repository, with everything that decides where their paths lead.
import { relative } from '../../text/uri';
import type { Uri } from '../../text/span';
import { commandIn, settingIn } from '../in-file';
import { readerOf } from '../readers';
import { readConfigMaps, readKubernetes, type ConfigMaps } from '../readers/kubernetes';
import type { Command } from '../types';
import { composeCommands, isComposeFile } from './compose';
import { imageCommands, isDockerfile } from './image';
import { kindOf } from './kinds';
import { diskAt, followed, type Disk, type Repository } from './repository';
import type { LaunchKind } from './types';
import { unitCommands } from './units';

/** A command with its environment as the launch file gives it; all places have their file. */
export interface Located {
  readonly command: Command;
  readonly file: Uri;
  readonly kind: LaunchKind;
  readonly disk: Disk;
}

/** What is known of all launch files together. */
export interface Shared {
  readonly maps: ConfigMaps;
  /** Launch files, of which some are joined with others. */
  readonly files: readonly Uri[];
}

/** ConfigMaps of every Kubernetes file; of two with one name nothing is known. */
export function sharedOf(files: readonly Uri[], repository: Repository): Shared {
  const maps = new Map<string, ReturnType<ConfigMaps['get']>>();
  for (const file of files.filter((one) => /\.ya?ml$/.test(one))) {
    const found = repository.read(file);
    if (typeof found !== 'object' || !/ConfigMap|configMapGenerator/.test(found.text)) continue;
    for (const [name, settings] of readConfigMaps(found.text, repository.parsers)) maps.set(name, maps.has(name) ? undefined : settings?.map((setting) => settingIn(setting, file)));
  }
  return { maps, files };
}

/** The commands that a launch file starts; nothing for one that only others use, or that starts more than anybody wrote. */
export function commandsIn(file: Uri, shared: Shared, repository: Repository): Located[] {
  const found = allIn(file, shared, repository);
  return followed(found.map(({ command }) => command), file, repository).length > 0 ? found : [];
}

function allIn(file: Uri, shared: Shared, repository: Repository): Located[] {
  const path = relative(file, repository.folder);
  if (isComposeFile(path)) return composeCommands(file, shared, repository);
  if (isDockerfile(path)) return imageCommands(file, repository);
  const found = repository.read(file);
  if (typeof found !== 'object') return [];
  const kind = kindOf(path, found.text);
  const disk = diskAt(file, repository);
  if (kind === 'systemd') return unitCommands(file, shared.files, repository).map((command) => ({ command, file: command.at.file ?? file, kind, disk }));
  const read = kind === 'kubernetes' ? readKubernetes(found.text, repository.parsers, shared.maps) : readerOf(path)?.(found.text, repository.parsers, path);
  return (read?.commands ?? []).map((command) => ({ command: commandIn(command, file, 0), file, kind, disk }));
}
