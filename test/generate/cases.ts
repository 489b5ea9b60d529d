// Entrypoints as they are found in real projects, and what the generator makes of them.
// A case is a Markdown section in cases/*.md: a heading, then code blocks named `before PATH` and `after PATH`.
import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';

export interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Every Python file that differs afterwards, except tracing.py. */
  readonly after: Readonly<Record<string, string>>;
  /** Pieces of text that the notes contain, one for each note. */
  readonly notes: readonly string[];
}

const FOLDER = path.join(__dirname, 'cases');

export function cases(): Case[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith('.md')).sort().flatMap((name) => sections(readFileSync(path.join(FOLDER, name), 'utf8')));
}

function sections(page: string): Case[] {
  return page.split(/^## /m).slice(1).map((section) => {
    const blocks = [...section.matchAll(/^```python (before|after) (\S+)\n([^]*?)^```$/gm)];
    const pick = (kind: string): Record<string, string> => Object.fromEntries(blocks.filter((block) => block[1] === kind).map((block) => [block[2], block[3]]));
    const notes = [...section.matchAll(/^- note: (.*)$/gm)].map((match) => match[1]);
    return { name: section.slice(0, section.indexOf('\n')).trim(), files: pick('before'), after: pick('after'), notes };
  });
}
