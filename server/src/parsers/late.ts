// The parsers that are loaded with the first launch file: a bundle of its own, since most of it is never needed at the start.
export { parseDockerfile } from './dockerfile';
export { parseJson } from './json';
export { parseYaml } from './yaml';
