// Reads a rule page: documentation whose code blocks are projects and whose carets are the expected findings.
//
//   ## Reported / ## Not reported / ## Known gaps     sections
//   ### A case                                        one project, made of the code blocks below it
//   ```python title="shop/wsgi.py"                    a file; other languages may be used for other files
//   #^^^^ error: text                                 (`//^^^^` in JSON) below a line: the range (from the # on), the severity, a part of the message
//   After the fix `Title`[ (review)]:                 the blocks behind it are the files that the fix changes

export interface Caret {
  readonly file: string;
  /** 0-based line in the file without its caret comments. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly severity: string;
  readonly text: string;
}

export interface ExpectedFix {
  readonly title: string;
  readonly safety: 'safe' | 'review';
  readonly files: ReadonlyMap<string, string>;
}

export interface Case {
  readonly section: string;
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly carets: readonly Caret[];
  readonly fixes: readonly ExpectedFix[];
  /** `No fix is offered.` stands in the case. */
  readonly noFix: boolean;
}

interface Draft {
  section: string;
  name: string;
  files: Map<string, string>;
  carets: Caret[];
  fixes: { title: string; safety: 'safe' | 'review'; files: Map<string, string> }[];
  noFix: boolean;
}

/** The cases of a page, in order. */
export function readPage(page: string): Case[] {
  const cases: Draft[] = [];
  let section = '';
  const lines = page.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const heading = /^(##|###) (.+)$/.exec(line);
    if (heading?.[1] === '##') section = heading[2]!;
    if (heading?.[1] === '###') cases.push({ section, name: heading[2]!, files: new Map(), carets: [], fixes: [], noFix: false });
    const current = cases.at(-1);
    const fix = /^After the fix `(.+)`( \(review\))?:$/.exec(line);
    if (fix && current) current.fixes.push({ title: fix[1]!, safety: fix[2] ? 'review' : 'safe', files: new Map() });
    if (/^No fix is offered/.test(line) && current) current.noFix = true;
    const block = /^```\w* title="(.+)"$/.exec(line);
    if (!block || !current) continue;
    const end = lines.indexOf('```', i + 1);
    addBlock(current, block[1]!, lines.slice(i + 1, end));
    i = end;
  }
  return cases.filter(({ files }) => files.size > 0);
}

function addBlock(current: Draft, file: string, lines: readonly string[]): void {
  const fix = current.fixes.at(-1);
  if (fix) return void fix.files.set(file, text(lines));
  const kept: string[] = [];
  for (const line of lines) {
    const caret = /^(\s*)((?:#|\/\/)\^+) (error|warning|information): (.*)$/.exec(line);
    if (!caret) kept.push(line);
    else current.carets.push({ file, line: kept.length - 1, start: caret[1]!.length, end: caret[1]!.length + caret[2]!.length, severity: caret[3]!, text: caret[4]! });
  }
  current.files.set(file, text(kept));
}

const text = (lines: readonly string[]): string => (lines.length === 0 ? '' : `${lines.join('\n')}\n`);
