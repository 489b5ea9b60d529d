// `uwsgidecorators` is imported where it cannot be: outside uWSGI, or in a uWSGI without a master.
import type { Boot } from '../boot/boot';
import type { BootEvent, BootStep } from '../boot/events';
import { guardPostfork, guardRegistration } from '../fix/guard-postfork';
import { addOptionForLaunch } from '../fix/launch/for-launch';
import { MODULE_ITEM } from '../python/facts';
import type { Fix, Message, Severity } from '../report';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';

interface Unguarded extends FoundStatement {
  readonly because: 'outside uwsgi' | 'no master';
  readonly module: string;
  readonly command: boolean;
}

export const uwsgidecoratorsUnguarded: Rule<Unguarded> = {
  id: 'uwsgidecorators-unguarded',
  severity: 'error',
  summary: 'A module that only uWSGI has is imported by what another server, or a uWSGI without a master, starts.',
  find: (project) => holdingEverywhere(project, ['import-failed'], () => true, ({ step }) => step.chain.at(-1)!).map(describe),
  say,
  fixes,
};

/** Launches that people make while they work on it. */
const BY_HAND = /^(task|test|editor)$/;

type Failed = Extract<BootEvent, { kind: 'import-failed' }>;

const failure = ({ event }: BootStep): Failed => event as Failed;

function describe(occurrences: Occurrence[]): Unguarded {
  const boots = bootsOf(occurrences);
  const { module, because } = failure(occurrences[0]!.step);
  const command = boots.every(({ kind }) => kind === 'manage' || kind === 'command');
  // Production may well be uWSGI where only manage.py fails; a service that a launch file starts never comes up.
  const deployed = boots.some(({ kind, launch }) => kind === 'manage' && launch !== undefined && !BY_HAND.test(launch.kind));
  const severity: Severity = command && !deployed ? 'warning' : 'error';
  return { at: occurrences[0]!.step.chain.at(-1)!, severity, boots, related: [], because, module, command };
}

function say({ because, module, command }: Unguarded): Message {
  if (because === 'no master') {
    return {
      what: `\`${module}\` is imported in a uWSGI that has no master.`,
      why: '`Exception: you have to enable the uWSGI master process to use this module`: the application is not loaded, and no request is answered.',
      todo: 'Start uWSGI with `master = true`.',
    };
  }
  return {
    what: `\`${module}\` exists only inside uWSGI, and ${command ? 'manage.py runserver' : 'another server'} imports it here.`,
    why: "`ModuleNotFoundError: No module named 'uwsgi'`: nothing starts.",
    todo: 'Import it in a `try` that catches ImportError, and set up at once where it is not there.',
  };
}

/** The function that the decorator registers, or a call of it, is registered under uWSGI and called elsewhere. */
function fixes({ at, because, boots }: Unguarded, project: Project): Fix[] {
  const { files } = project;
  if (because === 'no master') return withMaster(boots, project);
  if (at.item !== MODULE_ITEM) return [];
  const decorated = files.facts(at.file)!.module.body.filter((statement) => statement.kind === 'define' && statement.decorators.some((decorator) => decorator.kind === 'name' && decorator.id === 'postfork'));
  const [only, ...more] = decorated;
  if (more.length > 0) return [];
  const edits = only?.kind === 'define' ? guardPostfork(files, at.file, only.item) : guardRegistration(files, at.file);
  return edits.length > 0 ? [{ title: 'Register it under uWSGI, and call it under other servers', safety: 'review', edits }] : [];
}

/** One edit for every launch that lacks it. */
function withMaster(boots: readonly Boot[], project: Project): Fix[] {
  const edits = boots.map(({ launch }) => launch && addOptionForLaunch(project, launch, 'master'));
  return edits.every((one) => one !== undefined) ? [{ title: 'Start uWSGI with a master', safety: 'review', edits: edits.flat() }] : [];
}
