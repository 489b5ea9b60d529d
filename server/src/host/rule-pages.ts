// The pages of the rules: files that are read when somebody asks for one, since no analysis needs them.
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Beside the bundle; else among the sources. */
const FOLDERS = [path.join(__dirname, 'rules'), path.join(__dirname, '..', 'core', 'rules')];

/** The page of a rule, as Markdown. @param id of a registered rule. @throws when its page is missing */
export function rulePage(id: string): string {
  const file = FOLDERS.map((folder) => path.join(folder, `${id}.md`)).find((one) => existsSync(one));
  if (!file) throw new Error(`The page of ${id} is missing: reinstall First Span.`);
  return readFileSync(file, 'utf8');
}
