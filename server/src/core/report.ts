// What an analysis says: findings and the start-up timelines behind them. Plain data, no positions.
import type { Snapshot } from './project/snapshot';
import type { Edit } from './text/edits';
import type { Span, Uri } from './text/span';

export type Severity = 'error' | 'warning' | 'information';

/** The three parts of every message. */
export interface Message {
  /** What is wrong. */
  readonly what: string;
  /** Why it matters: the consequence that was seen in a run, with the error text that people see. */
  readonly why: string;
  /** What to do. */
  readonly todo: string;
}

export interface Related {
  readonly at: Span;
  readonly message: string;
}

/** `safe` fixes are applied by `--fix` and fix-all; `review` ones are offered one by one. */
export type Safety = 'safe' | 'review';

export interface Fix {
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly Edit[];
}

/** Identity of a finding = rule + primary range. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The statement that has to change. */
  readonly at: Span;
  readonly message: Message;
  readonly related: readonly Related[];
  /** Names of the boots that go through the statement, such as `gunicorn:backend/gunicorn.conf.py`. */
  readonly boots: readonly string[];
}

/** One step of a process, for people: `firstspan check --format json` and "Show start-up order". */
export interface TimelineStep {
  readonly event: string;
  /** In words, such as `settings module named (shop.settings)`. */
  readonly label: string;
  /** `sometimes`: not on every path. */
  readonly certainty: 'always' | 'sometimes';
  /** Absent for what the server itself does, such as the fork. */
  readonly at?: Span;
  readonly via: readonly Span[];
}

export interface Timeline {
  readonly name: string;
  readonly entry: Uri;
  /** The launch file that starts it, where that stands, and what it is called there (a service, a process type; empty: nothing but the file); undefined: no launch file says it. */
  readonly launch?: { readonly file: Uri; readonly at: Span; readonly where: string };
  readonly processes: readonly { readonly name: string; readonly steps: readonly TimelineStep[] }[];
}

/** The name of a boot that a launch file starts, such as `gunicorn:Procfile (web)`. */
export function launchName(kind: string, file: string, where: string): string {
  return `${kind}:${file}${where === '' ? '' : ` (${where})`}`;
}

export interface Report {
  readonly findings: readonly Finding[];
  readonly boots: readonly Timeline[];
  /** Launch files that were read and not followed, with the reason: they are too large to be written by hand. */
  readonly passedOver: readonly (readonly [file: Uri, why: string])[];
}

/** Files that were needed and could not be used, and launch files that were not followed, with the reason: each surface says it in one line. */
export function notChecked({ files }: Pick<Snapshot, 'files'>, { passedOver }: Pick<Report, 'passedOver'>): (readonly [file: Uri, why: string])[] {
  return [...[...files].flatMap(([file, state]) => (state.kind === 'unreadable' ? [[file, state.why] as const] : [])), ...passedOver];
}

/** The message as one text, for surfaces that have no parts. @param separator a line end where the surface shows several lines */
export function messageText({ what, why, todo }: Message, separator = ' '): string {
  return [what, why, todo].join(separator);
}
