// `manage.py … --settings=x`, where manage.py evaluates its own settings before Django reads the command line.
import { before, type Boot } from '../boot/boot';
import { SETTINGS_VARIABLE } from '../boot/environment';
import { setForLaunch } from '../fix/launch/for-launch';
import type { Option } from '../launch/types';
import type { ProjectLaunch } from '../project/launches';
import type { Fix } from '../report';
import type { Frame } from '../boot/events';
import type { Span } from '../text/span';
import { sameStatement } from './occurrences';
import type { Found, Project, Rule } from './rule';

interface Ignored extends Found {
  readonly launch: ProjectLaunch;
  /** What the option names. */
  readonly wanted: string;
  /** What is used. */
  readonly used: string;
}

export const settingsFlagIgnored: Rule<Ignored> = {
  id: 'settings-flag-ignored',
  severity: 'warning',
  summary: 'manage.py evaluates settings before `--settings` is read: the option has no effect.',
  find: (project) => project.launches.flatMap((launch) => ignored(launch, project)),
  say: ({ wanted, used }) => ({
    what: `\`--settings=${wanted}\` has no effect: manage.py has evaluated \`${used}\` by then.`,
    why: 'instrument() reads the settings, and Django reads the command line later: the command ran with the settings that manage.py names, and nothing was logged.',
    todo: `Name them in the environment of the command, \`${SETTINGS_VARIABLE}=${wanted}\`, which manage.py leaves as it is; or instrument Django in an AppConfig or in the application module.`,
  }),
  fixes: ({ launch, wanted }, project): Fix[] => {
    const edits = setForLaunch(project, launch, SETTINGS_VARIABLE, wanted);
    return edits ? [{ title: `Set ${SETTINGS_VARIABLE}=${wanted} for ${launch.where}`, safety: 'review', edits }] : [];
  },
};

function ignored(launch: ProjectLaunch, { boots }: Project): Ignored[] {
  const option = launch.options.findLast(({ name }) => name === 'settings');
  if (launch.entry?.kind !== 'manage' || typeof option?.value !== 'string' || launch.variables.get(SETTINGS_VARIABLE) !== 'unset') return [];
  // manage.py does the same for every command until Django reads its arguments: as a person starts it, without a launch.
  const boot = boots.find(({ kind, entry, launch: own }) => kind === 'manage' && entry === launch.entry!.file && !own);
  const early = boot && evaluatedEarly(boot);
  const started = boots.filter((one) => one.launch === launch);
  if (!early || early.module === option.value || started.some(isStartedAnew)) return [];
  return [{ at: placeOf(option, launch), severity: 'warning', boots: started, related: [{ at: early.at, message: 'The settings are read here.' }], launch, wanted: option.value, used: early.module }];
}

/** Django sets the variable when it reads the option: a process that it starts then, as its reloader does, has it from the start. */
const isStartedAnew = ({ paths }: Boot): boolean => paths.length === 0 || paths.some(({ steps }) => steps.some(({ event }) => event.kind === 'spawned'));

/** The settings module that every path evaluates before the command runs, and nothing unread may have named another one. */
function evaluatedEarly({ paths }: Boot): { readonly module: string; readonly at: Frame } | undefined {
  const found = paths.map((path) => {
    const command = path.steps.find(({ event }) => event.kind === 'command-ran');
    // The command evaluates them itself, once it has read its arguments.
    const step = command && before(path, command).find(({ event, chain }) => event.kind === 'settings-evaluated' && !chain.some((frame) => command.chain.length > 0 && sameStatement(frame, command.chain.at(-1)!)));
    const at = step?.chain.at(-1);
    return step?.event.kind === 'settings-evaluated' && step.event.module !== undefined && !step.event.empty && at ? { module: step.event.module, at } : undefined;
  });
  return found.length > 0 && found.every((one) => one !== undefined && one.module === found[0]?.module) ? found[0] : undefined;
}

function placeOf({ at }: Option, { file }: ProjectLaunch): Span {
  return { file: at.file ?? file, start: at.start, end: at.end };
}
