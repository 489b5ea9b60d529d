// Where the bodies of a module stand, those of functions that are read late among them.
import { outerKeys } from './bodies';
import { MODULE_ITEM, type Anchor, type ItemKey, type SpanTable } from './facts';
import type { PlacedSpans, Placed } from './place';

export class Places implements SpanTable {
  private byKey: Map<ItemKey, PlacedSpans> | undefined;

  /** @param starts where each part begins in the file */
  constructor(private readonly starts: readonly number[], private readonly parts: readonly Placed[]) {}

  range(key: ItemKey, anchor: Anchor): { start: number; end: number } {
    if (key === MODULE_ITEM) return this.inModule(anchor);
    const own = this.own();
    const outer = own.has(key) ? key : outerKeys(key).find((one) => own.get(one)?.late)!;
    const { start, offsets, late } = own.get(outer)!;
    const inner = late?.spans(key.slice(outer.length)) ?? { start: 0, offsets };
    return { start: start + inner.start + inner.offsets[anchor * 2]!, end: start + inner.start + inner.offsets[anchor * 2 + 1]! };
  }

  private inModule(anchor: Anchor): { start: number; end: number } {
    let [low, high] = [0, this.parts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.parts[middle]!.shift <= anchor) low = middle;
      else high = middle - 1;
    }
    const { shift, anchors } = this.parts[low]!;
    return { start: this.starts[low]! + anchors[(anchor - shift) * 2]!, end: this.starts[low]! + anchors[(anchor - shift) * 2 + 1]! };
  }

  private own(): Map<ItemKey, PlacedSpans> {
    return (this.byKey ??= new Map(this.parts.flatMap(({ spans }, i) => spans.map(([key, table]) => [key, { ...table, start: this.starts[i]! + table.start }] as const))));
  }
}
