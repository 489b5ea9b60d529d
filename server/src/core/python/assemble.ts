// The facts of a whole module out of those of its pieces. What has not changed keeps its identity.
import { firstAnchors, type Anchored } from './anchors';
import { Bodies } from './bodies';
import { samePlainData } from './equal';
import { MODULE_ITEM, type Item, type ItemKey, type Lowered, type Stmt } from './facts';
import { LateItem } from './late';
import { place, rootsOf, type Placed } from './place';
import { Places } from './places';

/** One lowered piece, kept between edits. */
export interface Piece {
  readonly module: Lowered;
  /** The names of the items that stand directly in the module, repeats not numbered, in text order. */
  readonly names: readonly string[];
  /** How it was placed last; used again where its place is the same. */
  placed?: Placed;
}

/** A module, and what the next one is compared with. */
export interface Assembled {
  readonly facts: Bodies;
  readonly spans: Places;
  readonly parts: readonly Placed[];
}

/** What is kept of a lowered piece. */
export function pieceOf(module: Lowered): Piece {
  return { module, names: rootsOf(module).map((key) => key.replace(/#\d+$/, '')) };
}

/**
 * @param pieces with their places in the file, in text order
 * @param before the file's last text: where an item equals the one of the same key, that one is used
 */
export function assemble(pieces: readonly { readonly start: number; readonly piece: Piece }[], before: Assembled | undefined): Assembled {
  const taken = new Map<ItemKey, number>();
  const firsts = firstAnchors(anchored(pieces.map(({ piece }) => piece), before?.parts ?? []));
  const parts = pieces.map(({ piece }, i) => placeOne(piece, firsts[i]!, taken));
  const facts = before ? factsAfter(parts, before) : factsOf(parts);
  return { facts, spans: new Places(pieces.map(({ start }) => start), parts), parts };
}

/** What is typed into a piece of an open document makes another one, which has its anchors. Pieces of other files are new whenever their text is. */
function anchored(pieces: readonly Piece[], parts: readonly Placed[]): Anchored[] {
  const old = pieces.some(({ placed }) => placed) ? parts : [];
  const { head, tail } = common(pieces.map(({ placed }) => placed), old);
  return pieces.map(({ module, placed }, i) => {
    const count = module.spans[MODULE_ITEM]!.offsets.length / 2;
    return { count, before: (placed ?? old[i])?.shift, stays: i < head || i >= pieces.length - tail };
  });
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

const factsOf = (parts: readonly Placed[], body = parts.flatMap((part) => part.body)): Bodies => new Bodies({ key: MODULE_ITEM, parameters: [], deferred: false, body }, parts);

/** The old objects wherever they say the same; the old facts as a whole where all of them do. */
function factsAfter(parts: readonly Placed[], { facts: before, parts: old }: Assembled): Bodies {
  const { head, tail } = common(parts, old);
  if (head === parts.length && head === old.length) return before;
  const [now, was] = [parts.slice(head, parts.length - tail), old.slice(head, old.length - tail)];
  const keys: ItemKey[] = [];
  let same = true;
  for (const { items } of now) {
    items.forEach((item, i) => {
      keys.push(item.key);
      const known = before.item(item.key);
      if (known && sameItem(item, known)) items[i] = known;
      else {
        same = false;
        if (known) items[i] = withPartsOf(known, item);
      }
    });
  }
  const sameBody = samePlainData(statements(now), statements(was));
  // The order of items is that of the text.
  if (same && sameBody && samePlainData(keys, was.flatMap(({ items }) => items.map(({ key }) => key)))) return before;
  return sameBody ? new Bodies(before.module, parts) : factsOf(parts);
}

const statements = (parts: readonly Placed[]): Stmt[] => parts.flatMap(({ body }) => body);

/** How many parts are the very same at the beginning, and how many of the others at the end. */
function common(a: readonly (Placed | undefined)[], b: readonly Placed[]): { head: number; tail: number } {
  const shorter = Math.min(a.length, b.length);
  let [head, tail] = [0, 0];
  while (head < shorter && a[head] === b[head]) head++;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return { head, tail };
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
