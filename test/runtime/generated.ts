// scenarios/generated.md: what Generate tracing.py makes of a fresh project, under every server.
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Exporter } from '../../server/src/core/generate/types';
import { generated } from '../generate/harness';
import { sections } from './pages';

const FOLDER = path.join(__dirname, 'scenarios');
export const PAGE = path.join(FOLDER, 'generated.md');

/** The project of base.md that it is asked for. */
const BASE = 'startproject';

const read = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');

interface Made {
  readonly name: string;
  readonly exporter: Exporter;
  /** Lines of the case, see pages.ts. */
  readonly words: readonly string[];
}

/** Servers of servers.md by their names. */
const servers = (which: RegExp): string => sections(read('servers.md')).slice(1).map(({ name }) => name).filter((name) => which.test(name)).join(', ');
/** Apache has a stack of its own. */
const APACHE = /^mod_wsgi/;
const OTHERS = /^(?!mod_wsgi)/;
const GRPC = 'Prefix: `OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$COLLECTOR_GRPC_PORT`';

const CASES: readonly Made[] = [
  { name: 'HTTP', exporter: 'otlp-http', words: ['Tail: yes'] },
  { name: 'gRPC', exporter: 'otlp-grpc', words: [GRPC] },
  { name: 'Console', exporter: 'console', words: ['Printed: yes'] },
  { name: 'HTTP, Apache', exporter: 'otlp-http', words: ['Stacks: mod-wsgi', `Servers: ${servers(APACHE)}`, 'Tail: yes'] },
  { name: 'gRPC, Apache', exporter: 'otlp-grpc', words: ['Stacks: mod-wsgi', `Servers: ${servers(APACHE)}`, GRPC] },
  { name: 'Console, Apache', exporter: 'console', words: ['Stacks: mod-wsgi', `Servers: ${servers(APACHE)}`, 'Printed: yes'] },
  { name: 'Behind opentelemetry-instrument', exporter: 'otlp-http', words: ['Prefix: `DJANGO_SETTINGS_MODULE=shop.settings opentelemetry-instrument`', 'Tail: yes'] },
];

/** The page as the generator of today makes it. */
export async function generatedPage(): Promise<string> {
  const before = Object.fromEntries(sections(read('base.md')).find(({ name }) => name === BASE)!.files);
  const cases = await Promise.all(CASES.map(async ({ name, exporter, words }) => {
    const after = await generated(before, { exporter });
    const blocks = Object.entries(after).filter(([file, text]) => before[file] !== text).map(([file, text]) => `\`\`\`python title="${file}"\n${text}\`\`\``);
    return [`### ${name}`, '', ...words, '', ...blocks, ''].join('\n');
  }));
  const head = ['# What Generate tracing.py makes', '', 'Of a fresh `django-admin startproject`, under every server and for each exporter. Made by `npm run test:runtime -- --docs` with the generator of this version.', ''];
  return [...head, `Base: ${BASE}`, `Servers: ${servers(OTHERS)}`, 'Paths: /', '', ...cases].join('\n');
}
