// A mistake in [tool.firstspan] of pyproject.toml: an unknown key or rule, or a value of the wrong kind.
import type { Problem } from '../config/read';
import type { Message } from '../report';
import type { RuleInfo } from './rule';

export const configurationRule: RuleInfo = {
  id: 'configuration',
  severity: 'warning',
  summary: 'A setting in `[tool.firstspan]` of pyproject.toml cannot be used.',
};

export function sayProblem({ what, todo }: Problem): Message {
  return { what, why: 'It is left out; the other settings are used.', todo };
}
