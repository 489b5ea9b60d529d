// What a replay may ask about one Django project: its modules and its candidates for settings. Notes what is missing.
import { rangeOf, type Anchor, type Item, type ItemKey, type LoweredModule, type ModuleFacts, type Parameter, type SpanTable, type Stmt } from '../python/facts';
import { commentStyleOf } from '../knowledge/comments';
import { isInert, isNeverInProject } from '../knowledge/packages';
import type { Program } from '../python/quiet';
import type { Mention, ModuleScan } from '../python/scan';
import type { FactsStore } from '../python/store';
import type { Suppression } from '../python/suppressions';
import { dirname, isWithin, join } from '../text/uri';
import type { Span, Uri } from '../text/span';
import { lineSuppressions } from './line-suppressions';
import { NamesRead, Notes, type Question, type Readings } from './notes';
import type { Snapshot } from './snapshot';
import { ModuleSurvey } from './survey';

export interface ResolvedModule {
  readonly file: Uri;
  readonly isPackage: boolean;
}

export type Resolution = ResolvedModule | 'absent' | 'unknown';

/** Reads files of one snapshot for replays and rules; everything that was pending is in `wanted`. */
export class Files {
  readonly wanted = new Set<Uri>();
  /** What was asked while `record` ran. */
  private reading: Notes | undefined;
  /** What was asked for: texts of a snapshot do not change. */
  private readonly modules = new Map<Uri, LoweredModule>();

  constructor(readonly snapshot: Snapshot, private readonly store: FactsStore) {}

  state(file: Uri): 'loaded' | 'absent' | 'unreadable' | 'pending' {
    const kind = this.snapshot.files.get(file)?.kind;
    if (!kind) this.wanted.add(file);
    this.note('state', file, kind ?? 'pending');
    return kind ?? 'pending';
  }

  /** The text of a file that is read as a whole, such as a launch file. */
  content(file: Uri): string | undefined {
    const text = this.text(file);
    this.note('content', file, text);
    return text;
  }

  facts(file: Uri): ModuleFacts | undefined {
    const facts = this.lowered(file)?.facts;
    if (facts) this.note('facts', file, facts);
    return facts;
  }

  /** One body of a file: who asks for that alone does not depend on the others. */
  item(file: Uri, key: ItemKey): Item | undefined {
    const item = this.lowered(file)?.facts.item(key);
    this.note('item', file, item, key);
    return item;
  }

  /** What a loaded module does when it runs as `name`. Who runs it notes which of its names are read: what binds others makes no difference. */
  program(file: Uri, name: string): { readonly body: readonly Stmt[]; readonly read: NamesRead } {
    const { body } = this.lowered(file)!.facts.module;
    return { body, read: this.reading?.program(file, name, body) ?? new NamesRead() };
  }

  /** The parameters of a function, for those who do not run its body. */
  parameters(file: Uri, key: ItemKey): readonly Parameter[] | undefined {
    const parameters = this.lowered(file)?.facts.item(key)?.parameters;
    this.note('parameters', file, parameters, key);
    return parameters;
  }

  /** The suppression comments of a loaded file. */
  suppressions(file: Uri): readonly Suppression[] {
    if (file.endsWith('.py')) return this.lowered(file)?.suppressions ?? [];
    const [text, style] = [this.text(file), commentStyleOf(file)];
    return text === undefined || !style ? [] : lineSuppressions(text, style);
  }

  /** What the text of a file says at a glance; far cheaper than its facts. */
  scan(file: Uri): ModuleScan | undefined {
    const text = this.text(file);
    const scan = text === undefined ? undefined : this.store.scan(file, text);
    if (scan) this.note('scan', file, scan);
    return scan;
  }

  /** One word of it: who asks for that alone does not depend on what the file imports. Undefined where it is not loaded. */
  mentions(file: Uri, what: Mention): boolean | undefined {
    const text = this.text(file);
    const answer = text === undefined ? undefined : this.store.scan(file, text)[what];
    if (answer !== undefined) this.note('mentions', file, answer, what);
    return answer;
  }

  spans(file: Uri): SpanTable | undefined {
    return this.lowered(file)?.spans;
  }

  /** The range of the statement that a frame of a timeline stands on; a range is its own. */
  span(place: { readonly file: Uri; readonly item: ItemKey; readonly statement: Anchor } | Span): Span {
    const { file } = place;
    return 'item' in place ? { file, ...rangeOf(this.spans(file)!, place.item, place.statement) } : { file, start: place.start, end: place.end };
  }

  /** Has the text of a loaded file these words? @param words never go on from one line to the next */
  fits(file: Uri, words: RegExp): boolean {
    const text = this.text(file);
    return text !== undefined && this.store.fits(file, text, words);
  }

