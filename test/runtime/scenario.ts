// A scenario is data: the files of a project, a launch file among them, and the requests that it gets.
import { createHash } from 'node:crypto';

export interface Scenario {
  /** `page/case` or `page/case @ server`: unique, and the key in observed.json. */
  readonly id: string;
  readonly page: string;
  /** Heading of the case, and what stands below it. */
  readonly name: string;
  readonly about: string;
  /** Name in servers.md; undefined where the case brings its own launch file. */
  readonly server: string | undefined;
  /** Text by path. The launch file is one of them: the product reads the same text that is run. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths that are asked for, in turn. */
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Stacks on which it is run, by id. */
  readonly stacks: readonly string[];
  /** Run once more with the default delay of a batch, 5 s, to see what a stop loses. */
  readonly tail: boolean;
  /** Kinds of the spans that are expected, one of each for each request. */
  readonly kinds: readonly string[];
  /** A module that cannot be imported, as if its package were not installed. */
  readonly missing?: string;
  /** The settings change and the first process gets SIGHUP. */
  readonly reload?: boolean;
  /** The machine does not say where the collector is: only the project does. */
  readonly alone?: boolean;
  /** The spans that count are those that an exporter prints. */
  readonly printed?: boolean;
  /** INTERNAL spans are its own: OpenTelemetry's ASGI middleware makes some for each request. */
  readonly internal: boolean;
  /** At the stop every process gets SIGTERM, not the first one only. */
  readonly stopsAll?: boolean;
  /** What arrives is a race between processes. */
  readonly varies?: boolean;
  /** No span is meant to come, as its text says: every word about it would be a false alarm. */
  readonly meant: boolean;
  /** What decides stands in no file, as this says: the checker has to be silent, whatever is lost. */
  readonly unknowable?: string;
}

/** Number of requests of a run: enough for the spans of each to be told from doubled ones. */
export const REQUESTS = 4;
export const TAIL_REQUESTS = 8;

/** The stack that a scenario is judged on: what a project without pinned versions gets, wherever it runs there. */
export const ownStack = ({ stacks }: Scenario): string => (stacks.includes('now') ? 'now' : stacks[0]!);

/** What is installed is a matter of the stack; no server reads these files. */
const NOT_RUN = ['requirements.txt', '.python-version'];

/** Changes whenever the text that is run changes; kept with the observation, so that nothing is compared with a run of another text. */
export function fingerprint({ files, paths, headers, missing, reload, printed, alone, stopsAll }: Scenario): string {
  const run = [...files].filter(([name]) => !NOT_RUN.includes(name));
  const hash = createHash('sha256').update(JSON.stringify([run.sort(([a], [b]) => (a < b ? -1 : 1)), paths, headers, ...(missing ? [missing] : []), ...(reload ? ['reload'] : []), ...(printed ? ['printed'] : []), ...(alone ? ['alone'] : []), ...(stopsAll ? ['all'] : [])]));
  return hash.digest('hex').slice(0, 12);
}
