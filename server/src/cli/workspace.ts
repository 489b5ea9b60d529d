// One workspace of the command line: the disk, with the texts of fixes that are not written yet over it.
import { Checker, type Answer } from '../core/checker';
import type { Configuration, HostSettings } from '../core/config/configuration';
import { textOf, withTexts, type FileState, type Snapshot } from '../core/project/snapshot';
import { notChecked, type Finding, type Fix, type Report } from '../core/report';
import type { PythonParser } from '../core/syntax/parser';
import type { Uri } from '../core/text/span';
import { applyToSnapshot } from '../core/verify';
import type { Host } from '../host/host';
import { NodeHost } from '../host/node';
import { OverlayHost } from '../host/overlay';
import { settle } from '../host/settle';
import { fromPath } from '../host/uris';
import { settingsAbove } from './settings';
import { lateLaunchParsers } from '../parsers/launch';
import type { Target } from './target';

/** Fixing one file may make another one fixable; more rounds than this mean that they undo each other. */
const ROUNDS = 10;
/** Fixes to review are applied one by one. */
const UNSAFE_ROUNDS = 100;

interface Changed {
  readonly before: string | undefined;
  readonly after: string;
}

/** What lies over the disk. */
interface Over {
  readonly settings?: HostSettings;
  /** Texts that are not on disk. */
  readonly buffers?: ReadonlyMap<Uri, string>;
}

export class Workspace {
  private readonly checker: Checker;
  private readonly host: Host;
  private readonly only: ReadonlySet<Uri> | undefined;
  private readonly launch = lateLaunchParsers();
  private snapshot: Snapshot;
  private passedOver: Report['passedOver'] = [];

  private constructor(readonly root: Uri, target: Target, parser: PythonParser, { settings, buffers = new Map() }: Over) {
    this.checker = new Checker(parser, this.launch.parsers.toml, this.launch.parsers);
    this.host = new OverlayHost(new NodeHost(() => [root]), () => buffers);
    this.only = target.only && new Set([...target.only].map(fromPath));
    this.snapshot = { folders: [root], named: [], files: new Map(), settings };
  }

  static async open(target: Target, parser: PythonParser, over: Over = {}): Promise<Workspace> {
    const settings: HostSettings = { ...over.settings, above: settingsAbove(target.root) };
    const workspace = new Workspace(fromPath(target.root), target, parser, { ...over, settings });
    await workspace.reload();
    return workspace;
  }

  /** Forgets every text and lists the disk again. */
  async reload(): Promise<void> {
    const folders = [this.root];
    const named = await this.host.discover(folders);
    this.snapshot = { ...this.snapshot, named, files: new Map() };
  }

  /** Files that were needed and could not be used, and launch files that the last check did not follow, with the reason. */
  get unreadable(): readonly (readonly [Uri, string])[] {
    return notChecked(this.snapshot, { passedOver: this.passedOver });
  }

  text(uri: Uri): string | undefined {
    return textOf(this.snapshot, uri);
  }

  /** Reads one file that a person named, whether the analysis needs it or not. */
  read(uri: Uri): Promise<FileState> {
    return this.host.read(uri);
  }

  /** Findings are limited to the files that were asked for; the start-up order never is. */
  async check(): Promise<Report> {
    const report = await this.ask((snapshot) => this.checker.check(snapshot));
    this.passedOver = report.passedOver;
    const { only } = this;
    return only ? { ...report, findings: report.findings.filter((finding) => only.has(finding.at.file)) } : report;
  }

  /** The settings that hold for a file. */
  settings(file: Uri): Promise<Configuration> {
    return this.ask((snapshot) => this.checker.settings(snapshot, file));
  }

  fixes(finding: Finding): Promise<readonly Fix[]> {
    return this.ask((snapshot) => this.checker.fixes(snapshot, finding));
  }

  /**
   * Applies every safe fix, in memory, until nothing changes.
   * @param unsafe also those to review, of each finding the best
   * @returns the text of each changed file, as it was read (undefined for a new one) and as it is now.
   */
  async fixAll(unsafe = false): Promise<ReadonlyMap<Uri, Changed>> {
    const changed = new Map<Uri, Changed>();
    for (let round = 0; round < (unsafe ? UNSAFE_ROUNDS : ROUNDS); round++) {
      const safe = await this.fixRound();
      const step = safe.size === 0 && unsafe ? await this.reviewRound() : safe;
      if (step.size === 0) break;
      for (const [file, { before, after }] of step) changed.set(file, { before: changed.has(file) ? changed.get(file)!.before : before, after });
    }
    return changed;
  }

  /** The first fix that any finding has, in all files that it changes. */
  private async reviewRound(): Promise<Map<Uri, Changed>> {
    const changed = new Map<Uri, Changed>();
    for (const finding of (await this.check()).findings) {
      const [fix] = await this.fixes(finding);
      const texts = fix && applyToSnapshot(this.snapshot, fix.edits);
      if (!texts) continue;
      for (const [file, after] of texts) changed.set(file, { before: this.text(file), after });
      this.snapshot = withTexts(this.snapshot, texts);
      break;
    }
    return changed;
  }

  private async fixRound(): Promise<Map<Uri, Changed>> {
    const changed = new Map<Uri, Changed>();
    const { findings } = await this.check();
    for (const file of new Set(findings.map((finding) => finding.at.file))) {
      const after = await this.ask((snapshot) => this.checker.fixAll(snapshot, file));
      const before = this.text(file);
      if (before === undefined || after === undefined || after === before) continue;
      changed.set(file, { before, after });
      this.snapshot = withTexts(this.snapshot, new Map([[file, after]]));
    }
    return changed;
  }

  /** Asks until the core wants no more files, and keeps what was loaded for the next question. */
  async ask<T>(step: (snapshot: Snapshot) => Answer<T>): Promise<T> {
    const { folders, named, files, settings } = this.snapshot;
    const { value, snapshot } = await settle({ folders, named, known: files, settings }, (uri) => this.host.read(uri), (asked) => this.launch.load(asked).then(() => step(asked)));
    this.snapshot = snapshot;
    return value;
  }
}
