// The parsers that the readers of launch files are given.
import type { LaunchParsers } from '../core/launch/types';
import { parseDockerfile } from './dockerfile';
import { parseJson } from './json';
import { parseToml } from './toml';
import { loadShell } from './wasm';
import { parseYaml } from './yaml';

/**
 * @param onAbort called with the text that made the WASM module trap, before the parser throws ParserAborted
 * @throws when a `.wasm` file is missing.
 */
export async function loadLaunchParsers(onAbort?: (text: string) => void): Promise<LaunchParsers> {
  return { shell: await loadShell(undefined, onAbort), yaml: parseYaml, json: parseJson, dockerfile: parseDockerfile, toml: parseToml };
}
