// A name that a module bound and uses, and that an edit of the module binds no more: using it would raise NameError.
import { MODULE_ITEM, type Item, type ItemKey, type ModuleFacts, type Stmt } from '../python/facts';
import { namesBound, namesRead, statementsOf } from '../python/walk';

/** Does `now` still use, at module level or in a function, a name that only `old` binds at module level? */
export function losesName(old: ModuleFacts, now: ModuleFacts): boolean {
  const still = bound(now.module.body);
  const lost = [...bound(old.module.body)].filter((name) => !still.has(name));
  if (lost.length === 0 || still.has('*')) return false;
  const items = new Map(now.items().map((item) => [item.key, item]));
  return lost.some((name) => ![...items.values()].some(({ body }) => isGlobalIn(body, name)) && [...items.values()].some((item) => reads(item.body, name) && !isLocal(items, item.key, name)));
}

const bound = (body: readonly Stmt[]): Set<string> => new Set(body.flatMap((statement) => [...namesBound(statement)]));

const reads = (body: readonly Stmt[], name: string): boolean => body.some((statement) => namesRead(statement).has(name));

/** A function may bind it for the module. */
const isGlobalIn = (body: readonly Stmt[], name: string): boolean => statementsOf(body).some((statement) => statement.kind === 'global' && statement.names.includes(name));

/** Bound by the function itself, or by one around it. */
function isLocal(items: ReadonlyMap<ItemKey, Item>, key: ItemKey, name: string): boolean {
  if (key === MODULE_ITEM) return false;
  const own = items.get(key);
  const binds = own !== undefined && (own.parameters.some((parameter) => parameter.name === name) || bound(own.body).has(name));
  return binds || isLocal(items, key.slice(0, Math.max(0, key.lastIndexOf('.'))), name);
}
