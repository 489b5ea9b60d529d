// Makefiles: the command lines of recipes. Each is a shell of its own, unless .ONESHELL stands there; variables count where the file gives them a plain value.
import { fill } from '../fill';
import { linesOf } from '../ini';
import { merged } from '../launch-file';
import { joined, part, place } from '../piece';
import { isPlainShell } from '../programs';
import { readShellLine } from '../shell/shell';
import type { LaunchFile, LaunchParsers, Piece, Setting } from '../types';

const ASSIGNMENT = /^(?:override\s+)?(export\s+)?([\w.-]+)\s*(:{0,3}|\?|\+|!)=\s*/;
/** `$$`, `$(NAME)`, `$(call it,with $(ARGS))`, `${NAME}`, `$@`. */
const REFERENCE = /\$\$|\$\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)|\$\{([^{}]*)\}|\$[^]/g;
const RULE = /^([^\s:=#][^:=#]*?)\s*::?(?!=)\s*(.*)$/;

interface Reading {
  readonly variables: Map<string, string | undefined>;
  readonly environment: Setting[];
  /** By target: what its rule alone exports. */
  readonly targets: Map<string, Setting[]>;
  /** By target: those that it has made before it, which get its variables as well when it is what is made. */
  readonly before: Map<string, readonly string[]>;
  exportAll: boolean;
  /** Conditions around the line: what they hold counts on some machines. */
  conditions: number;
}

const CONDITION = /^\s*(ifeq|ifneq|ifdef|ifndef|endif)\b/;

export function readMakefile(text: string, parsers: LaunchParsers): LaunchFile {
  const lines = logicalLines(text);
  const reading: Reading = { variables: new Map(), environment: [], targets: new Map(), before: new Map(), exportAll: lines.some(({ text: line }) => /^(export\s*$|\.EXPORT_ALL_VARIABLES\s*:)/.test(line)), conditions: 0 };
  const isOneShell = lines.some(({ text: line }) => /^\.ONESHELL\s*:/.test(line));
  const recipes: { where: string; line: Piece }[] = [];
  let targets: string | undefined;
  for (const line of lines) {
    const [, condition] = CONDITION.exec(line.text) ?? [];
    if (condition !== undefined) reading.conditions += condition === 'endif' ? -1 : 1;
    else if (line.text.startsWith('\t')) {
      const last = recipes.at(-1);
      if (targets === undefined) continue;
      if (isOneShell && last?.where === targets) last.line = joined([last.line, below(line)], place(line).end);
      else recipes.push({ where: targets, line });
    } else if (!(isOneShell && targets !== undefined && line.text.trim() === '')) {
      targets = declared(line, reading, targets);
      // `target: ; command`
      const command = targets === undefined ? -1 : commandIn(line.text);
      if (command >= 0) recipes.push({ where: targets!, line: part(line, command) });
    }
  }
  return merged(recipes.map(({ where, line }) => {
    const command = line.text.search(/[^\s@+-]/);
    if (command < 0) return {};
    const filled = fill(part(line, command), REFERENCE, ([whole, round, curly]) => (whole === '$$' ? '$' : reading.variables.get(round ?? curly ?? whole[1]!)));
    const { commands, references } = readShellLine(filled, parsers, { where, environment: [...reading.environment, ...handedOn(where, reading), ...(reading.targets.get(where) ?? [])] });
    return { commands, references };
  }));
}

/** Where a rule has its first command behind a semicolon; -1 where it has none. */
function commandIn(text: string): number {
  const rest = RULE.exec(text)?.[2];
  const semicolon = rest === undefined || ASSIGNMENT.test(rest) ? -1 : rest.replace(/#.*/, '').indexOf(';');
  return semicolon < 0 ? -1 : text.length - rest!.length + semicolon + 1;
}

/** @returns the targets of the recipe that follows */
function declared(line: Piece, reading: Reading, targets: string | undefined): string | undefined {
  const { text } = line;
  if (/^\s*(#|$)/.test(text)) return targets;
  const [, exported, name, sign] = ASSIGNMENT.exec(text) ?? [];
  if (name !== undefined) {
    remember(line, 0, reading, { name, sign: sign!, exported: exported !== undefined || reading.exportAll }, reading.environment);
    const shell = /^(SHELL|\.SHELLFLAGS)$/.test(name) ? [reading.variables.get('SHELL') ?? 'sh', reading.variables.get('.SHELLFLAGS') ?? '-c'].join(' ') : 'sh';
    if (!isPlainShell(shell)) reading.environment.unshift({ kind: 'unknown', at: place(line) });
    return undefined;
  }
  // `include .env` with `export`: its lines are assignments of make.
  const [, include] = /^\s*[-s]?include\s+(.*)$/.exec(text) ?? [];
  const included = /^(\S*env\S*)\s*$/.exec(include ?? '')?.[1];
  if (include !== undefined) reading.environment.push(reading.exportAll && included !== undefined ? { kind: 'file', path: included, at: place(line, text.indexOf(included), text.indexOf(included) + included.length), optional: text.startsWith('-') } : { kind: 'unknown', at: place(line) });
  for (const exportedName of /^export\s+([\w.\s-]+)$/.exec(text)?.[1]!.trim().split(/\s+/) ?? []) if (reading.variables.has(exportedName)) reading.environment.push({ kind: 'variable', name: exportedName, value: reading.variables.get(exportedName), at: place(line) });
  const [, own, rest] = RULE.exec(text) ?? [];
  if (own === undefined) return undefined;
  const [, ownExport, ownName, ownSign] = ASSIGNMENT.exec(rest!) ?? [];
  const settings: Setting[] = [];
  if (ownName !== undefined) remember(line, text.length - rest!.length, reading, { name: ownName, sign: ownSign!, exported: ownExport !== undefined }, settings);
  if (ownName !== undefined) reading.variables.delete(ownName);
  reading.targets.set(own, [...(reading.targets.get(own) ?? []), ...settings]);
  if (ownName === undefined) reading.before.set(own, [...(reading.before.get(own) ?? []), ...rest!.replace(/[;#].*$/, '').split(/[\s|]+/)]);
  return own;
}

/** What targets export for those that they need: nobody says which target is made. */
function handedOn(target: string, { targets, before }: Reading): Setting[] {
  const found = new Set<string>();
  const add = (needed: string): void => {
    for (const [name, all] of before) if (all.includes(needed) && !found.has(name)) add((found.add(name), name));
  };
  add(target);
  return [...found].flatMap((name) => targets.get(name) ?? []).map((setting) => (setting.kind === 'variable' ? { kind: 'variable', name: setting.name, value: undefined, at: setting.at } : setting));
}

interface Assigned {
  readonly name: string;
  readonly sign: string;
  readonly exported: boolean;
}

/** What is computed, appended or may come from outside is not known. */
function remember(line: Piece, from: number, { variables, conditions }: Reading, { name, sign, exported }: Assigned, environment: Setting[]): void {
  const start = from + ASSIGNMENT.exec(line.text.slice(from))![0].length;
  const written = line.text.slice(start).replace(/(^|\s)#.*$/, '').trimEnd();
  const filled = written.replace(/\$\(([\w.-]+)\)|\$\{([\w.-]+)\}/g, (whole, round?: string, curly?: string) => variables.get(round ?? curly!) ?? whole);
  const value = conditions > 0 || filled.includes('$') || sign === '+' || sign === '!' || (sign === '?' && variables.has(name)) ? undefined : filled;
  variables.set(name, sign === '?' && variables.has(name) ? variables.get(name) : value);
  if (exported) environment.push({ kind: 'variable', name, value, at: place(line, from + line.text.slice(from).search(/\S/), start + written.length), valueAt: place(line, start, start + written.length), ...(sign === '?' && { unlessSet: true }) });
}

/** A line with the end of the line above. */
const below = (line: Piece): Piece => ({ text: `\n${line.text}`, offset: (index) => line.offset(Math.max(0, index - 1)) });

/** Lines that end with a backslash joined, with it. */
function logicalLines(text: string): Piece[] {
  const found: Piece[] = [];
  let open: Piece[] = [];
  for (const line of linesOf(text)) {
    open.push(open.length > 0 ? below(line) : line);
    if (line.text.endsWith('\\')) continue;
    found.push(open.length === 1 ? line : joined(open, place(line).end));
    open = [];
  }
  return open.length > 0 ? [...found, joined(open, place(open.at(-1)!).end)] : found;
}
