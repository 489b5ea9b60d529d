// The request `firstspan/rules`: the rules and their pages, for clients that show them.
import { RequestType } from 'vscode-languageserver';
import { allRules as rules } from '../../core/rules/registry';
import { rulePage } from '../../host/rule-pages';
import type { Context } from '../context';
import { RULES, type RuleInfo, type RulesParams } from '../protocol';

const RulesRequest = new RequestType<RulesParams, RuleInfo[], void>(RULES);

export function register({ connection }: Context): void {
  connection.onRequest(RulesRequest, () => rules.map(({ id, summary }) => ({ id, summary, page: rulePage(id) })));
}
