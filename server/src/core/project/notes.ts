// What a computation asked of the files, and what it was told: while no answer changes, its result can be kept.
import type { ItemKey } from '../python/facts';
import type { Uri } from '../text/span';

/** A question about a file, or about one item of it. */
export type Question = 'state' | 'content' | 'facts' | 'scan' | 'item' | 'parameters';

/** What was noted so far; a replay asks thousands of questions, most of them again and again. */
export interface Readings {
  /** Was the answer given for something? */
  some(answer: unknown): boolean;
  /** Would every question get the same answer now: the same object? */
  hold(answer: (what: Question, file: Uri, key: ItemKey) => unknown): boolean;
}

export class Notes implements Readings {
  private readonly answers = new Map<Uri, Map<Question, Map<ItemKey, unknown>>>();

  add(what: Question, file: Uri, key: ItemKey, answer: unknown): void {
    let ofFile = this.answers.get(file);
    if (!ofFile) this.answers.set(file, (ofFile = new Map()));
    let ofKind = ofFile.get(what);
    if (!ofKind) ofFile.set(what, (ofKind = new Map()));
    if (!ofKind.has(key)) ofKind.set(key, answer);
  }

  some(answer: unknown): boolean {
    return !this.every((_, __, ___, given) => given !== answer);
  }

  hold(answer: (what: Question, file: Uri, key: ItemKey) => unknown): boolean {
    return this.every((what, file, key, given) => answer(what, file, key) === given);
  }

  private every(test: (what: Question, file: Uri, key: ItemKey, given: unknown) => boolean): boolean {
    for (const [file, ofFile] of this.answers) {
      for (const [what, ofKind] of ofFile) for (const [key, given] of ofKind) if (!test(what, file, key, given)) return false;
    }
    return true;
  }
}
