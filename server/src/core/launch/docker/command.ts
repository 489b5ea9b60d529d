// What an image runs: entrypoint and command of a stage together.
import { DISTROLESS_PYTHON } from '../../knowledge/images';
import { readShellLine } from '../shell/shell';
import type { Command, LaunchFile, LaunchParsers, Setting, Word } from '../types';
import type { Instructed, Stage } from './stages';

/** What a container is started with, if it is not what the image says. */
export interface Start {
  readonly where: string;
  readonly environment: readonly Setting[];
  readonly cwd: string | undefined;
  readonly user: string | undefined;
  readonly entrypoint: Instructed | undefined;
  readonly cmd: Instructed | undefined;
}

/** The commands, and the files that they name. An entrypoint in shell form takes no arguments: CMD is left out. */
export function commandsOf(start: Start, base: string | undefined, parsers: Pick<LaunchParsers, 'shell'>): Pick<LaunchFile, 'commands' | 'references' | 'problems'> {
  const { where, environment, cwd, user } = start;
  const entrypoint = start.entrypoint?.kind === 'words' && start.entrypoint.words.length === 0 ? undefined : (start.entrypoint ?? ownEntrypoint(base, start.cmd));
  const only = entrypoint?.kind === 'shell' ? entrypoint : !entrypoint && start.cmd?.kind === 'shell' ? start.cmd : undefined;
  const context = { where, environment, ...(cwd !== undefined && { cwd }), ...(user !== undefined && { user }) };
  if (only?.kind === 'shell') return readShellLine(only.piece, parsers, { ...context, args: [] });
  const words = [...wordsOf(entrypoint), ...wordsOf(start.cmd)];
  if (words.length === 0) return { commands: [], references: [], problems: [] };
  const at = { ...words[0]!.at, start: Math.min(...words.map((word) => word.at.start)), end: Math.max(...words.map((word) => word.at.end)) };
  const command: Command = { words, at, environment, cwd, where, ...(user !== undefined && { user }) };
  return { commands: [command], references: [], problems: [] };
}

/** CMD in shell form behind an entrypoint is handed to it as `/bin/sh -c TEXT`. */
function wordsOf(instructed: Instructed | undefined): Word[] {
  if (!instructed) return [];
  if (instructed.kind === 'words') return [...instructed.words];
  const start = { ...instructed.at, end: instructed.at.start };
  return [{ text: '/bin/sh', at: start }, { text: '-c', at: start }, { text: instructed.piece.text, at: instructed.at, offset: (index) => instructed.piece.offset(index) }];
}

function ownEntrypoint(base: string | undefined, cmd: Instructed | undefined): Instructed | undefined {
  if (!cmd || base === undefined || !DISTROLESS_PYTHON.test(base)) return undefined;
  return { kind: 'words', words: [{ text: 'python3', at: { ...cmd.at, end: cmd.at.start } }], at: cmd.at };
}

/** The start that the image itself says. */
export function startOf({ environment, cwd, user, entrypoint, cmd }: Stage, where: string): Start {
  return { where, environment, cwd, user, entrypoint, cmd };
}
