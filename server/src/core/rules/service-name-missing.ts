// A launch file says where spans are sent, and nothing names the service that they belong to.
import { before, mayHave, type Boot, type Path } from '../boot/boot';
import { setBeside } from '../fix/launch/for-launch';
import { RELOADERS } from '../knowledge/runserver';
import { EXPORTS, mayName, SERVICE_NAME } from '../knowledge/service-name';
import { agentOf } from '../knowledge/wrappers';
import type { LaunchKind, Place } from '../launch/started/types';
import type { DjangoProject } from '../project/django-projects';
import type { ProjectLaunch } from '../project/launches';
import type { Fix, Message } from '../report';
import { exporterUnderWrapper, traceExporter } from './exporter-kinds';
import { isAutoInstrumented, LAUNCHER } from './launch-kinds';
import { mayBeOff, startsHere, tracedLaunches } from './launch-variables';
import type { Found, Project, Rule } from './rule';
import { serviceNames } from './service-names';

interface Nameless extends Found {
  readonly django: DjangoProject;
  /** All that the variable is given to. */
  readonly launches: readonly ProjectLaunch[];
  /** The variable beside which the name belongs. */
  readonly beside: string;
}

export const serviceNameMissing: Rule<Nameless> = {
  id: 'service-name-missing',
  severity: 'information',
  summary: 'A launch file says where spans are sent, and nothing names the service that they belong to.',
  find: (project) => project.projects.flatMap((django) => inFiles(project, django)),
  say,
  fixes: ({ django, launches, beside, at }, project): Fix[] => {
    // A file of variables gives all of them one name.
    const shared = 'file' in at && launches.every(({ file }) => file !== at.file) ? launches.slice(0, 1) : launches;
    const names = serviceNames(django, shared);
    const edits = shared.map((launch, i) => setBeside(project, launch, beside, SERVICE_NAME.variable, names[i]!));
    if (edits.includes(undefined)) return [];
    return [{ title: `Set ${SERVICE_NAME.variable} to ${[...new Set(names)].join(' and ')}`, safety: 'review', edits: edits.flatMap((own) => own!) }];
  },
};

/** One finding for each file in which such variables stand. */
function inFiles(project: Project, django: DjangoProject): Nameless[] {
  const files = new Map<string, { readonly at: Place; readonly beside: string; readonly launches: ProjectLaunch[] }>();
  for (const launch of tracedLaunches(project, django.root).filter((one) => isProduction(one) && isUnnamed(one) && !mayBeOff(one) && exports(project, one))) {
    const beside = launch.variables.names().find((name) => EXPORTS.test(name));
    const variable = beside === undefined ? 'unset' : launch.variables.get(beside);
    if (beside === undefined || typeof variable !== 'object') continue;
    const known = files.get(variable.at.file);
    files.set(variable.at.file, { at: known?.at ?? variable.at, beside: known?.beside ?? beside, launches: [...(known?.launches ?? []), launch] });
  }
  return [...files.values()].map(({ at, beside, launches }): Nameless => ({
    at: { file: at.file, start: at.start, end: at.end }, severity: 'information', boots: [], related: launches.slice(0, 3).map(startsHere), django, launches, beside,
  }));
}

/** Kinds of launches that a person starts to work on the project. */
const BY_HAND: readonly LaunchKind[] = ['editor', 'test', 'task'];

/** Not a server for development. */
function isProduction({ kind, target, wrappers, injected }: ProjectLaunch): boolean {
  const command = target?.kind === 'management' ? target.command : undefined;
  // The operator of Kubernetes names the service after the deployment, and a vendor's agent in ways of its own.
  return !BY_HAND.includes(kind) && !injected && (command === undefined || !RELOADERS[command]) && !wrappers.some(({ name }) => agentOf(name) !== undefined && name !== LAUNCHER);
}

/** No variable of the launch may name it, also not one that the server sets later. */
function isUnnamed({ variables, lateVariables }: ProjectLaunch): boolean {
  return [variables, lateVariables].every((environment) => SERVICE_NAME.variables.every((name) => {
    const variable = environment.get(name);
    return variable === 'unset' || (variable !== 'unknown' && !mayName(name, variable.value));
  }));
}

/** Spans leave it by OTLP, and no code gives them a name, on any path. */
function exports(project: Project, launch: ProjectLaunch): boolean {
  const boots = project.boots.filter((boot) => boot.launch === launch);
  if (boots.length === 0 || boots.some(({ paths }) => paths.length === 0)) return false;
  if (isAutoInstrumented(launch)) return exporterUnderWrapper(project, launch) !== undefined && boots.every(({ paths }) => !paths.some(({ steps }) => mayHave(steps, 'provider-installed')));
  return boots.every((boot: Boot) => boot.paths.every(leavesNameless));
}

function leavesNameless(path: Path): boolean {
  const providers = path.steps.filter(({ event }) => event.kind === 'provider-installed');
  const isOpen = path.steps.some(({ event }) => event.kind === 'environment-loaded') || mayHave(path.steps, 'provider-installed');
  if (isOpen || providers.length === 0 || !path.steps.some(({ event }) => traceExporter(event) !== undefined)) return false;
  return providers.every((step) => step.event.kind === 'provider-installed' && step.event.nameless === true && !mayHave(before(path, step), 'settings-named'));
}

function say({ launches, beside }: Nameless): Message {
  const [first] = launches as [ProjectLaunch];
  const program = first.server === 'uwsgi' ? 'uwsgi' : 'python';
  return {
    what: 'Spans are sent from here, and nothing names the service that they belong to.',
    why: `They do arrive, as those of \`unknown_service:${program}\`, together with the spans of every other process without a name.`,
    todo: `Set \`${SERVICE_NAME.variable}\` beside \`${beside}\`.`,
  };
}
