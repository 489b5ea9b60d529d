// Where a rule's page is: on the web, if the package says where its repository is, else in the client, if that can show it.
import manifest from '../../../package.json';
import type { Client } from './client';
import { commandLink } from './command-link';
import { LINK_COMMANDS } from './protocol';

/** @returns undefined where there is no such place. */
export function rulePage(rule: string, client: Client): string | undefined {
  const repository = 'repository' in manifest ? manifest.repository : undefined;
  const url = typeof repository === 'object' && repository !== null && 'url' in repository ? String(repository.url) : undefined;
  if (url) return `${url.replace(/^git\+/, '').replace(/\.git$/, '')}/blob/main/server/src/core/rules/${rule}.md`;
  return commandLink(client, LINK_COMMANDS.explainRule, rule);
}
