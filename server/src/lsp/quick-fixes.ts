// The fixes of the findings at a place, as code actions whose edit is made when it is asked for.
import { CodeActionKind, LSPErrorCodes, ResponseError, type CodeAction, type CodeActionParams, type Diagnostic } from 'vscode-languageserver';
import type { Finding, Fix } from '../core/report';
import type { Uri } from '../core/text/span';
import type { Context } from './context';
import { Ranges } from './convert';
import { toDiagnostic } from './features/diagnostics';
import { isSamePosition, touch } from './positions';
import type { Analysis, Session } from './session';
import { hashState, type Stamp } from './stamps';
import { isApplicable, toWorkspaceEdit, touchedFiles } from './workspace-edit';

export const REWRITE = CodeActionKind.RefactorRewrite;

/** Enough to find the fix again, and to see whether the files are still those it was offered for. */
interface FixData {
  readonly rule: string;
  readonly file: Uri;
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly stamps: readonly Stamp[];
}

export async function quickFixes(context: Context, analysis: Analysis, file: Uri, params: CodeActionParams): Promise<CodeAction[]> {
  const ranges = new Ranges(analysis);
  const actions: CodeAction[] = [];
  for (const finding of analysis.report.findings) {
    if (finding.at.file !== file) continue;
    const own = toDiagnostic(context, ranges, finding);
    const shown = params.context.diagnostics.filter((diagnostic) => isSame(diagnostic, own));
    if (shown.length > 0 || touch(own.range, params.range)) actions.push(...(await actionsOf(context, analysis, finding, shown.length > 0 ? shown : [own])));
  }
  return actions;
}

async function actionsOf(context: Context, analysis: Analysis, finding: Finding, diagnostics: Diagnostic[]): Promise<CodeAction[]> {
  const fixes = await offered(context.session, analysis, finding);
  const applicable = fixes.filter((fix) => isApplicable(fix, analysis, context.client()));
  const preferred = applicable.find((fix) => fix.safety === 'safe');
  return applicable.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    isPreferred: fix === preferred,
    ...(context.client().resolvesEdits ? { data: describe(context.session, analysis, finding, fix) } : { edit: toEdit(context, analysis, fix) }),
  }));
}

/** Edits at a place that mend nothing and may be wanted. */
export async function rewrites(context: Context, analysis: Analysis, file: Uri, { range }: CodeActionParams): Promise<CodeAction[]> {
  const { session, client } = context;
  const ranges = new Ranges(analysis);
  const offers = await session.ask(analysis, (checker, snapshot) => checker.offers(snapshot, file));
  const here = offers.filter(({ at }) => touch(ranges.of(file, at.start, at.end), range));
  const fixes = await Promise.all(here.map((finding) => session.ask(analysis, (checker, snapshot) => checker.fixes(snapshot, finding))));
  return fixes.flat().filter((fix) => isApplicable(fix, analysis, client())).map((fix) => ({ title: fix.title, kind: REWRITE, edit: toEdit(context, analysis, fix) }));
}

/** The fixes of a finding; last the comment that leaves everything as it is. */
async function offered(session: Session, analysis: Analysis, finding: Finding): Promise<readonly Fix[]> {
  const fixes = await session.ask(analysis, (checker, snapshot) => checker.fixes(snapshot, finding));
  const suppression = await session.ask(analysis, (checker, snapshot) => checker.suppression(snapshot, finding));
  return suppression ? [...fixes, suppression] : fixes;
}

/**
 * Completes an action of `quickFixes`.
 * @throws ResponseError ContentModified when a file of the fix is not what it was, or the finding is gone.
 */
export async function resolveFix(context: Context, action: CodeAction): Promise<CodeAction> {
  const { session } = context;
  const data = action.data as FixData;
  await Promise.all(data.stamps.map(({ file }) => session.refresh(file)));
  const analysis = await session.current();
  if (!analysis || !data.stamps.every((stamp) => isFresh(session, analysis, stamp))) throw outdated();
  const finding = analysis.report.findings.find(({ rule, at }) => rule === data.rule && at.file === data.file && at.start === data.start && at.end === data.end);
  if (!finding) throw outdated();
  const fixes = await offered(session, analysis, finding);
  const fix = fixes.find(({ title }) => title === data.title);
  if (!fix) throw outdated();
  return { ...action, edit: toEdit(context, analysis, fix) };
}

function describe(session: Session, analysis: Analysis, { rule, at }: Finding, fix: Fix): FixData {
  const files = [...new Set([at.file, ...touchedFiles(fix)])];
  const stamps = files.map((file) => ({ file, version: session.buffer(file)?.version ?? null, hash: hashState(analysis.snapshot.files.get(file)) }));
  return { rule, file: at.file, start: at.start, end: at.end, title: fix.title, stamps };
}

function isFresh(session: Session, analysis: Analysis, stamp: Stamp): boolean {
  return (session.buffer(stamp.file)?.version ?? null) === stamp.version && hashState(analysis.snapshot.files.get(stamp.file)) === stamp.hash;
}

function toEdit({ session, client }: Context, analysis: Analysis, fix: Fix) {
  return toWorkspaceEdit(fix, analysis, client(), (uri) => session.clientUri(uri));
}

function outdated(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ContentModified, 'A file changed after this fix was offered. Open the quick-fix menu again.');
}

/** A diagnostic that came back from the client: it may have lost what it does not know. */
function isSame(a: Diagnostic, b: Diagnostic): boolean {
  return a.code === b.code && a.source === b.source && isSamePosition(a.range.start, b.range.start);
}
