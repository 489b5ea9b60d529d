// Damages texts the way typing and bad merges do, for property tests.
import fc from 'fast-check';
import type { Case } from '../rules/page';

/** A change at a place given as a share of the text, so that it shrinks well. */
export interface Mutation {
  readonly kind: 'delete' | 'insert' | 'truncate' | 'duplicate' | 'swap';
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const PIECES = ['(', ')', '[', '{', '"', "'", '"""', '\n', '\r', '\r\n', '\t', ' ', '    ', ':', ';', ',', '.', '=', '@', '#', '\\', '😀', 'é', '\u2028', '\0', '\ufeff', 'if x:\n', 'else:\n', 'def f(', 'import ', 'return ', 'f"{', 'pass'];

const anyMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('delete', 'insert', 'insert', 'truncate', 'duplicate', 'swap'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 30 }),
  text: fc.constantFrom(...PIECES),
});

export const someMutations = (max: number): fc.Arbitrary<Mutation[]> => fc.array(anyMutation, { minLength: 1, maxLength: max });

export function mutate(text: string, { kind, at, length, text: piece }: Mutation): string {
  const start = Math.floor(at * text.length);
  switch (kind) {
    case 'delete': return text.slice(0, start) + text.slice(start + length);
    case 'insert': return text.slice(0, start) + piece + text.slice(start);
    case 'truncate': return text.slice(0, text.length - Math.min(length, text.length));
    case 'duplicate': return withLines(text, at, (lines, i) => [...lines.slice(0, i + 1), ...lines.slice(i)]);
    case 'swap': return withLines(text, at, (lines, i) => [...lines.slice(0, i), ...lines.slice(i + 1), lines[i]!]);
  }
}

function withLines(text: string, at: number, change: (lines: string[], i: number) => string[]): string {
  const lines = text.split('\n');
  return change(lines, Math.floor(at * (lines.length - 1))).join('\n');
}

export interface MutatedProject {
  readonly files: ReadonlyMap<string, string>;
  readonly changed: string;
}

/** One of the cases with one Python file damaged. */
export function mutatedProject(cases: readonly Case[]): fc.Arbitrary<MutatedProject> {
  return fc.record({ example: fc.constantFrom(...cases), pick: fc.nat(20), mutations: someMutations(3) }).map(({ example, pick, mutations }) => {
    const names = [...example.files.keys()].filter((name) => name.endsWith('.py'));
    const changed = names[pick % names.length]!;
    return { files: new Map(example.files).set(changed, mutations.reduce(mutate, example.files.get(changed)!)), changed };
  });
}
