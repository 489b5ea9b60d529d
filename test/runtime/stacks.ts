// The versions of a stack, as its Python environment says.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { StackRecord } from './observed';
import type { Stack } from './processes';

/** Packages whose versions are recorded: what a result may depend on. */
const TOLD = /^(django|opentelemetry-.*|gunicorn|uwsgi|uvicorn|uvicorn-worker|daphne|hypercorn|granian|waitress|gevent|celery|channels|grpcio|protobuf|requests|django-environ|django-configurations|django-extensions|logfire|sentry-sdk|uptrace|splunk-opentelemetry|elastic-opentelemetry|azure-monitor-opentelemetry|mod-wsgi-standalone|mod-wsgi-httpd)$/i;

/** @throws when the environment is broken: `pip check` was clean when it was made */
export function stackRecord({ id, programs }: Stack): StackRecord {
  const lock = readFileSync(path.join(__dirname, 'stacks', `${id}.txt`));
  const program = 'import json, platform; from importlib.metadata import distributions; print(json.dumps([platform.python_version(), {d.name: d.version for d in distributions()}]))';
  const { stdout, stderr } = spawnSync(path.join(programs, 'python'), ['-c', program], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  const [python, packages] = JSON.parse(stdout) as [string, Record<string, string>];
  const told = Object.entries(packages).map(([name, version]): [string, string] => [name.toLowerCase().replaceAll('_', '-'), version]).filter(([name]) => TOLD.test(name));
  return { lock: createHash('sha256').update(lock).digest('hex').slice(0, 12), python, packages: Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1))) };
}
