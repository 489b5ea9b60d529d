// Names that were bound, so that they can be taken back.
import type { Scope, Value } from './value';

/** A name that was bound, and what it was before. */
export interface Binding {
  readonly scope: Scope;
  readonly name: string;
  readonly before: Value | undefined;
}

/** Takes bindings back. */
export function undo(bindings: readonly Binding[]): void {
  for (const { scope, name, before } of [...bindings].reverse()) {
    if (before === undefined) scope.delete(name);
    else scope.set(name, before);
  }
}
