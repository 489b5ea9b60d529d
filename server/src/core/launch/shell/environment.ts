// What assignments, export, unset and sourced files do to the variables and the environment of a shell.
import type { SyntaxNode } from '../../syntax/parser';
import type { Range, ReferenceKind, Setting } from '../types';
import { lasting, seenFrom } from './places';
import type { Scope, Value } from './scope';
import { placeOf, sourceOf, type Run } from './shell';
import { expand, wordsOf } from './words';

/** The variables that an environment gives to a shell; of one that may be something else nothing is known. */
export function variablesOf(settings: readonly Setting[]): Map<string, Value> {
  const variables = new Map<string, Value>();
  for (const setting of settings) {
    if (setting.kind === 'variable') variables.set(setting.name, { text: setting.unlessSet ? undefined : setting.value, at: setting.at, valueAt: setting.valueAt });
    else if (setting.kind === 'unset') variables.delete(setting.name);
    else variables.clear();
  }
  return variables;
}

/** `NAME=value`, `NAME+=value`, `NAME=(a b)`; exported where the variable is. */
export function assign(run: Run, scope: Scope, node: SyntaxNode, exporting: boolean): void {
  const assigned = valueOf(run, scope, node);
  if (!assigned) return;
  const { name, value } = assigned;
  scope.variables.set(name, value);
  if (exporting) scope.exported.add(name);
  if (exporting || scope.exportAll || scope.exported.has(name)) scope.settings.push(settingOf(name, value));
}

/** @returns undefined for an element of an array and what is not understood */
export function valueOf(run: Run, scope: Scope, node: SyntaxNode): { name: string; value: Value } | undefined {
  const nameNode = node.childForFieldName('name');
  const given = node.childForFieldName('value');
  if (nameNode?.type !== 'variable_name') return undefined;
  const name = sourceOf(run, nameNode);
  const at = placeOf(run, node);
  const adds = node.children.some((child) => child?.type === '+=');
  if (given?.type === 'array') {
    const items = given.namedChildren.flatMap((child) => (child ? wordsOf(child, scope, run.piece) : []));
    const before = adds ? scope.variables.get(name)?.list : [];
    return { name, value: { text: undefined, list: before && [...before, ...items], at } };
  }
  if (!given) return { name, value: { text: adds ? undefined : '', at } };
  const { word, fallback } = expand(given, scope, run.piece);
  const valueAt = placeOf(run, given);
  if (adds) {
    const before = scope.variables.get(name)?.text;
    return { name, value: { text: before !== undefined && word.text !== undefined ? before + word.text : undefined, at, valueAt } };
  }
  return { name, value: { text: word.text, ...(fallback?.name === name && { fallback: fallback.text }), at, valueAt } };
}

export function settingOf(name: string, { text, fallback, at, valueAt }: Value): Setting {
  const where = { kind: 'variable', name, at, ...(valueAt && { valueAt }) } as const;
  return text === undefined && fallback !== undefined ? { ...where, value: fallback, unlessSet: true } : { ...where, value: text };
}

/** `export`, `declare`, `readonly`, `local` and their like. */
export function declare(run: Run, scope: Scope, node: SyntaxNode): void {
  const source = sourceOf(run, node);
  const takesBack = /^export\s+-\w*n/.test(source);
  const exporting = /^export\b/.test(source) || /^(declare|typeset)\s+(-\w+\s+)*-\w*x/.test(source);
  for (const child of node.namedChildren) {
    if (!child) continue;
    if (child.type === 'variable_assignment') assign(run, scope, child, exporting);
    else if (child.type === 'variable_name' && exporting) exportName(run, scope, child, takesBack);
    else if (exporting && child.type !== 'word' && child.type !== 'number') fromText(run, scope, child);
  }
}

function exportName(run: Run, scope: Scope, node: SyntaxNode, takesBack: boolean): void {
  const name = sourceOf(run, node);
  if (takesBack) {
    scope.exported.delete(name);
    scope.settings.push({ kind: 'unset', name, at: placeOf(run, node) });
    return;
  }
  const value = scope.variables.get(name);
  // A variable that came with the environment stays as it is.
  if (value && !scope.exported.has(name)) scope.settings.push(settingOf(name, value));
  scope.exported.add(name);
}

/** `export $(grep -v '^#' .env | xargs)`: a file of variables, or something that is not known. */
function fromText(run: Run, scope: Scope, node: SyntaxNode): void {
  const path = node.type === 'command_substitution' ? /(?:^|[\s<])([\w./-]*\.env[\w.-]*)(?=[\s)|]|$)/.exec(sourceOf(run, node))?.[1] : undefined;
  const at = placeOf(run, node);
  scope.variables.clear();
  scope.settings.push(path ? { kind: 'file', path: lasting(scope, path), at } : { kind: 'unknown', at });
  if (path) referTo(run, scope, 'environment', path, at);
}

export function unset(run: Run, scope: Scope, node: SyntaxNode): void {
  for (const child of node.namedChildren) {
    if (!child || child.type === 'word') continue;
    const name = sourceOf(run, child);
    scope.variables.delete(name);
    if (/^\w+$/.test(name)) scope.settings.push({ kind: 'unset', name, at: placeOf(run, child) });
  }
}

/** `source FILE` and `. FILE`. The variables of a virtual environment's `activate` are none of ours. */
export function source(run: Run, scope: Scope, path: string | undefined, at: Range): void {
  if (path !== undefined && /(^|\/)activate$/.test(path)) return;
  scope.variables.clear();
  if (path === undefined) {
    scope.settings.push({ kind: 'unknown', at });
    return;
  }
  scope.settings.push({ kind: 'file', path: lasting(scope, path), at, ...(!scope.exportAll && { exportedOnly: true }) });
  referTo(run, scope, /(^|\/)[\w.-]*\.?env(\.[\w-]+)*$/.test(path) && !/\.sh$/.test(path) ? 'environment' : 'script', path, at);
}

/** References begin at the folder of the file. */
function referTo(run: Run, scope: Scope, kind: ReferenceKind, path: string, at: Range): void {
  const seen = seenFrom({ ...scope, cwd: undefined }, lasting(scope, path));
  if (seen !== undefined) run.references.push({ kind, path: seen, at });
}
