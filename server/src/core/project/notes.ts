// What a computation asked of the files, and what it was told: while no answer changes, its result can be kept.
import type { ItemKey, Stmt } from '../python/facts';
import { runsAlike, type Import, type ImportEffect, type Program } from '../python/quiet';
import type { Uri } from '../text/span';
import type { FileState } from './snapshot';

/** A question about a file, or about one item of it. */
export type Question = 'state' | 'content' | 'facts' | 'scan' | 'mentions' | 'item' | 'parameters';

/** What was noted so far; a replay asks thousands of questions, most of them again and again. */
export interface Readings {
  /** How many different answers were given. */
  readonly size: number;
  /** Was the answer given for something? */
  some(answer: unknown): boolean;
  /**
   * Would every question get the same answer now: the same object?
   * @param state files that are in the state in which they were asked answer as they did
   * @param program a module as it is now; its statements have to do the same for those who read the names that were read
   */
  hold(state: (file: Uri) => FileState | undefined, answer: (what: Question, file: Uri, key: ItemKey) => unknown, program: (file: Uri) => Program | undefined): boolean;
  /** Notes what the imports of modules that were run do, while that is known. */
  noteImports(effectOf: Program['effectOf']): void;
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
interface Run extends Program {
  readonly read: NamesRead;
  readonly imports: Map<Import, ImportEffect>;
}

/** What was asked of one file. */
interface OfFile {
  /** The state in which its answers are known to hold. */
  state: FileState | undefined;
  readonly answers: Map<Question, Map<ItemKey, unknown>>;
}

export class Notes implements Readings {
  size = 0;
  private readonly files = new Map<Uri, OfFile>();
  private readonly programs = new Map<Uri, Run>();
  /** The first parts of the names of modules that were run: a launch may find them where the project's other files are not. */
  private readonly packages = new Set<string>();

  /** A module runs; it may run several times. @param name under which others import it */
  program(file: Uri, name: string, body: readonly Stmt[]): NamesRead {
    this.packages.add(topOf(name));
    let program = this.programs.get(file);
    if (!program) {
      const imports = new Map<Import, ImportEffect>();
      this.programs.set(file, (program = { body, read: new NamesRead(), imports, effectOf: (statement) => imports.get(statement) ?? 'more' }));
    }
    return program.read;
  }

  noteImports(effectOf: Program['effectOf']): void {
    for (const { body, imports } of this.programs.values()) for (const statement of body) if (statement.kind === 'import' || statement.kind === 'from') imports.set(statement, this.hasRun(statement) ? 'more' : effectOf(statement));
  }

  private hasRun(statement: Import): boolean {
    return (statement.kind === 'from' ? [statement.module] : statement.names.map(({ name }) => name)).some((name) => this.packages.has(topOf(name)));
  }

  /** @param state of the file */
  add(what: Question, file: Uri, state: FileState | undefined, key: ItemKey, answer: unknown): void {
    let ofFile = this.files.get(file);
    if (!ofFile) this.files.set(file, (ofFile = { state, answers: new Map() }));
    let ofKind = ofFile.answers.get(what);
    if (!ofKind) ofFile.answers.set(what, (ofKind = new Map()));
    if (ofKind.has(key)) return;
    ofKind.set(key, answer);
    this.size++;
  }

  some(answer: unknown): boolean {
    for (const [, { answers }] of this.files) if (!every(answers, (_, __, given) => given !== answer)) return true;
    return false;
  }

  hold(state: (file: Uri) => FileState | undefined, answer: (what: Question, file: Uri, key: ItemKey) => unknown, program: (file: Uri) => Program | undefined): boolean {
    for (const [file, before] of this.programs) {
      const now = program(file);
      if (!now || !runsAlike({ body: now.body, effectOf: (statement) => (this.hasRun(statement) ? 'more' : now.effectOf(statement)) }, before, before.read)) return false;
    }
    for (const [file, ofFile] of this.files) {
      const now = state(file);
      if (sameState(now, ofFile.state)) continue;
      if (!every(ofFile.answers, (what, key, given) => answer(what, file, key) === given)) return false;
      ofFile.state = now;
    }
    return true;
  }
}

const topOf = (name: string): string => name.split('.')[0]!;

/** A file that says the same; whoever holds an open document makes its state anew each time. One that is pending has to be asked for again. */
function sameState(a: FileState | undefined, b: FileState | undefined): boolean {
  return (a !== undefined && a === b) || (a?.kind === 'loaded' && b?.kind === 'loaded' && a.text === b.text);
}

function every(answers: OfFile['answers'], test: (what: Question, key: ItemKey, given: unknown) => boolean): boolean {
  for (const [what, ofKind] of answers) for (const [key, given] of ofKind) if (!test(what, key, given)) return false;
  return true;
}
