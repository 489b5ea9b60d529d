// Tries a fix before anybody sees it: the checker runs on the edited text, and no boot may be worse.
import { analyze, type Analysis, type Detection } from './analyze';
import { after, before, happened, mayHave, sinceSpawn, type Boot, type Path } from './boot/boot';
import type { BootEvent, BootStep } from './boot/events';
import type { Memory } from './memory';
import { newProblems } from './fix/launch/meaning';
import { losesName } from './fix/lost-names';
import { pathOf, withTexts, type Snapshot } from './project/snapshot';
import type { Item } from './python/facts';
import { unusedSuppression } from './rules/unused-suppression';
import { applyEdits, editsOf, isCreate, type Edit } from './text/edits';
import type { Uri } from './text/span';

/** The texts of a snapshot after `edits`. @returns undefined where edits overlap or their file is not loaded */
export function applyToSnapshot(snapshot: Snapshot, edits: readonly Edit[]): Map<Uri, string> | undefined {
  const texts = new Map<Uri, string>();
  for (const edit of edits) {
    if (isCreate(edit)) texts.set(edit.create, edit.text);
    else if (!texts.has(edit.file)) {
      const state = snapshot.files.get(edit.file);
      const text = state?.kind === 'loaded' ? applyEdits(state.text, editsOf(edits, edit.file)) : undefined;
      if (text === undefined) return undefined;
      texts.set(edit.file, text);
    }
  }
  return texts;
}

/** Would these edits mend `detection` and harm nothing? Also names files that the answer still needs. */
export function verify(snapshot: Snapshot, before: Analysis, detection: Detection, edits: readonly Edit[], memory: Memory): { holds: boolean; wanted: readonly Uri[] } {
  const texts = applyToSnapshot(snapshot, edits);
  if (!texts) return { holds: false, wanted: [] };
  const edited = withTexts(snapshot, texts);
  const result = analyze(edited, memory);
  const wanted = [...result.project.files.wanted];
  const holds = wanted.length === 0 && !newErrors(before, result, texts, memory) && gone(before, result, detection) && nothingNew(before, result, detection) && noBootWorse(before.project.boots, result.project.boots) && certain(detection, result);
  return { holds, wanted };
}

/** What identifies a finding when offsets have moved: its rule, severity, file and the statement's text without layout. */
function signature(analysis: Analysis, detection: Detection): string {
  return `${kindOf(analysis, detection)} ${detection.finding.at.file}`;
}

/** The same without the file: a finding moves with its statement. */
function kindOf(analysis: Analysis, { finding }: Detection): string {
  const text = analysis.project.files.text(finding.at.file)!.slice(finding.at.start, finding.at.end);
  return [finding.rule, finding.severity, text.replace(/\s+/g, '')].join(' ');
}

