// Quick fixes, fix-all and rewrites, as far as the client asks for that kind.
import { CodeActionKind } from 'vscode-languageserver';
import { normalise } from '../../host/uris';
import type { Context } from '../context';
import { FIX_ALL, fixAll } from '../fix-all';
import { quickFixes, resolveFix, REWRITE, rewrites } from '../quick-fixes';

export function register(context: Context): void {
  const { connection, session } = context;
  connection.onCodeAction(async (params) => {
    const file = normalise(params.textDocument.uri);
    const analysis = await session.current();
    // Without the present text of the document every range would be a guess.
    if (!analysis?.snapshot.files.has(file) || analysis.versions.get(file) !== session.buffer(file)?.version) return [];
    const { only } = params.context;
    return [
      ...(!only || isWanted(only, CodeActionKind.QuickFix) ? await quickFixes(context, analysis, file, params) : []),
      ...(only && isWanted(only, FIX_ALL) ? await fixAll(context, analysis, file) : []),
      ...(!only || isWanted(only, REWRITE) ? await rewrites(context, analysis, file, params) : []),
    ];
  });
  connection.onCodeActionResolve((action) => (action.data === undefined ? action : resolveFix(context, action)));
}

/** A client that asks for `source` means `source.fixAll.firstspan` as well. */
function isWanted(only: readonly string[], kind: string): boolean {
  return only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}
