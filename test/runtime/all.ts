// Every scenario of the pages in scenarios/.
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { scenarios, sections } from './pages';
import type { Scenario } from './scenario';

const FOLDER = path.join(__dirname, 'scenarios');
const TABLES = ['base.md', 'servers.md'];

/** @throws when two scenarios have one name, or a page names what no table has */
export function allScenarios(): Scenario[] {
  const [bases, servers] = TABLES.map((name) => sections(read(name)).slice(1));
  const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && !TABLES.includes(name)).sort();
  const all = pages.flatMap((name) => scenarios(path.basename(name, '.md'), read(name), { bases: bases!, servers: servers! }));
  const twice = all.filter(({ id }, i) => all.findIndex((other) => other.id === id) !== i);
  if (twice.length > 0) throw new Error(`Scenarios of one name: ${twice.map(({ id }) => id).join(', ')}.`);
  return all;
}

const read = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');

/** Titles and introductions of the pages, by name. */
export function pageTexts(): ReadonlyMap<string, { readonly title: string; readonly text: string }> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && !TABLES.includes(name)).sort();
  return new Map(names.map((name) => {
    const [{ name: title, text }] = sections(read(name));
    return [path.basename(name, '.md'), { title, text }];
  }));
}
