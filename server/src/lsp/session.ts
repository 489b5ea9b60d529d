// The only mutable state of the language server: folders, open documents, files of the disk, and the newest analysis.
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Answer, Checker } from '../core/checker';
import type { Layer } from '../core/config/configuration';
import { parsedTexts } from '../core/python/piece-reader';
import { isNamedFile, SKIPPED_FOLDERS } from '../core/project/names';
import type { FileState, Snapshot } from '../core/project/snapshot';
import type { Report } from '../core/report';
import type { Uri } from '../core/text/span';
import { isWithin, relative } from '../core/text/uri';
import { NodeHost } from '../host/node';
import { namedBuffers } from '../host/overlay';
import { settle } from '../host/settle';
import { isFile, normalise } from '../host/uris';
import type { LateParsers } from '../parsers/launch';
import { Runner } from './runner';
import { hashText } from './stamps';

/** A result and the frozen input that it was made from. */
export interface Analysis {
  readonly snapshot: Snapshot;
  /** Versions of the documents that were open; every other file was read from disk. */
  readonly versions: ReadonlyMap<Uri, number>;
  readonly report: Report;
  /** Milliseconds. */
  readonly took: number;
}

export class Session {
  private readonly folders = new Map<Uri, string>();
  private readonly buffers = new Map<Uri, TextDocument>();
  private readonly disk = new Map<Uri, FileState>();
  /** Open documents that changed on disk meanwhile. */
  private readonly overlooked = new Set<Uri>();
  /** Normalised, of every document that was opened: it changes with each key. */
  private readonly uris = new WeakMap<TextDocument, Uri>();
  /** Documents that were opened since the last analysis. */
  private readonly justOpened = new Set<TextDocument>();
  private named: readonly Uri[] = [];
  private explored = false;
  private latest: Analysis | undefined;
  private settings: Promise<ReadonlyMap<Uri, Layer>> = Promise.resolve(new Map());
  private unparsable: ReadonlySet<string> = new Set();
  private readonly listeners: ((analysis: Analysis) => void)[] = [];
  private readonly stateListeners: ((state: 'checking' | 'failed') => void)[] = [];
  private readonly host = new NodeHost(() => [...this.folders.keys()]);
  private readonly runner: Runner;

  /**
   * @param failed hears of errors that no analysis should have.
   * @param launch the parsers of launch files that the checker was given.
   */
  constructor(private readonly checker: Promise<Checker>, failed: (error: unknown) => void, private readonly launch: LateParsers) {
    this.runner = new Runner((signal) => this.analyse(signal), (error) => {
      this.latest = undefined;
      failed(error);
      this.tell('failed');
    });
  }

  /** @param uris the client's own spelling; folders of virtual file systems are left out. */
  addFolders(uris: readonly string[]): void {
    for (const uri of uris) if (isFile(uri)) this.folders.set(normalise(uri), uri.replace(/\/+$/, ''));
    this.rescan();
  }

  removeFolders(uris: readonly string[]): void {
    for (const uri of uris) this.folders.delete(normalise(uri));
    this.rescan();
  }

  /** Texts (by `hashText`) that made the parser stop: they are not parsed again until they change. */
  neverParse(hashes: ReadonlySet<string>): void {
    this.unparsable = hashes;
  }

  /** The editor's settings by folder. What is analysed from now on waits for them. @param settings never rejects */
  configure(settings: Promise<ReadonlyMap<Uri, Layer>>): void {
    this.settings = settings;
    this.runner.trigger();
  }

  /** Normalised, in the order in which the client named them. */
  folderUris(): Uri[] {
    return [...this.folders.keys()];
  }

  /** A document was opened, or has new text. Only `file:` documents take part. */
  setBuffer(document: TextDocument): void {
    if (!isFile(document.uri)) return;
    const uri = this.uriOf(document);
    const opened = !this.buffers.has(uri);
    if (opened) {
      void this.checker.then((checker) => checker.open(uri), ignore);
      this.justOpened.add(document);
    }
    this.buffers.set(uri, document);
    if (this.takesPart(uri, document)) this.runner.trigger(opened);
  }

  removeBuffer(clientUri: string): void {
    const uri = normalise(clientUri);
    if (!this.buffers.delete(uri)) return;
    void this.checker.then((checker) => checker.close(uri), ignore);
    this.disk.delete(uri);
    // What happened to the file while it was open was ignored, and a new one may have been written.
    const overlooked = this.overlooked.delete(uri);
    if (this.isNamed(uri) && (overlooked || !this.named.includes(uri))) this.explored = false;
    this.runner.trigger();
  }

  buffer(uri: Uri): TextDocument | undefined {
    return this.buffers.get(uri);
  }

  /** A file was created, changed or deleted on disk. Files that nobody asked for change nothing. */
  diskChanged(clientUri: string): void {
    const uri = normalise(clientUri);
    if (!this.folderOf(uri)) return;
    if (this.buffers.has(uri)) return void this.overlooked.add(uri);
    if (uri.endsWith('/.gitignore')) return this.rescan();
    const known = this.disk.delete(uri);
    const named = this.isNamed(uri);
    if (named) this.explored = false;
    if (known || named || this.runner.busy) this.runner.trigger();
  }

  /** Forgets everything that was read from disk and looks again. */
  rescan(): void {
    this.disk.clear();
    this.explored = false;
    this.runner.trigger();
  }

  /** The analysis of the present state, as soon as there is one; undefined when it failed. */
  async current(): Promise<Analysis | undefined> {
    await this.runner.idle();
    return this.latest;
  }

