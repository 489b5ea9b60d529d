// scenarios/generated.md: what Generate tracing.py makes of the projects in base.md, under every server.
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Exporter } from '../../server/src/core/generate/types';
import { generated } from '../generate/harness';
import { sections } from './pages';

export const PAGE = path.join(__dirname, 'scenarios', 'generated.md');

interface Made {
  readonly name: string;
  readonly base: 'wsgi' | 'asgi';
  readonly exporter: Exporter;
  /** Lines of the case, see pages.ts. */
  readonly words: readonly string[];
}

const WSGI = 'runserver, runserver --noreload, gunicorn, gunicorn --preload, gunicorn gthread, gunicorn gthread --preload, gunicorn gevent, gunicorn gevent --preload, gunicorn --reload, gunicorn --max-requests 1, uwsgi, uwsgi --enable-threads, uwsgi --lazy-apps, uwsgi --lazy-apps --enable-threads, uwsgi one process, uwsgi one process --enable-threads, granian wsgi, granian wsgi --workers 2, waitress';
const ASGI = 'uvicorn, uvicorn --workers 2, uvicorn --reload, gunicorn uvicorn_worker, gunicorn asgi, gunicorn asgi --preload, daphne, hypercorn, hypercorn --workers 2, hypercorn --reload, granian asgi, granian asgi --workers 2';
const GRPC = 'Prefix: `OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$COLLECTOR_GRPC_PORT`';
const PRINTED = 'Printed: yes';
const LAUNCHER = 'Prefix: `DJANGO_SETTINGS_MODULE=shop.settings opentelemetry-instrument`';

const CASES: readonly Made[] = [
  { name: 'wsgi.py', base: 'wsgi', exporter: 'otlp-http', words: [`Servers: ${WSGI}`, 'Tail: yes'] },
  { name: 'wsgi.py, gRPC', base: 'wsgi', exporter: 'otlp-grpc', words: [`Servers: ${WSGI}`, GRPC] },
  { name: 'wsgi.py, behind opentelemetry-instrument', base: 'wsgi', exporter: 'otlp-http', words: [`Servers: ${WSGI}`, LAUNCHER] },
  { name: 'wsgi.py, console', base: 'wsgi', exporter: 'console', words: ['Servers: runserver, gunicorn, gunicorn --preload, uwsgi, uwsgi --lazy-apps, granian wsgi', PRINTED] },
  { name: 'asgi.py', base: 'asgi', exporter: 'otlp-http', words: [`Servers: ${ASGI}`, 'Tail: yes'] },
  { name: 'asgi.py, gRPC', base: 'asgi', exporter: 'otlp-grpc', words: [`Servers: ${ASGI}`, GRPC] },
  { name: 'asgi.py, behind opentelemetry-instrument', base: 'asgi', exporter: 'otlp-http', words: [`Servers: ${ASGI}`, LAUNCHER] },
  { name: 'asgi.py, console', base: 'asgi', exporter: 'console', words: ['Servers: uvicorn, uvicorn --workers 2, daphne, hypercorn, granian asgi', PRINTED] },
];

/** The page as the generator of today makes it. */
export async function generatedPage(): Promise<string> {
  const bases = sections(readFileSync(path.join(__dirname, 'scenarios', 'base.md'), 'utf8'));
  const cases = await Promise.all(CASES.map(async ({ name, base, exporter, words }) => {
    const before = Object.fromEntries([...bases.find((one) => one.name === base)!.files].filter(([file]) => file !== 'shop/tracing.py'));
    const after = await generated(before, { exporter });
    const blocks = Object.entries(after).filter(([file, text]) => before[file] !== text).map(([file, text]) => `\`\`\`python title="${file}"\n${text}\`\`\``);
    return [`### ${name}`, '', `Base: ${base}`, ...words, '', ...blocks, ''].join('\n');
  }));
  return ['# What Generate tracing.py makes', '', 'Made by `npm run test:runtime -- --docs` with the generator of this version.', '', ...cases].join('\n');
}
