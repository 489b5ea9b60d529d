// What one Python file does when it runs, as plain data: the syntax tree is freed, positions live in a span table beside it.
import type { Suppression } from './suppressions';

/** Index of a statement or call in its item's span table. Item-relative: moving text does not change it. */
export type Anchor = number;

/** A body that runs as a whole: the module itself (`''`), a function, a lambda or a class. Nested names are joined with dots, repeats numbered. */
export type ItemKey = string;

export interface Parameter {
  readonly name: string;
  readonly kind: 'plain' | 'rest' | 'keywords';
  readonly fallback?: Expr;
}

export interface Item {
  readonly key: ItemKey;
  readonly parameters: readonly Parameter[];
  /** Calling it runs nothing at once: a coroutine or a generator. */
  readonly deferred: boolean;
  readonly body: readonly Stmt[];
}

export interface ImportName {
  readonly name: string;
  readonly as?: string;
}

export interface Handler {
  /** Exception names, the last part only; empty for a bare `except`. */
  readonly types: readonly string[];
  readonly name?: string;
  readonly body: readonly Stmt[];
}

export type Stmt =
  | { readonly kind: 'import'; readonly at: Anchor; readonly names: readonly ImportName[] }
  | { readonly kind: 'from'; readonly at: Anchor; readonly level: number; readonly module: string; readonly names: readonly ImportName[] | '*' }
  | { readonly kind: 'assign'; readonly at: Anchor; readonly targets: readonly Target[]; readonly value: Expr }
  | { readonly kind: 'augment'; readonly at: Anchor; readonly target: Target; readonly op: string; readonly value: Expr }
  | { readonly kind: 'expression'; readonly at: Anchor; readonly value: Expr }
  | { readonly kind: 'if'; readonly at: Anchor; readonly test: Expr; readonly then: readonly Stmt[]; readonly otherwise: readonly Stmt[] }
  | { readonly kind: 'try'; readonly at: Anchor; readonly body: readonly Stmt[]; readonly handlers: readonly Handler[]; readonly otherwise: readonly Stmt[]; readonly last: readonly Stmt[] }
  | { readonly kind: 'with'; readonly at: Anchor; readonly items: readonly { readonly value: Expr; readonly target?: Target }[]; readonly body: readonly Stmt[] }
  /** `defaults`: some default of a parameter is more than a literal, and is evaluated when the statement runs. */
  | { readonly kind: 'define'; readonly at: Anchor; readonly name: string; readonly item: ItemKey; readonly defaults?: true; readonly decorators: readonly Expr[] }
  | { readonly kind: 'class'; readonly at: Anchor; readonly name: string; readonly item: ItemKey; readonly bases: readonly Expr[]; readonly decorators: readonly Expr[] }
  | { readonly kind: 'return'; readonly at: Anchor; readonly value?: Expr }
  | { readonly kind: 'raise'; readonly at: Anchor; readonly value?: Expr }
  /** `global`, or `nonlocal` where `enclosing`. */
  | { readonly kind: 'global'; readonly at: Anchor; readonly names: readonly string[]; readonly enclosing?: true }
  | { readonly kind: 'nothing'; readonly at: Anchor }
  | Loop
  | { readonly kind: 'jump'; readonly at: Anchor; readonly to: 'break' | 'continue' }
  | { readonly kind: 'match'; readonly at: Anchor; readonly subject: Expr; readonly cases: readonly Case[] }
  | { readonly kind: 'delete'; readonly at: Anchor; readonly targets: readonly Target[] }
  /** What has a syntax error or is not known: `binds` get unknown values, and anything may happen unless `inert`. */
  | { readonly kind: 'unknown'; readonly at: Anchor; readonly binds: readonly string[]; readonly inert: boolean };

/** `binds`: every name that it may bind. `inert`: it only computes. */
export type Loop =
  | { readonly kind: 'for'; readonly at: Anchor; readonly target: Target; readonly over: Expr; readonly body: readonly Stmt[]; readonly otherwise: readonly Stmt[]; readonly binds: readonly string[]; readonly inert: boolean }
  | { readonly kind: 'while'; readonly at: Anchor; readonly test: Expr; readonly body: readonly Stmt[]; readonly otherwise: readonly Stmt[]; readonly binds: readonly string[]; readonly inert: boolean };

export interface Case {
  readonly pattern: Pattern;
  readonly guard?: Expr;
  readonly body: readonly Stmt[];
}