  /** Calls `listener` after each analysis that was not overtaken by a change. */
  onAnalysis(listener: (analysis: Analysis) => void): void {
    this.listeners.push(listener);
  }

  /** Calls `listener` when the workspace is looked through anew, and when an analysis failed. */
  onState(listener: (state: 'checking' | 'failed') => void): void {
    this.stateListeners.push(listener);
  }

  /** Asks the core one more question about a finished analysis, loading what it needs. */
  async ask<T>(analysis: Analysis, step: (checker: Checker, snapshot: Snapshot) => Answer<T>): Promise<T> {
    const checker = await this.checker;
    const { folders, named, files, settings } = analysis.snapshot;
    const { value } = await settle({ folders, named, known: files, settings }, (uri) => this.read(uri), (snapshot) => step(checker, snapshot));
    return value;
  }

  /** Reads a file that is not open once more, so that a change which no watcher reported is seen. */
  async refresh(uri: Uri): Promise<void> {
    if (this.buffers.has(uri)) return;
    const before = this.disk.get(uri);
    const now = await this.read(uri);
    if (before && JSON.stringify(before) !== JSON.stringify(now)) this.diskChanged(uri);
  }

  /** The client's own spelling of a normalised URI. */
  clientUri(uri: Uri): string {
    const folder = this.folderOf(uri);
    return this.buffers.get(uri)?.uri ?? (folder ? this.folders.get(folder) + uri.slice(folder.length) : uri);
  }

  stop(): void {
    this.runner.stop();
  }

  private async analyse(signal: AbortSignal): Promise<void> {
    const checker = await this.checker;
    const folders = [...this.folders.keys()];
    if (!this.explored) {
      this.tell('checking');
      const named = await this.host.discover(folders, signal);
      signal.throwIfAborted();
      [this.named, this.explored] = [named, true];
    }
    const last = await this.settings;
    signal.throwIfAborted();
    const began = performance.now();
    const open = [...this.buffers].filter(([uri, document]) => this.takesPart(uri, document));
    const versions = new Map(open.map(([uri, document]) => [uri, document.version]));
    const unlisted = namedBuffers(folders, versions.keys()).filter((uri) => !this.named.includes(uri));
    // The same list while nothing comes to it: what the analysis finds in it is kept.
    const named = unlisted.length === 0 ? this.named : [...this.named, ...unlisted];
    const { value: report, snapshot } = await settle({ folders, named, known: this.known(), settings: { last } }, (uri) => this.read(uri), (frozen) => this.launch.load(frozen).then(() => checker.check(frozen)), signal);
    signal.throwIfAborted();
    for (const [uri, state] of snapshot.files) if (!versions.has(uri)) this.disk.set(uri, state);
    this.latest = { snapshot, versions, report, took: performance.now() - began };
    for (const listener of this.listeners) listener(this.latest);
    this.prepare(checker);
  }

  /** Whoever opens a document edits it a little later: the first edit is answered as fast as all others. */
  private prepare(checker: Checker): void {
    for (const document of this.justOpened) {
      const uri = this.uriOf(document);
      setImmediate(() => {
        // The document finds its lines when it is asked for one.
        document.positionAt(0);
        if (this.buffers.get(uri) === document && uri.endsWith('.py')) checker.prepare(uri, document.getText());
      });
    }
    this.justOpened.clear();
  }

  private tell(state: 'checking' | 'failed'): void {
    for (const listener of this.stateListeners) listener(state);
  }

  private uriOf(document: TextDocument): Uri {
    const known = this.uris.get(document) ?? normalise(document.uri);
    this.uris.set(document, known);
    return known;
  }

  private known(): Map<Uri, FileState> {
    const known = new Map(this.disk);
    for (const [uri, document] of this.buffers) if (this.takesPart(uri, document)) known.set(uri, this.allowed({ kind: 'loaded', text: document.getText() }));
    return known;
  }

  private async read(uri: Uri): Promise<FileState> {
    const buffer = this.buffers.get(uri);
    return this.allowed(buffer ? { kind: 'loaded', text: buffer.getText() } : await this.host.read(uri));
  }

  /** Python, files with the name of a launch or dependency file, and what such a file names. An edit of anything else changes nothing. */
  private takesPart(uri: Uri, { languageId }: TextDocument): boolean {
    return languageId === 'python' || this.isNamed(uri) || (this.latest?.snapshot.files.has(uri) ?? false);
  }

  private allowed(state: FileState): FileState {
    const refused = state.kind === 'loaded' && this.unparsable.size > 0 && parsedTexts(state.text).some((part) => this.unparsable.has(hashText(part)));
    return refused ? { kind: 'unreadable', why: 'the parser stopped on this text' } : state;
  }

  private isNamed(uri: Uri): boolean {
    const folder = this.folderOf(uri);
    return folder !== undefined && isNamedFile(relative(uri, folder)) && !isSkipped(uri, folder);
  }

  /** The innermost workspace folder of a file. */
  private folderOf(uri: Uri): Uri | undefined {
    return [...this.folders.keys()].filter((folder) => isWithin(uri, folder)).sort((a, b) => b.length - a.length)[0];
  }
}

/** The failure of the parser is reported once, by the analysis. */
function ignore(): void {}

function isSkipped(uri: Uri, folder: Uri): boolean {
  return relative(uri, folder).split('/').some((segment) => SKIPPED_FOLDERS.includes(segment));
}
