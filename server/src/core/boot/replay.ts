// From Django projects and launches to replayed boots. Boots whose files have not changed are kept.
import { RELOADERS } from '../knowledge/runserver';
import { isAtLeast } from '../dependencies/versions';
import { reachesTracing } from '../project/commands';
import type { DjangoProject } from '../project/django-projects';
import { namesSettings } from '../project/closed-world';
import type { ProjectLaunch } from '../project/launches';
import type { Readings } from '../project/notes';
import type { TestRun } from '../project/tests';
import { importEffect } from '../project/import-effect';
import { ProjectView, type Files } from '../project/view';
import type { Program } from '../python/quiet';
import { launchName } from '../report';
import { relative } from '../text/uri';
import type { Uri } from '../text/span';
import type { Boot, Path } from './boot';
import { UNSET } from './environment';
import { initializationOf } from './boots/launched';
import { explore } from './explore';
import { launchStart, type Surroundings } from './launch-starts';
import { Machine } from './machine';
import { Raised } from './signals';
import type { Start } from './start';
import { OTHERS } from './value';
import { applicationStart, celeryStart, commandStart, doesSomething, gunicornStart, isRunserver, manageStart, scriptStart, startedBy, testStart, withUwsgi } from './starts';

/** About what is installed: what `initialize()` does, or whether a package has at least that version. Plain data: a function would hold the analysis that asked. */
type Question = 'initialization' | { readonly name: string; readonly version: string };

/** As text, so that answers can be compared. */
function answerOf(question: Question, { initialization, isAtLeast }: Start): string {
  return JSON.stringify((question === 'initialization' ? initialization?.() : isAtLeast?.(question.name, question.version)) ?? '');
}

interface Kept {
  readonly key: string;
  readonly read: Readings;
  readonly paths: readonly Path[];
  readonly application: Uri | undefined;
  /** Variables that any path asked for. */
  readonly asked: ReadonlySet<string>;
  /** What any path asked for of what is installed, and the answers. */
  readonly answers: readonly { readonly question: Question; readonly answer: string }[];
  /** What it started with. */
  readonly variables: ReadonlyMap<string, string | undefined>;
}

const NONE: ReadonlyMap<string, string | undefined> = new Map();

/** Would every question about a variable get the same answer? A computed name may be any. */
function sees({ asked, variables }: Kept, { variables: own = NONE }: Start): boolean {
  const names = asked.has(OTHERS) ? [...variables.keys(), ...own.keys()] : [...asked];
  return names.every((name) => variables.get(name) === own.get(name));
}

/** Would every question about what is installed get the same answer? */
const hasInstalled = ({ answers }: Kept, start: Start): boolean => answers.every(({ question, answer }) => answerOf(question, start) === answer);

/** What a replay looks at besides files. */
export interface Started {
  readonly projects: readonly DjangoProject[];
  readonly launches: readonly ProjectLaunch[];
  readonly tests: readonly TestRun[];
  readonly dependencies: Surroundings['dependencies'];
}

/** Who types and takes it back, or goes from one known state to another, comes back to these: so many replays of a boot beside those in use. */
const PAST = 2;
/** One with more steps and answers would take too much room for that. */
const LARGEST_PAST = 2_000;

const sizeOf = ({ paths, read }: Kept): number => paths.reduce((sum, { steps }) => sum + steps.length, read.size);

/** Replays boots and keeps them while nothing that they read has changed. */
export class BootReplayer {
  private kept = new Map<string, readonly Kept[]>();
  /** The last ones that were in use before, by boot. */
  private past = new Map<string, readonly Kept[]>();
  private readonly commands = new Map<Uri, { readonly key: string; readonly read: Readings; readonly value: readonly Uri[] }>();

  /** How many boots were really replayed since the start; the rest came from memory. */
  replays = 0;

  /** @param below what it replayed holds here too, and is not changed from here: for texts that are only tried */
  constructor(private readonly below?: BootReplayer) {}

  replay(files: Files, { projects, launches, tests, dependencies }: Started): Boot[] {
    const before = this.kept;
    this.kept = new Map();
    const keep = (start: Start) => {
      const installed = () => dependencies(start.project.root);
      return this.keep(files, { ...start, initialization: () => initializationOf(start.launch, installed()), isAtLeast: (name, version) => isAtLeast(installed().find(name).versions, version) }, before);
    };
    const surroundings = { files, projects, dependencies };
    const launched = distinct(launches.flatMap((launch) => launchStart(launch, surroundings) ?? [])).map((start) => {
      const worker = start.launch?.server === 'celery beat' ? launchStart({ ...start.launch, server: 'celery worker' }, surroundings) : undefined;
      return { ...keep(start), ...(worker && { asWorker: keep(worker).paths }) };
    });
    const gunicorns = projects.flatMap((project) => project.configurations.map((entry) => keep(gunicornStart(entry, startedBy(entry, project, projects), projects, !isLaunched(entry, project, launched)))));
    // How tests start it says nothing about how it is served.
    const served = new Set([...gunicorns.filter(({ claimed }) => claimed), ...launched.filter(({ paths, launch }) => paths.length > 0 && launch?.kind !== 'test')].flatMap(({ application }) => application ?? []));
    const others = projects.flatMap((project) => [
      ...project.manage.map((entry) => keep(manageStart(entry, project))),
      ...project.manage.flatMap((manage) => this.commandsOf(files, project).map((file) => keep(commandStart(manage, file, project))).filter(doesSomething)),
      ...project.scripts.map((entry) => keep(scriptStart(entry, project))),
      ...project.celery.filter(({ file }) => !launched.some(({ kind, entry }) => kind === 'celery' && entry === file)).map((application) => keep(celeryStart(application, project))),
      ...project.applications.flatMap((application) => withUwsgi(keep(applicationStart(application, project, gunicorns.some((boot) => boot.application !== application.file && namesSettings(files, boot.entry)), !served.has(application.file))), application, project, keep)),
    ]);
    const tried = tests.map((test) => keep(testStart(test, projects.find(({ root }) => root === test.root)!)));
    this.past = new Map([...this.kept].map(([identity, now]) => [identity, [...(before.get(identity) ?? []), ...(this.past.get(identity) ?? [])].filter((one) => !now.includes(one) && sizeOf(one) <= LARGEST_PAST).slice(0, PAST)]));
    return [...others, ...gunicorns, ...launched, ...tried];
  }

