// `firstspan explain RULE`: the rule's page, as it stands in the documentation.
import { allRules as rules } from '../core/rules/registry';
import { rulePage } from '../host/rule-pages';
import type { Command } from './command';
import { fail } from './failure';
import { print } from './output';

const HELP = `Prints a rule's page: what it finds, why it matters, examples with and without the mistake.

Usage: firstspan explain RULE

  RULE        a rule's name as firstspan rules and firstspan check print it
  -h, --help  prints this text`;

export const explain: Command = {
  name: 'explain',
  summary: 'prints what a rule finds, why it matters and how to mend it',
  help: HELP,
  options: {},
  arguments: { min: 1, max: 1 },
  async run(_, [id]) {
    const rule = rules.find((known) => known.id === id);
    if (!rule) fail(`There is no rule '${id}'.`, `The rules are ${rules.map((known) => known.id).join(', ')}.`, 'Take one of these; firstspan rules says what each is about.');
    print(rulePage(rule.id));
    return 0;
  },
};
