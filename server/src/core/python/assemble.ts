// The facts of a whole module out of those of its pieces. What has not changed keeps its identity.
import { samePlainData } from './equal';
import { MODULE_ITEM, type Item, type ItemKey, type Lowered, type ModuleFacts, type SpanTable } from './facts';
import { LateItem } from './late';
import { Bodies } from './bodies';
import { place, rootsOf, type Placed } from './place';
import { Places } from './places';

/** One lowered piece, kept between edits. */
export interface Piece {
  readonly module: Lowered;
  /** The names of the items that stand directly in the module, repeats not numbered, in text order. */
  readonly names: readonly string[];
  /** How it was placed last; used again where nothing before it has changed. */
  placed?: Placed;
}

/** What is kept of a lowered piece. */
export function pieceOf(module: Lowered): Piece {
  return { module, names: rootsOf(module).map((key) => key.replace(/#\d+$/, '')) };
}

/**
 * @param pieces with their places in the file, in text order
 * @param before facts of the file's last text: where an item equals the one of the same key, that one is used
 */
export function assemble(pieces: readonly { readonly start: number; readonly piece: Piece }[], before: ModuleFacts | undefined): { facts: ModuleFacts; spans: SpanTable } {
  const items = new Map<ItemKey, Item>();
  const spans = new Places();
  const body: Item['body'][] = [];
  const offsets: number[] = [];
  const taken = new Map<ItemKey, number>();
  for (const { start, piece } of pieces) {
    const placed = placeOne(piece, offsets.length / 2, taken);
    body.push(placed.body);
    for (const item of placed.items) items.set(item.key, item);
    for (const [key, table] of placed.spans) spans.add(key, { ...table, start: start + table.start });
    const own = piece.module.spans[MODULE_ITEM]!;
    for (const offset of own.offsets) offsets.push(start + own.start + offset);
  }
  spans.add(MODULE_ITEM, { start: 0, offsets });
  const facts = withIdentity(items, { key: MODULE_ITEM, parameters: [], deferred: false, body: body.flat() }, before);
  // So the next comparison finds the very same objects.
  for (const { piece: { placed } } of pieces) placed!.items.forEach(({ key }, i) => void (placed!.items[i] = facts.item(key)!));
  return { facts, spans };
}

function placeOne(piece: Piece, shift: number, taken: Map<ItemKey, number>): Placed {
  const { module, placed } = piece;
  const roots = piece.names.map((name) => {
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  });
  if (placed?.shift === shift && placed.roots.every((root, i) => root === roots[i])) return placed;
  piece.placed = place(module, shift, roots);
  return piece.placed;
}

/** The old objects wherever they say the same; the old facts as a whole where all of them do. */
function withIdentity(items: Map<ItemKey, Item>, module: Item, before: ModuleFacts | undefined): ModuleFacts {
  if (!(before instanceof Bodies)) return new Bodies(module, items);
  let same = items.size === before.size;
  for (const [key, item] of items) {
    const old = before.item(key);
    if (old && sameItem(item, old)) items.set(key, old);
    else {
      same = false;
      if (old) items.set(key, withPartsOf(old, item));
    }
  }
  const sameModule = samePlainData(module, before.module);
  // The order of items is that of the text.
  return same && sameModule && before.hasOrder([...items.keys()]) ? before : new Bodies(sameModule ? before.module : module, items);
}

/** Defining a function reads its parameters and not its body: either may have stayed as it was. */
function withPartsOf(old: Item, item: Item): Item {
  const parameters = samePlainData(item.parameters, old.parameters) ? old.parameters : item.parameters;
  if (item instanceof LateItem && old instanceof LateItem && old.source.text === item.source.text) return old.with(parameters);
  if (parameters === item.parameters) return item;
  return item instanceof LateItem ? item.with(parameters) : { ...item, parameters };
}

/** Nobody knows what an old body says that was never read, so nobody minds when it is taken for a new one. */
function sameItem(item: Item, old: Item): boolean {
  if (item === old) return true;
  if (!(item instanceof LateItem && old instanceof LateItem)) return !(item instanceof LateItem || old instanceof LateItem) && samePlainData(item, old);
  if (!samePlainData(item.parameters, old.parameters)) return false;
  if (item.source.text === old.source.text) return true;
  return old.isRead && item.deferred === old.deferred && samePlainData(item.body, old.body) && samePlainData(item.inner, old.inner);
}
