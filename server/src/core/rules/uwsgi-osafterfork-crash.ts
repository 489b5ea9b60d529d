// uWSGI with `py-call-osafterfork` on Python 3.13 or newer: every worker dies as it is forked.
import { isAtLeast } from '../dependencies/versions';
import { AFTER_FORK } from '../knowledge/uwsgi';
import type { ProjectLaunch } from '../project/launches';
import type { Fix, Message } from '../report';
import type { Found, Project, Rule } from './rule';

interface Crash extends Found {
  readonly launch: ProjectLaunch;
  readonly option: ProjectLaunch['options'][number];
}

export const uwsgiOsafterforkCrash: Rule<Crash> = {
  id: 'uwsgi-osafterfork-crash',
  severity: 'error',
  summary: '`py-call-osafterfork` makes the workers of uWSGI die on Python 3.13 and newer.',
  find: (project) => project.launches.filter(({ server, root }) => server === 'uwsgi' && isAtLeast(project.dependencies(root).python, `${AFTER_FORK.crashesSince}.dev0`) === 'yes').flatMap((launch) => crashOf(launch, project)),
  say: (): Message => ({
    what: `\`${AFTER_FORK.option}\` makes every worker die on Python ${AFTER_FORK.crashesSince} and newer.`,
    why: '`Fatal Python error: _PyRecursiveMutex_Unlock: unlocking mutex that is not locked`, again and again: no request is answered (run on 3.13.0 with uWSGI 2.0.31; 3.12.1 works).',
    todo: `Use \`${AFTER_FORK.instead}\`, with which metrics are exported as well.`,
  }),
  fixes,
};

function crashOf(launch: ProjectLaunch, { boots }: Project): Crash[] {
  const option = launch.options.findLast(({ name }) => name === AFTER_FORK.option);
  if (option?.value !== true) return [];
  return [{ at: { ...option.at, file: option.at.file ?? launch.file }, severity: 'error', boots: boots.filter((boot) => boot.launch === launch), related: [], launch, option }];
}

/** The name of the option is replaced where it stands. */
function fixes({ at, launch, option }: Crash, { files }: Project): Fix[] {
  const file = 'file' in at ? at.file : launch.file;
  const text = files.text(file)?.slice(option.at.start, option.at.end) ?? '';
  const index = text.indexOf(AFTER_FORK.option);
  if (index < 0 || text.indexOf(AFTER_FORK.option, index + 1) >= 0) return [];
  const start = option.at.start + index;
  return [{ title: `Use ${AFTER_FORK.instead}`, safety: 'safe', edits: [{ file, start, end: start + AFTER_FORK.option.length, text: AFTER_FORK.instead }] }];
}
