// Rules about values of variables: given by launch files, by code, or by files that code loads.
import { removeForLaunch, setForLaunch } from '../fix/launch/for-launch';
import { removeInVariablesFile, setInVariablesFile } from '../fix/launch/set-variable';
import { replaceLiteral } from '../fix/literal-text';
import { removeStatement } from '../fix/remove';
import type { Environment } from '../launch/started/types';
import type { ProjectLaunch } from '../project/launches';
import { pathOf } from '../project/snapshot';
import type { Fix, Message, Severity } from '../report';
import type { ReplaceEdit } from '../text/edits';
import { isAutoInstrumented } from './launch-kinds';
import { givenIn, startsHere, tracedLaunches } from './launch-variables';
import { bootsOf, holdingEverywhere, sameStatement, type Occurrence } from './occurrences';
import { isDecidedElsewhere, isRead, readsOf, valueAt, writtenAt } from './read-values';
import type { Found, Place, Project, Rule, RuleInfo } from './rule';
import { byPlace } from './same-place';

/** An environment in which a value is read. */
export interface Reading {
  readonly variables: Pick<Environment, 'get'>;
  /** By opentelemetry-instrument, before any code. */
  readonly isWrapped: boolean;
  /** Where code makes something read it. */
  readonly occurrence?: Occurrence;
}

export const isByWrapper = ({ isWrapped }: Reading): boolean => isWrapped;

/** A value of a variable, and what reads it. */
export interface GivenValue {
  readonly name: string;
  readonly value: string;
  readonly at: Place;
  /** Launches whose files give it; none where code or a file that it loads does. */
  readonly launches: readonly ProjectLaunch[];
  readonly readings: readonly Reading[];
  /** `setdefault()` or a file that code loads gives it, for others to decide. */
  readonly isDefault?: boolean;
}

/** What is wrong with a value. */
export interface Verdict {
  readonly severity: Severity;
  readonly message: Message;
  readonly fix?: Change;
  /** Another way, the better one. */
  readonly better?: Change;
}

/** Another value that mends it, or another variable; without a value it is taken away. */
export interface Change {
  readonly title: string;
  readonly name: string;
  readonly value?: string;
}

export interface FoundValue extends Found {
  readonly given: GivenValue;
  readonly verdict: Verdict;
}

/** What mends a list: the items of it that may stay, or none of it. */
export function keeping(name: string, items: readonly string[]): Change {
  const value = items.join(',');
  return value === '' ? { title: `Remove ${name}`, name } : { title: `Change it to ${value}`, name, value };
}

export type Judge = (given: GivenValue, project: Project, root: string) => Verdict | undefined;

/** A rule about values of variables. @param judge undefined: nothing is wrong */
export function variableRule(info: RuleInfo, names: readonly string[], judge: Judge): Rule<FoundValue> {
  return { ...info, find: (project) => valuesFound(project, names, judge), say: ({ verdict }) => verdict.message, fixes: (found, project) => fixesOf(found, project) };
}

/** Wrong values of launch files, and of code. */
export function valuesFound(project: Project, names: readonly string[], judge: Judge): FoundValue[] {
  return [...byPlace(project.projects.flatMap(({ root }) => inLaunches(project, root, names, judge))), ...names.flatMap((name) => inCode(project, name, judge))];
}

function inLaunches(project: Project, root: string, names: readonly string[], judge: Judge): FoundValue[] {
  return givenIn(tracedLaunches(project, root), names).flatMap(({ launches, ...one }): FoundValue[] => {
    const own = launches.filter((launch) => isAutoInstrumented(launch) || !isOverwritten(project, launch, one.name));
    const given = { ...one, launches: own, readings: own.map((launch) => ({ variables: launch.variables, isWrapped: isAutoInstrumented(launch) })) };
    const verdict = own.length === 0 ? undefined : judge(given, project, root);
    return verdict ? [{ at: given.at, severity: verdict.severity, boots: [], launches: own, related: own.slice(0, 3).map(startsHere), given, verdict }] : [];
  });
}

/** Code gives it another value before it is read. */
function isOverwritten({ boots }: Project, launch: ProjectLaunch, name: string): boolean {
  return boots.some((boot) => boot.launch === launch && boot.paths.some(({ steps }) => steps.some(({ event }) => writtenAt(event).some((one) => one.name === name && !one.isDefault))));
}

/** Wrong in every execution in which it is read that way. */
function inCode(project: Project, name: string, judge: Judge): FoundValue[] {
  const when = readsOf(name);
  if (!when) return [];
  const groups = holdingEverywhere(project, [when.event], (one) => judged(project, one, name, judge) !== undefined, ({ step }) => step.chain.at(-1)!);
  return byPlace(groups.map((group): FoundValue => {
    const { given, verdict } = judged(project, group[0]!, name, judge)!;
    const reader = group[0]!.step.chain.at(-1)!;
    const isSame = 'item' in given.at && sameStatement(given.at, reader);
    return { at: given.at, severity: verdict.severity, boots: bootsOf(group), related: isSame ? [] : [{ at: reader, message: 'It is read here.' }], given, verdict };
  }));
}

function judged(project: Project, occurrence: Occurrence, name: string, judge: Judge): { given: GivenValue; verdict: Verdict } | undefined {
  const { boot } = occurrence;
  if (!isRead(readsOf(name)!, occurrence) || isDecidedElsewhere(boot)) return undefined;
  const found = valueAt(project, occurrence, name);
  // What the launch gives is judged there.
  if (typeof found !== 'object' || found.value === undefined || boot.launch?.variables.get(name) === found) return undefined;
  const get: Environment['get'] = (other) => asVariable(valueAt(project, occurrence, other));
  const given: GivenValue = { name, value: found.value, at: found.at, launches: [], ...('isDefault' in found && found.isDefault && { isDefault: true }), readings: [{ variables: { get }, isWrapped: false, occurrence }] };
  const verdict = judge(given, project, boot.root);
  return verdict && { given, verdict };
}

/** Where it stands in code is no place in a launch file. */
function asVariable(found: ReturnType<typeof valueAt>): ReturnType<Environment['get']> {
  return typeof found === 'object' ? { value: found.value, at: { file: found.at.file, start: 0, end: 0 } } : found;
}

/** In the launch file, the file of variables or the statement where the value stands. */
export function fixesOf({ given, verdict: { fix, better } }: FoundValue, project: Project): Fix[] {
  return [better, fix].flatMap((change): Fix[] => {
    const edits = change && editsOf(project, given, change);
    return edits ? [{ title: change.title, safety: 'review', edits }] : [];
  });
}

function editsOf(project: Project, { name: own, value: before, at, launches: [launch] }: GivenValue, { name, value }: Change): ReplaceEdit[] | undefined {
  if (launch) return value === undefined ? removeForLaunch(project, launch, name) : setForLaunch(project, launch, name, value);
  if (name !== own) return undefined;
  if ('item' in at) {
    const edit = value === undefined ? undefined : replaceLiteral(project.files, at, before, value);
    return value === undefined ? removeStatement(project.files, at) : edit && [edit];
  }
  const { files, launchParsers } = project;
  const [path, text] = [pathOf(files.snapshot, at.file), files.text(at.file)];
  if (text === undefined || !launchParsers) return undefined;
  return value === undefined ? removeInVariablesFile(at.file, path, text, name, launchParsers) : setInVariablesFile(at.file, path, text, name, value, launchParsers);
}

