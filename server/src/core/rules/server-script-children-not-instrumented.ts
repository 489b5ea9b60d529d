// A script sets tracing up in its block of `__main__` and serves with workers or a reloader: the processes that serve never run that block.
import { mayHave } from '../boot/boot';
import type { Boot, Path } from '../boot/boot';
import type { BootStep } from '../boot/events';
import { calledIn, callBefore } from '../fix/call-before';
import { MODULE_ITEM } from '../python/facts';
import type { Fix, Message } from '../report';
import { basename } from '../text/uri';
import type { FoundStatement, Project, Rule } from './rule';
import { byPlace } from './same-place';

export const serverScriptChildrenNotInstrumented: Rule<FoundStatement> = {
  id: 'server-script-children-not-instrumented',
  severity: 'error',
  summary: 'A script instruments Django in its own process, and `uvicorn.run()` with workers or reload serves in others.',
  find: ({ boots }: Project) => byPlace(boots.filter(({ claimed, paths }) => claimed && paths.length > 0 && paths.every(isAlone)).map(describe)),
  say: (): Message => ({
    what: 'Django is instrumented in this process, and another one serves.',
    why: '`uvicorn.run()` with `workers` or `reload` starts new processes, which import the application and run nothing of `if __name__ == "__main__"`: requests were answered with 200, and 0 spans arrived.',
    todo: 'Set tracing up in the module of the application, before it is built.',
  }),
  fixes,
};

function isAlone({ steps }: Path): boolean {
  const spawned = steps.findLastIndex(({ event }) => event.kind === 'spawned');
  const served = steps.slice(spawned + 1);
  return spawned >= 0 && steps.slice(0, spawned).some(isOwn) && served.some(({ event }) => event.kind === 'application-built') && !served.some(({ event }) => event.kind === 'instrumented' || event.kind === 'application-wrapped') && !mayHave(served, 'instrumented');
}

/** By code of the program, and not for the environment of the child to tell. */
const isOwn = ({ event, chain, process }: BootStep): boolean => event.kind === 'instrumented' && chain.length > 0 && process !== 'reloader';

function describe(boot: Boot): FoundStatement {
  return { at: boot.paths[0]!.steps.find(isOwn)!.chain[0]!, severity: 'error', boots: [boot], related: [] };
}

/** The function that the script calls, in the module that the other processes import. */
function fixes({ boots }: FoundStatement, { files, projects }: Project): Fix[] {
  const { steps } = boots[0]!.paths[0]!;
  const called = calledIn(steps.find(isOwn)!.chain);
  const application = steps.findLast(({ event }) => event.kind === 'application-built')!.chain.find(({ item }) => item === MODULE_ITEM);
  const edits = called && application && callBefore(files, projects.flatMap(({ importRoots }) => importRoots), application, called);
  return edits ? [{ title: `Call ${called.item}() in ${basename(application.file)}, before the application`, safety: 'review', edits }] : [];
}
