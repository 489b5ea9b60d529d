// opentelemetry-instrument, in a version that Python processes which the program starts do not inherit, in front of a server that starts one.
import { mayHave } from '../boot/boot';
import type { Boot, Path } from '../boot/boot';
import type { BootStep } from '../boot/events';
import { INHERITED } from '../knowledge/auto-instrumentation';
import type { Message } from '../report';
import type { Found, Project, Rule } from './rule';
import { byPlace } from './same-place';

interface Dropped extends Found {
  readonly reloader: boolean;
}

export const reloaderDropsInstrumentation: Rule<Dropped> = {
  id: 'reloader-drops-instrumentation',
  severity: 'error',
  summary: '`opentelemetry-instrument` below 0.63b0 starts a server that serves in a new process: nothing is instrumented there.',
  find: ({ boots }: Project) => byPlace(boots.filter(({ claimed, paths }) => claimed && paths.length > 0 && paths.every(isDropped)).map(describe)),
  say: ({ reloader }): Message => ({
    what: `\`opentelemetry-instrument\` instruments the first process only, and ${reloader ? 'the reloader' : 'the server'} starts another one that serves.`,
    why: `Before ${INHERITED.since} of \`${INHERITED.package}\` it takes itself off PYTHONPATH: runserver with its reloader, uvicorn with \`--workers\` or \`--reload\` and hypercorn gave 0 spans of 4, without a word.`,
    todo: `Install \`${INHERITED.package}\` ${INHERITED.since} or newer with the matching packages${reloader ? ', or start runserver with `--noreload`' : ''}.`,
  }),
  fixes: () => [],
};

/** Instrumented by a launch before the last process is started, and not in that, which builds the application. */
function isDropped({ steps }: Path): boolean {
  const spawned = steps.findLastIndex(({ event }) => event.kind === 'spawned');
  const served = steps.slice(spawned + 1);
  return spawned >= 0 && steps.slice(0, spawned).some(isWrapped) && served.some(({ event }) => event.kind === 'application-built') && !served.some(({ event }) => event.kind === 'instrumented' || event.kind === 'application-wrapped') && !mayHave(served, 'instrumented');
}

const isWrapped = ({ event, place }: BootStep): boolean => event.kind === 'instrumented' && place !== undefined;

function describe(boot: Boot): Dropped {
  const { place } = boot.paths[0]!.steps.find(isWrapped)!;
  const reloader = boot.kind === 'manage';
  return { at: place!, severity: reloader ? 'warning' : 'error', boots: [boot], related: [], reloader };
}
