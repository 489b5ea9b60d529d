// What the services of compose files start: files over each other, `extends`, files of variables, and the images that they build.
import { dirname, isWithin, join, relative } from '../../text/uri';
import type { Uri } from '../../text/span';
import { extended, mergeFiles, servicesFrom, servicesIn } from '../compose/merge';
import { inlineStage, joinCompose, stageFor } from '../compose/join';
import type { Variables } from '../compose/interpolate';
import { dockerfileOf, type Service } from '../compose/services';
import type { Stage } from '../docker/stages';
import { commandIn } from '../in-file';
import { includesOf, readServices } from '../readers/compose';
import { readStages } from '../readers/dockerfile';
import { readDotenv } from '../readers/dotenv';
import { lastOnes } from '../server-options';
import type { Located, Shared } from './commands';
import { diskOfContainer, followed, type Repository } from './repository';

/** True for a compose file, by its path. */
export function isComposeFile(path: string): boolean {
  return /(^|\/)[^/]*compose[^/]*\.ya?ml$/i.test(path);
}

/** Files that `docker compose` reads by itself, and over them what it reads with them. */
const MAIN = /^(docker-)?compose\.ya?ml$/;
const OVERRIDE = /^(docker-)?compose\.override\.ya?ml$/;

/** What each service of a file starts. A service that has neither image nor build of its own belongs over that of the main file. */
export function composeCommands(file: Uri, { files }: Shared, repository: Repository): Located[] {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const beside = (pattern: RegExp) => files.find((other) => other !== file && dirname(other) === dirname(file) && pattern.test(other.slice(other.lastIndexOf('/') + 1)));
  const [main, override] = [beside(MAIN), beside(OVERRIDE)];
  const own = servicesAt(file, repository);
  // Nobody starts the override alone; the main file is started with it.
  if (OVERRIDE.test(name)) return main ? [] : startedAll(own, file, repository);
  if (MAIN.test(name)) return startedAll(mergeFiles([own, override ? servicesAt(override, repository) : []]), file, repository);
  const base = new Map((main && own.some(isPart) ? servicesAt(main, repository) : []).map((service) => [service.name, service]));
  const over = own.flatMap((service) => (isPart(service) && base.has(service.name) ? mergeFiles([[base.get(service.name)!], [service]]) : [service]));
  return startedAll(over, file, repository);
}

const isPart = ({ image, build }: Service): boolean => image === undefined && build === undefined;

/** While files are joined nothing changes, and several ask for the same services. */
const told = new WeakMap<Repository, Map<Uri, readonly Service[]>>();

/** The services of one file with what they extend and what it includes, every place with its file. */
function servicesAt(file: Uri, repository: Repository): readonly Service[] {
  const known = told.get(repository) ?? new Map<Uri, readonly Service[]>();
  told.set(repository, known);
  const before = known.get(file);
  if (before) return before;
  const found = repository.read(file);
  const text = typeof found === 'object' ? found.text : '';
  const services = followed(servicesIn(readServices(text, repository.parsers, variablesBeside(file, repository)), file), file, repository);
  // Files that name each other come to an end.
  known.set(file, services);
  const read = (path: string): readonly Service[] | undefined => {
    const other = join(dirname(file), path);
    return isWithin(other, repository.folder) ? servicesFrom(servicesAt(other, repository), parentOf(path)) : undefined;
  };
  // What has the name of a compose file is started by itself.
  const included = /^include\s*:/m.test(text) ? includesOf(repository.parsers.yaml(text).documents[0]).filter((paths) => !paths.every(({ path }) => isComposeFile(path))) : [];
  const all = [...included.flatMap((paths) => mergeFiles(paths.map(({ path }) => read(path) ?? []))), ...extended(services, read)];
  known.set(file, all);
  return all;
}

/** The folder of a path. */
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1) || '.';

/** `${NAME}` comes from the `.env` beside the file, unless the shell has it. */
function variablesBeside(file: Uri, repository: Repository): Variables {
  const found = repository.read(join(dirname(file), '.env'));
  const settings = typeof found === 'object' ? lastOnes(readDotenv(found.text).environment) : [];
  return new Map(settings.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])));
}

/** A service that builds an image under a name gives it to the others that only name it. */
function startedAll(services: readonly Service[], file: Uri, repository: Repository): Located[] {
  const builds = new Map(services.flatMap(({ build, image }) => (build && image ? [[image.written, build] as const] : [])));
  return services.flatMap((service) => {
    const build = service.build ?? (service.image && builds.get(service.image.written));
    return started(build ? { ...service, build } : service, file, repository);
  });
}

function started(service: Service, file: Uri, repository: Repository): Located[] {
  const host = dirname(file);
  const context = service.build?.context === undefined ? undefined : join(host, service.build.context);
  const inline = service.build?.inline;
  const built = service.build && dockerfileOf(service.build);
  const dockerfile = inline ? (inline.file ?? file) : built === undefined ? undefined : join(host, built);
  const stage = inline ? inlineStage(service, repository.parsers) : dockerfile === undefined ? undefined : stageIn(dockerfile, service, repository);
  const disk = diskOfContainer({ copies: service.mounts, from: host }, { copies: stage?.copies ?? [], from: stage && context, file: dockerfile }, repository);
  return joinCompose(service, stage, dockerfile, repository.parsers).map((command) => ({ command: commandIn(command, file, 0), file, kind: 'compose', disk }));
}

function stageIn(dockerfile: Uri, service: Service, repository: Repository): Stage | undefined {
  const found = isWithin(dockerfile, repository.folder) ? repository.read(dockerfile) : 'absent';
  return typeof found === 'object' ? stageFor(service, readStages(found.text, repository.parsers, { args: service.build!.args })) : undefined;
}

/** Dockerfiles that services of compose files build. */
export function builtFiles(files: readonly Uri[], repository: Repository): ReadonlySet<Uri> {
  return new Set(files.filter((file) => isComposeFile(relative(file, repository.folder))).flatMap((file) => servicesAt(file, repository).flatMap(({ build }) => {
    const built = build && dockerfileOf(build);
    return built === undefined ? [] : [join(dirname(file), built)];
  })));
}
