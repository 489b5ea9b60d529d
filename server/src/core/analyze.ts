// Snapshot -> projects -> boots -> findings. Pure; files that are missing are named, never waited for.
import type { Boot } from './boot/boot';
import { timelineOf } from './boot/timeline';
import type { Dependencies } from './dependencies/dependencies';
import { isExcluded, isOffered } from './config/configuration';
import { Configurations } from './config/configurations';
import { judge } from './config/judge';
import type { Memory } from './memory';
import { dependenciesNear } from './project/dependencies-near';
import { findProjects } from './project/django-projects';
import { importsAreLoaded } from './project/import-closure';
import { testsOf } from './project/tests';
import { launchesOf, passedOver, type ProjectLaunch } from './project/launches';
import type { Snapshot } from './project/snapshot';
import { Files } from './project/view';
import type { Finding, Fix, Report, Severity } from './report';
import { rules } from './rules/registry';
import type { Found, Place, Project, Rule } from './rules/rule';
import { joinInsertions } from './text/edits';
import type { Span, Uri } from './text/span';

/** A finding with what its fixes need. */
export interface Detection {
  readonly finding: Finding;
  /** The boots that go through it. */
  readonly boots: readonly Boot[];
  /** As severe as the rule found it, whatever the configuration makes of that. */
  readonly proven: Severity;
  /** The rule's own proposals, not yet tried. */
  readonly fixes: () => Fix[];
}

export interface Analysis {
  readonly project: Project;
  readonly detections: readonly Detection[];
  /** Of rules that are off unless settings name them: no findings, and their fixes are there for who asks at the place. */
  readonly offers: readonly Detection[];
}

/** Replays and asks every rule. `project.files.wanted` names what is still missing. */
export function analyze(snapshot: Snapshot, { store, replayer, settings, dependencies, toml, launch, launches: joined }: Memory): Analysis {
  const configurations = new Configurations(snapshot, settings);
  const named = included(snapshot.named, configurations);
  const files = new Files({ ...snapshot, named, options: [...(snapshot.options ?? []), ...configurations.projects()] }, store);
  for (const uri of configurations.wanted) files.wanted.add(uri);
  const projects = findProjects(files);
  const launches = launchesOf(files, projects, launch, joined);
  const installed = new Map<Uri, Dependencies>();
  const near = (root: Uri): Dependencies => {
    const known = installed.get(root) ?? dependenciesNear(files, root, toml, dependencies);
    installed.set(root, known);
    return known;
  };
  const tests = testsOf(files, projects, toml ?? launch?.toml);
  const boots = importsAreLoaded(files, projects) ? replayer.replay(files, { projects, launches, tests, dependencies: near }) : [];
  const over = launch && projects.length > 0 ? passedOver(snapshot.folders, joined) : [];
  const project: Project = { files, projects, launches, passedOver: over, launchParsers: launch, boots: boots.filter(({ kind }) => kind !== 'pytest'), tests: boots.filter(({ kind }) => kind === 'pytest'), dependencies: near };
  // What is found while files are missing is looked for again when they are there.
  const found = files.wanted.size > 0 ? [] : rules.flatMap((rule) => rule.find(project).map((one) => detectionOf(rule, one, project)));
  const detections = judge(found, project, configurations).sort((a, b) => compare(a.finding, b.finding));
  const offers = found.filter(({ finding: { rule, at } }) => isOffered(configurations.for(at.file), rule, at.file));
  for (const uri of configurations.wanted) files.wanted.add(uri);
  return { project, detections, offers };
}

/** The same list where nothing is excluded: what is found in it is kept. */
function included(named: readonly Uri[], configurations: Configurations): readonly Uri[] {
  const kept = named.filter((uri) => !isExcluded(configurations.for(uri), uri));
  return kept.length === named.length ? named : kept;
}

/** The report of an analysis. */
export function reportOf({ project, detections }: Analysis): Report {
  return {
    findings: detections.map(({ finding }) => finding),
    boots: [...project.boots.filter(({ claimed }) => claimed), ...project.tests].map((boot) => timelineOf(boot, project.files)),
    passedOver: project.passedOver,
  };
}

function detectionOf(rule: Rule<Found>, found: Found, project: Project): Detection {
  return { finding: toFinding(rule, found, project), boots: found.boots, proven: found.severity, fixes: () => rule.fixes(found, project).map((fix) => ({ ...fix, edits: joinInsertions(fix.edits) })) };
}

function toFinding(rule: Rule<Found>, found: Found, project: Project): Finding {
  return {
    rule: rule.id,
    severity: found.severity,
    at: underlined(project.files, found.at),
    message: rule.say(found, project),
    related: found.related.map(({ at, message }) => ({ at: project.files.span(at), message })),
    boots: [...new Set([...found.boots, ...bootsOf(found.launches ?? [], project)].map(({ name }) => name))],
  };
}

const bootsOf = (launches: readonly ProjectLaunch[], { boots }: Project): Boot[] => boots.filter(({ claimed, launch }) => claimed && launch && launches.includes(launch));

/** The range, or the statement; of a class its first line alone, or an editor would underline all of its body. */
function underlined(files: Files, at: Place): Span {
  const { file, start, end } = files.span(at);
  if (!('item' in at)) return { file, start, end };
  const header = /^class\b[^\r\n#]*[^\s#]/.exec(files.text(file)!.slice(start, end))?.[0];
  return { file, start, end: header === undefined ? end : start + header.length };
}

const WEIGHT: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };

function compare(a: Finding, b: Finding): number {
  const byFile = a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : 0;
  return byFile || a.at.start - b.at.start || WEIGHT[a.severity] - WEIGHT[b.severity];
}
