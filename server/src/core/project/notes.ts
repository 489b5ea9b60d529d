// What a computation asked of the files, and what it was told: while no answer changes, its result can be kept.
import type { ItemKey, Stmt } from '../python/facts';
import { runsAlike } from '../python/quiet';
import type { Uri } from '../text/span';

/** A question about a file, or about one item of it. */
export type Question = 'state' | 'content' | 'facts' | 'scan' | 'item' | 'parameters';

/** What was noted so far; a replay asks thousands of questions, most of them again and again. */
export interface Readings {
  /** Was the answer given for something? */
  some(answer: unknown): boolean;
  /**
   * Would every question get the same answer now: the same object?
   * @param body the statements of a module; they have to do the same for those who read the names that were read
   */
  hold(answer: (what: Question, file: Uri, key: ItemKey) => unknown, body: (file: Uri) => readonly Stmt[] | undefined): boolean;
}

/** Names of one module that were asked for. */
export class NamesRead {
  private readonly names = new Set<string>();
  private all = false;
  /** What fails in the module is caught outside of it. */
  isCaught = false;

  readonly has = (name: string): boolean => this.all || this.names.has(name);

  add(name: string): void {
    this.names.add(name);
  }

  /** Somebody looked at every name. */
  addAll(): void {
    this.all = true;
  }
}

/** A module that was run. */
interface Program {
  readonly body: readonly Stmt[];
  readonly read: NamesRead;
}

export class Notes implements Readings {
  private readonly answers = new Map<Uri, Map<Question, Map<ItemKey, unknown>>>();
  private readonly programs = new Map<Uri, Program>();

  /** A module runs; it may run several times. */
  program(file: Uri, body: readonly Stmt[]): NamesRead {
    let program = this.programs.get(file);
    if (!program) this.programs.set(file, (program = { body, read: new NamesRead() }));
    return program.read;
  }

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

  hold(answer: (what: Question, file: Uri, key: ItemKey) => unknown, body: (file: Uri) => readonly Stmt[] | undefined): boolean {
    for (const [file, program] of this.programs) {
      const now = body(file);
      if (!now || !runsAlike(now, program.body, program.read)) return false;
    }
    return this.every((what, file, key, given) => answer(what, file, key) === given);
  }

  private every(test: (what: Question, file: Uri, key: ItemKey, given: unknown) => boolean): boolean {
    for (const [file, ofFile] of this.answers) {
      for (const [what, ofKind] of ofFile) for (const [key, given] of ofKind) if (!test(what, file, key, given)) return false;
    }
    return true;
  }
}
