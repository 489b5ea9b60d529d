// Dockerfile: the command of every stage that has one of its own, and of the last one, which is what is built unless a target is named.
import { commandsOf, startOf } from '../docker/command';
import { stagesOf, type BuildInput, type Stage } from '../docker/stages';
import { merged } from '../launch-file';
import { scriptRun } from '../argv';
import type { Command, LaunchFile, LaunchParsers, Reference } from '../types';

/** What a stage without a name is called. */
export const NAMELESS_STAGE = 'image';

/** The stages of a Dockerfile, for those who build one of them. */
export function readStages(text: string, parsers: Pick<LaunchParsers, 'dockerfile'>, input?: BuildInput): readonly Stage[] {
  return stagesOf(text, parsers.dockerfile(text), input);
}

/** Reads a Dockerfile; `environment` is that of the last stage. Arguments have their defaults. */
export function readDockerfile(text: string, parsers: LaunchParsers): LaunchFile {
  const stages = readStages(text, parsers);
  const last = stages.at(-1);
  const files = stages.filter((stage) => stage.own || stage === last).map((stage) => {
    const read = commandsOf(startOf(stage, stage.name ?? NAMELESS_STAGE), stage.base, parsers);
    return { ...read, references: [...read.references, ...read.commands.flatMap(scriptOf)] };
  });
  return merged([...files, { environment: last?.environment ?? [] }]);
}

/** A script of the image that is run; its path is that in the image. */
export function scriptOf(command: Command): Reference[] {
  const run = scriptRun(command);
  return run?.path.text === undefined ? [] : [{ kind: 'script', path: run.path.text, at: run.path.at }];
}
