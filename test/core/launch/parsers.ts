// The parsers that launch readers are given.
import type { LaunchParsers } from '../../../server/src/core/launch/types';
import { parseJson } from '../../../server/src/parsers/json';
import { parseToml } from '../../../server/src/parsers/toml';
import { parseYaml } from '../../../server/src/parsers/yaml';

/** All of them. */
export async function launchParsers(): Promise<LaunchParsers> {
  return { yaml: parseYaml, json: parseJson, toml: parseToml, shell: { parse: () => undefined }, dockerfile: () => ({ instructions: [], escape: '\\' }) };
}
