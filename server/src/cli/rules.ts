// `firstspan rules`: the list of rules.
import { allRules, ruleGroups } from '../core/rules/registry';
import type { RuleInfo } from '../core/rules/rule';
import { choice, type Command } from './command';
import { colours, print } from './output';

const HELP = `Lists the rules.

Usage: firstspan rules [--format text|json]

  --format    text or json; text when it is left out
  -h, --help  prints this text`;

export const rulesCommand: Command = {
  name: 'rules',
  summary: 'lists the rules',
  help: HELP,
  options: { format: { type: 'string', default: 'text' } },
  arguments: { min: 0, max: 0 },
  async run(values) {
    const format = choice(rulesCommand, 'format', values.format, ['text', 'json']);
    print(format === 'json' ? asJson() : asText());
    return 0;
  },
};

function asJson(): string {
  return JSON.stringify(allRules.map(({ id, severity, summary }) => ({ id, severity, summary })), null, 2);
}

function asText(): string {
  const style = colours(process.stdout);
  const entry = ({ id, severity, byName, summary }: RuleInfo): string => `${style('bold', id)}  (${severity}${byName ? ', off unless settings name it' : ''})\n  ${summary}`;
  const lines = ruleGroups.flatMap(({ title, rules }) => [style('bold', title), ...rules.map(entry)]);
  return [...lines, 'firstspan explain RULE says more about one of them.'].join('\n\n');
}
