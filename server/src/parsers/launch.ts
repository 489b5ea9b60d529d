// The parsers that the readers of launch files are given: they are loaded with the first launch file.
import type { LaunchParsers } from '../core/launch/types';
import { isLaunchFile, isTaskFile } from '../core/project/names';
import type { FileState, Snapshot } from '../core/project/snapshot';
import { mayStart } from '../core/project/task-files';
import { isWithin, relative } from '../core/text/uri';
import { parseToml } from './toml';
import { loadShell } from './wasm';

/** @param onAbort called with the text that made the WASM module trap, before the parser throws ParserAborted */
export type LoadLaunchParsers = (onAbort?: (text: string) => void) => Promise<LaunchParsers>;

/** @throws when a `.wasm` file is missing. */
export const loadLaunchParsers: LoadLaunchParsers = async (onAbort) => {
  const [shell, { parseYaml, parseJson, parseDockerfile }] = await Promise.all([loadShell(undefined, onAbort), import('./late')]);
  return { shell, yaml: parseYaml, json: parseJson, dockerfile: parseDockerfile, toml: parseToml };
};

/** Parsers that a project without launch files never pays for: the Bash grammar alone takes as long as the rest of the start. */
export interface LateParsers {
  /** To be used once `load` was asked about the files. */
  readonly parsers: LaunchParsers;
  /**
   * @param snapshot that the core is asked about: launch files have to be among those that it names
   * @throws when a `.wasm` file is missing.
   */
  load(snapshot: Pick<Snapshot, 'folders' | 'named' | 'files'>): Promise<void>;
}

export function lateLaunchParsers(onAbort?: (text: string) => void, load: LoadLaunchParsers = loadLaunchParsers): LateParsers {
  let loading: Promise<LaunchParsers> | undefined;
  let loaded: LaunchParsers | undefined;
  const use = (): LaunchParsers => {
    if (!loaded) throw new Error('The parsers of launch files are not loaded.');
    return loaded;
  };
  return {
    parsers: { shell: { parse: (text) => use().shell.parse(text) }, yaml: (text) => use().yaml(text), json: (text) => use().json(text), dockerfile: (text) => use().dockerfile(text), toml: parseToml },
    async load(snapshot) {
      if (loaded || !hasLaunches(snapshot)) return;
      loaded = await (loading ??= load(onAbort));
    },
  };
}

/** A launch file, or the file of a task runner that was read and starts something. */
function hasLaunches({ folders, named, files }: Pick<Snapshot, 'folders' | 'named' | 'files'>): boolean {
  return named.some((uri) => folders.some((folder) => isWithin(uri, folder) && isLaunchFile(relative(uri, folder))) || (isTaskFile(uri) && startsSomething(uri, files.get(uri))));
}

const startsSomething = (uri: string, state: FileState | undefined): boolean => state?.kind === 'loaded' && mayStart(uri, state.text);
