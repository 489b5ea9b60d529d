// Reads a timeline suite: headings are test names, titled code blocks are files, the last blocks of a case are what is expected.
//
//   ```python title="shop/wsgi.py"   a file; those above the first `##` belong to every case of the page
//   ```options                       JSON: what is configured for the whole project, with paths below it
//   ```timeline                      per boot and process the steps of `Report.boots`: [?]EVENT[(DETAIL)] PLACE > PLACE, the outermost place first,
//                                    `?` for an event that is not on every path; `serving` is left out where nothing comes behind it
//   ```paths                         per boot the events of each path, what unread code may have done included
//   ```findings                      rule and place of every finding
//   ```launches                      per launch its file and kind, what it starts, and what its environment says of the settings module

export const VIEWS = ['timeline', 'paths', 'findings', 'launches'] as const;

export type View = (typeof VIEWS)[number];

export interface Case {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly expected: ReadonlyMap<View, string>;
  readonly options?: Options;
}

/** `ProjectOptions` with relative paths. */
export interface Options {
  readonly entrypoints?: readonly string[];
  readonly roots?: readonly string[];
  readonly settingsModule?: string;
}

interface Draft {
  name: string;
  files: Map<string, string>;
  expected: Map<View, string>;
  options?: Options;
}

/** The cases of a page, in order. */
export function readSuite(page: string): Case[] {
  const shared = new Map<string, string>();
  const cases: Draft[] = [];
  for (const block of blocksOf(page)) {
    const current = cases.at(-1);
    if (block.heading) cases.push({ name: block.heading, files: new Map(shared), expected: new Map() });
    else if (block.title) (current?.files ?? shared).set(block.title, block.text);
    else if (block.options && current) current.options = JSON.parse(block.text) as Options;
    else if (block.view && current) current.expected.set(block.view, block.text);
    else throw new Error(`a code block that is no file and nothing expected: ${block.text}`);
  }
  return cases;
}

interface Block {
  readonly heading?: string;
  readonly title?: string;
  readonly view?: View;
  readonly options?: boolean;
  readonly text: string;
}

function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^## (.+)$|^```([^\n]*)\n([^]*?)^```$/gm)].map(([, heading, info = '', text = '']) => {
    const title = /title="([^"]+)"/.exec(info)?.[1];
    const view = VIEWS.find((name) => name === info);
    return { text, options: info === 'options', ...(heading ? { heading } : {}), ...(title ? { title } : {}), ...(view ? { view } : {}) };
  });
}
