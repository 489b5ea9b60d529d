// The parsers of general formats, for the core.
import type { Formats } from '../core/launch/formats';
import { parseJson } from './json';
import { parseToml } from './toml';
import { parseYaml } from './yaml';

export const formats: Formats = { toml: parseToml, yaml: parseYaml, json: parseJson };
