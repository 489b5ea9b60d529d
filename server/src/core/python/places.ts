// Where the bodies of a module stand, those of functions that are read late among them.
import { outerKeys } from './bodies';
import type { ItemKey, ItemSpans, SpanTable } from './facts';
import type { LateBody } from './late';

/** `late`: the offsets are those of that body. */
type Place = ItemSpans & { readonly late?: LateBody };

export class Places implements SpanTable {
  private readonly own = new Map<ItemKey, Place>();

  add(key: ItemKey, place: Place): void {
    this.own.set(key, place);
  }

  of(key: ItemKey): ItemSpans {
    const found = this.own.get(key);
    if (found && !found.late) return found;
    const outer = found ? key : outerKeys(key).find((one) => this.own.get(one)?.late)!;
    const { start, late } = this.own.get(outer)!;
    const { start: below, offsets } = late!.spans(key.slice(outer.length));
    return { start: start + below, offsets };
  }
}
