// Runs the built command line as a person does, in folders made for one test.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { TestContext } from 'node:test';

export const ROOT = path.join(__dirname, '../..');
export const CLI = path.join(ROOT, 'dist/cli.js');

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Run as this user instead of the one that runs the tests. */
  readonly uid?: number;
  /** Another copy of the command line. */
  readonly program?: string;
}

/** Runs `firstspan` without a terminal and without colours of the surroundings. */
export function firstspan(args: readonly string[], { cwd = ROOT, env = {}, input = '', uid, program = CLI }: RunOptions = {}): Promise<Outcome> {
  const { FORCE_COLOR: _force, NO_COLOR: _no, NODE_OPTIONS: _options, ...inherited } = process.env;
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...inherited, ...env }, ...(uid !== undefined && { uid, gid: uid }) });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve({ code, out, err })));
}

/** An empty folder that is removed after the test. */
export function folder(t: TestContext): string {
  const made = realpathSync(mkdtempSync(path.join(tmpdir(), 'firstspan-cli-')));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Writes texts below a folder. @returns the folder. */
export function write(top: string, files: Readonly<Record<string, string | Buffer>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
    writeFileSync(path.join(top, name), text);
  }
  return top;
}

export function read(...parts: string[]): string {
  return readFileSync(path.join(...parts), 'utf8');
}

/** A copy of the sample projects. */
export function samples(t: TestContext): string {
  const copy = folder(t);
  cpSync(path.join(ROOT, 'examples'), copy, { recursive: true });
  return copy;
}

export const SETTINGS = 'MIDDLEWARE = []\n';

/** A provider, so that the order is all that is wrong. */
export const PROVIDER = `from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(ConsoleSpanExporter()))
trace.set_tracer_provider(provider)
`;

/** asgi.py that instruments too late: one error, one safe fix. */
export const LATE = `import os

from django.core.asgi import get_asgi_application
from opentelemetry.instrumentation.django import DjangoInstrumentor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "proj.settings")

application = get_asgi_application()
DjangoInstrumentor().instrument()
`;

/** The same file as its safe fix leaves it. */
export const MENDED = LATE.replace('application = get_asgi_application()\nDjangoInstrumentor().instrument()\n', 'DjangoInstrumentor().instrument()\napplication = get_asgi_application()\n');

/** A project whose asgi.py has this text. */
export function project(asgi: string | Buffer = LATE): Record<string, string | Buffer> {
  return { 'manage.py': MANAGE, 'proj/__init__.py': PROVIDER, 'proj/settings.py': SETTINGS, 'proj/asgi.py': asgi };
}

const MANAGE = `import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "proj.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
`;