function counts(analysis: Analysis, by = signature, detections = analysis.detections): Map<string, number> {
  const found = new Map<string, number>();
  for (const detection of detections) {
    const key = by(analysis, detection);
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/** Is there one finding less of the kind of `detection`? */
export function gone(before: Analysis, result: Analysis, detection: Detection): boolean {
  const key = signature(before, detection);
  const all = (analysis: Analysis) => counts(analysis, signature, [...analysis.detections, ...analysis.offers]);
  return (all(result).get(key) ?? 0) < all(before).get(key)!;
}

function nothingNew(before: Analysis, result: Analysis, detection: Detection): boolean {
  const [allowed, kinds, nowKinds] = [counts(before), counts(before, kindOf), counts(result, kindOf)];
  const target = signature(before, detection);
  const moved = (other: Detection) => nowKinds.get(kindOf(result, other))! <= (kinds.get(kindOf(result, other)) ?? 0);
  const now = counts(result);
  return result.detections.every((other) => {
    const key = signature(result, other);
    // A comment that suppressed what is mended now may go as well, but need not.
    return key === target || other.finding.rule === unusedSuppression.id || now.get(key)! <= (allowed.get(key) ?? 0) || moved(other) || isAdvice(detection, other) || uncovered(before, detection, other);
  });
}

/** What can be said of a launch that works, once it does; about the order of no boot. */
function isAdvice(mended: Detection, other: Detection): boolean {
  return other.proven === 'information' && other.boots.length === 0 && mended.proven !== 'information';
}

/**
 * Another problem of a boot that an error kept from its first request, or from its settings: it was there and could not be seen.
 * Whatever it is, the boot came less far before.
 */
function uncovered(before: Analysis, mended: Detection, { finding, boots }: Detection): boolean {
  if (mended.proven !== 'error' || finding.rule === mended.finding.rule) return false;
  return boots.every((boot) => mended.boots.some((other) => counterpart([other], boot)) && failed(counterpart(before.project.boots, boot)!));
}

/** Wherever Django is instrumented, the process ends before its first request or has empty settings. */
function failed({ kind, paths }: Boot): boolean {
  const answers = kind !== 'celery' && kind !== 'script';
  const has = ({ steps }: Path, test: (event: BootEvent) => boolean) => steps.some(({ event }) => test(event));
  const fails = (path: Path) => (answers && !has(path, (event) => event.kind === 'serving')) || has(path, (event) => event.kind === 'settings-evaluated' && event.empty);
  return paths.length > 0 && paths.every((path) => fails(path) || !has(path, (event) => event.kind === 'instrumented'));
}

/** A fix must not break the syntax of a file that parsed, nor take away a name that the file uses. */
function newErrors(before: Analysis, result: Analysis, texts: ReadonlyMap<Uri, string>, { launch }: Memory): boolean {
  return [...texts.keys()].some((file) => {
    if (!file.endsWith('.py')) return launch !== undefined && newProblems(pathOf(before.project.files.snapshot, file), before.project.files.text(file) ?? '', texts.get(file)!, launch);
    const [old, now] = [before.project.files.facts(file), result.project.files.facts(file)];
    if (old && now && losesName(old, now)) return true;
    return now !== undefined && gaps(old ? now.itemsNotIn(old) : now.items()) > (old ? gaps(old.itemsNotIn(now)) : 0);
  });
}

const gaps = (items: readonly Item[]): number => items.flatMap(({ body }) => body).filter((statement) => statement.kind === 'unknown' && !statement.inert).length;

/** On every path: Django instrumented with settings named, in time for the application that is built; and a provider installed. */
interface Health {
  readonly instrumented: boolean;
  readonly provider: boolean;
  /** No path imports models before the apps are loaded. */
  readonly startsUp: boolean;
  /** No path configures empty settings, because no settings module is named. */
  readonly hasSettings: boolean;
}

function healthOf(boot: Boot): Health {
  const every = (test: (path: Path) => boolean) => boot.paths.length > 0 && boot.paths.every(test);
  return {
    instrumented: every((path) => instrumentedInTime(boot, path)),
    provider: every(({ steps }) => steps.some(({ event }) => event.kind === 'provider-installed' || (boot.kind !== 'uwsgi' && isForUwsgi(event)))),
    startsUp: every(({ steps }) => !steps.some(({ event }) => event.kind === 'models-too-early')),
    hasSettings: every(({ steps }) => !steps.some(({ event }) => event.kind === 'settings-evaluated' && event.empty)),
  };
}

/** Registered on a path that only uWSGI takes: its own boot shows what the function does. */
const isForUwsgi = (event: BootEvent): boolean => event.kind === 'hook-registered' && event.hook === 'postfork';

/** What needs Django to be instrumented before it. */
const isStart = ({ event }: BootStep): boolean => event.kind === 'application-built' || event.kind === 'command-ran';

/** A Celery worker, a script and most commands build no application: nothing has to come behind. */
function instrumentedInTime({ kind }: Boot, path: Path): boolean {
  const step = sinceSpawn(path).find(({ event }) => event.kind === 'instrumented');
  if (!step || happened(before(path, step), 'settings-named') !== 'yes') return false;
  return kind === 'celery' || kind === 'script' || kind === 'command' || after(path, step).some(isStart);
}

/** The same boot after a fix. Where nothing is left to do in uWSGI's workers, its boot is that of the application module. */
function counterpart(boots: readonly Boot[], { kind, entry, name, launch }: Boot): Boot | undefined {
  const same = (boot: Boot) => boot.kind === kind && (launch ? boot.name === name : boot.entry === entry && !boot.launch);
  return boots.find(same) ?? (kind === 'uwsgi' && !launch ? boots.find((boot) => boot.entry === entry) : undefined);
}

function noBootWorse(before: readonly Boot[], result: readonly Boot[]): boolean {
  return before.every((boot) => {
    const now = counterpart(result, boot);
    // A command that has nothing to do with tracing any more is no boot.
    if (!now && boot.kind === 'command') return true;
    if (!now || now.paths.length === 0) return false;
    const [was, is] = [healthOf(boot), healthOf(now)];
    return (!was.instrumented || is.instrumented) && (!was.provider || is.provider) && (!was.startsUp || is.startsUp) && (!was.hasSettings || is.hasSettings);
  });
}

/** Every claimed boot of an error shows settings named before instrumented before application built, wherever instrument() runs. */
function certain(detection: Detection, result: Analysis): boolean {
  if (detection.proven !== 'error') return true;
  return detection.boots.every((boot) => {
    const now = counterpart(result.project.boots, boot);
    return !now || now.paths.every((path) => instrumentedInTime(now, path) || instrumentedForUnknown(path) || !sinceSpawn(path).some(({ event }) => event.kind === 'instrumented'));
  });
}

/** Settings are named and nothing is built or run before; which application comes afterwards is not known. */
function instrumentedForUnknown(path: Path): boolean {
  const step = path.steps.find(({ event }) => event.kind === 'instrumented');
  if (!step || happened(before(path, step), 'settings-named') !== 'yes') return false;
  return !before(path, step).some(isStart) && mayHave(after(path, step), 'application-built');
}
