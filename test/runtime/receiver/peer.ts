// The processes of a run, and which of them is behind a connection, as Linux tells: the port leads to a socket, the socket to its owner.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The variable by which the processes of a run are known, whatever sessions and groups they make for themselves. */
export const MARK = 'FIRSTSPAN_RUN';

/** Processes that were started with `FIRSTSPAN_RUN=<mark>`; zombies are not among them. Empty where the system has no /proc. */
export function processesOf(mark: string): number[] {
  const wanted = `\0${MARK}=${mark}\0`;
  return list('/proc').filter((name) => /^\d+$/.test(name) && `\0${read(`/proc/${name}/environ`)}\0`.includes(wanted)).map(Number);
}

/**
 * @param port of the other side of a connection
 * @returns the process of the run that holds it, or 0 where it has ended
 */
export function processOf(port: number, mark: string): number {
  const inode = socketOf(port);
  if (!inode) return 0;
  return processesOf(mark).find((pid) => holds(pid, inode)) ?? 0;
}

function socketOf(port: number): string | undefined {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const line of ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => read(file).split('\n'))) {
    const fields = line.trim().split(/\s+/);
    if (fields[1]?.endsWith(wanted) && fields[9] !== '0') return fields[9];
  }
  return undefined;
}

function holds(pid: number, inode: string): boolean {
  return list(`/proc/${pid}/fd`).some((name) => link(`/proc/${pid}/fd/${name}`) === `socket:[${inode}]`);
}

const list = (folder: string): string[] => attempt(() => readdirSync(folder), []);
const read = (file: string): string => attempt(() => readFileSync(file, 'utf8'), '');
const link = (file: string): string => attempt(() => readlinkSync(file), '');

/** Processes end while they are looked at. */
function attempt<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
