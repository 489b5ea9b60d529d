// Finds the statement that a frame stands on, with the blocks around it.
import type { Frame } from '../boot/events';
import type { Anchor, Stmt } from '../python/facts';
import { blocksOf } from '../python/walk';
import type { Files } from '../project/view';

/** A statement in its block; `outer` is the statement that the block belongs to. */
export interface Located {
  readonly block: readonly Stmt[];
  readonly index: number;
  readonly outer?: Located;
}

export const statementOf = ({ block, index }: Located): Stmt => block[index]!;

/** @returns undefined when the frame's file has changed since */
export function locate(files: Files, frame: Pick<Frame, 'file' | 'item' | 'statement'>): Located | undefined {
  const item = files.facts(frame.file)?.item(frame.item);
  return item && search(item.body, frame.statement);
}

function search(block: readonly Stmt[], anchor: Anchor, outer?: Located): Located | undefined {
  for (let index = 0; index < block.length; index++) {
    const here: Located = { block, index, ...(outer ? { outer } : {}) };
    if (block[index]!.at === anchor) return here;
    for (const nested of blocksOf(block[index]!)) {
      const found = search(nested, anchor, here);
      if (found) return found;
    }
  }
  return undefined;
}

/** The ancestors of two located statements that stand in one block: what has to change places. */
export function inOneBlock(a: Located, b: Located): { a: Located; b: Located } | undefined {
  for (let left: Located | undefined = a; left; left = left.outer) {
    for (let right: Located | undefined = b; right; right = right.outer) {
      if (left.block === right.block) return { a: left, b: right };
    }
  }
  return undefined;
}

/** The statement directly in the body that holds a located one. */
export function outermost(place: Located): Stmt {
  return place.outer ? outermost(place.outer) : statementOf(place);
}
