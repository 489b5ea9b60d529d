// `--format sarif`: SARIF 2.1.0 for code scanning. Lines and columns are 1-based, columns count UTF-16 units.
import { messageText, type Fix, type Severity } from '../core/report';
import type { RuleInfo } from '../core/rules/rule';
import { editsOf, isCreate, type Edit } from '../core/text/edits';
import type { Span, Uri } from '../core/text/span';
import { fingerprints } from './fingerprint';
import type { Reported, Result, Sources } from './result';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note' };

export interface SarifTool {
  readonly name: string;
  readonly version: string;
  readonly rules: readonly RuleInfo[];
  /** The page of a rule, as Markdown. */
  readonly pageOf: (id: string) => string;
}

/** The whole report as one SARIF log with one run. */
export function writeSarif(result: Result, { name, version, rules, pageOf }: SarifTool): string {
  const marks = fingerprints(result);
  const run = {
    tool: { driver: { name, semanticVersion: version, version, rules: rules.map((rule) => ruleOf(rule, pageOf(rule.id))) } },
    columnKind: 'utf16CodeUnits',
    results: result.reported.map((one) => resultOf(one, marks.get(one)!, rules, result.sources)),
  };
  return JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2);
}

function ruleOf({ id, severity, summary }: RuleInfo, page: string): object {
  // What stands before the examples: what it finds and why it matters.
  const markdown = page.split(/^## (?:Reported|Not reported)$/m)[0]!.trim();
  return {
    id,
    shortDescription: { text: summary },
    help: { text: markdown.replace(/[`*]/g, ''), markdown },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['django', 'opentelemetry'] },
  };
}

function resultOf({ finding, fixes }: Reported, fingerprint: string, rules: readonly RuleInfo[], sources: Sources): object {
  const { rule, severity, at, message, related } = finding;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: messageText(message) },
    locations: [{ physicalLocation: physical(at, sources) }],
    relatedLocations: related.map((one, i) => ({ id: i + 1, physicalLocation: physical(one.at, sources), message: { text: one.message } })),
    // Code scanning compares the first, others the second.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, 'firstSpan/v1': fingerprint },
    fixes: fixes.map((fix) => fixOf(fix, sources)),
  };
}

function fixOf({ title, edits }: Fix, sources: Sources): object {
  const files = [...new Set(edits.map(fileOf))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({ artifactLocation: artifact(file, sources), replacements: editsOfFile(edits, file).map((edit) => replacement(edit, sources)) })),
  };
}

const fileOf = (edit: Edit): Uri => (isCreate(edit) ? edit.create : edit.file);

/** In text order. */
function editsOfFile(edits: readonly Edit[], file: Uri): Edit[] {
  return [...edits.filter((edit) => isCreate(edit) && edit.create === file), ...editsOf(edits, file)];
}

function replacement(edit: Edit, sources: Sources): object {
  const deletedRegion = isCreate(edit) ? { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 } : region(edit, sources);
  return { deletedRegion, insertedContent: { text: edit.text } };
}

function physical(span: Span, sources: Sources): object {
  return { artifactLocation: artifact(span.file, sources), region: region(span, sources) };
}

function artifact(file: Uri, sources: Sources): object {
  return { uri: sources.name(file).split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function region({ file, start, end }: Span, sources: Sources): object {
  const [from, to] = [sources.position(file, start), sources.position(file, end)];
  return { startLine: from.line + 1, startColumn: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 };
}
