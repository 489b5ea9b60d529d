// Over a finding: what runs before it and what its rule is about. Over a rule's name in an ignore comment: that rule.
import type { Hover, MarkupKind, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../core/report';
import { normalise } from '../../host/uris';
import type { Context } from '../context';
import { Ranges } from '../convert';
import { ruleText, stepsBefore, type PlaceLink } from '../hover-text';
import { isWithinRange } from '../positions';
import { resultOf } from '../result';
import type { Analysis } from '../session';

const MARKDOWN: MarkupKind = 'markdown';

/** The rules that an ignore comment names, with what stands before them. */
const IGNORE = /(#[ \t]*firstspan:[ \t]*ignore[ \t]*\[)([^\]]*)/g;

export function register(context: Context): void {
  const { connection, session } = context;
  connection.onHover(async ({ textDocument, position }): Promise<Hover | null> => {
    const file = normalise(textDocument.uri);
    const analysis = await session.current();
    const document = session.buffer(file);
    if (!analysis || !document || analysis.versions.get(file) !== document.version) return null;
    return overIgnoredRule(context, document, position) ?? overFinding(context, analysis, file, position);
  });
}

function overFinding({ session, client }: Context, analysis: Analysis, file: string, position: Position): Hover | null {
  const ranges = new Ranges(analysis);
  const rangeOf = ({ at }: Finding) => ranges.of(at.file, at.start, at.end);
  const result = resultOf(analysis);
  const found = result.reported.map(({ finding }) => finding).filter((finding) => finding.at.file === file && isWithinRange(position, rangeOf(finding)));
  const linkOf: PlaceLink = ({ at }) => at && `${session.clientUri(at.file)}#L${ranges.of(at.file, at.start, at.end).start.line + 1}`;
  const steps = found.slice(0, 1).map((finding) => stepsBefore(result, finding, client(), linkOf));
  const about = [...new Set(found.map(({ rule }) => rule))].map((rule) => ruleText(rule, client()));
  const parts = [...steps, ...about].filter((part) => part !== undefined && part !== '');
  return parts.length > 0 ? { contents: { kind: MARKDOWN, value: parts.join('\n\n---\n\n') }, range: rangeOf(found[0]!) } : null;
}

function overIgnoredRule({ client }: Context, document: TextDocument, { line, character }: Position): Hover | null {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  for (const comment of text.matchAll(IGNORE)) {
    const list = comment.index + comment[1]!.length;
    for (const id of comment[2]!.matchAll(/[^\s,]+/g)) {
      const [start, end] = [list + id.index, list + id.index + id[0].length];
      const about = character >= start && character <= end ? ruleText(id[0], client()) : undefined;
      if (about) return { contents: { kind: MARKDOWN, value: about }, range: { start: { line, character: start }, end: { line, character: end } } };
    }
  }
  return null;
}
