// Measures whole runs of programs, in turn, so that a machine that is busy for a while is busy for all of them.
import { spawnSync } from 'node:child_process';
import type { Command } from './server';

/**
 * @param runs counted runs of each command, after one that is not counted. @returns the wall times of each command, in milliseconds
 * @throws when a command cannot be started or ends with a code above 1 (linters end with 1 when they find something)
 */
export function timeInTurn<K extends string>(commands: Readonly<Record<K, Command>>, folder: string, runs: number): Record<K, number[]> {
  const names = Object.keys(commands) as K[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let run = 0; run <= runs; run++) {
    for (const name of names) {
      const took = timeOne(commands[name], folder);
      if (run > 0) times[name].push(took);
    }
  }
  return times;
}

function timeOne({ program, args }: Command, folder: string): number {
  const began = performance.now();
  const { status, error, stderr } = spawnSync(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  const took = performance.now() - began;
  if (error || status === null || status > 1) throw new Error(`${program} ${args.join(' ')} ended with ${status ?? error?.message}: ${stderr}`);
  return took;
}
