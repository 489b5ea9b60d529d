// Runs the measurements and prints them; started by scripts/bench.mjs, which has built and installed everything.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { SERVER_FLAGS } from '../../client/src/server-flags';
import { timeInTurn } from './command';
import { largeEntrypoint, largeTree, SMALL_ENTRYPOINT, smallProject, write } from './inputs';
import { keystrokes } from './keystrokes';
import { readByCheck, readByServer } from './reads';
import { json, table } from './report';
import { Server, type Command } from './server';
import { median, percentile, type Row } from './statistics';

/** Starts of each server; pyright takes seconds for each. `node`: an empty server on Node, which no server on Node can be faster than. */
const STARTS = { firstspan: 7, ruff: 7, pyright: 2, node: 7 };
/** In how many of them, the last ones, everything is typed: a server is quicker and slower from start to start. */
const TYPED = { firstspan: 7, ruff: 7, pyright: 1, node: 7 };
const TREE_FILES = 50_000;

interface Programs {
  readonly dist: string;
  readonly ruff: string;
  readonly pyright: string;
}

const node = (...args: string[]): Command => ({ program: process.execPath, args });

/** Times in milliseconds, memory in MB. */
interface Measured {
  readonly coldStart: number[];
  /** From the start of the process to the diagnostics of a document that is opened as soon as the server takes one. */
  readonly first: number[];
  /** Of a document that is opened where the server has answered for another one. */
  readonly open: number[];
  readonly keys: number[];
  /** After typing. */
  readonly memory: number[];
}

const nothing = (): Measured => ({ coldStart: [], first: [], open: [], keys: [], memory: [] });

/** Every server is started several times, in turn. */
async function measureServers({ dist, ruff, pyright }: Programs, scratch: string): Promise<Row[]> {
  const text = largeEntrypoint();
  const files = smallProject(text);
  const folder = write(path.join(scratch, 'large'), files);
  const [small, large] = ['manage.py', path.join('shop', 'wsgi.py')].map((file) => path.join(folder, file)) as [string, string];
  const commands = { firstspan: node(...SERVER_FLAGS, path.join(dist, 'server.js'), '--stdio'), ruff: { program: ruff, args: ['server'] }, pyright: node(pyright, '--stdio'), node: node(path.join(dist, 'floor.js'), '--stdio') };
  const names = Object.keys(commands) as (keyof typeof commands)[];
  const measured: Record<keyof typeof commands, Measured> = { firstspan: nothing(), ruff: nothing(), pyright: nothing(), node: nothing() };
  for (let start = 1; start <= STARTS.ruff; start++) {
    for (const name of names.filter((one) => start <= STARTS[one])) {
      const own = measured[name];
      const fresh = await Server.start(commands[name], folder);
      own.coldStart.push(fresh.coldStart);
      own.first.push((await fresh.open(large, text)).sinceStart);
      await fresh.stop();
      const server = await Server.start(commands[name], folder);
      await server.open(small, files.get('manage.py')!);
      const { took, diagnostics } = await server.open(large, text);
      if (diagnostics === 0) throw new Error(`${name} finds nothing: the measurement would be about nothing.`);
      own.open.push(took);
      if (start > STARTS[name] - TYPED[name]) {
        own.keys.push(...(await server.type(keystrokes(text))));
        own.memory.push(server.memory());
      }
      await server.stop();
    }
  }
  const row = (what: string, pick: (one: (typeof measured)['ruff']) => number, rest: Partial<Row> = {}): Row =>
    ({ what, unit: 'ms', firstspan: pick(measured.firstspan), beside: { ruff: pick(measured.ruff), pyright: pick(measured.pyright), 'empty server': pick(measured.node) }, ...rest });
  return [
    row('keystroke to diagnostics, p50', ({ keys }) => median(keys), { aim: { factor: 1, of: 'ruff' } }),
    row('keystroke to diagnostics, p95', ({ keys }) => percentile(keys, 0.95), { aim: { factor: 1, of: 'ruff' } }),
    row('open to first diagnostics', ({ open }) => median(open), { aim: { factor: 3, of: 'ruff' } }),
    row('cold start', ({ coldStart }) => median(coldStart)),
    row('cold start to first diagnostics', ({ first }) => median(first)),
    row('memory after typing', ({ memory }) => median(memory), { unit: 'MB', aim: { factor: 90 } }),
  ];
}

function measureSmall({ dist, ruff }: Programs, scratch: string): Row {
  const folder = write(path.join(scratch, 'small'), smallProject(SMALL_ENTRYPOINT));
  const times = timeInTurn({ firstspan: node(path.join(dist, 'cli.js'), 'check'), node: node('-e', '0'), ruff: { program: ruff, args: ['check', '--no-cache', '--quiet'] } }, folder, 15);
  return { what: 'check of a small project', unit: 'ms', firstspan: median(times.firstspan), beside: { node: median(times.node), ruff: median(times.ruff) }, aim: { factor: 3, of: 'node' } };
}

/** @param folder with TREE_FILES files */
function measureTree({ dist, ruff }: Programs, folder: string): Row {
  const times = timeInTurn({ firstspan: node(path.join(dist, 'cli.js'), 'check'), ruff: { program: ruff, args: ['check', '--no-cache', '--quiet'] } }, folder, 3);
  return { what: `check of ${TREE_FILES} files`, unit: 'ms', firstspan: median(times.firstspan), beside: { ruff: median(times.ruff) }, aim: { factor: 1 / 20, of: 'ruff' } };
}

/** What is opened of the tree, beside what is opened of its Django project alone. */
async function measureReads({ dist }: Programs, folder: string, scratch: string): Promise<Row[]> {
  const alone = write(path.join(scratch, 'alone', 'backend'), smallProject(SMALL_ENTRYPOINT));
  const row = async (what: string, read: (top: string) => Promise<string[]>): Promise<Row> =>
    ({ what, unit: 'files', firstspan: (await read(folder)).length, beside: { 'project alone': (await read(path.dirname(alone))).length }, aim: { factor: 1, of: 'project alone' } });
  return [
    await row(`opened by check of ${TREE_FILES} files`, (top) => readByCheck(dist, top)),
    await row('opened by the server there', (top) => readByServer(dist, top, path.join(top, 'backend', 'shop', 'wsgi.py'))),
  ];
}

async function main([dist, ruff, pyright, ...rest]: readonly string[]): Promise<void> {
  const parts = rest.filter((one) => !one.startsWith('--'));
  const programs: Programs = { dist: dist!, ruff: ruff!, pyright: pyright! };
  const wanted = (part: string): boolean => parts.length === 0 || parts.includes(part);
  // Below the checkout the trees would be ignored by whoever respects .gitignore.
  const scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'firstspan-bench-')));
  try {
    const rows: Row[] = [];
    if (wanted('server')) rows.push(...(await measureServers(programs, scratch)));
    if (wanted('small')) rows.push(measureSmall(programs, scratch));
    if (wanted('tree') || wanted('reads')) {
      const tree = largeTree(path.join(scratch, 'tree'), TREE_FILES);
      if (wanted('tree')) rows.push(measureTree(programs, tree));
      if (wanted('reads')) rows.push(...(await measureReads(programs, tree, scratch)));
    }
    console.log(rest.includes('--json') ? json(rows) : table(rows));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

void main(process.argv.slice(2));
