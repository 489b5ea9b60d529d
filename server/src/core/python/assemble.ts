// The facts of a whole module out of those of its pieces. What has not changed keeps its identity.
import { samePlainData } from './equal';
import { MODULE_ITEM, type Item, type ItemKey, type ItemSpans, type Lowered, type ModuleFacts } from './facts';
import { place, rootsOf, type Placed } from './place';

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
export function assemble(pieces: readonly { readonly start: number; readonly piece: Piece }[], before: ModuleFacts | undefined): Lowered {
  const items: Record<ItemKey, Item> = {};
  const spans: Record<ItemKey, ItemSpans> = {};
  const body: Item['body'][] = [];
  const offsets: number[] = [];
  const taken = new Map<ItemKey, number>();
  for (const { start, piece } of pieces) {
    const placed = placeOne(piece, offsets.length / 2, taken);
    body.push(placed.body);
    for (const item of placed.items) items[item.key] = item;
    for (const [key, table] of placed.spans) spans[key] = { start: start + table.start, offsets: table.offsets };
    const own = piece.module.spans[MODULE_ITEM]!;
    for (const offset of own.offsets) offsets.push(start + own.start + offset);
  }
  spans[MODULE_ITEM] = { start: 0, offsets };
  items[MODULE_ITEM] = { key: MODULE_ITEM, parameters: [], deferred: false, body: body.flat() };
  const facts = before ? withIdentity(items, before) : { items };
  // So the next comparison finds the very same objects.
  for (const { piece: { placed } } of pieces) placed!.items.forEach(({ key }, i) => void (placed!.items[i] = facts.items[key]!));
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
function withIdentity(items: Record<ItemKey, Item>, before: ModuleFacts): ModuleFacts {
  const keys = Object.keys(items);
  let same = keys.length === Object.keys(before.items).length;
  for (const key of keys) {
    const [item, old] = [items[key]!, before.items[key]];
    if (old && (item === old || samePlainData(item, old))) items[key] = old;
    else {
      same = false;
      // Defining a function reads its parameters and not its body.
      if (old && item.parameters !== old.parameters && samePlainData(item.parameters, old.parameters)) items[key] = { ...item, parameters: old.parameters };
    }
  }
  // The order of items is that of the text.
  return same && Object.keys(before.items).every((key, i) => key === keys[i]) ? before : { items };
}