  /** Commands that can reach something about tracing: one look at all of them, where each boot would look at the project for itself. */
  private commandsOf(files: Files, project: DjangoProject): readonly Uri[] {
    if (project.commands.length === 0) return [];
    const key = JSON.stringify(project);
    const known = this.commands.get(project.root);
    if (known?.key === key && files.isCurrent(known.read)) return known.value;
    const view = new ProjectView(files, project, project.settingsModules);
    const kept = { key, ...files.record(() => project.commands.filter((file) => !isRunserver(file) && reachesTracing(view, file))) };
    this.commands.set(project.root, kept);
    return kept.value;
  }

  private keep(files: Files, start: Start, before: ReadonlyMap<string, readonly Kept[]>): Boot {
    const { kind, entry, project, claimed, launch } = start;
    const name = start.name ?? `${kind}:${relative(entry, project.folder)}`;
    const key = JSON.stringify([project, claimed, start.key]);
    const identity = `${kind}:${entry}`;
    // Launches that start the same in the same way, as far as anything asks, share one replay.
    const now = this.kept.get(identity) ?? [];
    const earlier = [...now, ...(before.get(identity) ?? []), ...(this.past.get(identity) ?? []), ...(this.below?.kept.get(identity) ?? [])].filter((one) => one.key === key);
    // Apart from that of a replay, which notes where it looks for modules.
    const view = new ProjectView(files, project, project.settingsModules);
    const effectOf: Program['effectOf'] = (statement) => importEffect(statement, view);
    const known = earlier.find((one) => sees(one, start) && hasInstalled(one, start) && files.isCurrent(one.read, effectOf));
    const kept = known ?? this.run(files, start, key, effectOf);
    if (!now.includes(kept)) this.kept.set(identity, [...now, kept]);
    return { name, kind, entry, claimed, root: project.root, paths: kept.paths, asked: kept.asked, settingsModules: project.settingsModules, ...(kept.application ? { application: kept.application } : {}), ...(launch && { launch, where: start.where }) };
  }

  private run(files: Files, start: Start, key: string, effectOf: Program['effectOf']): Kept {
    this.replays++;
    const view = new ProjectView(files, start.project, start.project.settingsModules);
    const pending = (read: Readings) => read.some('pending');
    const asked = new Set<string>();
    const answers: Kept['answers'][number][] = [];
    const note = (question: Question) => void answers.push({ question, answer: answerOf(question, start) });
    const asking: Start = {
      ...start,
      initialization: () => (note('initialization'), start.initialization?.()),
      isAtLeast: (name, version) => (note({ name, version }), start.isAtLeast?.(name, version) ?? 'unknown'),
    };
    const { value: paths, read } = files.record((read) => {
      const complete = this.explore(view, asking, true, () => pending(read), asked);
      return complete.length > 0 || pending(read) ? complete : this.explore(view, asking, false, () => pending(read), asked);
    });
    read.noteImports(effectOf);
    return { key, read, paths, application: start.application?.(), asked, answers, variables: start.variables ?? NONE };
  }

  private explore(view: ProjectView, start: Start, followsRequests: boolean, pending: () => boolean, asked: Set<string>): readonly Path[] {
    return explore((decisions) => {
      const m = new Machine(view, decisions);
      m.followsRequests = followsRequests;
      // Only a reloader sets them, for its child.
      for (const { variable } of Object.values(RELOADERS)) m.environment.set(variable, UNSET);
      if (start.initialization) m.initialization = start.initialization;
      if (start.isAtLeast) m.isAtLeast = start.isAtLeast;
      start.begin(m);
      try {
        start.run(m);
      } catch (error) {
        // The process would stop here; what happened until then stays.
        if (!(error instanceof Raised)) throw error;
      } finally {
        for (const name of m.environmentReads) asked.add(name);
      }
      return m.steps;
    }, pending);
  }
}

/** Is it known how gunicorn is started in this project? A configuration is then what its launches make of it. */
function isLaunched(configuration: Uri, { root }: DjangoProject, launched: readonly Boot[]): boolean {
  const own = launched.filter((boot) => boot.kind === 'gunicorn' && boot.root === root && boot.paths.length > 0);
  return own.some(({ entry }) => entry === configuration);
}

/** Of several launches with one name the second is called `… 2`. */
function distinct(starts: readonly Start[]): Start[] {
  const counts = new Map<string, number>();
  return starts.map((start) => {
    const count = (counts.get(start.name!) ?? 0) + 1;
    counts.set(start.name!, count);
    const where = `${start.where ?? ''} ${count}`.trim();
    return count === 1 ? start : { ...start, where, name: launchName(start.kind, start.name!.replace(/^\w+:/, '').replace(/ \([^]*\)$/, ''), where) };
  });
}
