// Where a rule's page is on the web, if the package says where its repository is.
import manifest from '../../../package.json';

/** @returns undefined while package.json names no repository. */
export function rulePage(rule: string): string | undefined {
  const repository = 'repository' in manifest ? manifest.repository : undefined;
  const url = typeof repository === 'object' && repository !== null && 'url' in repository ? String(repository.url) : undefined;
  return url && `${url.replace(/^git\+/, '').replace(/\.git$/, '')}/blob/main/server/src/core/rules/${rule}.md`;
}
