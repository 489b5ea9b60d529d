// Over a finding: what its rule is about. The head of the rule's page, without its examples.
import type { Hover, MarkupKind } from 'vscode-languageserver';
import { allRules as rules } from '../../core/rules/registry';
import type { Finding } from '../../core/report';
import { normalise } from '../../host/uris';
import type { Context } from '../context';
import { Ranges } from '../convert';
import { isWithinRange } from '../positions';

const MARKDOWN: MarkupKind = 'markdown';

export function register({ connection, session }: Context): void {
  connection.onHover(async ({ textDocument, position }): Promise<Hover | null> => {
    const file = normalise(textDocument.uri);
    const analysis = await session.current();
    if (!analysis || analysis.versions.get(file) !== session.buffer(file)?.version) return null;
    const ranges = new Ranges(analysis);
    const rangeOf = ({ at }: Finding) => ranges.of(at.file, at.start, at.end);
    const found = analysis.report.findings.filter((finding) => finding.at.file === file && isWithinRange(position, rangeOf(finding)));
    const heads = [...new Set(found.map(({ rule }) => rule))].map(headOf).filter((head) => head !== '');
    return heads.length > 0 ? { contents: { kind: MARKDOWN, value: heads.join('\n\n---\n\n') }, range: rangeOf(found[0]) } : null;
  });
}

/** Title and headings in bold: a hover is small, and the message with its fixes stands above. */
function headOf(id: string): string {
  const page = rules.find((rule) => rule.id === id)?.page ?? '';
  return page.split(/^## Reported/m)[0].replace(/^#+ (.*)$/gm, '**$1**').trim();
}
