// Where a rule's page is: on the web, if the package says where its repository is, else in the client, if that can show it.
import manifest from '../../../package.json';
import type { Client } from './client';
import { commandLink } from './command-link';
import { LINK_COMMANDS, RULE_SCHEME } from './protocol';

/** For the code of a diagnostic, which runs no commands. @returns undefined where there is no such place. */
export function rulePage(rule: string, { commands }: Client): string | undefined {
  return webPage(rule) ?? (commands.includes(LINK_COMMANDS.explainRule) ? `${RULE_SCHEME}:/${rule}.md` : undefined);
}

/** For a hover, whose links may run commands: the page as it is meant to be read. */
export function rulePreview(rule: string, client: Client): string | undefined {
  return webPage(rule) ?? commandLink(client, LINK_COMMANDS.explainRule, rule);
}

function webPage(rule: string): string | undefined {
  const repository = 'repository' in manifest ? manifest.repository : undefined;
  const url = typeof repository === 'object' && repository !== null && 'url' in repository ? String(repository.url) : undefined;
  return url && `${url.replace(/^git\+/, '').replace(/\.git$/, '')}/blob/main/server/src/core/rules/${rule}.md`;
}
