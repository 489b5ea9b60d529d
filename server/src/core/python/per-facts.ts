// Remembers what was computed from facts: they are looked at again after every edit, and most have not changed.
import type { ModuleFacts } from './facts';

/** `compute`, once for each module's facts. */
export function perFacts<T>(compute: (facts: ModuleFacts) => T): (facts: ModuleFacts) => T {
  const known = new WeakMap<ModuleFacts, { value: T }>();
  return (facts) => {
    const before = known.get(facts);
    if (before) return before.value;
    const value = compute(facts);
    known.set(facts, { value });
    return value;
  };
}
