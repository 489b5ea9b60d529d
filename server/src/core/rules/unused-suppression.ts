// A suppression comment that suppresses nothing: unused, without brackets, or with a rule that does not exist.
import type { Message } from '../report';
import type { RuleInfo } from './rule';

export const unusedSuppression: RuleInfo = {
  id: 'unused-suppression',
  severity: 'warning',
  summary: 'A `# firstspan: ignore[…]` comment suppresses nothing.',
};

/** Nothing is found where it stands. @param rules those of its brackets that are meant */
export function sayUnused(rules: readonly string[]): Message {
  return {
    what: `This comment suppresses nothing: ${rules.join(' and ')} ${rules.length === 1 ? 'finds' : 'find'} nothing here.`,
    why: 'It would hide a finding that comes later.',
    todo: 'Remove it.',
  };
}

/** @param near the existing rule with the nearest name */
export function sayUnknown(id: string, near: string | undefined): Message {
  return {
    what: `There is no rule ${id}.`,
    why: 'So the comment suppresses nothing.',
    todo: near ? `Write ${near}, if that is meant.` : '`firstspan rules` lists the rules.',
  };
}

/** @param word what stands behind `firstspan:` */
export function sayMistaken(word: string): Message {
  return {
    what: word === 'ignore' ? 'This comment names no rule.' : `A suppression comment says \`ignore\`, not \`${word}\`.`,
    why: 'So it suppresses nothing.',
    todo: 'Write `# firstspan: ignore[rule-id]` with the rules in brackets, on the line or above it; above the first statement it holds for the whole file.',
  };
}
