// Which services of a compose file receive spans, as another service of it sees them.
import { receiverOf, type ReceiverPorts } from '../../knowledge/collectors';
import { yamlAt, type YamlNode } from '../../syntax/yaml';
import type { LaunchParsers, Range } from '../types';
import { servicesOf } from './services';

export interface Receivers {
  /** The name of the service that looks for them. */
  readonly at: Range;
  /** The best first; each of them is reached by its name. */
  readonly receivers: readonly { readonly name: string; readonly at: Range; readonly ports: ReceiverPorts; readonly rank: number }[];
}

/**
 * The receivers in the network of a service. One that starts only by its profile is left out.
 * @param service its name
 * @returns undefined where the service does not stand in this text, or a file that is not read here has a part of it
 */
export function receiversFor(text: string, service: string, parsers: Pick<LaunchParsers, 'yaml'>): Receivers | undefined {
  const root = parsers.yaml(text).documents[0];
  const services = servicesOf(root, new Map());
  const own = services.find(({ name }) => name === service);
  if (!own || own.extends?.file !== undefined) return undefined;
  const networks = networksOf(root, service);
  const receivers = services.flatMap(({ name, at, image, profiles }) => {
    const found = image?.name === undefined || name === service || profiles.length > 0 ? undefined : receiverOf(image.name);
    return found && networksOf(root, name).some((network) => networks.includes(network)) ? [{ name, at, ...found }] : [];
  });
  return { at: own.at, receivers: receivers.sort((a, b) => a.rank - b.rank) };
}

/** A list of names, or a map with them as keys; without either it is the one that all such services share. */
function networksOf(root: YamlNode | undefined, service: string): readonly string[] {
  const node = yamlAt(root, 'services', service, 'networks');
  if (node?.kind === 'list') return node.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []));
  return node?.kind === 'map' ? node.entries.map(({ key }) => key) : ['default'];
}
