// How a scenario is started: the launch file that the product reads, as a command for bash and the variables that it sets.
import { parse } from 'yaml';
import type { Files } from './pages';

export interface Start {
  /** For `bash -c`. */
  readonly command: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Commands that run beside the first one: a worker, a scheduler. */
  readonly others?: readonly string[];
}

/** @throws when no launch file is there, or it starts nothing */
export function startOf(files: Files): Start {
  const found = READERS.flatMap(([name, read]) => (files.has(name) ? [read(files.get(name)!)] : []))[0];
  if (!found?.command) throw new Error(`Nothing to start among ${[...files.keys()].join(', ')}.`);
  return found;
}

const READERS: readonly [string, (text: string) => Start][] = [
  ['Procfile', (text) => ({ command: after(text, /^web: */), variables: {}, others: beside(text) })],
  ['start.sh', () => ({ command: 'sh start.sh', variables: {} })],
  ['compose.yaml', compose],
  ['deployment.yaml', deployment],
  ['Dockerfile', dockerfile],
  ['web.service', unit],
];

/** Commands of a Procfile's other lines. */
const beside = (text: string): string[] => text.split('\n').flatMap((line) => /^(?!web:)\w+: *(.+)$/.exec(line)?.[1] ?? []);

/** The rest of the last line that begins so. */
const after = (text: string, begin: RegExp): string => text.split('\n').filter((line) => begin.test(line)).at(-1)?.replace(begin, '') ?? '';

/** ENV lines and the last CMD, as an image would have them; everything is in the scenario's folder already. */
function dockerfile(text: string): Start {
  const variables = Object.fromEntries([...text.matchAll(/^ENV ([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name!, bare(value!)]));
  const words = after(text, /^CMD /);
  return { command: words.startsWith('[') ? quoted(JSON.parse(words) as string[]) : words, variables };
}

/** The service `web` of a compose file, which replaces ${NAME} by variables of the machine before anything starts. */
function compose(text: string): Start {
  const { web } = (parse(text) as { services: { web: { command: string | string[]; environment?: Record<string, string> | string[] } } }).services;
  const command = typeof web.command === 'string' ? web.command : web.command.map((word) => JSON.stringify(word)).join(' ');
  const environment = web.environment ?? {};
  const pairs = Array.isArray(environment) ? environment.map((text): [string, string] => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]) : Object.entries(environment);
  return { command, variables: Object.fromEntries(pairs.map(([name, value]) => [name, String(value)])) };
}

interface Deployment { readonly spec: { readonly template: { readonly metadata: { readonly annotations?: Record<string, string> }; readonly spec: { readonly containers: readonly [Container] } } } }
interface Container { readonly command: string[]; readonly env?: readonly { readonly name: string; readonly value: string }[] }

/** The container of a Deployment. What the operator injects is its own folder in front of the container's PYTHONPATH. */
function deployment(text: string): Start {
  const { metadata, spec } = (parse(text) as Deployment).spec.template;
  const [{ command, env = [] }] = spec.containers;
  const variables = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  const words = command.map((word) => `"${word.replaceAll('$(', '${').replaceAll(')', '}')}"`).join(' ');
  if (metadata.annotations?.['instrumentation.opentelemetry.io/inject-python'] !== 'true') return { command: words, variables };
  return { command: `export PYTHONPATH="$(python -c '${INJECTED}')\${PYTHONPATH:+:$PYTHONPATH}"; exec ${words}`, variables };
}

const INJECTED = 'import opentelemetry.instrumentation.auto_instrumentation as a; print(a.__path__[0])';

/** Environment= and ExecStart= of a systemd unit; systemd replaces ${NAME} as the shell does. */
function unit(text: string): Start {
  const variables = Object.fromEntries([...text.matchAll(/^Environment="?([A-Z_]+)=(.*?)"?$/gm)].map(([, name, value]) => [name!, value!]));
  return { command: after(text, /^ExecStart=/).replace('/srv/shop/venv/bin/', ''), variables };
}

const bare = (value: string): string => value.replace(/^"(.*)"$/, '$1');
const quoted = (words: readonly string[]): string => words.map((word) => (/^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
