// The names that a statement may read when it runs: its own, and those of the functions that it defines or names.
import type { Expr, ItemKey, ModuleFacts, Stmt } from '../python/facts';
import { expressionsOf, namesBound, statementsOf } from '../python/walk';

/** @param item the body that `statement` stands in */
export function namesNeeded(facts: ModuleFacts, item: ItemKey, statement: Stmt): Set<string> {
  const defined = definitions(facts, item);
  const entered = new Set<ItemKey>();
  const enter = (key: ItemKey): string[] => {
    const item = facts.item(key);
    if (entered.has(key) || !item) return [];
    entered.add(key);
    const { parameters, body } = item;
    const own = new Set([...parameters.map(({ name }) => name), ...body.flatMap((inner) => [...namesBound(inner)])]);
    const fallbacks = parameters.flatMap(({ fallback }) => (fallback ? fromExpressions(expressionsOf({ kind: 'expression', at: 0, value: fallback })) : []));
    return [...fallbacks, ...body.flatMap(read).filter((name) => !own.has(name))];
  };
  const fromExpressions = (all: readonly Expr[]): string[] => all.flatMap((expr) => {
    if (expr.kind === 'lambda') return enter(expr.item);
    if (expr.kind !== 'name') return [];
    return [expr.id, ...(defined.get(expr.id) ?? []).flatMap(enter)];
  });
  const read = (root: Stmt): string[] => statementsOf([root]).flatMap((inner) => [...fromExpressions(expressionsOf(inner)), ...(inner.kind === 'define' || inner.kind === 'class' ? enter(inner.item) : [])]);
  return new Set(read(statement));
}

/** The functions and classes of the module and of the body `item`, by name. */
function definitions(facts: ModuleFacts, item: ItemKey): Map<string, ItemKey[]> {
  const found = new Map<string, ItemKey[]>();
  for (const body of new Set([facts.module.body, facts.item(item)!.body])) {
    for (const statement of statementsOf(body)) {
      if (statement.kind === 'define' || statement.kind === 'class') found.set(statement.name, [...(found.get(statement.name) ?? []), statement.item]);
    }
  }
  return found;
}
