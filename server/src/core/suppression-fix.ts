// The fix that writes a suppression comment for a finding, tried as every fix is.
import type { Analysis, Detection } from './analyze';
import { insertRule } from './fix/suppression-comment';
import { commentStyleOf } from './knowledge/comments';
import { sameMeaning } from './fix/launch/meaning';
import type { Memory } from './memory';
import { pathOf, withTexts, type Snapshot } from './project/snapshot';
import { sameProgram } from './python/bodies';
import type { Fix } from './report';
import { rules } from './rules/registry';
import type { Uri } from './text/span';
import { applyToSnapshot, gone } from './verify';

/**
 * @param trial analyses an edited snapshot
 * @returns undefined for findings about comments and settings themselves, and where no comment can stand
 */
export function suppressionFix(snapshot: Snapshot, before: Analysis, detection: Detection, trial: (edited: Snapshot) => Analysis, memory: Memory): Fix | undefined {
  const { rule, at } = detection.finding;
  const { files } = before.project;
  const text = files.text(at.file);
  const style = at.file.endsWith('.py') ? { behind: true } : commentStyleOf(at.file);
  if (text === undefined || !style || !rules.some(({ id }) => id === rule)) return undefined;
  const ways = insertRule(text, at.file, at.start, rule, files.suppressions(at.file), style);
  const edits = ways.find((edits) => {
    const texts = applyToSnapshot(snapshot, edits);
    const result = texts && trial(withTexts(snapshot, texts));
    return result !== undefined && saysTheSame(before, result, at.file, memory) && gone(before, result, detection);
  });
  return edits && { title: `Ignore ${rule} on this line`, safety: 'review', edits };
}

/** In a string it would be no comment, but part of what the program does, or of a value. */
function saysTheSame({ project: before }: Analysis, { project: after }: Analysis, file: Uri, { launch }: Memory): boolean {
  if (file.endsWith('.py')) return sameProgram(before.files.facts(file)!, after.files.facts(file)!);
  return launch === undefined || sameMeaning(pathOf(before.files.snapshot, file), before.files.text(file)!, after.files.text(file)!, launch);
}
