// The requests behind "Generate tracing.py": which projects there are, and what would be written. Nothing is written here.
import { LSPErrorCodes, RequestType, ResponseError } from 'vscode-languageserver';
import { planTracing } from '../../core/generate/plan';
import { tracingTargets } from '../../core/generate/targets';
import type { Plan, Refusal, TracingTarget } from '../../core/generate/types';
import { messageText } from '../../core/report';
import { relative } from '../../core/text/uri';
import { normalise } from '../../host/uris';
import type { Context } from '../context';
import { GENERATE_PLAN, GENERATE_TARGETS, type GenerateRequest, type GenerateTargetsParams, type PlanResult, type ProjectChoice } from '../protocol';
import type { Analysis, Session } from '../session';
import { toWorkspaceEdit } from '../workspace-edit';

const TargetsRequest = new RequestType<GenerateTargetsParams, ProjectChoice[], void>(GENERATE_TARGETS);
const PlanRequest = new RequestType<GenerateRequest, PlanResult, void>(GENERATE_PLAN);

export function register(context: Context): void {
  const { connection, session } = context;
  connection.onRequest(TargetsRequest, async () => {
    const [analysis, parser] = [await fresh(session), await context.parser];
    const targets = await session.ask(analysis, (_, snapshot) => tracingTargets(parser, snapshot));
    return targets.map((target) => toChoice(session, analysis, target));
  });
  connection.onRequest(PlanRequest, async (request) => {
    const [analysis, parser] = [await fresh(session), await context.parser];
    const wanted = { ...request, project: request.project === undefined ? undefined : normalise(request.project) };
    const answer = await session.ask(analysis, (_, snapshot) => planTracing(parser, snapshot, wanted));
    return toResult(context, analysis, answer);
  });
}

/** What will be written must fit the files as they are now, whether a watcher told of changes or not. */
async function fresh(session: Session): Promise<Analysis> {
  session.rescan();
  const analysis = await session.current();
  if (!analysis) throw new ResponseError(LSPErrorCodes.RequestFailed, 'The project could not be read; the log says why.');
  return analysis;
}

function toChoice(session: Session, { snapshot }: Analysis, target: TracingTarget): ProjectChoice {
  const folder = snapshot.folders.find((one) => target.tracing.startsWith(`${one}/`));
  const { settingsModule, exists, defaultServiceName } = target;
  const name = folder === undefined ? target.root : relative(target.root, folder.slice(0, folder.lastIndexOf('/')));
  return { project: session.clientUri(target.tracing), name, settingsModule, exists, defaultServiceName };
}

function toResult({ session, client }: Context, analysis: Analysis, answer: Plan | Refusal): PlanResult {
  if (answer.kind === 'refusal') return { kind: 'refusal', reason: answer.reason, message: messageText(answer.message) };
  const { kind, summary, requirements, environment, notes, edits, target } = answer;
  const edit = toWorkspaceEdit({ title: 'Generate tracing.py', safety: 'review', edits }, analysis, client(), (uri) => session.clientUri(uri));
  return { kind, summary, requirements, environment, notes, edit, tracing: session.clientUri(target.tracing) };
}
