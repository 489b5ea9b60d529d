// What First Span's client and server say to each other beyond LSP: names and shapes, shared by both bundles.
import type { WorkspaceEdit } from 'vscode-languageserver';
import type { GenerateRequest, Plan, RefusalReason } from '../core/generate/types';
import type { Severity } from '../core/report';

/** Request: CheckParams -> CheckResult. */
export const CHECK = 'firstspan/check';
/** Request: GenerateTargetsParams -> ProjectChoice[]. */
export const GENERATE_TARGETS = 'firstspan/generate/targets';
/** Request: GenerateRequest -> PlanResult. */
export const GENERATE_PLAN = 'firstspan/generate/plan';
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

/** The text on which the parser trapped; the client gives `hash` to the next server as `initializationOptions.unparsable`. */
export interface ParserAbortedParams {
  readonly hash: string;
}