export type Pattern =
  | { readonly kind: 'value'; readonly value: Expr }
  /** Matches anything; `_` binds no name. */
  | { readonly kind: 'capture'; readonly name?: string }
  | { readonly kind: 'as'; readonly pattern: Pattern; readonly name: string }
  | { readonly kind: 'any'; readonly patterns: readonly Pattern[] }
  /** Lists and tuples without a star. */
  | { readonly kind: 'sequence'; readonly patterns: readonly Pattern[] }
  /** Classes, mappings, stars: may match or not. */
  | { readonly kind: 'unknown'; readonly binds: readonly string[] };

/** One `for … in …` or `if …` of a comprehension. */
export type Clause =
  | { readonly kind: 'for'; readonly target: Target; readonly over: Expr }
  | { readonly kind: 'if'; readonly test: Expr };

export type Target =
  | { readonly kind: 'name'; readonly id: string }
  | { readonly kind: 'attribute'; readonly object: Expr; readonly name: string }
  | { readonly kind: 'index'; readonly object: Expr; readonly index: Expr }
  | { readonly kind: 'unpack'; readonly targets: readonly Target[] };

/** Lists change in place, tuples do not. */
export type SequenceForm = 'list' | 'tuple';

export type Expr =
  | { readonly kind: 'name'; readonly id: string }
  | { readonly kind: 'attribute'; readonly object: Expr; readonly name: string }
  | { readonly kind: 'call'; readonly at: Anchor; readonly callee: Expr; readonly args: readonly Expr[]; readonly keywords: readonly { readonly name: string; readonly value: Expr }[] }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** A list, a tuple or (without `form`) a set. */
  | { readonly kind: 'sequence'; readonly form?: SequenceForm; readonly items: readonly Expr[] }
  | { readonly kind: 'dict'; readonly entries: readonly { readonly key: Expr; readonly value: Expr }[] }
  | { readonly kind: 'index'; readonly object: Expr; readonly index: Expr }
  | { readonly kind: 'operation'; readonly op: string; readonly operands: readonly Expr[] }
  | { readonly kind: 'logic'; readonly op: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'conditional'; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr }
  | { readonly kind: 'format'; readonly parts: readonly Expr[] }
  | { readonly kind: 'lambda'; readonly item: ItemKey; readonly defaults?: true }
  /** `*x` in a call or a display; `**x` in a call where `named`. */
  | { readonly kind: 'spread'; readonly value: Expr; readonly named?: true }
  /** `x := value`. */
  | { readonly kind: 'walrus'; readonly id: string; readonly value: Expr }
  /** `lazy`: a generator expression, which runs when something takes its items. `result`: the item, or key and value. */
  | { readonly kind: 'comprehension'; readonly lazy: boolean; readonly form?: 'list'; readonly result: readonly Expr[]; readonly clauses: readonly Clause[] }
  /** Anything else: its parts are evaluated, its value is unknown. */
  | { readonly kind: 'opaque'; readonly parts: readonly Expr[] };

/** The bodies of one module. Those of functions are read when something asks for them: most never run in a start-up. */
export interface ModuleFacts {
  /** What runs when the module is imported. */
  readonly module: Item;
  item(key: ItemKey): Item | undefined;
  /** Every body, inner ones before the one around them. @param words those whose text does not fit may be left out */
  items(words?: RegExp): Item[];
  /** The same, without functions that stand in `other` word for word. */
  itemsNotIn(other: ModuleFacts): Item[];
}

/** Where an item's anchors stand: `start` is absolute, `offsets` holds `[start, end)` pairs relative to it, two numbers an anchor. */
export interface ItemSpans {
  readonly start: number;
  readonly offsets: readonly number[];
}

/** Where the statements and calls of a file stand. */
export interface SpanTable {
  /** The absolute range of an anchor, in UTF-16 offsets. */
  range(key: ItemKey, anchor: Anchor): { start: number; end: number };
}

/** What a syntax tree says: a module, or a piece of one. Equal programs have equal `items`, wherever their text stands. */
export interface Lowered {
  readonly items: Readonly<Record<ItemKey, Item>>;
  readonly spans: Readonly<Record<ItemKey, ItemSpans>>;
}

/** One Python file, lowered. */
export interface LoweredModule {
  readonly facts: ModuleFacts;
  readonly spans: SpanTable;
  readonly suppressions: readonly Suppression[];
}

/** The body of a whole module. */
export const MODULE_ITEM: ItemKey = '';

/** The absolute range of an anchor, in UTF-16 offsets. */
export function rangeOf(spans: SpanTable, item: ItemKey, anchor: Anchor): { start: number; end: number } {
  return spans.range(item, anchor);
}
