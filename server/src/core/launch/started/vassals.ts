// uWSGI's Emperor: every configuration in its folder is a uWSGI of its own, with the environment of the Emperor and none of its options
// (core/emperor.c; run with 2.0.31). In a folder a vassal starts there; behind a pattern it starts where the Emperor does.
import { dirname, relative } from '../../text/uri';
import { matchesGlob } from '../../text/glob';
import type { Uri } from '../../text/span';
import { commandIn } from '../in-file';
import { join } from '../paths';
import { readerOf } from '../readers';
import type { Command, Launch, Word } from '../types';
import type { Disk, Repository } from './repository';

/** Endings of the files that it starts. */
const CONFIGURATION = /\.(ini|xml|ya?ml|json|js)$/;
/** Options of the Emperor that give more to every vassal. */
const ADDING = /^vassals?-(inherit|include|set)(-before)?$/;

/** @param launch of uWSGI, with its configuration. @param files the launch files of the repository. @returns the commands of the vassals; all places have their file */
export function vassalsOf({ options, environment, cwd, at }: Launch, files: readonly Uri[], disk: Disk, repository: Repository): Command[] {
  const more = options.some(({ name }) => ADDING.test(name));
  return options.filter(({ name }) => name === 'emperor').flatMap(({ value }) => {
    if (typeof value !== 'string' || value === '') return [];
    const isPattern = /[*?[]/.test(value) || CONFIGURATION.test(value);
    const folder = isPattern ? join(value, '..') : value;
    const folders = disk.filesAt(folder, cwd);
    const own = files.filter((file) => file !== at.file && CONFIGURATION.test(file) && folders.includes(dirname(file)) && (!isPattern || matchesGlob(nameOf(file), nameOf(value))));
    return own.flatMap((file) => commandsIn(file, repository).map((command): Command => ({
      ...command, words: more ? [...command.words, unseen(command)] : command.words,
      environment: [...environment, ...command.environment], cwd: isPattern ? cwd : join(cwd, folder), where: nameOf(file),
    })));
  });
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function commandsIn(file: Uri, repository: Repository): readonly Command[] {
  const found = repository.read(file);
  const read = typeof found === 'object' ? readerOf(relative(file, repository.folder))?.(found.text, repository.parsers) : undefined;
  return (read?.commands ?? []).map((command) => commandIn(command, file, 0));
}

/** Options that are not seen. */
const unseen = ({ words }: Command): Word => ({ text: undefined, several: true, at: words[0]!.at });
