// Services that are put together: `extends`, and files that are read over another one (`docker-compose.override.yml`, `-f a -f b`).
import { settingIn, wordIn } from '../in-file';
import { join } from '../paths';
import type { Uri } from '../../text/span';
import type { Build, Service } from './services';

/** What `over` says is put over `base`: variables and files come behind, everything else replaces. */
export function mergeService(base: Service, over: Service): Service {
  return {
    ...base, ...over, files: [...base.files, ...over.files], environment: [...base.environment, ...over.environment], profiles: [...new Set([...base.profiles, ...over.profiles])], mounts: [...base.mounts, ...over.mounts],
    ...(base.build && over.build && { build: mergeBuild(base.build, over.build) }),
  };
}

function mergeBuild(base: Build, over: Build): Build {
  const has = (key: string): boolean => over.keys.includes(key);
  const file = has('dockerfile') || has('dockerfile_inline') ? over : base;
  return {
    at: over.at, keys: [...new Set([...base.keys, ...over.keys])], context: has('context') ? over.context : base.context, named: file.named, ...(file.inline && { inline: file.inline }),
    target: has('target') ? over.target : base.target, args: new Map([...base.args, ...over.args]),
  };
}

/** Several files, each over those before it: a service that only one of them has is as it is there. */
export function mergeFiles(files: readonly (readonly Service[])[]): Service[] {
  const services = new Map<string, Service>();
  for (const service of files.flat()) {
    const base = services.get(service.name);
    services.set(service.name, base ? mergeService(base, service) : service);
  }
  return [...services.values()];
}

/** Longer chains are a mistake, such as files that extend each other. */
const DEEPEST = 20;

/**
 * Follows `extends`. What cannot be found, or would never end, is as if it were not extended.
 * @param find the services of another file, by its path as written; places in them should have that file (`servicesIn`)
 */
export function extended(services: readonly Service[], find: (file: string) => readonly Service[] | undefined = () => undefined): Service[] {
  const follow = (service: Service, within: readonly Service[], before: readonly Service[]): Service => {
    const { extends: base } = service;
    const from = base && (base.file === undefined ? within : find(base.file));
    const found = base && from?.find(({ name }) => name === base.service);
    if (!found || before.includes(found) || before.length > DEEPEST) return service;
    // `profiles` and `extends` itself are not handed down.
    const { extends: _, ...rest } = follow(found, from!, [...before, found]);
    return mergeService({ ...rest, profiles: [] }, service);
  };
  return services.map((service) => follow(service, services, [service]));
}

/** The same services, as a file sees them for which they stand in the folder `folder`. */
export function servicesFrom(services: readonly Service[], folder: string): Service[] {
  return services.map((service) => ({
    ...service, mounts: service.mounts.map((mount) => ({ ...mount, from: mount.from.map((path) => join(folder, path)) })),
    ...(service.build?.context !== undefined && { build: { ...service.build, context: join(folder, service.build.context) } }),
  }));
}

/** The same services, with the file in every place. */
export function servicesIn(services: readonly Service[], file: Uri): Service[] {
  return services.map((service) => ({
    ...service, at: { ...service.at, file }, ...(service.build?.inline && { build: { ...service.build, inline: { ...service.build.inline, file } } }), files: service.files.map((each) => settingIn(each, file)), environment: service.environment.map((each) => settingIn(each, file)),
    ...(service.entrypoint?.kind === 'words' && { entrypoint: { ...service.entrypoint, words: service.entrypoint.words.map((each) => wordIn(each, file)) } }),
    ...(service.command?.kind === 'words' && { command: { ...service.command, words: service.command.words.map((each) => wordIn(each, file)) } }),
  }));
}
