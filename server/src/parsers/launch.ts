// The parsers that the readers of launch files are given: they are loaded with the first launch file.
import { isLaunchFile } from '../core/project/names';
import type { LaunchParsers } from '../core/launch/types';
import type { Uri } from '../core/text/span';
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
   * @param folders the workspace folders. @param named every listed file: launch files have to be among them
   * @throws when a `.wasm` file is missing.
   */
  load(folders: readonly Uri[], named: readonly Uri[]): Promise<void>;
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
    async load(folders, named) {
      if (loaded || !named.some((uri) => folders.some((folder) => isWithin(uri, folder) && isLaunchFile(relative(uri, folder))))) return;
      loaded = await (loading ??= load(onAbort));
    },
  };
}
