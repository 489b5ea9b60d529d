// What a running machine is in the middle of: bodies, `try` statements, settings.
import type { Entered, Frame, Possible } from './events';
import type { Anchor, ItemKey } from '../python/facts';
import type { ModuleState, Scope } from './value';

/** One body that is running: its frame for the timeline and its scopes for names. */
export interface Activation {
  readonly module: ModuleState;
  readonly item: ItemKey;
  readonly scopes: readonly Scope[];
  readonly isClass: boolean;
  readonly entered: Entered;
  readonly hook?: string;
  /** Inside a comprehension: the body that it stands in. */
  readonly outside?: Activation;
  /** Names declared `global` or `nonlocal`, and where they are bound. */
  elsewhere?: Map<string, Scope> | undefined;
  statement: Anchor;
  /** A number for the call stack that leads here, once it was asked for. */
  place?: number;
}

/** A `try` that is running: its first step that can fail may send the path into a handler. */
export interface Attempt {
  readonly key: string;
  readonly catches: (type: string) => boolean;
  /** An exception that its first handler catches. */
  readonly example: string | undefined;
  used: boolean;
  /** While both outcomes are tried as one: whether the first step that can fail does. */
  forced?: 'pass' | 'fail';
}

/** The arguments of an `instrument()` call. */
export interface Told {
  readonly provider?: string;
  readonly given: readonly string[];
  /** `excluded_urls`, where it is known. */
  readonly excluded?: string;
}

/** The evaluation of a settings module, and the `instrument()` calls inside it. */
export interface InSettings {
  readonly module: string;
  /** How many frames deep the evaluation began. */
  readonly depth: number;
  readonly calls: { readonly chain: readonly Frame[]; readonly own: Told; readonly change: MiddlewareChange }[];
}

/**
 * What `instrument()` inside settings found as MIDDLEWARE: nothing yet, a list that it changed in place, or a tuple whose
 * changed copy Django throws away.
 */
export type MiddlewareChange = 'absent' | 'list' | 'tuple' | 'unknown';

/** Code that is not read ran. */
export interface UnknownEffect {
  readonly because: string;
  readonly may: readonly Possible[];
  readonly chain: readonly Frame[];
}
