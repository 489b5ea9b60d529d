// Where a set-up stands below a condition that asks the environment.
import type { Frame } from '../boot/events';
import { locate, statementOf, type Located } from '../fix/locate';
import type { Files } from '../project/view';
import type { Stmt } from '../python/facts';
import { expressionsOf } from '../python/walk';

export interface GuardedPlace {
  readonly at: Frame;
  /** The `if` that asks for the variable; undefined: it is written in another way. */
  readonly guard: Located | undefined;
}

/** The statement below the guard; without one the statement that leads to the set-up. @param variable what the guard asks for, where that is known */
export function placeOf(files: Files, chain: readonly Frame[], variable?: string): GuardedPlace {
  for (const at of chain) {
    const place = locate(files, at);
    for (let outer = place?.outer; outer; outer = outer.outer) if (asksEnvironment(statementOf(outer), variable)) return { at, guard: outer };
  }
  const asking = variable === undefined ? undefined : chain.find(({ file }) => files.text(file)?.includes(variable));
  return { at: asking ?? chain[0]!, guard: undefined };
}

function asksEnvironment(statement: Stmt, variable: string | undefined): boolean {
  if (statement.kind !== 'if') return false;
  const parts = expressionsOf({ kind: 'expression', at: statement.at, value: statement.test });
  const asks = parts.some((expr) => (expr.kind === 'attribute' && /^(environ|getenv)$/.test(expr.name)) || (expr.kind === 'name' && /^(environ|getenv)$/.test(expr.id)));
  return asks && (variable === undefined || parts.some((expr) => expr.kind === 'literal' && expr.value === variable));
}
