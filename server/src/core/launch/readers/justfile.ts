// justfiles: the command lines of recipes. `{{name}}` counts where the file gives it a plain text.
import { fill } from '../fill';
import { linesOf } from '../ini';
import { merged } from '../launch-file';
import { joined, part, place } from '../piece';
import { readShellLine } from '../shell/shell';
import type { LaunchFile, LaunchParsers, Piece, Setting } from '../types';

const RECIPE = /^@?([A-Za-z_][\w-]*)(?![\w-])([^:=]*(?:=[^:]*)?):(?!=)/;
/** Parameters that the recipe has as variables, and any of them. */
const EXPORTED = /\$([A-Za-z_]\w*)/g;
const PARAMETER = /(?<=^|[\s*+$])([A-Za-z_]\w*)(?=[\s=]|$)/g;
const ASSIGNMENT = /^(export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*)$/;
const TEXT = /^"([^"\\]*)"\s*(?:#.*)?$|^'([^']*)'\s*(?:#.*)?$/;

interface Recipe {
  readonly where: string;
  /** What its parameters put into its environment. */
  readonly given: readonly Setting[];
  readonly lines: Piece[];
}

export function readJustfile(text: string, parsers: LaunchParsers): LaunchFile {
  const variables = new Map<string, string | undefined>();
  const environment: Setting[] = [];
  const recipes: Recipe[] = [];
  const all = linesOf(text);
  const exportsAll = all.some((line) => /^set\s+export\b(?!\s*:=\s*false)/.test(line.text));
  for (const line of all) {
    if (/^[ \t]/.test(line.text)) recipes.at(-1)?.lines.push(line);
    else declared(line, { variables, environment, recipes, exportsAll });
  }
  return merged(recipes.flatMap(({ where, given, lines }) => piecesOf(lines).map((one) => {
    const filled = fill(one, /\{\{\{\{|\{\{\s*([^{}]*?)\s*\}\}/g, ([whole, name]) => (whole === '{{{{' ? '{{' : variables.get(name!)));
    const { commands, references } = readShellLine(filled, parsers, { where, environment: [...environment, ...given] });
    return { commands, references };
  })));
}

interface Reading {
  readonly variables: Map<string, string | undefined>;
  readonly environment: Setting[];
  readonly recipes: Recipe[];
  readonly exportsAll: boolean;
}

function declared(line: Piece, { variables, environment, recipes, exportsAll }: Reading): void {
  const { text } = line;
  if (/^set\s+dotenv-load\b(?!\s*:=\s*false)/.test(text)) environment.push({ kind: 'file', path: '.env', at: place(line), optional: true });
  // What another file exports counts here.
  if (/^(!?include|import\??)\s/.test(text)) environment.push({ kind: 'unknown', at: place(line) });
  const named = /^set\s+dotenv-(?:filename|path)\s*:=\s*["']([^"']+)["']/.exec(text)?.[1];
  if (named !== undefined) environment.push({ kind: 'file', path: named, at: place(line), optional: true });
  const [, exported, name, value] = ASSIGNMENT.exec(text) ?? [];
  const [, recipe, parameters = ''] = RECIPE.exec(text) ?? [];
  if (name !== undefined) {
    const match = TEXT.exec(value!);
    const known = match ? (match[1] ?? match[2]) : undefined;
    variables.set(name, known);
    const start = text.length - value!.length;
    if (exported !== undefined || exportsAll) environment.push({ kind: 'variable', name, value: known, at: place(line), valueAt: place(line, start) });
  } else if (recipe !== undefined) recipes.push({ where: recipe, given: givenBy(line, parameters, exportsAll), lines: [] });
}

/** What a parameter holds is said by whoever runs the recipe. With `set export` each is a variable. */
function givenBy(line: Piece, parameters: string, exportsAll: boolean): Setting[] {
  const start = line.text.indexOf(parameters, line.text.search(/\w/));
  return [...parameters.matchAll(exportsAll ? PARAMETER : EXPORTED)].map(({ 1: name = '', index, 0: whole }): Setting => {
    const end = start + index + whole.length;
    return { kind: 'variable', name, value: undefined, at: place(line, end - name.length, end) };
  });
}

/** Each line is a shell of its own, unless the recipe is a script with a first line of its own. */
function piecesOf(lines: readonly Piece[]): Piece[] {
  const [first] = lines;
  const shebang = /^\s*#!(.*)/.exec(first?.text ?? '')?.[1];
  if (shebang !== undefined && !/\b(ba|da|k|z)?sh\b/.test(shebang)) return [];
  if (shebang !== undefined) return [script(lines.slice(1))];
  const found: Piece[][] = [];
  let open = false;
  for (const line of lines) {
    const start = open ? 0 : Math.max(0, line.text.search(/[^\s@-]/));
    if (open) found.at(-1)!.push(part(line, start));
    else found.push([part(line, start)]);
    open = line.text.endsWith('\\');
  }
  return found.map(script);
}

function script(lines: readonly Piece[]): Piece {
  const pieces = lines.map((line): Piece => ({ text: `${line.text}\n`, offset: (index) => line.offset(Math.min(index, line.text.length)) }));
  return joined(pieces, lines.length > 0 ? place(lines.at(-1)!).end : 0);
}
