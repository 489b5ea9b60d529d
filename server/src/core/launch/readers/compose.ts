// Compose files: what each service runs, as far as this file alone says it. `compose/join.ts` adds the image, `compose/merge.ts` other files.
import { extended } from '../compose/merge';
import type { Variables } from '../compose/interpolate';
import { inlineStage, joinCompose } from '../compose/join';
import { dockerfileOf, servicesOf, type Service } from '../compose/services';
import { yamlAt, type YamlNode } from '../../syntax/yaml';
import type { LaunchFile, LaunchParsers, Reference } from '../types';
import { scriptOf } from './dockerfile';

/** The services of a compose file, before `extends` is followed. */
export function readServices(text: string, parsers: Pick<LaunchParsers, 'yaml'>, variables: Variables = new Map()): readonly Service[] {
  return servicesOf(parsers.yaml(text).documents[0], variables);
}

export function readCompose(text: string, parsers: LaunchParsers): LaunchFile {
  const { documents, problems } = parsers.yaml(text);
  const services = servicesOf(documents[0], new Map());
  const commands = extended(services).flatMap((service) => joinCompose(service, inlineStage(service, parsers), undefined, parsers));
  return { commands, environment: [], references: [...includesOf(documents[0]).flat(), ...services.flatMap(referencesOf), ...commands.flatMap(scriptOf)], problems };
}

function referencesOf({ files, build, extends: base }: Service): Reference[] {
  const environment = files.flatMap((file): Reference[] => (file.kind === 'file' ? [{ kind: 'environment', path: file.path, at: file.at }] : []));
  const built = build && dockerfileOf(build);
  const dockerfile: Reference[] = built === undefined ? [] : [{ kind: 'dockerfile', path: built, at: build!.at }];
  return [...environment, ...dockerfile, ...(base?.file === undefined ? [] : [{ kind: 'include' as const, path: base.file, at: base.at }])];
}

/** What each item of `include:` names: a path, or a map with one path or several, of which each comes over those before it. */
export function includesOf(root: YamlNode | undefined): Reference[][] {
  const node = yamlAt(root, 'include');
  return (node?.kind === 'list' ? node.items : node ? [node] : []).map((item) => pathsIn(item.kind === 'map' ? yamlAt(item, 'path') : item));
}

function pathsIn(node: YamlNode | undefined): Reference[] {
  if (node?.kind === 'list') return node.items.flatMap(pathsIn);
  return node?.kind === 'scalar' && node.value !== null ? [{ kind: 'include', path: node.text, at: node.at }] : [];
}