  text(file: Uri): string | undefined {
    const state = this.snapshot.files.get(file);
    return state?.kind === 'loaded' ? state.text : undefined;
  }

  /** Notes what `work` asks of every file, so that its result can be kept while no answer changes. `work` sees the notes so far. */
  record<T>(work: (read: Readings) => T): { value: T; read: Readings } {
    const outer = this.reading;
    const read = new Notes();
    this.reading = read;
    try {
      return { value: work(read), read };
    } finally {
      this.reading = outer;
    }
  }

  /**
   * Would every noted question get the same answer now?
   * @param effectOf what an import in a module that was run does, where nothing catches what it raises
   */
  isCurrent(read: Readings, effectOf: Program['effectOf'] = () => 'more'): boolean {
    return read.hold((file) => this.snapshot.files.get(file), (what, file, key) => this[what](file, key as Mention), (file) => {
      const body = this.facts(file)?.module.body;
      return body && { body, effectOf };
    });
  }

  private note(what: Question, file: Uri, answer: unknown, key: ItemKey = ''): void {
    this.reading?.add(what, file, this.snapshot.files.get(file), key, answer);
  }

  private lowered(file: Uri): LoweredModule | undefined {
    const known = this.modules.get(file);
    if (known) return known;
    const text = this.text(file);
    const lowered = text === undefined ? undefined : this.store.get(file, text);
    if (lowered) this.modules.set(file, lowered);
    return lowered;
  }
}

/** Where the modules of a project are looked for. */
export interface Roots {
  /** Folders on `sys.path`. */
  readonly importRoots: readonly Uri[];
  /** Folders that are often put there by something that is not seen: asked for what is nowhere else. */
  readonly guessedRoots: readonly Uri[];
}

/** One Django project as a process that starts in it sees it. */
export class ProjectView {
  private readonly resolved = new Map<string, Resolution>();
  /** For modules that something imports. */
  readonly survey = new ModuleSurvey(this, ['mentionsTracing', 'mentionsAppConfig']);
  /** For modules that may instrument Django. */
  readonly instrumenting = new ModuleSurvey(this, ['mentionsInstrument']);
  /** For models and admin modules, which setting up an app imports. */
  readonly setUps = new ModuleSurvey(this, ['mentionsSetUp']);
  /** For installed apps as a whole. */
  readonly apps = new ModuleSurvey(this, ['mentionsTracing']);

  private readonly importRoots: readonly Uri[];
  private readonly guessedRoots: readonly Uri[];

  constructor(readonly files: Files, readonly roots: Roots, readonly settingsModules: readonly string[]) {
    const inWorkspace = (root: Uri) => files.snapshot.folders.some((folder) => isWithin(root, folder));
    this.importRoots = roots.importRoots.filter(inWorkspace);
    this.guessedRoots = roots.guessedRoots.filter(inWorkspace);
  }

  /** Where a dotted module name is. `unknown`: it is under several roots, or a file that would decide is pending or unreadable. */
  resolve(name: string): Resolution {
    const known = this.resolved.get(name);
    if (known !== undefined) return known;
    const found = isNeverInProject(name.split('.')[0]!) ? 'absent' : this.search(name);
    this.resolved.set(name, found);
    return found;
  }

  private search(name: string): Resolution {
    const dot = name.lastIndexOf('.');
    const parent = dot < 0 ? 'absent' : this.resolve(name.slice(0, dot));
    // A module has no submodules, and those of a package lie beside its __init__.py.
    if (typeof parent === 'object') return parent.isPackage ? this.among([dirname(parent.file)], name.slice(dot + 1)) : 'absent';
    const isGuessed = !isInert(name.split('.')[0]!);
    const found = this.among(this.importRoots, name);
    if (found === 'absent') return isGuessed ? this.among(this.guessedRoots, name) : found;
    // While it is pending, the other places are asked for at the same time: it may be in none.
    if (found === 'unknown' && isGuessed && dot < 0) this.among(this.guessedRoots, name);
    return found;
  }

  /** Asks for every candidate at once. In one folder a package wins over a module. */
  private among(roots: readonly Uri[], name: string): Resolution {
    const path = name.replaceAll('.', '/');
    const found = roots.flatMap((root) => {
      const base = join(root, path);
      const candidates = [{ file: `${base}/__init__.py`, isPackage: true }, { file: `${base}.py`, isPackage: false }];
      const states = candidates.map(({ file }) => this.files.state(file));
      const first = states.findIndex((state) => state !== 'absent');
      return first < 0 ? [] : [states[first] === 'loaded' ? candidates[first]! : ('unknown' as const)];
    });
    return found.length > 1 ? 'unknown' : found[0] ?? 'absent';
  }
}
