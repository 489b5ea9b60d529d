// justfiles: the command lines of recipes. `{{name}}` counts where the file gives it a plain text.
import { fill } from '../fill';
import { linesOf } from '../ini';
import { merged } from '../launch-file';
import { joined, part, place } from '../piece';
import { readShellLine } from '../shell/shell';
import type { LaunchFile, LaunchParsers, Piece, Setting } from '../types';

const RECIPE = /^@?([A-Za-z_][\w-]*)(?![\w-])([^:=]*(?:=[^:]*)?):(?!=)/;
const ASSIGNMENT = /^(export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*)$/;
const TEXT = /^"([^"\\]*)"\s*(?:#.*)?$|^'([^']*)'\s*(?:#.*)?$/;

interface Recipe {
  readonly where: string;
  readonly lines: Piece[];
}

export function readJustfile(text: string, parsers: LaunchParsers): LaunchFile {
  const variables = new Map<string, string | undefined>();
  const environment: Setting[] = [];
  const recipes: Recipe[] = [];
  for (const line of linesOf(text)) {
    if (/^[ \t]/.test(line.text)) recipes.at(-1)?.lines.push(line);
    else declared(line, variables, environment, recipes);
  }
  return merged(recipes.flatMap(({ where, lines }) => piecesOf(lines).map((one) => {
    const filled = fill(one, /\{\{\{\{|\{\{\s*([^{}]*?)\s*\}\}/g, ([whole, name]) => (whole === '{{{{' ? '{{' : variables.get(name!)));
    const { commands, references } = readShellLine(filled, parsers, { where, environment });
    return { commands, references };
  })));
}

function declared(line: Piece, variables: Map<string, string | undefined>, environment: Setting[], recipes: Recipe[]): void {
  const { text } = line;
  if (/^set\s+dotenv-load\b(?!\s*:=\s*false)/.test(text)) environment.push({ kind: 'file', path: '.env', at: place(line), optional: true });
  const named = /^set\s+dotenv-(?:filename|path)\s*:=\s*["']([^"']+)["']/.exec(text)?.[1];
  if (named !== undefined) environment.push({ kind: 'file', path: named, at: place(line), optional: true });
  const [, exported, name, value] = ASSIGNMENT.exec(text) ?? [];
  const recipe = RECIPE.exec(text)?.[1];
  if (name !== undefined) {
    const match = TEXT.exec(value!);
    const known = match ? (match[1] ?? match[2]) : undefined;
    variables.set(name, known);
    const start = text.length - value!.length;
    if (exported !== undefined) environment.push({ kind: 'variable', name, value: known, at: place(line), valueAt: place(line, start) });
  } else if (recipe !== undefined) recipes.push({ where: recipe, lines: [] });
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
