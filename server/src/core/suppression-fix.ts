// The fix that writes a suppression comment for a finding, tried as every fix is.
import type { Analysis, Detection } from './analyze';
import { insertRule } from './fix/suppression-comment';
import { withTexts, type Snapshot } from './project/snapshot';
import { sameProgram } from './python/bodies';
import type { Fix } from './report';
import { rules } from './rules/registry';
import { applyToSnapshot, gone } from './verify';

/**
 * @param trial analyses an edited snapshot
 * @returns undefined for findings about comments and settings themselves, and where no comment can stand
 */
export function suppressionFix(snapshot: Snapshot, before: Analysis, detection: Detection, trial: (edited: Snapshot) => Analysis): Fix | undefined {
  const { rule, at } = detection.finding;
  const { files } = before.project;
  const text = files.text(at.file);
  if (text === undefined || !rules.some(({ id }) => id === rule)) return undefined;
  const ways = insertRule(text, at.file, at.start, rule, files.suppressions(at.file));
  const edits = ways.find((edits) => {
    const texts = applyToSnapshot(snapshot, edits);
    const result = texts && trial(withTexts(snapshot, texts));
    // In a string it would be no comment, but part of what the program does.
    return result !== undefined && sameProgram(files.facts(at.file)!, result.project.files.facts(at.file)!) && gone(before, result, detection);
  });
  return edits && { title: `Ignore ${rule} on this line`, safety: 'review', edits };
}
