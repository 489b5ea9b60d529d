// A compose service joined with the stage of the Dockerfile that it is built from.
import type { Uri } from '../../text/span';
import { commandsOf, type Start } from '../docker/command';
import { stageWithin } from '../docker/inline';
import { stagesOf, type Instructed, type Stage } from '../docker/stages';
import { commandIn, settingIn, wordIn } from '../in-file';
import type { Command, LaunchParsers, Setting } from '../types';
import { isPlainImage } from '../../knowledge/images';
import type { Service } from './services';

/** The stage that a service asks for: its target, or the last one. */
export function stageFor(service: Service, stages: readonly Stage[]): Stage | undefined {
  const target = service.build?.target?.toLowerCase();
  if (target === undefined) return stages.at(-1);
  return stages.find(({ name }, i) => name?.toLowerCase() === target || String(i) === target);
}

/** The stage of a Dockerfile that stands in the compose file, with its places there. */
export function inlineStage(service: Service, parsers: Pick<LaunchParsers, 'dockerfile'>): Stage | undefined {
  const text = service.build?.inline?.text;
  const stage = text && stageFor(service, stagesOf(text.text, parsers.dockerfile(text.text), { args: service.build!.args }));
  return stage && stageWithin(stage, text);
}

/**
 * What a service runs. Places in the Dockerfile have that file.
 * @param stage undefined: the image is not known; what the service itself says is then all there is
 * @param dockerfile undefined: it stands in the file of the service
 */
export function joinCompose(service: Service, stage: Stage | undefined, dockerfile: Uri | undefined, parsers: Pick<LaunchParsers, 'shell'>): readonly Command[] {
  const own: readonly Setting[] = [...service.files, ...service.environment];
  const image: readonly Setting[] = stage ? stage.environment.map((setting) => (dockerfile === undefined ? setting : settingIn(setting, dockerfile))) : unknownImage(service);
  const entrypoint = service.entrypoint ?? instructedIn(stage?.entrypoint, dockerfile);
  // An entrypoint of the service takes the command of the image away.
  const cmd = service.command ?? (service.entrypoint ? undefined : instructedIn(stage?.cmd, dockerfile));
  const environment = [...image, ...own];
  const start: Start = { where: service.name, environment, cwd: service.cwd ?? stage?.cwd, user: service.user ?? stage?.user, entrypoint, cmd };
  const { commands } = commandsOf(start, service.image?.name ?? stage?.base, parsers);
  // Only the image has texts for a shell.
  const fromImage = entrypoint?.kind === 'shell' || (!hasWords(entrypoint) && cmd?.kind === 'shell');
  return fromImage ? commands.map((command) => commandIn(command, dockerfile, environment.length)) : commands;
}

const hasWords = (instructed: Instructed | undefined): boolean => instructed?.kind === 'words' && instructed.words.length > 0;

function instructedIn(instructed: Instructed | undefined, file: Uri | undefined): Instructed | undefined {
  if (!instructed || file === undefined) return instructed;
  const at = { ...instructed.at, file };
  return instructed.kind === 'words' ? { ...instructed, at, words: instructed.words.map((word) => wordIn(word, file)) } : { ...instructed, at };
}

/** An image that is not read may set variables, by ENV or in its entrypoint. */
function unknownImage({ image, build, at }: Service): Setting[] {
  if (!build && image?.name !== undefined && isPlainImage(image.name)) return [];
  return [{ kind: 'unknown', at: build?.at ?? image?.at ?? at }];
}
