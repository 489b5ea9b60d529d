// The one door into the core: a frozen snapshot in, a report out. Synchronous and pure; it cannot fail.
import { analyze, reportOf, type Analysis, type Detection } from './analyze';
import type { Configuration } from './config/configuration';
import { Configurations } from './config/configurations';
import type { TomlParser } from './config/node';
import type { LaunchParsers } from './launch/types';
import { newMemory, type Memory } from './memory';
import { suppressionFix } from './suppression-fix';
import { applyToSnapshot, verify } from './verify';
import { textOf, withTexts, type Snapshot } from './project/snapshot';
import type { Finding, Fix, Report } from './report';
import type { PythonParser } from './syntax/parser';
import { isCreate, overlap, type ReplaceEdit } from './text/edits';
import type { Uri } from './text/span';

/** A result, and the files that are needed for a more complete one: load them, and ask again until `wanted` is empty. */
export interface Answer<T> {
  readonly value: T;
  readonly wanted: readonly Uri[];
}

/** Fixing one file stops after this many rounds; each round mends what the last one uncovered. */
const MAX_ROUNDS = 10;

/** Keeps facts and timelines between calls; holds no other state. One per session. */
export class Checker {
  private readonly memory: Memory;
  /** For edited texts, so that trying a fix does not push out what is known of the real ones. */
  private readonly trials: Memory;
  /** Questions about findings come with the snapshot that they were found in. */
  private last: { readonly snapshot: Snapshot; readonly analysis: Analysis } | undefined;

  /**
   * @param toml undefined: pyproject.toml is not read.
   * @param launch undefined: launch files are not read.
   */
  constructor(parser: PythonParser, toml?: TomlParser, launch?: LaunchParsers) {
    this.memory = newMemory(parser, toml, launch);
    this.trials = newMemory(parser, toml, launch, this.memory);
  }

  /** How many boots were replayed so far: unchanged facts replay nothing. */
  get replays(): number {
    return this.memory.replayer.replays;
  }

  /** Replays every boot of the workspace and asks every rule. */
  check(snapshot: Snapshot): Answer<Report> {
    const analysis = this.analyze(snapshot);
    return { value: reportOf(analysis), wanted: [...analysis.project.files.wanted] };
  }

  /** The fixes of one finding of `check(snapshot)`, or of `offers`. Each was tried: the finding is gone, and no boot is worse. */
  fixes(snapshot: Snapshot, finding: Finding): Answer<readonly Fix[]> {
    const analysis = this.analyze(snapshot);
    const detection = [...analysis.detections, ...analysis.offers].find(({ finding: other }) => sameFinding(other, finding));
    if (!detection) return { value: [], wanted: [...analysis.project.files.wanted] };
    return this.tried(snapshot, analysis, detection);
  }

  /** The settings that hold for a file. */
  settings(snapshot: Snapshot, file: Uri): Answer<Configuration> {
    const configurations = new Configurations(snapshot, this.memory.settings);
    const value = configurations.for(file);
    return { value, wanted: [...configurations.wanted] };
  }

  /** The comment by which a person says that a finding is known, where one can be written. It mends nothing and is never part of fix-all. */
  suppression(snapshot: Snapshot, finding: Finding): Answer<Fix | undefined> {
    const analysis = this.analyze(snapshot);
    const detection = analysis.detections.find(({ finding: other }) => sameFinding(other, finding));
    const fix = detection && suppressionFix(snapshot, analysis, detection, (edited) => analyze(edited, this.trials), this.trials);
    return { value: fix, wanted: [...analysis.project.files.wanted] };
  }

  /** What rules would find in a file that are off unless settings name them: `fixes` has edits that may be wanted. */
  offers(snapshot: Snapshot, file: Uri): Answer<readonly Finding[]> {
    const { offers, project } = this.analyze(snapshot);
    return { value: offers.map(({ finding }) => finding).filter(({ at }) => at.file === file), wanted: [...project.files.wanted] };
  }

  /** All safe fixes of one file, applied until nothing changes. @returns the new text, or undefined when nothing changes. */
  fixAll(snapshot: Snapshot, file: Uri): Answer<string | undefined> {
    const original = textOf(snapshot, file);
    let current = snapshot;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { value: text, wanted } = this.fixRound(current, file);
      if (wanted.length > 0) return { value: undefined, wanted };
      if (text === undefined) break;
      current = withTexts(current, new Map([[file, text]]));
    }
    const result = textOf(current, file);
    return { value: result === original ? undefined : result, wanted: [] };
  }

  /** Keeps what is known of the parts of an open document, so that an edit looks only at what it touches. */
  open(uri: Uri): void {
    this.memory.store.open(uri);
  }

  /** Makes what the first edit of an open document would have to make; changes nothing else. @param text as it was checked last */
  prepare(uri: Uri, text: string): void {
    this.memory.store.prepare(uri, text);
  }

  /** Frees what `open` kept. */
  close(uri: Uri): void {
    this.memory.store.close(uri);
  }

  private analyze(snapshot: Snapshot): Analysis {
    if (this.last && sameInput(this.last.snapshot, snapshot)) return this.last.analysis;
    // Nothing of the one before is needed while the next is made.
    this.last = undefined;
    const analysis = analyze(snapshot, this.memory);
    this.last = { snapshot, analysis };
    return analysis;
  }

  private tried(snapshot: Snapshot, analysis: Analysis, detection: Detection): Answer<readonly Fix[]> {
    const wanted = new Set(analysis.project.files.wanted);
    const value = detection.fixes().filter((fix) => {
      const result = verify(snapshot, analysis, detection, fix.edits, this.trials);
      for (const uri of result.wanted) wanted.add(uri);
      return result.holds;
    });
    return { value, wanted: [...wanted] };
  }

  /** One safe fix for each finding of the file; of overlapping ones the first, the rest wait for the next round. */
  private fixRound(snapshot: Snapshot, file: Uri): Answer<string | undefined> {
    const analysis = this.analyze(snapshot);
    const wanted = new Set(analysis.project.files.wanted);
    const edits: ReplaceEdit[] = [];
    for (const detection of analysis.detections.filter(({ finding }) => finding.at.file === file)) {
      const answer = this.tried(snapshot, analysis, detection);
      for (const uri of answer.wanted) wanted.add(uri);
      const fix = answer.value.find(({ safety, edits: own }) => safety === 'safe' && own.every((edit) => !isCreate(edit) && edit.file === file));
      const own = (fix?.edits ?? []) as readonly ReplaceEdit[];
      if (own.every((edit) => !edits.some((other) => overlap(edit, other) && edit.text !== other.text))) edits.push(...own);
    }
    const text = edits.length > 0 ? applyToSnapshot(snapshot, edits)?.get(file) : undefined;
    return { value: text, wanted: [...wanted] };
  }
}

/** The very same parts: snapshots are immutable. */
function sameInput(a: Snapshot, b: Snapshot): boolean {
  return a.files === b.files && a.named === b.named && a.folders === b.folders && a.settings === b.settings && a.options === b.options;
}

function sameFinding(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.at.file === b.at.file && a.at.start === b.at.start && a.at.end === b.at.end;
}
