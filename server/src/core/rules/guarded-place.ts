// Where a set-up stands below a condition that asks the environment, and set-ups that wait for a variable that only a reloader gives its child.
import { mayHave, type Boot, type Path } from '../boot/boot';
import type { BootStep, Frame } from '../boot/events';
import { locate, statementOf, type Located } from '../fix/locate';
import { RELOADER } from '../knowledge/runserver';
import type { Files } from '../project/view';
import type { Stmt } from '../python/facts';
import { expressionsOf } from '../python/walk';
import type { Project } from './rule';

export interface GuardedPlace {
  readonly at: Frame;
  /** The `if` that asks for the variable; undefined: it is written in another way. */
  readonly guard: Located | undefined;
}

/** The statement below the guard; without one the statement that leads to the set-up. */
export function placeOf(files: Files, chain: readonly Frame[]): GuardedPlace {
  for (const at of chain) {
    const place = locate(files, at);
    for (let outer = place?.outer; outer; outer = outer.outer) if (asksEnvironment(statementOf(outer))) return { at, guard: outer };
  }
  return { at: chain[0]!, guard: undefined };
}

const asksEnvironment = (statement: Stmt): boolean => statement.kind === 'if' && expressionsOf({ kind: 'expression', at: statement.at, value: statement.test }).some((expr) => (expr.kind === 'attribute' && /^(environ|getenv)$/.test(expr.name)) || (expr.kind === 'name' && /^(environ|getenv)$/.test(expr.id)));

const INSTRUMENTS = /^(instrumented|application-wrapped|middleware-listed)$/;

/** It answers requests, and nothing instruments Django. */
const isUntraced = ({ steps }: Path): boolean => steps.some(({ event }) => event.kind === 'application-built') && steps.some(({ event }) => event.kind === 'serving') && !steps.some(({ event }) => INSTRUMENTS.test(event.kind)) && !mayHave(steps, 'instrumented');

/** A launch of a server without the reloader, and a set-up in the same files that runs in the reloader's child alone. */
export interface WaitingSetUp {
  readonly boot: Boot;
  readonly step: BootStep;
}

export function waitingSetUps({ boots, files }: Project): WaitingSetUp[] {
  return boots.flatMap((boot) => {
    const { launch, paths } = boot;
    if (!launch || /^(test|editor)$/.test(launch.kind) || !boot.claimed || paths.length === 0 || launch.variables.get(RELOADER.variable) !== 'unset' || !paths.every(isUntraced)) return [];
    if (paths.some(({ steps }) => steps.some(({ event }) => event.kind === 'spawned'))) return [];
    const own = [boot.entry, boot.application];
    const steps = boots.filter((other) => other.kind === 'manage' && other.root === boot.root).flatMap(inChild);
    const step = steps.find(({ chain }) => chain.length > 0 && own.includes(chain[0]!.file) && chain.some(({ file }) => files.text(file)?.includes(RELOADER.variable)));
    return step ? [{ boot, step }] : [];
  });
}

/** What instruments Django in the child of a reloader, and not before. */
function inChild({ paths }: Boot): BootStep[] {
  return paths.flatMap(({ steps }) => {
    const spawned = steps.findIndex(({ event }) => event.kind === 'spawned');
    const is = ({ event }: BootStep): boolean => event.kind === 'instrumented';
    return spawned < 0 || steps.slice(0, spawned).some(is) ? [] : steps.slice(spawned).filter(is);
  });
}
