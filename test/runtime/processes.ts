// Starts the first process of a run in a session of its own, and ends everything that it left.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { MARK, processesOf } from './receiver/peer';
import { until } from './wait';

export interface Stack {
  readonly id: string;
  /** Folder of the virtual environment's programs. */
  readonly programs: string;
  /** The stack that has what is left out or too old here: what a fix writes into the requirements is installed there. */
  readonly completed?: string;
  /** Its server refuses to be root. */
  readonly unprivileged?: boolean;
}

export interface Started {
  readonly child: ChildProcess;
  ended(): boolean;
}

/** Variables of this process that would have a say in a run. */
const DROPPED = /^(OTEL|DJANGO|PYTHON|GUNICORN|UVICORN|GRANIAN|WEB_CONCURRENCY|RUN_MAIN|VIRTUAL_ENV|PIP|npm_|NODE_)|_proxy$|_PROXY$/;

/**
 * @param command for bash, which replaces itself by the last program, so that a signal reaches the server
 * @param variables beside what the machine gives
 * @param mark by which its processes are known @param log file that gets its output
 */
export function start(command: string, folder: string, { programs, unprivileged }: Stack, variables: Readonly<Record<string, string>>, mark: string, log: string): Started {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !DROPPED.test(name)));
  const env = { ...kept, HOME: folder, XDG_RUNTIME_DIR: folder, PYTHONUNBUFFERED: '1', ...variables, [MARK]: mark, PATH: `${programs}:${kept['PATH'] ?? ''}` };
  const output = openSync(log, 'w');
  const shell = unprivileged && process.getuid?.() === 0 ? [...AS_NOBODY, 'bash'] : ['bash'];
  const child = spawn(shell[0]!, [...shell.slice(1), '-c', command], { cwd: folder, env, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  return { child, ended: () => child.exitCode !== null || child.signalCode !== null };
}

/** Another user, who may still read the files of root's Python and write into the folder. */
const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];

/** What a container's stop does: SIGTERM to the first process only, of each command; or to all, as systemd does. @param mark of the run @returns seconds until the last process had ended, at most `patience` */
export async function stop(all: readonly Started[], mark: string, patience: number, every = false): Promise<number> {
  const began = performance.now();
  for (const pid of every ? processesOf(mark) : all.map(({ child }) => child.pid!)) send(pid, 'SIGTERM');
  await until(() => all.every(({ ended }) => ended()) && processesOf(mark).length === 0, patience * 1000);
  return (performance.now() - began) / 1000;
}

/** Ends what is left, also what left the session. */
export async function endAll(all: readonly Started[], mark: string): Promise<void> {
  await until(() => {
    for (const pid of processesOf(mark)) send(pid, 'SIGKILL');
    return all.every(({ ended }) => ended()) && processesOf(mark).length === 0;
  }, 10_000);
}

export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}
