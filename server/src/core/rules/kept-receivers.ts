// Is a receiver, of which a signal holds a weak reference, kept by anything else?
import type { Path } from '../boot/boot';
import type { BootEvent, BootStep, Frame, WeakReceiver } from '../boot/events';
import { locate, statementOf } from '../fix/locate';
import type { ItemKey, ModuleFacts, Stmt } from '../python/facts';
import { expressionsOf, statementsOf } from '../python/walk';
import type { Files } from '../project/view';

export const weakOf = (event: BootEvent): WeakReceiver | undefined => (event.kind === 'hook-registered' ? event.weak : undefined);

/** The connection of the function that a step is done by, where that is held by a weak reference: it may be gone, and the step never happen. */
export function weakConnection({ steps }: Path, { chain: [called] }: BootStep): BootStep | undefined {
  return called?.hook === undefined ? undefined : steps.find(({ event }) => event.kind === 'hook-registered' && event.weak?.item === called.item && event.function.file === called.file);
}

/** Nothing but the connection uses it, and nothing takes what the connection gives back. @param at the statement that connects it */
export function isKeptByNothing(files: Files, at: Frame, { item, inside }: WeakReceiver): boolean {
  const facts = files.facts(at.file);
  const place = facts && locate(files, at);
  if (!facts || !place) return false;
  const statement = statementOf(place);
  if (inside === undefined) return statement.kind === 'expression' && isHandedOver(statement, item);
  if (statement.kind !== 'expression' && !(statement.kind === 'define' && statement.decorators.length === 1)) return false;
  return !isHeld(facts, inside, item, statement);
}

/** A lambda that stands in the call itself: one in a dict or a list belongs to that. */
function isHandedOver(statement: Stmt, item: ItemKey): boolean {
  return expressionsOf(statement).some((expr) => expr.kind === 'call' && [...expr.args, ...expr.keywords.map(({ value }) => value)].some((value) => value.kind === 'lambda' && value.item === item));
}

/** By another use of its name, by what is defined beside it, or by a cycle of its own, which lives until the garbage is collected. */
function isHeld(facts: ModuleFacts, inside: ItemKey, item: ItemKey, connection: Stmt): boolean {
  const name = item.slice(item.lastIndexOf('.') + 1);
  const around = statementsOf(facts.item(inside)?.body ?? []);
  const others = around.some((other) => other.kind === 'global' || ((other.kind === 'define' || other.kind === 'class') && other.item !== item));
  const uses = namesIn(around.filter((other) => other !== connection)).some((id) => id === name || id === 'locals');
  const again = namesIn([connection]).filter((id) => id === name).length > 1;
  return others || uses || again || namesIn(statementsOf(facts.item(item)?.body ?? [])).includes(name);
}

const namesIn = (body: readonly Stmt[]): string[] => body.flatMap((statement) => expressionsOf(statement).flatMap((expr) => (expr.kind === 'name' ? [expr.id] : [])));
