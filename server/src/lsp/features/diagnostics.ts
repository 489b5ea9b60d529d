// Publishes findings: for open files with their version, for files that are not open without one.
import type { Diagnostic } from 'vscode-languageserver';
import { messageText, type Finding } from '../../core/report';
import type { Uri } from '../../core/text/span';
import type { Context } from '../context';
import { Ranges, SEVERITY } from '../convert';
import { rulePage } from '../rule-link';
import type { Analysis } from '../session';

export const SOURCE = 'First Span';

/** What the client shows for one file, and the URI it was published under. */
interface Published {
  readonly uri: string;
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function register(context: Context): void {
  const { connection, session } = context;
  const published = new Map<Uri, Published>();

  const send = (file: Uri, uri: string, version: number | undefined, diagnostics: Diagnostic[]): void => {
    const before = published.get(file);
    if (before?.uri === uri && before.version === version && JSON.stringify(before.diagnostics) === JSON.stringify(diagnostics)) return;
    if (before && before.uri !== uri) void connection.sendDiagnostics({ uri: before.uri, diagnostics: [] });
    if (diagnostics.length > 0 || version !== undefined) published.set(file, { uri, version, diagnostics });
    else published.delete(file);
    void connection.sendDiagnostics({ uri, version, diagnostics });
  };

  session.onAnalysis((analysis) => {
    const ranges = new Ranges(analysis);
    const byFile = group(analysis.report.findings);
    for (const file of new Set([...published.keys(), ...inFolders(analysis), ...byFile.keys()])) {
      const diagnostics = (byFile.get(file) ?? []).map((finding) => toDiagnostic(context, ranges, finding));
      send(file, session.clientUri(file), analysis.versions.get(file), diagnostics);
    }
  });
}

/** Finding as diagnostic; also what a code action names as the diagnostic that it mends. */
export function toDiagnostic({ session, client }: Context, ranges: Ranges, finding: Finding): Diagnostic {
  const { file, start, end } = finding.at;
  const href = rulePage(finding.rule, client());
  return {
    range: ranges.of(file, start, end),
    severity: SEVERITY[finding.severity],
    source: SOURCE,
    code: finding.rule,
    ...(href && { codeDescription: { href } }),
    // The Problems panel shows the first line, the hover all three.
    message: messageText(finding.message, '\n'),
    ...(client().relatedInformation && {
      relatedInformation: finding.related.map(({ at, message }) => ({ location: { uri: session.clientUri(at.file), range: ranges.of(at.file, at.start, at.end) }, message })),
    }),
  };
}

function inFolders({ snapshot, versions }: Analysis): Uri[] {
  return [...versions.keys()].filter((file) => snapshot.folders.some((folder) => file.startsWith(`${folder}/`)));
}

function group(findings: readonly Finding[]): Map<Uri, Finding[]> {
  const byFile = new Map<Uri, Finding[]>();
  for (const finding of findings) byFile.set(finding.at.file, [...(byFile.get(finding.at.file) ?? []), finding]);
  return byFile;
}
