// Values of the replay: what is known of a Python value without running anything.
import type { ItemKey, SequenceForm } from '../python/facts';
import type { Uri } from '../text/span';

export type Scope = Map<string, Value>;

/** A module of the project, while or after its body runs. */
export interface ModuleState {
  readonly name: string;
  readonly file: Uri;
  readonly isPackage: boolean;
  readonly scope: Scope;
  running: boolean;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly module: ModuleState;
  readonly item: ItemKey;
  /** Enclosing scopes, innermost first, the module's last. */
  readonly scopes: readonly Scope[];
  /** Where some default is more than a literal: all of them, as they were when the function was made. */
  readonly defaults?: ReadonlyMap<string, Value>;
  readonly self?: Value;
  /** Each time a `def` runs it makes another function. */
  readonly id: string;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly name: string;
  readonly id: string;
  readonly bases: readonly Value[];
  readonly attributes: Scope;
}

export type Value =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** `complete: false`: there may be more items than these. Without `form` it is not known whether it can change in place. */
  | { readonly kind: 'sequence'; readonly items: readonly Value[]; readonly complete: boolean; readonly form?: SequenceForm }
  /** An item that a list has on some paths only. */
  | { readonly kind: 'optional'; readonly value: Value }
  /** By its text keys; `OTHERS` among them: there may be more, or fewer. Every name that holds it sees a change. */
  | { readonly kind: 'dict'; readonly id: string; readonly items: Scope }
  | FunctionValue
  | ClassValue
  /** `self`: what methods are bound to, where that is not the object itself (`super()`). */
  | { readonly kind: 'object'; readonly id: string; readonly class: ClassValue; readonly attributes: Scope; readonly self?: Value }
  | { readonly kind: 'module'; readonly module: ModuleState }
  /** Something in a package that is not read, by its dotted path: `opentelemetry.trace.set_tracer_provider`. `of`: the object whose attribute it is. */
  | { readonly kind: 'external'; readonly path: string; readonly of?: Value }
  /** What calling `path` returned; `key` tells calls with other arguments apart. `holds`: a function that it was given and may call. */
  | { readonly kind: 'instance'; readonly path: string; readonly key: string; readonly holds?: Value }
  /** Unknown, but equal to itself wherever it is read: the key names its origin. `read`: what a variable says, or something else where it is not set. */
  | { readonly kind: 'symbol'; readonly key: string; readonly read?: { readonly variable: string; readonly otherwise: Value } }
  | Choice;

/** What a name holds after a branch on an unknown condition whose sides went on as one; a side that is missing has not bound it. */
export interface Choice {
  readonly kind: 'choice';
  /** The condition, not negated. */
  readonly condition: string;
  readonly yes: Value | undefined;
  readonly no: Value | undefined;
  readonly depth: number;
}

/** Stands for keys or arguments that are not known. */
export const OTHERS = '**';

export const NONE: Value = { kind: 'literal', value: null };

/** Lists and texts that grow past this are not followed: `x = x + x` doubles. */
export const MAX_SIZE = 5000;

/** A list; of one that is too long the rest is not known. */
export function listOf(items: readonly Value[], complete: boolean, form?: SequenceForm): Value & { readonly kind: 'sequence' } {
  return { kind: 'sequence', items: items.slice(0, MAX_SIZE), complete: complete && items.length <= MAX_SIZE, ...(form ? { form } : {}) };
}

export const literal = <T extends string | number | boolean | null>(value: T): Value & { readonly kind: 'literal'; readonly value: T } => ({ kind: 'literal', value });

/** The text of a string value. */
export function stringOf(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

/** True, false, or undefined where the replay has to try both. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'literal': return Boolean(value.value);
    case 'sequence': return value.items.some(({ kind }) => kind !== 'optional') ? true : value.items.length > 0 ? undefined : value.complete ? false : undefined;
    case 'dict': return value.items.has(OTHERS) ? undefined : value.items.size > 0;
    case 'symbol': return undefined;
    // Classes by the way they are written; what OpenTelemetry has is modules and functions.
    case 'external': return /(^|\.)_?[A-Z]\w*[a-z]\w*$/.test(value.path) || (!value.of && /^opentelemetry(\.[a-z_]\w*)+$/.test(value.path)) ? true : undefined;
    case 'choice': return agreed(value);
    // A class gives an object, a function may give anything.
    case 'instance': return /(^|\.)_?[A-Z]\w*$/.test(value.path) ? true : undefined;
    default: return true;
  }
}

function agreed({ yes, no }: Choice): boolean | undefined {
  const [a, b] = [yes && truth(yes), no && truth(no)];
  return a === b ? a : undefined;
}

/** What an unknown condition is called; a value that is true on one side of another condition is that condition. */
export function conditionOf(value: Value): string {
  if (value.kind === 'choice' && value.yes && value.no) {
    const [yes, no] = [truth(value.yes), truth(value.no)];
    if (yes === true && no === false) return value.condition;
    if (yes === false && no === true) return NOT + value.condition;
  }
  return keyOf(value);
}

/** In front of the key of the opposite condition. */
export const NOT = 'not ';

/** A name for a value that conditions can be compared by: equal keys mean equal values. */
export function keyOf(value: Value): string {
  if (value.kind !== 'sequence' && value.kind !== 'choice' && value.kind !== 'literal') return short(fullKey(value));
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = short(fullKey(value));
  keys.set(value, key);
  return key;
}

/** Values never change, and lists may share their items many times over. Keys of the others are made at once. */
const keys = new WeakMap<Value, string>();

const MAX_KEY = 500;

/** Keys are made of other keys and would double with `x = x + x`: a long one is replaced by its digest. */
function short(key: string): string {
  if (key.length <= MAX_KEY) return key;
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < key.length; i++) {
    a = Math.imul(a ^ key.charCodeAt(i), 0x9e3779b1);
    b = Math.imul(b ^ key.charCodeAt(i), 0x5f356495);
  }
  return `digest:${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}:${key.length}`;
}

function fullKey(value: Value): string {
  switch (value.kind) {
    case 'literal': return JSON.stringify(value.value);
    case 'symbol': return value.key;
    case 'external': return `external:${value.path}`;
    case 'instance': return `instance:${value.key}`;
    case 'sequence': return `${value.form ?? ''}[${value.items.map(keyOf).join(',')}]`;
    case 'dict': return `dict:${value.id}`;
    case 'optional': return `optional:${keyOf(value.value)}`;
    case 'module': return `module:${value.module.name}`;
    case 'class': return `class:${value.name}:${value.id}`;
    case 'function': return `function:${value.module.name}.${value.item}:${value.id}${value.self ? `:${keyOf(value.self)}` : ''}`;
    case 'object': return `object:${value.id}`;
    case 'choice': return `(${value.condition} ? ${value.yes ? keyOf(value.yes) : ''} : ${value.no ? keyOf(value.no) : ''})`;
  }
}
