// The stages of a Dockerfile: what their image has as environment, folder, user, entrypoint and command.
import { isPlainImage } from '../../knowledge/images';
import type { DockerfileText, Heredoc, Instruction } from '../../syntax/dockerfile';
import { aligned } from '../../text/aligned';
import { fill } from '../fill';
import { join } from '../paths';
import { pieceOf, place } from '../piece';
import { isPlainShell } from '../programs';
import type { Piece, Range, Setting, Word } from '../types';
import { expandVariables } from './expand';
import { joinedLines } from './joined-lines';

/** CMD or ENTRYPOINT: words that are run as they are, or a text for a shell. */
export type Instructed = { readonly kind: 'words'; readonly words: readonly Word[]; readonly at: Range } | { readonly kind: 'shell'; readonly piece: Piece; readonly at: Range };

/** Files that an instruction copies into the image; `from`: out of the build context, as written. */
export interface Copied {
  readonly from: readonly string[];
  readonly to: string;
  /** One file, whose text stands in a here-document; undefined text: not known. */
  readonly written?: { readonly text: Piece | undefined };
}

export interface Stage {
  readonly name: string | undefined;
  /** The image, or the stage, that it begins with, if that is known. */
  readonly base: string | undefined;
  readonly at: Range;
  readonly environment: readonly Setting[];
  readonly cwd: string | undefined;
  readonly user: string | undefined;
  /** `own`: this stage has one itself. */
  readonly entrypoint: Instructed | undefined;
  readonly cmd: Instructed | undefined;
  readonly own: boolean;
  readonly copies: readonly Copied[];
}

/** What a build is given. */
export interface BuildInput {
  /** Build arguments; undefined: given, and not known. */
  readonly args?: ReadonlyMap<string, string | undefined>;
}

/** `shell`: what runs a text for a shell, where that is no plain one and may set any variable. */
type Building = { -readonly [key in keyof Stage]: Stage[key] } & { shell: Range | undefined; environment: Setting[]; copies: Copied[]; readonly known: Map<string, string | undefined>; cmdIsOwn: boolean };

interface Reading {
  readonly text: string;
  readonly escape: string;
  readonly args: Map<string, string | undefined>;
  readonly given: NonNullable<BuildInput['args']>;
  readonly stages: Building[];
}

/** @returns every stage, in order */
export function stagesOf(text: string, { instructions, escape }: DockerfileText, input: BuildInput = {}): readonly Stage[] {
  const reading: Reading = { text, escape, args: new Map(), given: input.args ?? new Map(), stages: [] };
  for (const instruction of instructions) {
    const stage = reading.stages.at(-1);
    if (instruction.keyword === 'FROM') from(reading, instruction);
    else if (instruction.keyword === 'ARG') argument(reading, stage, instruction);
    else if (stage) INSTRUCTIONS[instruction.keyword]?.(stage, instruction, reading);
  }
  return reading.stages;
}

