// Which files of a tree First Span opens: they have to be those of its Django projects, however large the tree is.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { SMALL_ENTRYPOINT } from './inputs';
import { Server } from './server';

const COUNTER = path.join(__dirname, 'count-reads.cjs');

/** What `check` opens below a folder. @param dist where First Span is built @returns paths relative to the folder */
export function readByCheck(dist: string, folder: string): Promise<string[]> {
  return counted(folder, async (node, env) => {
    const { status, stderr } = spawnSync(process.execPath, [...node, path.join(dist, 'cli.js'), 'check'], { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' });
    if (status !== 1) throw new Error(`check ended with ${status}: ${stderr}`);
  });
}

/** What the language server opens below a folder until it has checked one open document. @param document absolute path */
export function readByServer(dist: string, folder: string, document: string): Promise<string[]> {
  return counted(folder, async (node, env) => {
    const server = await Server.start({ program: process.execPath, args: [...node, path.join(dist, 'server.js'), '--stdio'], env }, folder);
    await server.open(document, SMALL_ENTRYPOINT);
    await server.stop();
  });
}

async function counted(folder: string, run: (node: readonly string[], env: Readonly<Record<string, string>>) => Promise<void>): Promise<string[]> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'firstspan-reads-'));
  try {
    const to = path.join(scratch, 'reads.json');
    await run(['--require', COUNTER], { READS_BELOW: folder, READS_TO: to });
    return JSON.parse(readFileSync(to, 'utf8')) as string[];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
