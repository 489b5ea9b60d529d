// Shell scripts and shell command lines: the commands that they run, each with its environment. Read by tree-sitter-bash, never run.
import type { SyntaxNode } from '../../syntax/parser';
import { pieceOf, place } from '../piece';
import { isPlainShell, SHELL_FILE } from '../programs';
import type { Command, LaunchFile, LaunchParsers, Piece, Problem, Reference, Setting, Word } from '../types';
import { variablesOf } from './environment';
import { ROOT, settingFrom, type Place } from './places';
import { NOWHERE, type Scope } from './scope';
import { runAll } from './statements';

export interface ShellContext {
  /** For people: service, process type, target. */
  readonly where: string;
  /** What the shell starts with. */
  readonly environment?: readonly Setting[];
  readonly cwd?: string;
  readonly user?: string;
  /** What `"$@"` is; not known where it is left out. */
  readonly args?: readonly Word[];
  /** Where it runs, and which script it is. */
  readonly place?: Place;
}

/** A shell that runs. */
export interface Run {
  readonly piece: Piece;
  readonly context: ShellContext;
  readonly commands: Command[];
  readonly references: Reference[];
  readonly problems: Problem[];
  readonly functions: Map<string, SyntaxNode>;
  /** Bodies of functions that are running: one that calls itself is not followed. */
  readonly calls: Set<number>;
  depth: number;
  /** Statements that may still be looked at. */
  left: number;
  /** How many settings all commands have together. */
  settings: number;
}

/** What is left of a shell when it has run through. */
export interface ShellReading extends LaunchFile {
  /** Where it ended, as it is written. */
  readonly cwd: string | undefined;
}

const ANYWHERE: Place = { base: undefined, script: undefined };
const MOST_STATEMENTS = 5000;

/** Reads a shell script. Its `environment` is what it leaves to a shell that sources it. @param path below the repository */
export function readShell(text: string, parsers: Pick<LaunchParsers, 'shell'>, path?: string): LaunchFile {
  return readScript(text, parsers, { where: 'script', ...(path !== undefined && { place: { base: path.slice(0, Math.max(0, path.lastIndexOf('/'))), script: `${ROOT}/${path}` } }) });
}

/** The same, for a script whose arguments and environment are known. */
export function readScript(text: Piece | string, parsers: Pick<LaunchParsers, 'shell'>, context: ShellContext): ShellReading {
  const piece = typeof text === 'string' ? pieceOf(text, text.startsWith('\ufeff') ? 1 : 0) : text;
  const environment = context.environment ?? [];
  return readShellLine(piece, parsers, { ...context, environment: [...environment, ...setByFirstLine(piece, environment)] });
}

/** `#!/bin/bash -l` reads the profile of a user, `#!/usr/bin/with-contenv sh` and `#!/usr/bin/env -S dotenv run sh` a file. */
function setByFirstLine(piece: Piece, environment: readonly Setting[]): Setting[] {
  const line = /^#!.*/.exec(piece.text)?.[0] ?? '';
  const opens = /\bbash\b/.test(line) && environment.some((setting) => setting.kind === 'variable' && setting.name === SHELL_FILE);
  return line !== '' && (opens || !isPlainShell(line.slice(2))) ? [{ kind: 'unknown', at: place(piece, 0, line.length) }] : [];
}

/**
 * Reads a command line as a shell does.
 * @param piece the line, or lines, with the place of each character
 */
export function readShellLine(piece: Piece, parsers: Pick<LaunchParsers, 'shell'>, context: ShellContext): ShellReading {
  const run: Run = { piece, context, commands: [], references: [], problems: [], functions: new Map(), calls: new Set(), depth: 0, left: MOST_STATEMENTS, settings: 0 };
  const given = context.environment ?? [];
  const scope: Scope = {
    variables: variablesOf(given), settings: [...given], exported: new Set(given.flatMap((setting) => (setting.kind === 'variable' ? [setting.name] : []))),
    exportAll: false, cwd: context.cwd, place: context.place ?? ANYWHERE, left: NOWHERE, args: context.args, ended: false, returned: false, passedBy: false, returns: [],
  };
  const tree = parsers.shell.parse(piece.text);
  try {
    runAll(run, scope, tree.rootNode.children);
  } finally {
    tree.delete();
  }
  return { commands: run.commands, environment: scope.settings.slice(given.length).map((setting) => settingFrom({ ...scope, cwd: undefined }, setting)), references: run.references, problems: run.problems, cwd: scope.cwd };
}

export function placeOf(run: Run, node: SyntaxNode): { start: number; end: number } {
  return place(run.piece, node.startIndex, node.endIndex);
}

export function sourceOf(run: Run, node: SyntaxNode): string {
  return run.piece.text.slice(node.startIndex, node.endIndex);
}