const FROM = /^(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?/i;

function from(reading: Reading, { argumentsAt, at }: Instruction): void {
  const line = argumentsAt ? joinedLines(reading.text, argumentsAt, reading.escape).text : '';
  const [, image = '', name] = FROM.exec(line) ?? [];
  const base = expandVariables(image, reading.args);
  const parent = reading.stages.findLast((stage) => stage.name?.toLowerCase() === base?.toLowerCase() && base !== undefined);
  const plain = base !== undefined && isPlainImage(base);
  const place = { start: at.start, end: at.end };
  reading.stages.push({
    name, base, at: place, own: false, cmdIsOwn: false,
    // An image that nobody here knows may set anything, and start through an entrypoint of its own.
    environment: parent ? [...parent.environment] : plain ? [] : [{ kind: 'unknown', at: place }],
    cwd: parent?.cwd, user: parent?.user, entrypoint: parent?.entrypoint, cmd: parent?.cmd, copies: [...(parent?.copies ?? [])], shell: parent?.shell, known: new Map(parent?.known),
  });
}

/** Before the first FROM it counts for FROM alone; in a stage a plain name brings it in. */
function argument(reading: Reading, stage: Building | undefined, { properties }: Instruction): void {
  for (const { name, value, valueAt } of properties) {
    const into = stage ? stage.known : reading.args;
    // ENV of the same name wins.
    if (stage?.environment.some((setting) => setting.kind === 'variable' && setting.name === name)) continue;
    const written = value === undefined ? (stage ? reading.args.get(name) : undefined) : valueOf(reading, value, valueAt, into);
    into.set(name, reading.given.has(name) ? reading.given.get(name) : written);
  }
}

function valueOf({ text }: Reading, value: string, at: Range | undefined, known: ReadonlyMap<string, string | undefined>): string | undefined {
  const raw = at ? text.slice(at.start, at.end) : value;
  // Single quotes keep variables as they are; a dollar that is escaped beside one that is not is left alone.
  if (/^'[^']*'$/.test(raw) || !value.includes('$')) return value;
  return raw.includes('\\') || raw.includes("'") ? undefined : expandVariables(value, known);
}

type Apply = (stage: Building, instruction: Instruction, reading: Reading) => void;

const INSTRUCTIONS: Readonly<Record<string, Apply>> = {
  ENV: (stage, { properties }, reading) => {
    // All values of one instruction are filled in before any of them counts.
    const values = properties.map(({ value = '', valueAt }) => valueOf(reading, value, valueAt, stage.known));
    properties.forEach(({ name, at, valueAt }, i) => {
      stage.environment.push({ kind: 'variable', name, value: values[i], at: { ...at }, ...(valueAt && { valueAt: { ...valueAt } }) });
      stage.known.set(name, values[i]);
    });
  },
  WORKDIR: (stage, instruction, reading) => {
    const folder = expandVariables(lineOf(instruction, reading).replace(/^(["'])(.*)\1$/, '$2'), stage.known);
    stage.cwd = folder === undefined ? undefined : join(stage.cwd, folder);
  },
  USER: (stage, instruction, reading) => {
    stage.user = expandVariables(lineOf(instruction, reading), stage.known);
  },
  ENTRYPOINT: (stage, instruction, reading) => {
    stage.entrypoint = instructed(instruction, reading);
    // It takes the command of the base image away.
    if (!stage.cmdIsOwn) stage.cmd = undefined;
    stage.own = true;
    throughShell(stage, stage.entrypoint);
  },
  CMD: (stage, instruction, reading) => {
    stage.cmd = instructed(instruction, reading);
    stage.cmdIsOwn = true;
    stage.own = true;
    throughShell(stage, stage.cmd);
  },
  SHELL: (stage, instruction, reading) => {
    const isPlain = isPlainShell(stringsIn(lineOf(instruction, reading))?.join(' ') ?? '');
    stage.shell = isPlain ? undefined : { start: instruction.at.start, end: instruction.at.end };
  },
  COPY: copy,
  ADD: copy,
};

/** `SHELL ["bash", "-lc"]` reads the profile of a user, `conda run` activates an environment. What the image sets stays. */
function throughShell({ shell, environment }: Building, instructed: Instructed | undefined): void {
  if (shell && instructed?.kind === 'shell') environment.unshift({ kind: 'unknown', at: shell });
}

function copy(stage: Building, instruction: Instruction, reading: Reading): void {
  const { heredocs } = instruction;
  const whole = lineOf(instruction, reading);
  // What a here-document holds stands below the line.
  const line = heredocs.length > 0 ? whole.split('\n', 1)[0]! : whole;
  if (/(^|\s)--from=/.test(line)) return;
  const words = stringsIn(line) ?? line.split(/\s+/).filter((word) => word !== '' && !word.startsWith('--') && !(heredocs.length > 0 && word.startsWith('<<')));
  const paths = words.map((word) => expandVariables(word, stage.known));
  const to = paths.pop();
  if (to === undefined || paths.includes(undefined)) return;
  const target = join(stage.cwd ?? '/', to);
  const isFolder = /(^\.|\/)$/.test(to) || paths.length + heredocs.length > 1;
  if (paths.length > 0) stage.copies.push({ from: paths as string[], to: `${target}${isFolder && !target.endsWith('/') ? '/' : ''}` });
  for (const heredoc of heredocs) stage.copies.push({ from: [], to: isFolder ? join(target, heredoc.name) : target, written: { text: heredocText(heredoc, stage, reading) } });
}

/** Docker fills variables in unless the name behind `<<` has quotes. */
function heredocText({ startAt, at }: Heredoc, { known }: Building, { text }: Reading): Piece | undefined {
  const body = pieceOf(text, at?.start ?? startAt.end, at?.end ?? startAt.end);
  if (/["']/.test(text.slice(startAt.start, startAt.end))) return body;
  // Of backslashes, and of what a shell has behind a dollar, Docker makes something else.
  return /\\|\$[^A-Za-z_{(]/.test(body.text) ? undefined : fill(body, /\$(?:[A-Za-z_]\w*|\{[^}]*\})/g, ([variable]) => expandVariables(variable, known));
}

function lineOf({ argumentsAt }: Instruction, { text, escape }: Reading): string {
  return argumentsAt ? joinedLines(text, argumentsAt, escape).text.trim() : '';
}

function stringsIn(line: string): string[] | undefined {
  if (!line.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What is no array of strings is a text for a shell. */
function instructed(instruction: Instruction, reading: Reading): Instructed | undefined {
  const { argumentsAt } = instruction;
  if (!argumentsAt) return undefined;
  const piece = joinedLines(reading.text, argumentsAt, reading.escape);
  const values = stringsIn(piece.text.trim());
  if (!values) return { kind: 'shell', piece, at: argumentsAt };
  const places = [...piece.text.matchAll(/"(?:[^"\\]|\\[^])*"/g)];
  const words = values.map((text, i): Word => {
    const [start, end] = [places[i]!.index, places[i]!.index + places[i]![0].length];
    const index = aligned(piece.text, start, end, text);
    return { text, at: place(piece, start, end), offset: (at) => piece.offset(index(at)) };
  });
  return { kind: 'words', words, at: argumentsAt };
}
