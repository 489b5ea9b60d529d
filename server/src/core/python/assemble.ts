// The facts of a whole module out of those of its pieces. What has not changed keeps its identity.
import { between, spread, type Anchored } from './anchors';
import { Bodies } from './bodies';
import { sameEnds, samePlainData } from './equal';
import { MODULE_ITEM, type Item, type ItemKey, type Lowered, type Stmt } from './facts';
import { LateItem } from './late';
import { place, rootsOf, type Placed } from './place';
import { Places } from './places';

/** One lowered piece, kept between edits. */
export interface Piece {
  readonly module: Lowered;
  /** The names of the items that stand directly in the module, repeats not numbered, in text order. */
  readonly names: readonly string[];
  /** False where its text has no such words. */
  readonly mayFit: (words: RegExp) => boolean;
  /** How it was placed last; used again where its place is the same. */
  placed?: Placed;
}

/** A module, and what the next one is compared with. */
export interface Assembled {
  readonly facts: Bodies;
  readonly spans: Places;
  readonly parts: readonly Placed[];
}

/** What is kept of a lowered piece. @param mayFit has its text such words? */
export function pieceOf(module: Lowered, mayFit: Piece['mayFit']): Piece {
  return { module, names: rootsOf(module).map(unnumbered), mayFit };
}

/** A piece, and where it stands in the file. */
type Standing = { readonly start: number; readonly piece: Piece };

/**
 * @param pieces with their places in the file, in text order
 * @param before the file's last text: where an item equals the one of the same key, that one is used
 */
export function assemble(pieces: readonly Standing[], before: Assembled | undefined): Assembled {
  const parts = (before && partsAfter(pieces, before.parts)) ?? partsFrom(pieces, spread(pieces.map(({ piece }) => anchored(piece))));
  const facts = before ? factsAfter(parts, before) : new Bodies(moduleOf(parts), parts);
  return { facts, spans: new Places(pieces.map(({ start }) => start), parts), parts };
}

function partsFrom(pieces: readonly Standing[], firsts: readonly number[], taken = new Map<ItemKey, number>()): Placed[] {
  return pieces.map(({ piece }, i) => placeOne(piece, firsts[i]!, taken));
}

/** What an edit has not touched stays where it is; undefined where there is no room for the rest, or nothing stood anywhere. */
function partsAfter(pieces: readonly Standing[], all: readonly Placed[]): Placed[] | undefined {
  // Pieces of files that are not open are new whenever their text is: what stood in their place says nothing about them.
  if (!pieces.some(({ piece }) => piece.placed)) return undefined;
  const { head, tail } = sameEnds(pieces, all, ({ piece }, part) => piece.placed === part);
  const [touched, gone] = [pieces.slice(head, pieces.length - tail), all.slice(head, all.length - tail)];
  const [last, next] = [all[head - 1], all[all.length - tail]];
  const firsts = between(touched.map(({ piece }, i) => anchored(piece, gone[i])), last ? last.shift + last.anchors.length / 2 : 0, next ? next.shift : Infinity);
  if (!firsts) return undefined;
  const above = pieces.slice(0, head);
  if (!runsOn(touched, gone)) return partsFrom(pieces, [...above.map(shiftOf), ...firsts, ...pieces.slice(pieces.length - tail).map(shiftOf)]);
  const taken = countNames(touched.some(({ piece }) => piece.names.length > 0) ? above : []);
  return [...all.slice(0, head), ...partsFrom(touched, firsts, taken), ...all.slice(all.length - tail)];
}

const shiftOf = ({ piece }: Standing): number => piece.placed!.shift;

const anchored = ({ module, placed }: Piece, old?: Placed): Anchored => ({ count: module.spans[MODULE_ITEM]!.offsets.length / 2, before: (placed ?? old)?.shift });

/** As many of each name as before: what stands below keeps its number. */
function runsOn(now: readonly Standing[], before: readonly Placed[]): boolean {
  const names = now.flatMap(({ piece }) => piece.names).sort();
  const old = before.flatMap(({ roots }) => roots.map(unnumbered)).sort();
  return names.length === old.length && names.every((name, i) => name === old[i]);
}

function countNames(pieces: readonly Standing[]): Map<ItemKey, number> {
  const counts = new Map<ItemKey, number>();
  for (const { piece } of pieces) for (const name of piece.names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const unnumbered = (key: ItemKey): string => key.replace(/#\d+$/, '');

function placeOne(piece: Piece, shift: number, taken: Map<ItemKey, number>): Placed {
  const { module, placed } = piece;
  const roots = piece.names.map((name) => {
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  });
  if (placed?.shift === shift && placed.roots.every((root, i) => root === roots[i])) return placed;
  piece.placed = place(module, piece.mayFit, shift, roots);
  return piece.placed;
}

const moduleOf = (parts: readonly Placed[]): Item => ({ key: MODULE_ITEM, parameters: [], deferred: false, body: statements(parts) });

/** The old objects wherever they say the same; the old facts as a whole where all of them do. */
function factsAfter(parts: readonly Placed[], { facts: before, parts: old }: Assembled): Bodies {
  const { head, tail } = sameEnds(parts, old, Object.is);
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
  return new Bodies(sameBody ? before.module : moduleOf(parts), parts, { facts: before, same: { head, tail } });
}

function statements(parts: readonly Placed[]): Stmt[] {
  const all: Stmt[] = [];
  for (const { body } of parts) for (const statement of body) all.push(statement);
  return all;
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
