// What First Span's client and server say to each other beyond LSP: names and shapes, shared by both bundles.
import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver';
import type { GenerateRequest, Plan, RefusalReason } from '../core/generate/types';
import type { Severity } from '../core/report';

/** Request: CheckParams -> CheckResult. */
export const CHECK = 'firstspan/check';
/** Request: GenerateTargetsParams -> ProjectChoice[]. */
export const GENERATE_TARGETS = 'firstspan/generate/targets';
/** Request: GenerateRequest -> PlanResult. */
export const GENERATE_PLAN = 'firstspan/generate/plan';
/** Request: OrderParams -> OrderResult. */
export const ORDER = 'firstspan/order';
/** Notification from the server, once after each `firstspan/order` request: its answer is out of date. */
export const ORDER_CHANGED = 'firstspan/orderChanged';
/** Request: RulesParams -> RuleInfo[]. */
export const RULES = 'firstspan/rules';
/** Notification from the server: Status. Sent to clients that set `initializationOptions.status`. */
export const STATUS = 'firstspan/status';
/** Notification from the server: ParserAbortedParams. */
export const PARSER_ABORTED = 'firstspan/parserAborted';

export interface CheckParams {
  /** Where work-done progress is reported to, if anywhere. */
  readonly token?: string | number;
}

export type CheckResult = Record<Severity, number> & { readonly files: number; readonly boots: number };

export type GenerateTargetsParams = Record<string, never>;

/** A Django project as the client shows it; `project` identifies it in a GenerateRequest. */
export interface ProjectChoice {
  readonly project: string;
  /** The folder that Python imports the project from, as a path that begins with the workspace folder's name. */
  readonly name: string;
  readonly settingsModule?: string;
  readonly exists: boolean;
  readonly defaultServiceName: string;
}

export type { GenerateRequest };

export type PlanResult =
  | { readonly kind: 'refusal'; readonly reason: RefusalReason; readonly message: string }
  | (Pick<Plan, 'kind' | 'summary' | 'requirements' | 'environment' | 'notes'> & { readonly edit: WorkspaceEdit; readonly tracing: string });

export type OrderParams = Record<string, never>;

export interface OrderResult {
  /** Every way to start the projects of the workspace, for people. */
  readonly text: string;
  /** Parts of `text` that name places. */
  readonly links: readonly OrderLink[];
}

export interface OrderLink {
  readonly range: Range;
  readonly target: string;
  /** Where in the target. */
  readonly position: Position;
}

export type RulesParams = Record<string, never>;

export interface RuleInfo {
  readonly id: string;
  readonly summary: string;
  /** The rule's page, as Markdown. */
  readonly page: string;
}

/** `checking`: the workspace is looked through from the start. `failed`: the log says why. */
export type Status = { readonly state: 'checking' | 'failed' } | ({ readonly state: 'checked' } & CheckResult);

/** The scheme under which a client that has `explainRule` shows the pages of rules: `firstspan-rule:/<rule-id>.md`. */
export const RULE_SCHEME = 'firstspan-rule';

/** Commands of a client that the server may put into links, named in `initializationOptions.commands`. */
export const LINK_COMMANDS = {
  /** With a boot's name: shows the start-up order from there. */
  showOrder: 'firstspan.showOrder',
  /** With a rule's id: shows its page. */
  explainRule: 'firstspan.explainRule',
} as const;

/** The text on which the parser trapped; the client gives `hash` to the next server as `initializationOptions.unparsable`. */
export interface ParserAbortedParams {
  readonly hash: string;
}
