// What a shell knows while it runs, and how the branches of a condition come together again.
import type { Range, Setting, Word } from '../types';
import type { Place } from './places';

/** The value of a shell variable. */
export interface Value {
  /** Undefined: not known. */
  readonly text: string | undefined;
  /** What it is where it had no value before: `${X:=y}`. */
  readonly fallback?: string;
  /** Of an array. */
  readonly list?: readonly Word[];
  readonly at: Range;
  readonly valueAt?: Range;
}

export interface Scope {
  readonly variables: Map<string, Value>;
  /** The environment of what is started from here on. */
  readonly settings: Setting[];
  readonly exported: Set<string>;
  /** `set -a`: every assignment is exported. */
  exportAll: boolean;
  cwd: string | undefined;
  readonly place: Place;
  /** Where `cd -` leads, and what `pushd` has left. */
  left: { readonly before: string | undefined; readonly pushed: readonly (string | undefined)[] };
  /** `"$@"`; undefined: not known. */
  args: readonly Word[] | undefined;
  /** Nothing behind `exec` and `exit` runs. */
  ended: boolean;
  /** Nothing behind `return` runs in this function. */
  returned: boolean;
  /** By what a variable says the launch does not come here: nothing is started, and what is set may be set. */
  passedBy: boolean;
  /** What every `return` of this function left, on whatever branch; copies share it. */
  readonly returns: Scope[];
}

/** No folder was left, or it is not known which. */
export const NOWHERE: Scope['left'] = { before: undefined, pushed: [] };

/** What a condition says: that a variable has no value, that a file is there, or something else. */
export interface Condition {
  readonly emptyVariable?: string;
  readonly fileThere?: boolean;
}

export function copyOf(scope: Scope): Scope {
  return { ...scope, variables: new Map(scope.variables), settings: [...scope.settings], exported: new Set(scope.exported) };
}

/** One branch ran, and it is known which. */
export function become(scope: Scope, other: Scope): void {
  scope.settings.splice(0, scope.settings.length, ...other.settings);
  scope.variables.clear();
  for (const [name, value] of other.variables) scope.variables.set(name, value);
  for (const name of other.exported) scope.exported.add(name);
  Object.assign(scope, { exportAll: other.exportAll, cwd: other.cwd, left: other.left, args: other.args, ended: other.ended, returned: other.returned, passedBy: other.passedBy });
}

/** One of the branches ran, and it is not known which; one that does nothing stands for "none of them". */
export function join(scope: Scope, branches: readonly { readonly scope: Scope; readonly condition?: Condition }[]): void {
  const alive = branches.filter((branch) => !branch.scope.ended);
  if (alive.length === 0) scope.ended = true;
  else if (alive.length === 1) become(scope, alive[0]!.scope);
  else {
    const before = scope.settings.length;
    const cwds = new Set(alive.map((branch) => branch.scope.cwd));
    for (const { scope: branch, condition } of alive) {
      scope.settings.push(...branch.settings.slice(before).map((setting) => sometimes(setting, condition)));
      for (const [name, value] of branch.variables) if (scope.variables.get(name) !== value) scope.variables.set(name, perhaps(value, name, condition));
      for (const name of branch.exported) scope.exported.add(name);
      scope.exportAll ||= branch.exportAll;
    }
    if (cwds.size > 1) scope.cwd = undefined;
    if (alive.some((branch) => branch.scope.left !== scope.left)) scope.left = NOWHERE;
    if (alive.some((branch) => branch.scope.args !== scope.args)) scope.args = undefined;
    scope.returned = alive.every((branch) => branch.scope.returned);
    scope.passedBy = alive.every((branch) => branch.scope.passedBy);
  }
}

function sometimes(setting: Setting, condition: Condition = {}): Setting {
  if (setting.kind === 'variable') return setting.name === condition.emptyVariable ? { ...setting, unlessSet: true } : { ...setting, value: undefined };
  if (setting.kind === 'unset') return { kind: 'variable', name: setting.name, value: undefined, at: setting.at };
  if (setting.kind === 'file' && condition.fileThere) return { ...setting, optional: true };
  return { kind: 'unknown', at: setting.at };
}

function perhaps({ text, at, valueAt }: Value, name: string, condition: Condition = {}): Value {
  return { text: undefined, at, valueAt, ...(name === condition.emptyVariable && text !== undefined && { fallback: text }) };
}
