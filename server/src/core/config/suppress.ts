// Takes out the findings that a comment suppresses, and reports the comments that suppress nothing.
import type { Detection } from '../analyze';
import { removeRules, replaceRule } from '../fix/suppression-comment';
import { commentStyleOf } from '../knowledge/comments';
import { SUPPRESSION_MARK, type NamedRule, type Suppression } from '../python/suppressions';
import type { Finding, Fix, Message, Severity } from '../report';
import { allRules } from '../rules/registry';
import type { Project } from '../rules/rule';
import { sayMistaken, sayUnknown, sayUnused, unusedSuppression } from '../rules/unused-suppression';
import { nearest } from '../text/nearest';
import type { Uri } from '../text/span';

/** A part of a comment that does nothing. */
interface Idle {
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
  readonly message: Message;
  readonly fixes: () => Fix[];
}

/**
 * @param found what the rules found
 * @param runs whether a rule is asked about a file at all: what is switched off leaves its comments unused, and that is no mistake
 * @returns what no comment suppresses, and the comments that are idle
 */
export function suppressed(found: readonly Detection[], project: Project, runs: (rule: string, file: Uri) => boolean): Detection[] {
  const used = new Set<NamedRule>();
  const left = found.filter(({ finding }) => !isSuppressed(finding, project.files.suppressions(finding.at.file), used));
  // Where something is still to be read, or too much for a replay, a comment may have its reason.
  const complete = project.files.wanted.size === 0 && project.boots.every(({ paths }) => paths.length > 0);
  const idle = commented(project).flatMap((file) => project.files.suppressions(file).flatMap((one) => idleIn(one, file, project, (id) => used.has(id) || !complete || !runs(id.id, file)).map((part) => toDetection(part, file))));
  return [...left, ...idle.filter(({ finding }) => !isSuppressed(finding, project.files.suppressions(finding.at.file), used))];
}

/** Notes in `used` what it was suppressed by. */
function isSuppressed({ rule, at }: Finding, comments: readonly Suppression[], used: Set<NamedRule>): boolean {
  const by = comments.filter(({ from, to }) => from <= at.start && at.start < to).flatMap(({ ids, word }) => (word === 'ignore' && ids ? ids.filter(({ id }) => id === rule) : []));
  for (const id of by) used.add(id);
  return by.length > 0;
}

/** Files that were read and speak to First Span. */
function commented({ files }: Project): Uri[] {
  return [...files.snapshot.files.keys()].filter((file) => (file.endsWith('.py') || commentStyleOf(file) !== undefined) && files.fits(file, SUPPRESSION_MARK) && files.suppressions(file).length > 0);
}

function idleIn(comment: Suppression, file: Uri, { files }: Project, hasReason: (id: NamedRule) => boolean): Idle[] {
  const { start, end, ids, word } = comment;
  const text = files.text(file)!;
  const remove = (unwanted: readonly NamedRule[]) => (): Fix[] => [{ title: 'Remove the unused suppression', safety: 'safe', edits: removeRules(text, file, comment, unwanted) }];
  if (word !== 'ignore' || !ids?.length) return [{ start, end, severity: 'warning', message: sayMistaken(word), fixes: remove(ids ?? []) }];
  const unknown = ids.filter(({ id }) => !allRules.some((rule) => rule.id === id));
  const unused = ids.filter((id) => !unknown.includes(id) && id.id !== unusedSuppression.id && !hasReason(id));
  const place = unused.length === ids.length ? { start, end } : { start: unused[0]?.start ?? start, end: unused.at(-1)?.end ?? end };
  return [
    ...unknown.map((id) => unknownRule(id, file, remove([id]))),
    ...(unused.length > 0 ? [{ ...place, severity: 'information' as const, message: sayUnused(unused.map(({ id }) => id)), fixes: remove(unused) }] : []),
  ];
}

function unknownRule(id: NamedRule, file: Uri, remove: () => Fix[]): Idle {
  const near = nearest(id.id, allRules.map((rule) => rule.id));
  const fixes = near ? (): Fix[] => [{ title: `Write ${near}`, safety: 'review', edits: [replaceRule(file, id, near)] }] : remove;
  return { start: id.start, end: id.end, severity: 'warning', message: sayUnknown(id.id, near), fixes };
}

function toDetection({ start, end, severity, message, fixes }: Idle, file: Uri): Detection {
  const finding: Finding = { rule: unusedSuppression.id, severity, at: { file, start, end }, message, related: [], boots: [] };
  return { finding, boots: [], proven: severity, fixes };
}
