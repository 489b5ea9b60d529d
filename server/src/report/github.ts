// `--format github`: workflow commands that GitHub Actions shows as annotations, one line a finding.
import { messageText, type Severity } from '../core/report';
import type { Reported, Result, Sources } from './result';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice' };

/** Lines and columns are 1-based; a column is given only where the range ends on its first line, as GitHub wants it. */
export function writeGithub({ reported, sources }: Result): string {
  return reported.map((one) => command(one, sources)).join('\n');
}

function command({ finding: { rule, severity, at, message } }: Reported, sources: Sources): string {
  const start = sources.position(at.file, at.start);
  const end = sources.position(at.file, at.end);
  const columns = start.line === end.line ? [['col', start.character + 1], ['endColumn', end.character + 1]] : [];
  const properties = [['title', `First Span (${rule})`], ['file', sources.name(at.file)], ['line', start.line + 1], ['endLine', end.line + 1], ...columns];
  return `::${COMMANDS[severity]} ${properties.map(([name, value]) => `${name}=${property(String(value))}`).join(',')}::${data(messageText(message, '\n'))}`;
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
