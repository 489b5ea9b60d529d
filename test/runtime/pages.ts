// Reads scenario pages: markdown in which each `###` heading is a case and each code block with a title is a file.
//
//   Lines in front of the first `###` hold for every case of the page; a case may say them again:
//   Base: NAME                     files of a case of base.md
//   Servers: NAME, NAME            each makes one scenario; names of servers.md
//   Prefix: `VARIABLE=x wrapper`   is put before the server's command
//   Options: `--option`            are put behind the server's name
//   Stacks: ID, ID                 see stacks/stacks.json; `now` where nothing is said
//   Paths: /a/, /b/                `/hello/` where nothing is said
//   Headers: `name: value`
//   Spans: KIND, KIND              SERVER where nothing is said
//   Tail: yes                      is run once more with the default delay of a batch
//   Without: NAME, NAME            paths of files of the base that are left out
//   Missing: MODULE                cannot be imported, as if its package were not installed
//   Reload: yes                    "old" in shop/settings.py becomes "new", SIGHUP, and `/title/` is asked for what workers know
//   Alone: yes                     the machine does not say where the collector is
//   Printed: yes                   the spans that count are printed by an exporter
//   Internal: yes                  INTERNAL spans are the scenario's own, no second layer
//   Varies: yes                   what arrives is a race between processes: a selection that is to agree leaves it out
//   Stop: every process            gets SIGTERM, not the first one only
//   Meant: no spans                none is meant to come, for the reason that the text says
//   Unknowable: REASON             what decides stands in no file: nothing may be reported, although spans are lost; on its own stack, since others pin it
import type { Scenario } from './scenario';

export type Words = ReadonlyMap<string, string>;
export type Files = ReadonlyMap<string, string>;

/** One heading with what stands below it. */
export interface Section {
  readonly name: string;
  /** What it says about itself, on one line. */
  readonly text: string;
  readonly words: Words;
  readonly files: Files;
}

const WORDS = ['Base', 'Servers', 'Prefix', 'Options', 'Stacks', 'Paths', 'Headers', 'Spans', 'Tail', 'Without', 'Internal', 'Missing', 'Reload', 'Printed', 'Alone', 'Meant', 'Varies', 'Unknowable', 'Stop'];

interface Draft {
  name: string;
  text: string;
  readonly words: Map<string, string>;
  readonly files: Map<string, string>;
}

const draft = (name: string): Draft => ({ name, text: '', words: new Map(), files: new Map() });

/** The part in front of the first `###`, whose name is the page's title, then each case. @throws on a code block without an end */
export function sections(page: string): [front: Section, ...cases: Section[]] {
  const result: [Draft, ...Draft[]] = [draft('')];
  const lines = page.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const current = result.at(-1)!;
    const line = lines[i]!;
    const title = /^# (.+)$/.exec(line);
    const heading = /^### (.+)$/.exec(line);
    const word = /^([A-Z][a-z]+): (.+)$/.exec(line);
    const block = /^```\w* title="(.+)"$/.exec(line);
    if (title) result[0].name = title[1]!;
    else if (heading) result.push(draft(heading[1]!));
    else if (word && WORDS.includes(word[1]!)) current.words.set(word[1]!, word[2]!);
    else if (!block) current.text = `${current.text} ${line}`.trim();
    if (!block) continue;
    const end = lines.indexOf('```', i + 1);
    if (end < 0) throw new Error(`The code block ${block[1]} has no end.`);
    current.files.set(block[1]!, lines.slice(i + 1, end).map((text) => `${text}\n`).join(''));
    i = end;
  }
  return result;
}

export interface Tables {
  readonly bases: readonly Section[];
  readonly servers: readonly Section[];
}

/** The scenarios of a page, in order. @param page its name without the ending @throws on a name that no table has */
export function scenarios(page: string, text: string, tables: Tables): Scenario[] {
  const [front, ...cases] = sections(text);
  return cases.flatMap((one) => {
    const words: Words = new Map([...front.words, ...one.words]);
    const own: Files = new Map([...front.files, ...one.files]);
    const servers = launchedByItself(own) ? [undefined] : list(words.get('Servers'));
    return servers.map((server) => scenario(page, one, words, own, server, tables));
  });
}

const launchedByItself = (files: Files): boolean => LAUNCH_FILES.some((name) => files.has(name));

/** Files by which a scenario is started, see launch.ts. */
export const LAUNCH_FILES = ['Procfile', 'Dockerfile', 'compose.yaml', 'deployment.yaml', 'web.service', 'start.sh'];

function scenario(page: string, { name, text: about }: Section, words: Words, own: Files, server: string | undefined, { bases, servers }: Tables): Scenario {
  const launch = server === undefined ? undefined : named(servers, server, 'server');
  const base = words.has('Base') ? named(bases, words.get('Base')!, 'base').files : new Map<string, string>();
  const files = new Map([...base, ...(launch ? withWords(launch.files, words) : []), ...own]);
  for (const path of list(words.get('Without'))) files.delete(path);
  const id = `${page}/${slug(name)}${server === undefined ? '' : ` @ ${server}`}`;
  const headers = Object.fromEntries(list(words.get('Headers')).map((text) => unquoted(text).split(': ')).map(([key, value]) => [key, value]));
  return {
    id, page, name, about, server, files, headers,
    paths: words.has('Paths') ? list(words.get('Paths')) : ['/hello/'],
    stacks: words.has('Stacks') ? list(words.get('Stacks')) : ['now'],
    tail: words.get('Tail') === 'yes',
    kinds: words.has('Spans') ? list(words.get('Spans')) : ['SERVER'],
    ...(words.has('Missing') ? { missing: words.get('Missing')! } : {}),
    ...(words.get('Reload') === 'yes' ? { reload: true } : {}),
    ...(words.get('Printed') === 'yes' ? { printed: true } : {}),
    ...(words.get('Alone') === 'yes' ? { alone: true } : {}),
    ...(words.get('Varies') === 'yes' ? { varies: true } : {}),
    ...(words.has('Unknowable') ? { unknowable: words.get('Unknowable')! } : {}),
    ...(words.get('Stop') === 'every process' ? { stopsAll: true } : {}),
    internal: words.get('Internal') === 'yes',
    meant: words.get('Meant') === 'no spans',
  };
}

/** The server's Procfile with the case's words before and behind the program. */
function withWords(files: Files, words: Words): [string, string][] {
  const prefix = unquoted(words.get('Prefix') ?? '');
  const options = unquoted(words.get('Options') ?? '');
  return [...files].map(([name, text]) => {
    if (name !== 'Procfile') return [name, text];
    return [name, text.replace(/^web: (\S+)/, (_, program: string) => ['web:', prefix, program, options].filter((word) => word !== '').join(' '))];
  });
}

function named(known: readonly Section[], name: string, what: string): Section {
  const found = known.find((one) => one.name === name);
  if (!found) throw new Error(`No ${what} "${name}"; there are: ${known.map((one) => one.name).join(', ')}.`);
  return found;
}

const list = (text: string | undefined): string[] => (text === undefined ? [] : text.split(/, */));
const unquoted = (text: string): string => text.replace(/^`(.*)`$/, '$1');
const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
